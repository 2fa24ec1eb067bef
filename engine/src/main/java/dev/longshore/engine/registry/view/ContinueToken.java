package dev.longshore.engine.registry.view;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the next page begins. Source: Kubernetes storage, continue tokens of {@code meta.k8s.io/v1}.
 *
 * @param revision of all pages; -1: whatever is newest, at the price of an inconsistent list
 * @param start first key of the page, in the store's order
 */
record ContinueToken(long revision, String start) {
    static final long NEWEST = -1;
    private static final String VERSION = "meta.k8s.io/v1";

    String text() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("v", VERSION).put("rv", revision).put("start", start);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** @throws dev.longshore.cluster.RefusedException 400 for what never was a token */
    static ContinueToken read(String text) {
        try {
            JsonNode json = CanonicalJson.parse(Base64.getUrlDecoder().decode(text));
            if (!json.path("v").asText().equals(VERSION) || !json.path("start").isTextual()) {
                throw Refusals.badToken("incorrect encoding or version");
            }
            return new ContinueToken(
                    json.path("rv").asLong(), json.path("start").asText());
        } catch (IllegalArgumentException | UncheckedIOException garbage) {
            throw Refusals.badToken("it was not made by this server");
        }
    }
}
