package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.gitops.render.Desired;
import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.engine.gitops.sync.Comparison;
import dev.longshore.engine.gitops.sync.Comparison.Verdict;
import dev.longshore.engine.gitops.sync.Others;
import dev.longshore.engine.gitops.sync.Picture;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks the door what an apply would change, without writing. An answer is remembered for as long as neither the wish nor the live
 * object changed. Safe for any task.
 */
final class Comparer {
    static final String MANAGER = "longshore-gitops";
    private static final int REMEMBERED_MAX = 50_000;

    private final Cluster cluster;
    private final Inventory inventory;
    private final Neighbours neighbours;
    private final Ties ties;
    private final String controlNamespace;
    private final Map<ObjectKey, Memory> memories = new ConcurrentHashMap<>();

    /** Only for objects that are as wished: everything else is asked again. */
    private record Memory(String digest, long revision) {}

    Comparer(Cluster cluster, Inventory inventory, Neighbours neighbours, Ties ties, String controlNamespace) {
        this.cluster = cluster;
        this.inventory = inventory;
        this.neighbours = neighbours;
        this.ties = ties;
        this.controlNamespace = controlNamespace;
    }

    Picture picture(Application application, Goal goal) {
        SyncUnit unit = goal.unit();
        Set<String> coming = coming(unit, goal.objects());
        List<Comparison> comparisons = goal.objects().stream()
                .map(desired -> new Comparison(desired, verdict(unit, desired, coming)))
                .toList();
        Set<ObjectKey> keys = new HashSet<>();
        goal.objects().forEach(desired -> keys.add(desired.key()));
        List<Item> extras = inventory.of(unit.name()).stream()
                .filter(item -> !keys.contains(item.key()))
                .toList();
        return new Picture(
                goal.commit().sha(),
                comparisons,
                extras,
                namespaceMissing(unit, goal.objects()),
                others(application, goal, comparisons, extras));
    }

    private Others others(Application application, Goal goal, List<Comparison> comparisons, List<Item> extras) {
        return new Others(
                neighbours.claims(application, Optional.of(goal.commit()), extras),
                ties.wanted(application.item().key()),
                neighbours.takenAlong(
                        extras,
                        comparisons.stream().flatMap(one -> one.live().stream()).toList()));
    }

    private boolean namespaceMissing(SyncUnit unit, List<Desired> wished) {
        String name = unit.namespace();
        return unit.options().on("CreateNamespace")
                && !name.isEmpty()
                && wished.stream().noneMatch(desired -> desired.key().equals(ObjectKey.of(Namespace.KIND, name)))
                && cluster.get(ObjectKey.of(Namespace.KIND, name)).isEmpty();
    }

    /** Namespaces that this sync makes before anything is put into them. */
    private static Set<String> coming(SyncUnit unit, List<Desired> wished) {
        Set<String> coming = new HashSet<>();
        wished.stream()
                .filter(desired -> desired.key().kind().equals(Namespace.KIND))
                .forEach(desired -> coming.add(desired.key().name()));
        if (unit.options().on("CreateNamespace")) {
            coming.add(unit.namespace());
        }
        return coming;
    }

    private Verdict verdict(SyncUnit unit, Desired desired, Set<String> coming) {
        Optional<Item> live = cluster.get(desired.key());
        if (live.isEmpty()) {
            return absent(desired, coming);
        }
        Item item = live.get();
        if (item.terminating()) {
            return new Verdict.Leaving(item);
        }
        Optional<Verdict> foreign = foreign(unit, item);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        Memory memory = new Memory(desired.digest(), item.revision());
        if (memory.equals(memories.get(desired.key()))) {
            return new Verdict.InSync(item);
        }
        Verdict verdict = asked(desired, live);
        if (verdict instanceof Verdict.InSync) {
            remember(desired.key(), memory);
        }
        return verdict;
    }

    private void remember(ObjectKey key, Memory memory) {
        if (memories.size() >= REMEMBERED_MAX) {
            memories.clear();
        }
        memories.put(key, memory);
    }

    private Verdict absent(Desired desired, Set<String> coming) {
        String namespace = desired.key().namespace();
        boolean there = namespace.isEmpty()
                || cluster.get(ObjectKey.of(Namespace.KIND, namespace)).isPresent();
        if (there) {
            return asked(desired, Optional.empty());
        }
        return coming.contains(namespace)
                ? new Verdict.Absent()
                : new Verdict.Refused(
                        Optional.empty(),
                        "namespace " + namespace
                                + " does not exist: commit a Namespace, or set the sync option CreateNamespace=true");
    }

    private Verdict asked(Desired desired, Optional<Item> live) {
        WriteResult result = cluster.patch(
                desired.key(),
                Patch.apply(desired.object(), true),
                options(desired).asDryRun());
        return switch (result) {
            case WriteResult.Unchanged(Item item, var warnings) -> new Verdict.InSync(live.orElse(item));
            case WriteResult.Written written ->
                live.<Verdict>map(Verdict.Changed::new).orElseGet(Verdict.Absent::new);
            case WriteResult.Refused(ApiStatus status) -> new Verdict.Refused(live, status.message());
            case WriteResult.Deleted _,
                    WriteResult.Stale _,
                    WriteResult.Missing _,
                    WriteResult.Exists _,
                    WriteResult.Unknown _ ->
                throw new Unavailable("no answer what an apply of " + desired.key() + " would change");
        };
    }

    static WriteOptions options(Desired desired) {
        WriteOptions strict = WriteOptions.by(MANAGER);
        return desired.options().off("Validate") ? new WriteOptions(MANAGER, false, FieldValidation.WARN) : strict;
    }

    /** Empty when this unit may write the live object. */
    private Optional<Verdict> foreign(SyncUnit unit, Item live) {
        String shown = live.kind().name() + " " + live.key().qualifiedName();
        return live.controller()
                .<Verdict>map(owner -> new Verdict.Foreign(
                        live,
                        Optional.empty(),
                        shown + " is managed by " + owner.kind() + " " + owner.name() + ": remove it from Git"))
                .or(() -> keeper(unit, live)
                        .map(keeper -> new Verdict.Foreign(
                                live,
                                Optional.of(keeper),
                                shown + " is part of applications " + keeper.qualifiedName() + " and "
                                        + unit.application().qualifiedName()
                                        + ": the first keeps it, remove it from one of them")));
    }

    private Optional<ObjectKey> keeper(SyncUnit unit, Item live) {
        return Tracking.unit(live)
                .filter(other -> !other.equals(unit.name()))
                .map(other -> UnitNames.application(other, controlNamespace))
                .filter(other -> neighbours.keeps(other, live.key()));
    }
}
