package dev.longshore.engine.cleanup;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a namespace under deletion says, and when it may go. Source: Kubernetes namespaced resources deleter. */
final class NamespacePlan {
    private static final int NAMED_MAX = 5;

    private NamespacePlan() {}

    /** Tells what is left and which finalizers hold it; nothing when that is told already. */
    static List<Action> report(Item namespace, List<Item> left, Instant now) {
        List<Fields> before = namespace.items("status", "conditions");
        List<Item> held =
                left.stream().filter(item -> !finalizers(item).isEmpty()).toList();
        List<Fields> after = before;
        after = condition(
                after, "NamespaceContentRemaining", "SomeResourcesRemain", remaining(left), !left.isEmpty(), now);
        after = condition(
                after, "NamespaceFinalizersRemaining", "SomeFinalizersRemain", holding(held), !held.isEmpty(), now);
        if (after.equals(before)) {
            return List.of();
        }
        return List.of(new Action.UpdateStatus(namespace.draft().with(after, "status", "conditions")));
    }

    /** Takes our finalizer off; the door removes the namespace when it was the last. */
    static Action release(Item namespace) {
        List<String> rest = namespace.fields().texts("spec", "finalizers").stream()
                .filter(name -> !name.equals("kubernetes"))
                .toList();
        Draft released =
                namespace.draft().without("metadata", "resourceVersion").with(rest, "spec", "finalizers");
        return new Action.Replace(released.sub("finalize"));
    }

    private static List<Fields> condition(
            List<Fields> conditions, String type, String reason, String message, boolean there, Instant now) {
        return there
                ? Conditions.with(conditions, type, "True", reason, message, now)
                : Conditions.with(conditions, type, "False", "ContentRemoved", "All content successfully removed", now);
    }

    private static String remaining(List<Item> left) {
        Map<String, Long> counts = left.stream()
                .collect(Collectors.groupingBy(item -> item.kind().resource(), TreeMap::new, Collectors.counting()));
        return "Some resources are remaining: "
                + counts.entrySet().stream()
                        .map(entry -> entry.getKey() + " has " + entry.getValue() + " resource instances")
                        .collect(Collectors.joining(", "));
    }

    private static String holding(List<Item> held) {
        return "Some content in the namespace has finalizers remaining: "
                + held.stream()
                        .limit(NAMED_MAX)
                        .map(item -> item.kind().plural() + "/" + item.name() + " held by "
                                + String.join(", ", finalizers(item)))
                        .collect(Collectors.joining("; "));
    }

    private static List<String> finalizers(Item item) {
        return item.fields().texts("metadata", "finalizers");
    }
}
