package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;

/** A pod gets its node, once. Source: v1 Binding. */
final class Binding {
    private Binding() {}

    static Decision bind(Scene scene, ObjectNode binding) {
        Item pod = scene.current().orElseThrow(() -> new Refusal(new WriteResult.Missing()));
        Bodies.checkSeen(scene, pod, binding);
        String node = binding.path("target").path("name").asText("");
        if (node.isEmpty()) {
            throw new Refusal(Statuses.invalid(scene.key(), "target.name", "FieldValueRequired", "Required value"));
        }
        if (pod.terminating()) {
            throw new Refusal(Statuses.conflict(
                    scene.key(), "pod " + pod.name() + " is being deleted, cannot be assigned to a host"));
        }
        new Pod(pod).nodeName().ifPresent(taken -> {
            throw new Refusal(Statuses.conflict(
                    scene.key(), "pod " + pod.name() + " is already assigned to node \"" + taken + "\""));
        });
        ObjectNode wanted = bound(scene, node, binding);
        return Replacing.carryOn(scene, wanted, wanted);
    }

    private static ObjectNode bound(Scene scene, String node, ObjectNode binding) {
        ObjectNode wanted = scene.currentCopy();
        wanted.withObjectProperty("spec").put("nodeName", node);
        ArrayNode conditions = wanted.withObjectProperty("status").putArray("conditions");
        Conditions.with(
                        scene.before().items("status", "conditions"),
                        "PodScheduled",
                        "True",
                        "",
                        "",
                        scene.draw().now())
                .forEach(condition -> conditions.add(condition.copy()));
        Fields.of(binding)
                .strings("metadata", "annotations")
                .forEach((key, value) -> wanted.withObjectProperty("metadata")
                        .withObjectProperty("annotations")
                        .put(key, value));
        return wanted;
    }
}
