package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.Item;
import java.util.List;

/**
 * Git and cluster side by side. Exists only after a rendering without faults.
 *
 * @param commit that was rendered
 * @param extras objects of the unit that Git no longer has
 * @param namespaceMissing whether the destination namespace must be made first
 */
public record Picture(
        String commit, List<Comparison> comparisons, List<Item> extras, boolean namespaceMissing, Others others) {
    /** How many objects of the unit are in the cluster, with those of its child Applications where it matters. */
    public int inventory() {
        return (int) comparisons.stream()
                        .filter(one -> !(one.verdict() instanceof Comparison.Verdict.Foreign))
                        .filter(one -> one.live().isPresent())
                        .count()
                + extras.size()
                + others.along().values().stream().mapToInt(Integer::intValue).sum();
    }

    /** How many objects go with these. */
    int weight(List<Item> items) {
        return items.size()
                + items.stream()
                        .mapToInt(item -> others.along().getOrDefault(item.key(), 0))
                        .sum();
    }

    public boolean pending() {
        return comparisons.stream().anyMatch(Comparison::pending);
    }
}
