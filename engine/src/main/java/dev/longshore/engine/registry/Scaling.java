package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Scales;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.patches.MergePatches;
import dev.longshore.objects.Item;

/** The scale of an object, written through to its replica count. Source: autoscaling/v1 Scale. */
final class Scaling {
    private Scaling() {}

    static Decision replace(Scene scene, ObjectNode scale) {
        Bodies.checkSeen(scene, current(scene), scale);
        ObjectNode claim = claim(scene, scale);
        ObjectNode wanted = (ObjectNode) MergePatches.apply(scene.currentTree(), claim);
        return Replacing.carryOn(scene, wanted, claim);
    }

    static Decision change(Scene scene, Patch patch) {
        Item current = current(scene);
        if (patch instanceof Patch.Apply(JsonNode body, boolean force)) {
            return ApplyFlow.merge(scene, claim(scene, body), force);
        }
        Item scale = Scales.of(current, scene.schema());
        ObjectNode shown = scale.draft().copy();
        Patch plain = patch instanceof Patch.Strategic(JsonNode body) ? new Patch.Merge(body) : patch;
        return replace(scene, Patching.patched(scene, shown, plain));
    }

    private static Item current(Scene scene) {
        return scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
    }

    /** The part of the object that the scale asks for. */
    private static ObjectNode claim(Scene scene, JsonNode scale) {
        JsonNode asked = Scales.asked(scale);
        if (!asked.isIntegralNumber()) {
            throw new Refusal(
                    Statuses.badRequest("Scale in version \"v1\" cannot be handled as a Scale: json: cannot unmarshal "
                            + asked + " into Go struct field ScaleSpec.spec.replicas of type int32"));
        }
        return Scales.wish(scene.schema(), asked.asLong());
    }
}
