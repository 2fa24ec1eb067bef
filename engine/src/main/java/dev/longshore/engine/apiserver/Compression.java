package dev.longshore.engine.apiserver;

import dev.longshore.engine.apiserver.http.Exchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Large answers to readers, packed for who can unpack them, but not on the way to this very machine, where packing only costs.
 * Watches never come here; documents with a tag stay as they are, since a tag stands for the very bytes. Source: Kubernetes API concepts, "Compression of responses".
 */
final class Compression {
    /** Below this the time to pack costs more than the bytes. */
    private static final int FROM_BYTES = 128 * 1024;

    private Compression() {}

    static Answer of(Exchange exchange, Answer answer) {
        boolean large = answer.body().length > FROM_BYTES;
        boolean read = exchange.method().equals("GET") && answer.status() == 200;
        if (!large || !read || answer.headers().containsKey("ETag")) {
            return answer;
        }
        Answer varying = answer.with("Vary", "Accept-Encoding");
        return isAccepted(exchange) && !exchange.isLocal()
                ? new Answer(answer.status(), varying.headers(), packed(answer.body())).set("Content-Encoding", "gzip")
                : varying;
    }

    private static boolean isAccepted(Exchange exchange) {
        return exchange.header("accept-encoding").stream()
                .flatMap(header -> Representation.ranges(header).stream())
                .anyMatch(range -> range.type().equals("gzip"));
    }

    private static byte[] packed(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.length / 4);
        try (OutputStream packing = new Quick(bytes)) {
            packing.write(body);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Fast rather than small. */
    private static final class Quick extends GZIPOutputStream {
        Quick(OutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
