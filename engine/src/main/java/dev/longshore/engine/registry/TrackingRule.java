package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.engine.registry.view.Tracking;
import dev.longshore.objects.Fields;
import java.util.Optional;
import java.util.Set;

/** The tracking annotation is the inventory of GitOps: only its identities set, change or remove it. Others keep what is there. */
final class TrackingRule {
    private TrackingRule() {}

    static void keep(Scene scene, ObjectNode wanted, Set<String> warnings) {
        if (scene.who().tracks()) {
            return;
        }
        Optional<String> old = scene.before().text("metadata", "annotations", Tracking.ANNOTATION);
        Optional<String> given = Fields.of(wanted).text("metadata", "annotations", Tracking.ANNOTATION);
        if (given.equals(old)) {
            return;
        }
        put(wanted, old);
        warnings.add("metadata.annotations[" + Tracking.ANNOTATION + "]: is set by GitOps only; "
                + (old.isPresent() ? "it stays as it was" : "it was left out"));
    }

    /** Takes it out of a configuration that is applied, so that nobody else comes to own it. */
    static void strip(Scene scene, ObjectNode config) {
        if (!scene.who().tracks() && config.path("metadata").path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Tracking.ANNOTATION);
        }
    }

    private static void put(ObjectNode wanted, Optional<String> value) {
        ObjectNode metadata = wanted.withObjectProperty("metadata");
        if (value.isPresent()) {
            metadata.withObjectProperty("annotations").put(Tracking.ANNOTATION, value.orElseThrow());
        } else if (metadata.path("annotations") instanceof ObjectNode annotations) {
            annotations.remove(Tracking.ANNOTATION);
        }
    }
}
