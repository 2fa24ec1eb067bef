package dev.longshore.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Fields;
import java.util.List;
import java.util.stream.Collectors;

/** A deletion under way is not held back by anything new. */
final class FinalizerRule {
    private FinalizerRule() {}

    static void check(Scene scene, ObjectNode after) {
        if (!scene.before().has("metadata", "deletionTimestamp")) {
            return;
        }
        List<String> old = scene.before().texts("metadata", "finalizers");
        List<String> added = Fields.of(after).texts("metadata", "finalizers").stream()
                .filter(name -> !old.contains(name))
                .toList();
        if (!added.isEmpty()) {
            String names = added.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
            throw new Refusal(Statuses.invalid(
                    scene.key(),
                    "metadata.finalizers",
                    "FieldValueForbidden",
                    "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"
                            + names + "}"));
        }
    }
}
