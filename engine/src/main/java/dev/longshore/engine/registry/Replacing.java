package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Item;
import java.util.List;

/** A whole new state of an object, or of its status. */
final class Replacing {
    /** A replace creates them. */
    private static final List<String> CREATED_BY_REPLACE = List.of("leases.coordination.k8s.io", "events");

    /** Never overwritten unseen; neither are custom resources. */
    private static final List<String> SEEN_ONLY = List.of("leases.coordination.k8s.io");

    private Replacing() {}

    static Decision replace(Scene scene, ObjectNode body) {
        Bodies.checkPlace(scene, body);
        if (scene.current().isEmpty()) {
            return absent(scene, body);
        }
        if (seenOnly(scene)
                && body.path("metadata").path("resourceVersion").asText("").isEmpty()) {
            throw new Refusal(Statuses.invalid(
                    scene.key(),
                    "metadata.resourceVersion",
                    "FieldValueInvalid",
                    "Invalid value: 0x0: must be specified for an update"));
        }
        return update(scene, body);
    }

    private static Decision absent(Scene scene, ObjectNode body) {
        JsonNode metadata = body.path("metadata");
        boolean unconditional = metadata.path("uid").asText("").isEmpty()
                && metadata.path("resourceVersion").asText("").isEmpty();
        if (unconditional
                && scene.key().subresource().isEmpty()
                && CREATED_BY_REPLACE.contains(scene.kind().resource())) {
            return Creating.create(scene, body);
        }
        throw new Refusal(new WriteResult.Missing());
    }

    private static boolean seenOnly(Scene scene) {
        String group = scene.kind().group();
        boolean custom = group.contains(".") && !group.endsWith(".k8s.io");
        return custom || SEEN_ONLY.contains(scene.kind().resource());
    }

    /** A state made by a client, with whatever it must not change put back. */
    static Decision update(Scene scene, ObjectNode body) {
        Item current = scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
        Bodies.checkSeen(scene, current, body);
        ObjectNode wanted =
                scene.key().subresource().equals("status") ? withStatus(scene, body) : withSpec(scene, body);
        return carryOn(scene, wanted, body);
    }

    /**
     * @param wanted the whole object
     * @param sent what of it the writer made
     */
    static Decision carryOn(Scene scene, ObjectNode wanted, ObjectNode sent) {
        Owning owning = Owning.byUpdate(scene, sent);
        ServerMetadata.carry(scene, wanted);
        return new Settling(scene, owning).settle(wanted);
    }

    private static ObjectNode withSpec(Scene scene, ObjectNode body) {
        ObjectNode wanted = body.deepCopy();
        if (scene.hasStatus()) {
            put(wanted, "status", scene.currentTree().path("status"));
        }
        return wanted;
    }

    private static ObjectNode withStatus(Scene scene, ObjectNode body) {
        ObjectNode wanted = scene.currentCopy();
        put(wanted, "status", body.path("status"));
        return wanted;
    }

    private static void put(ObjectNode object, String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            object.remove(name);
        } else {
            object.set(name, value.deepCopy());
        }
    }

    /** The finalizers in a namespace's spec, which hold its deletion back; changed in no other way. */
    static Decision finalizers(Scene scene, ObjectNode body) {
        Bodies.checkPlace(scene, body);
        Item current = scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
        Bodies.checkSeen(scene, current, body);
        ObjectNode wanted = scene.currentCopy();
        put(wanted.withObjectProperty("spec"), "finalizers", body.path("spec").path("finalizers"));
        return carryOn(scene, wanted, wanted);
    }
}
