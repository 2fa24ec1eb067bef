package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import java.util.ArrayList;
import java.util.List;

/** What a body must agree with: the kind and place it was sent to, and the state its writer saw. */
final class Bodies {
    private Bodies() {}

    /** Type and place; an absent type is that of the URL. */
    static void checkPlace(Scene scene, ObjectNode body) {
        Kind kind = scene.kind();
        if (differs(body.path("apiVersion"), kind.apiVersion()) || differs(body.path("kind"), kind.name())) {
            throw new Refusal(Statuses.badRequest("the object provided is unrecognized (must be of type " + kind.name()
                    + "): got " + body.path("apiVersion").asText() + " "
                    + body.path("kind").asText()));
        }
        body.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
        if (!body.path("metadata").isObject() && body.hasNonNull("metadata")) {
            throw new Refusal(Statuses.cannotHandle(kind, "metadata is not an object"));
        }
        JsonNode metadata = body.withObjectProperty("metadata");
        ObjectKey key = scene.key();
        if (!key.name().isEmpty() && differs(metadata.path("name"), key.name())) {
            throw new Refusal(Statuses.badRequest("the name of the object ("
                    + metadata.path("name").asText() + ") does not match the name on the URL (" + key.name() + ")"));
        }
        if (kind.namespaced() && differs(metadata.path("namespace"), key.namespace())) {
            throw new Refusal(Statuses.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request"));
        }
    }

    private static boolean differs(JsonNode given, String wanted) {
        return !given.isMissingNode()
                && !given.isNull()
                && !given.asText().isEmpty()
                && !given.asText().equals(wanted);
    }

    /** The state the writer saw, where the body names one. */
    static void checkSeen(Scene scene, Item current, ObjectNode body) {
        JsonNode metadata = body.path("metadata");
        String uid = metadata.path("uid").asText("");
        if (!uid.isEmpty() && !uid.equals(current.uid())) {
            throw new Refusal(Statuses.conflict(
                    scene.key(),
                    "Precondition failed: UID in precondition: " + uid + ", UID in object meta: " + current.uid()));
        }
        String revision = metadata.path("resourceVersion").asText("");
        if (!revision.isEmpty() && !revision.equals(Long.toString(current.revision()))) {
            if (!revision.matches("\\d{1,19}")) {
                throw new Refusal(Statuses.invalid(
                        scene.key(),
                        "metadata.resourceVersion",
                        "FieldValueInvalid",
                        "Invalid value: \"" + revision + "\": must be what the server gave"));
            }
            throw new Refusal(new WriteResult.Stale(current.revision()));
        }
    }

    /** Without fields that are null. */
    static void dropNulls(ObjectNode object) {
        List<String> gone = new ArrayList<>();
        object.properties().forEach(entry -> {
            if (entry.getValue().isNull()) {
                gone.add(entry.getKey());
            } else {
                dropNullsBelow(entry.getValue());
            }
        });
        object.remove(gone);
    }

    private static void dropNullsBelow(JsonNode node) {
        if (node instanceof ObjectNode child) {
            dropNulls(child);
        } else {
            node.forEach(Bodies::dropNullsBelow);
        }
    }
}
