package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Trees;
import java.util.Arrays;
import java.util.List;

/** The part of metadata that the server keeps, whatever a body says. Source: Kubernetes API conventions, "Metadata". */
final class ServerMetadata {
    private static final List<String> KEPT =
            List.of("uid", "creationTimestamp", "generation", "deletionTimestamp", "deletionGracePeriodSeconds");
    private static final List<String> DROPPED = List.of("resourceVersion", "selfLink", "managedFields");

    /** Kinds with a spec and a status whose generation Kubernetes does not count. */
    private static final List<String> NOT_COUNTED =
            List.of("namespaces", "nodes", "persistentvolumes", "persistentvolumeclaims");

    private ServerMetadata() {}

    /** Takes out what clients cannot set. */
    static void clear(ObjectNode body) {
        ObjectNode metadata = body.withObjectProperty("metadata");
        metadata.remove(KEPT);
        metadata.remove(DROPPED);
    }

    /** Of a new object. */
    static void begin(Scene scene, ObjectNode body) {
        clear(body);
        ObjectNode metadata = body.withObjectProperty("metadata");
        metadata.put("name", scene.key().name());
        if (scene.kind().namespaced()) {
            metadata.put("namespace", scene.key().namespace());
        } else {
            metadata.remove("namespace");
        }
        metadata.put("uid", scene.draw().uid())
                .put("creationTimestamp", scene.draw().stamp());
        if (counted(scene)) {
            metadata.put("generation", 1);
        }
    }

    /** Of an object that stays. */
    static void carry(Scene scene, ObjectNode body) {
        clear(body);
        ObjectNode metadata = body.withObjectProperty("metadata");
        JsonNode old = scene.currentTree().path("metadata");
        for (String name : KEPT) {
            if (old.has(name)) {
                metadata.set(name, old.get(name));
            }
        }
        metadata.set("name", old.get("name"));
        if (old.has("namespace")) {
            metadata.set("namespace", old.get("namespace"));
        }
    }

    /** Counts a change of anything but metadata and status. */
    static void count(Scene scene, ObjectNode after) {
        if (scene.current().isPresent() && counted(scene) && differ(wish(after), wish(scene.currentTree()))) {
            advance(scene.before(), after);
        }
    }

    /** In canonical bytes: equal numbers may be nodes of different classes. */
    private static boolean differ(ObjectNode before, ObjectNode after) {
        return !before.equals(after) && !Arrays.equals(CanonicalJson.bytes(before), CanonicalJson.bytes(after));
    }

    static void advance(Fields before, ObjectNode after) {
        after.withObjectProperty("metadata")
                .put("generation", before.number("metadata", "generation").orElse(0) + 1);
    }

    private static ObjectNode wish(ObjectNode object) {
        return Trees.shallow(object).remove(List.of("metadata", "status", "apiVersion"));
    }

    static boolean counted(Scene scene) {
        return scene.hasStatus()
                && scene.schema().root().named("spec") != null
                && !NOT_COUNTED.contains(scene.kind().resource());
    }
}
