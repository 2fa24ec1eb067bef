package dev.longshore.engine.gitops.sync;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import java.util.List;
import java.util.Map;

/**
 * Git and cluster side by side. Exists only after a rendering without faults.
 *
 * @param commit that was rendered
 * @param extras objects of the unit that Git no longer has
 * @param namespaceMissing whether the destination namespace must be made first
 * @param claims of the extras: those that others wish for
 * @param wanted what others wish for too although the unit has it, a sentence each
 */
public record Picture(
        String commit,
        List<Comparison> comparisons,
        List<Item> extras,
        boolean namespaceMissing,
        Map<ObjectKey, Claim> claims,
        List<String> wanted) {
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
