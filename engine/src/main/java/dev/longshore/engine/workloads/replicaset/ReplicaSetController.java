package dev.longshore.engine.workloads.replicaset;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps each ReplicaSet at its replica count. Owns pods, named by owner and slot. Dying between two actions loses nothing: the next
 * pass counts what is there.
 */
public final class ReplicaSetController implements Controller {
    private final Cluster cluster;
    private final Executor executor;
    private final Time time;

    public ReplicaSetController(Cluster cluster, Executor executor, Time time) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        return cluster.get(key).map(ReplicaSet::new).map(this::settle).orElse(Outcome.done());
    }

    private Outcome settle(ReplicaSet desired) {
        Instant now = time.now();
        List<Item> pods =
                cluster.list(Query.in(Pod.KIND, desired.item().namespace())).items();
        Outcome outcome = executor.perform(ReplicaSetPlan.plan(desired, pods, siblings(desired, pods), now));
        if (outcome instanceof Outcome.Retry(String why)) {
            tell(desired, why, now);
        }
        return outcome;
    }

    /** Says on the set itself why pods could not be made: nobody reads logs. */
    private void tell(ReplicaSet desired, String why, Instant now) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.Event(desired.item(), "Warning", "FailedCreate", "Error creating: " + why));
        ReplicaSetStatus.failed(desired, why, now).ifPresent(status -> actions.add(new Action.UpdateStatus(status)));
        executor.perform(actions);
    }

    private List<Pod> siblings(ReplicaSet desired, List<Item> pods) {
        Optional<OwnerReference> owner = desired.item().controller();
        if (owner.isEmpty()) {
            return List.of();
        }
        Set<String> sets = new HashSet<>();
        for (Item set : cluster.list(Query.ownedBy(
                        ReplicaSet.KIND, desired.item().namespace(), owner.get().uid()))
                .items()) {
            if (!set.uid().equals(desired.item().uid())) {
                sets.add(set.uid());
            }
        }
        return pods.stream()
                .filter(pod -> pod.controller()
                        .map(reference -> sets.contains(reference.uid()))
                        .orElse(false))
                .map(Pod::new)
                .filter(Pod::active)
                .toList();
    }
}
