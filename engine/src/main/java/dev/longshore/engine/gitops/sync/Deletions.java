package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.Item;
import java.util.List;
import java.util.Set;

/** Deletions that somebody else holds up. */
public final class Deletions {
    /** Of the server itself: it takes them away when the dependents are gone. */
    private static final Set<String> OWN = Set.of("foregroundDeletion", "orphan");

    private Deletions() {}

    /** A sentence for each object that is being deleted and waits for a finalizer. */
    public static List<String> held(List<Item> items) {
        return items.stream()
                .filter(Item::terminating)
                .filter(item -> !finalizers(item).isEmpty())
                .map(item -> PrunePlan.shown(item) + " is being deleted and waits for its finalizer "
                        + String.join(", ", finalizers(item)))
                .toList();
    }

    private static List<String> finalizers(Item item) {
        return item.fields().texts("metadata", "finalizers").stream()
                .filter(name -> !OWN.contains(name))
                .toList();
    }
}
