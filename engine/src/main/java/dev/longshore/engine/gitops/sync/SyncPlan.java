package dev.longshore.engine.gitops.sync;

import dev.longshore.engine.gitops.health.Health;
import dev.longshore.engine.gitops.health.HealthRules;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.gitops.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The next step of a sync, from what is there alone: nothing is remembered between steps, so a sync goes on after a crash where the
 * cluster is, not where a list was. Waves go up; a wave begins when everything of the waves before it is written and healthy; what
 * Git no longer has is deleted at the very end, in falling waves.
 */
public final class SyncPlan {
    private static final String WAVE = "argocd.argoproj.io/sync-wave";

    private SyncPlan() {}

    /** Equal pictures give equal steps. */
    public static Step next(Picture picture, SyncUnit unit, boolean prune, boolean forced) {
        Optional<Step> refused = refused(picture);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (picture.namespaceMissing()) {
            return new Step.MakeNamespace(unit.namespace());
        }
        TreeSet<Integer> waves = new TreeSet<>();
        picture.comparisons().forEach(one -> waves.add(one.desired().wave()));
        PrunePlan.Pruning pruning = PrunePlan.plan(picture, unit, prune, forced);
        boolean more = hasWaveOfItsOwn(pruning, unit);
        for (int wave : waves) {
            Optional<Step> step = wave(picture, unit, wave, wave == waves.getLast() && !more);
            if (step.isPresent()) {
                return step.get();
            }
        }
        return prune(picture, pruning);
    }

    /** With the option PruneLast deletions are a wave, and wait for the health of the last one that was applied. */
    private static boolean hasWaveOfItsOwn(PrunePlan.Pruning pruning, SyncUnit unit) {
        return pruning.deletes().stream()
                .anyMatch(item -> PrunePlan.options(item).over(unit.options()).on("PruneLast"));
    }

    /** Before the first write all objects must be acceptable. */
    private static Optional<Step> refused(Picture picture) {
        List<String> faults = picture.comparisons().stream()
                .filter(one -> one.verdict() instanceof Comparison.Verdict.Refused)
                .map(one -> one.desired().place() + ": " + ((Comparison.Verdict.Refused) one.verdict()).why())
                .toList();
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Step.Fail("one or more objects failed to apply (dry run): " + String.join("; ", faults)));
    }

    private static Optional<Step> wave(Picture picture, SyncUnit unit, int wave, boolean last) {
        List<Comparison> members = picture.comparisons().stream()
                .filter(one -> one.desired().wave() == wave)
                .toList();
        List<Desired> pending = members.stream()
                .filter(Comparison::pending)
                .map(Comparison::desired)
                .sorted(Comparator.comparing(Desired::key, KindRank.APPLY))
                .toList();
        if (!pending.isEmpty()) {
            return Optional.of(new Step.Apply(pending));
        }
        List<Item> leaving = members.stream()
                .filter(one -> one.verdict() instanceof Comparison.Verdict.Leaving)
                .flatMap(one -> one.live().stream())
                .toList();
        if (!leaving.isEmpty()) {
            return Optional.of(new Step.Wait("waiting for deletion of " + named(leaving)));
        }
        return last ? Optional.empty() : health(members, unit);
    }

    /** Nobody waits for itself: a tree may hold the Application that it belongs to. */
    private static Optional<Step> health(List<Comparison> members, SyncUnit unit) {
        List<Item> live = members.stream()
                .filter(Comparison::inSync)
                .flatMap(one -> one.live().stream())
                .filter(item -> !item.key().equals(unit.application()))
                .toList();
        List<Item> ill =
                live.stream().filter(item -> is(item, Health.Code.DEGRADED)).toList();
        if (!ill.isEmpty()) {
            return Optional.of(new Step.Fail(
                    "one or more synchronization tasks completed unsuccessfully: " + named(ill) + " is Degraded"));
        }
        List<Item> unready = live.stream()
                .filter(item -> HealthRules.of(item)
                                .filter(health -> !health.is(Health.Code.HEALTHY) && !health.is(Health.Code.SUSPENDED))
                                .isPresent()
                        || stale(item))
                .toList();
        return unready.isEmpty()
                ? Optional.empty()
                : Optional.of(new Step.Wait("waiting for healthy state of " + named(unready)));
    }

    /** A child's status that is not about its present spec, or not about its newest commit, says nothing about the next wave. */
    private static boolean stale(Item item) {
        Application child = new Application(item);
        return item.kind().equals(Application.KIND)
                && !(ApplicationStatusPlan.sameWish(child) && child.syncStatus().equals(Report.SYNCED));
    }

    private static boolean is(Item item, Health.Code code) {
        return HealthRules.of(item).filter(health -> health.is(code)).isPresent();
    }

    private static Step prune(Picture picture, PrunePlan.Pruning pruning) {
        List<Item> leaving = picture.extras().stream().filter(Item::terminating).toList();
        TreeMap<Integer, List<Item>> waves = new TreeMap<>(Comparator.reverseOrder());
        pruning.deletes()
                .forEach(item -> waves.computeIfAbsent(wave(item), key -> new java.util.ArrayList<>())
                        .add(item));
        if (waves.isEmpty()) {
            return new Step.Done();
        }
        int first = waves.firstKey();
        List<Item> before = leaving.stream().filter(item -> wave(item) > first).toList();
        return before.isEmpty()
                ? new Step.Prune(List.copyOf(waves.firstEntry().getValue()))
                : new Step.Wait("waiting for deletion of " + named(before));
    }

    static int wave(Item item) {
        try {
            return Integer.parseInt(item.annotations().getOrDefault(WAVE, "0"));
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    private static String named(List<Item> items) {
        Item first = items.getFirst();
        Kind kind = first.kind();
        String name = (kind.group().isEmpty() ? "" : kind.group() + "/") + kind.name() + "/" + first.name();
        return items.size() == 1 ? name : name + " and " + (items.size() - 1) + " more resources";
    }
}
