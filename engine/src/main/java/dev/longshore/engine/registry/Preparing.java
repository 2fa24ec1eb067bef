package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the server itself writes into objects of some kinds, before they are checked. */
final class Preparing {
    private static final String NAMESPACE_LABEL = "kubernetes.io/metadata.name";

    private Preparing() {}

    static void prepare(Scene scene, ObjectNode wanted) {
        switch (scene.kind().resource()) {
            case "namespaces" -> namespace(scene, wanted);
            case "pods" -> pod(scene, wanted);
            case "secrets" -> secret(wanted);
            default -> {
                // Nothing of its own.
            }
        }
    }

    private static void namespace(Scene scene, ObjectNode wanted) {
        wanted.withObjectProperty("metadata")
                .withObjectProperty("labels")
                .put(NAMESPACE_LABEL, scene.key().name());
        if (scene.current().isEmpty()) {
            wanted.withObjectProperty("spec").putArray("finalizers").add(Removing.NAMESPACE_FINALIZER);
            wanted.putObject("status").put("phase", "Active");
        } else if (!scene.key().subresource().equals("finalize")) {
            JsonNode held = scene.currentTree().path("spec").path("finalizers");
            ObjectNode spec = wanted.withObjectProperty("spec");
            spec.remove("finalizers");
            if (held.isArray()) {
                spec.set("finalizers", held.deepCopy());
            }
        }
    }

    private static void pod(Scene scene, ObjectNode wanted) {
        if (scene.current().isPresent() || !(wanted.path("spec") instanceof ObjectNode spec)) {
            return;
        }
        String account = spec.path("serviceAccountName")
                .asText(spec.path("serviceAccount").asText(""));
        spec.put("serviceAccountName", account.isEmpty() ? "default" : account);
        wanted.putObject("status").put("phase", "Pending").put("qosClass", PodQuality.of(spec));
    }

    /** {@code stringData} is another way of writing {@code data}. Source: v1 Secret. */
    private static void secret(ObjectNode wanted) {
        if (!(wanted.remove("stringData") instanceof ObjectNode texts)) {
            return;
        }
        ObjectNode data = wanted.withObjectProperty("data");
        texts.properties()
                .forEach(text -> data.put(
                        text.getKey(),
                        Base64.getEncoder()
                                .encodeToString(text.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
}
