package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.patches.BadPatch;
import dev.longshore.engine.registry.patches.JsonPatches;
import dev.longshore.engine.registry.patches.MergePatches;
import dev.longshore.engine.registry.patches.StrategicPatches;
import dev.longshore.objects.Item;

/** A change to what is there: the patched object is then a replace by somebody who saw the current state. */
final class Patching {
    private Patching() {}

    static Decision change(Scene scene, Patch patch) {
        if (patch instanceof Patch.Apply(JsonNode body, boolean force)) {
            return ApplyFlow.apply(scene, body, force);
        }
        Item current = scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
        ObjectNode shown = scene.currentCopy();
        shown.withObjectProperty("metadata").put("resourceVersion", Long.toString(current.revision()));
        ObjectNode patched = patched(scene, shown, patch);
        if (!patched.path("metadata").path("name").asText("").equals(current.name())) {
            throw new Refusal(Statuses.invalid(
                    scene.key(), "metadata.name", "FieldValueInvalid", "Invalid value: field is immutable"));
        }
        Bodies.checkPlace(scene, patched);
        return Replacing.update(scene, patched);
    }

    /** The object as it shall be, by a patch of any sort but an apply. */
    static ObjectNode patched(Scene scene, ObjectNode shown, Patch patch) {
        try {
            JsonNode result = switch (patch) {
                case Patch.Json(JsonNode operations) -> JsonPatches.apply(shown, operations);
                case Patch.Merge(JsonNode body) -> MergePatches.apply(shown, body);
                case Patch.Strategic(JsonNode body) ->
                    StrategicPatches.apply(scene.schema().root(), shown, body);
                case Patch.Apply apply -> throw new IllegalArgumentException("an apply is no patch of a tree");
            };
            if (result instanceof ObjectNode object) {
                return object;
            }
            throw new Refusal(Statuses.badRequest("the patch makes no object of it"));
        } catch (BadPatch bad) {
            throw new Refusal(
                    bad.malformed()
                            ? Statuses.badRequest(String.valueOf(bad.getMessage()))
                            : Statuses.unfit(scene.key(), String.valueOf(bad.getMessage())));
        }
    }
}
