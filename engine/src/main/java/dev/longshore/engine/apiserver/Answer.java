package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.manifests.YamlText;
import dev.longshore.objects.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole answer.
 *
 * @param headers in the case they are sent
 */
record Answer(int status, Map<String, List<String>> headers, byte[] body) {
    static final String JSON = "application/json";
    private static final String NEVER_CACHED = "no-cache, private";

    /** @param body complete JSON */
    static Answer json(int status, byte[] body) {
        return new Answer(status, Map.of("Content-Type", List.of(JSON), "Cache-Control", List.of(NEVER_CACHED)), body);
    }

    static Answer json(int status, JsonNode body) {
        return json(status, body.toString().getBytes(StandardCharsets.UTF_8));
    }

    static Answer text(int status, String body) {
        return new Answer(
                status,
                Map.of(
                        "Content-Type", List.of("text/plain; charset=utf-8"),
                        "Cache-Control", List.of(NEVER_CACHED),
                        "X-Content-Type-Options", List.of("nosniff")),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /** With one more value of a header. */
    Answer with(String name, String value) {
        Map<String, List<String>> all = new TreeMap<>(headers);
        List<String> values = new ArrayList<>(all.getOrDefault(name, List.of()));
        values.add(value);
        all.put(name, List.copyOf(values));
        return new Answer(status, all, body);
    }

    /** With a header in place of what it was. */
    Answer set(String name, String value) {
        Map<String, List<String>> all = new TreeMap<>(headers);
        all.put(name, List.of(value));
        return new Answer(status, all, body);
    }

    /** The same in YAML, when it is plain JSON. */
    Answer yaml() {
        if (!headers.getOrDefault("Content-Type", List.of("")).getFirst().equals(JSON) || body.length == 0) {
            return this;
        }
        byte[] text = YamlText.of(CanonicalJson.parse(body)).getBytes(StandardCharsets.UTF_8);
        return new Answer(status, headers, text).set("Content-Type", "application/yaml");
    }

    /** The same, for people to read. */
    Answer pretty() {
        boolean json =
                headers.getOrDefault("Content-Type", List.of("")).getFirst().startsWith(JSON);
        if (!json || body.length == 0) {
            return this;
        }
        String text = CanonicalJson.parse(body).toPrettyString() + "\n";
        return new Answer(status, headers, text.getBytes(StandardCharsets.UTF_8));
    }
}
