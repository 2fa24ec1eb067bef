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
public record Picture(String commit, List<Comparison> comparisons, List<Item> extras, boolean namespaceMissing) {
    /** How many objects of the unit are in the cluster. */
    public int inventory() {
        return (int) comparisons.stream()
                        .filter(one -> !(one.verdict() instanceof Comparison.Verdict.Foreign))
                        .filter(one -> one.live().isPresent())
                        .count()
                + extras.size();
    }

    public boolean pending() {
        return comparisons.stream().anyMatch(Comparison::pending);
    }
}
