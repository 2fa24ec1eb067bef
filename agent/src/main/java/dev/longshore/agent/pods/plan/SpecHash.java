package dev.longshore.agent.pods.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Fingerprint of a part of an object: of its canonical JSON, so that the order of fields does not matter. */
public final class SpecHash {
    private static final int DIGITS = 32;

    private SpecHash() {}

    public static String of(Fields part) {
        if (!(part.copy() instanceof ObjectNode tree)) {
            throw new IllegalArgumentException("only an object has a fingerprint");
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(tree));
            return HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
