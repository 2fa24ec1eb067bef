package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.client.Transport;
import dev.longshore.objects.CanonicalJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A watch as it comes over the wire. */
final class Lines implements AutoCloseable {
    private final Transport.Stream answer;
    private final BufferedReader reader;

    Lines(Transport.Stream answer) {
        this.answer = answer;
        this.reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    int status() {
        return answer.status();
    }

    JsonNode next() {
        return CanonicalJson.parse(line().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code ADDED web}: type and name. */
    String nextInShort() {
        JsonNode event = next();
        return event.path("type").asText() + " "
                + event.path("object").path("metadata").path("name").asText();
    }

    /** Whether it ends here, cleanly. */
    boolean ends() {
        return line().isEmpty();
    }

    private String line() {
        try {
            String line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
