package dev.longshore.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Unavailable;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer, read to its end. */
record Reply(int status, Map<String, List<String>> headers, byte[] body) {
    /** How many of a body's characters stand in a message when it is not a Status. */
    private static final int EXCERPT = 200;

    static Reply of(Transport.Answer answer) {
        return new Reply(answer.status(), answer.headers(), answer.body());
    }

    /** @throws Lost when the connection breaks before the end */
    static Reply read(Transport.Stream answer) {
        try (InputStream body = answer.body()) {
            return new Reply(answer.status(), answer.headers(), body.readAllBytes());
        } catch (IOException broken) {
            throw new Lost("the connection broke in the middle of an answer: " + broken.getMessage(), broken);
        }
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    /** First value of a header, whatever the case of its name. */
    Optional<String> header(String name) {
        return all(name).stream().findFirst();
    }

    List<String> warnings() {
        return all("Warning").stream()
                .flatMap(value -> WarningText.read(value).stream())
                .toList();
    }

    private List<String> all(String name) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream())
                .toList();
    }

    /** @throws Unavailable when it is no JSON object: something else than an engine answers */
    ObjectNode object() {
        return parsed().orElseThrow(() -> new Unavailable("the answer is no JSON object: " + excerpt()));
    }

    private Optional<ObjectNode> parsed() {
        try {
            return CanonicalJson.parse(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (UncheckedIOException other) {
            return Optional.empty();
        }
    }

    /** Whether it says that something was done and shows no object. */
    boolean success() {
        ObjectNode object = object();
        return object.path("kind").asText().equals("Status")
                && object.path("apiVersion").asText().equals("v1");
    }

    Item item(Kind kind) {
        return item(kind, object());
    }

    /** Objects of a typed list may leave out what they are. */
    static Item item(Kind kind, JsonNode object) {
        ObjectNode whole = object instanceof ObjectNode node ? node : JsonNodeFactory.instance.objectNode();
        if (!whole.has("kind")) {
            whole.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
        }
        return Item.read(kind, whole);
    }

    /** Why it was refused. What is no Status is quoted. */
    ApiStatus refusal() {
        Fields object = parsed().map(Fields::of).orElse(Fields.NONE);
        return object.text("kind").equals(Optional.of("Status"))
                ? status(object)
                : ApiStatus.of(status, "", "the server answered " + status + ": " + excerpt());
    }

    /** Reads a meta/v1 Status. */
    static ApiStatus status(Fields object) {
        Map<String, String> details = new LinkedHashMap<>();
        for (String name : List.of("name", "group", "kind", "uid")) {
            object.text("details", name).ifPresent(value -> details.put(name, value));
        }
        List<ApiStatus.Cause> causes = object.items("details", "causes").stream()
                .map(cause -> new ApiStatus.Cause(
                        cause.text("reason").orElse(""),
                        cause.text("message").orElse(""),
                        cause.text("field").orElse("")))
                .toList();
        return new ApiStatus(
                (int) object.number("code").orElse(0),
                object.text("reason").orElse(""),
                object.text("message").orElse(""),
                details,
                causes,
                object.number("details", "retryAfterSeconds").stream()
                        .mapToObj(seconds -> (int) seconds)
                        .findFirst());
    }

    /** Whether the refusal is about this very object, not about its namespace or kind. */
    boolean about(ObjectKey key) {
        Map<String, String> details = refusal().details();
        return key.kind().plural().equals(details.get("kind")) && key.name().equals(details.get("name"));
    }

    private String excerpt() {
        String text = new String(body, StandardCharsets.UTF_8).strip();
        return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
    }
}
