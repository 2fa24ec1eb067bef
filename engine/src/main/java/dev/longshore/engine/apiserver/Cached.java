package dev.longshore.engine.apiserver;

import dev.longshore.engine.apiserver.http.Exchange;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** Documents that clients keep and ask for again by their tag. */
final class Cached {
    private Cached() {}

    /** The answer with its tag, or 304 when the caller has it already. */
    static Answer answer(Exchange exchange, Answer answer) {
        String tag = "\"" + hash(answer.body()) + "\"";
        boolean known = exchange.header("if-none-match").stream()
                .flatMap(tags -> Arrays.stream(tags.split(",", -1)))
                .anyMatch(one -> one.strip().equals(tag));
        Answer whole = answer.set("ETag", tag);
        return known ? new Answer(304, whole.headers(), new byte[0]) : whole;
    }

    static String hash(byte[] body) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(body));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
