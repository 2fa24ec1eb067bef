package dev.longshore.schemas.defaults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Each completes a value of the type it is anchored to. Running one twice changes nothing more. Source: pkg/apis/…/defaults.go. */
public final class Defaulters {
    private static final Map<String, Consumer<ObjectNode>> NAMED = Map.of(
            "image-pull-policy", Defaulters::imagePullPolicy,
            "service-account-alias", Defaulters::serviceAccountAlias,
            "pod-limits-to-requests", Defaulters::podLimitsToRequests,
            "pod-service-links", Defaulters::podServiceLinks,
            "empty-dir-volume", Defaulters::emptyDirVolume,
            "rolling-update", Defaulters::rollingUpdate,
            "secret-string-data", Defaulters::secretStringData);

    private Defaulters() {}

    /** @throws IllegalArgumentException for a name nothing stands behind */
    public static List<Consumer<ObjectNode>> named(List<String> names) {
        return names.stream().map(Defaulters::named).toList();
    }

    /** For the check that each is used. */
    public static Iterable<String> names() {
        return NAMED.keySet();
    }

    private static Consumer<ObjectNode> named(String name) {
        Consumer<ObjectNode> found = NAMED.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no defaulter " + name);
        }
        return found;
    }

    /** Always for an image without tag or with the tag latest; a digest never changes. */
    private static void imagePullPolicy(ObjectNode container) {
        if (container.path("imagePullPolicy").asText().isEmpty()) {
            String image = container.path("image").asText();
            container.put("imagePullPolicy", isLatest(image) ? "Always" : "IfNotPresent");
        }
    }

    private static boolean isLatest(String image) {
        if (image.contains("@")) {
            return false;
        }
        String last = image.substring(image.lastIndexOf('/') + 1);
        return !last.contains(":") || last.endsWith(":latest");
    }

    /** Both spellings say the same; the newer one wins. */
    private static void serviceAccountAlias(ObjectNode spec) {
        String name = spec.path("serviceAccountName").asText();
        String account = name.isEmpty() ? spec.path("serviceAccount").asText() : name;
        if (!account.isEmpty()) {
            spec.put("serviceAccountName", account).put("serviceAccount", account);
        }
    }

    /** Who says a limit and no request asks for the limit. Of pods only, not of templates. */
    private static void podLimitsToRequests(ObjectNode pod) {
        pod.path("spec").path("initContainers").forEach(Defaulters::limitsToRequests);
        pod.path("spec").path("containers").forEach(Defaulters::limitsToRequests);
    }

    private static void limitsToRequests(JsonNode container) {
        if (container.path("resources") instanceof ObjectNode resources
                && resources.path("limits") instanceof ObjectNode limits
                && !limits.isEmpty()) {
            ObjectNode requests =
                    resources.path("requests") instanceof ObjectNode given ? given : resources.putObject("requests");
            limits.properties().forEach(limit -> {
                if (!requests.has(limit.getKey())) {
                    requests.set(limit.getKey(), limit.getValue());
                }
            });
        }
    }

    private static void podServiceLinks(ObjectNode pod) {
        if (pod.path("spec") instanceof ObjectNode spec && !spec.hasNonNull("enableServiceLinks")) {
            spec.put("enableServiceLinks", true);
        }
    }

    /** A volume that names no source is an empty directory. */
    private static void emptyDirVolume(ObjectNode volume) {
        if (volume.size() == (volume.has("name") ? 1 : 0)) {
            volume.putObject("emptyDir");
        }
    }

    private static void rollingUpdate(ObjectNode strategy) {
        if (strategy.path("type").asText().equals("RollingUpdate") && !strategy.hasNonNull("rollingUpdate")) {
            strategy.putObject("rollingUpdate");
        }
    }

    /** Texts a user wrote become bytes; they win over data of the same key. */
    private static void secretStringData(ObjectNode secret) {
        if (!(secret.path("stringData") instanceof ObjectNode texts)
                || texts.properties().stream().anyMatch(text -> !text.getValue().isTextual())) {
            return;
        }
        ObjectNode data = secret.path("data") instanceof ObjectNode given ? given : secret.putObject("data");
        texts.properties()
                .forEach(text -> data.put(
                        text.getKey(),
                        Base64.getEncoder()
                                .encodeToString(text.getValue().textValue().getBytes(StandardCharsets.UTF_8))));
        secret.remove("stringData");
    }
}
