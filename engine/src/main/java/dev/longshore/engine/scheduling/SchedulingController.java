package dev.longshore.engine.scheduling;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.List;

/**
 * Binds each pod to a node, one pod at a time: run it with a single worker, so that each sees the bindings before it. A pod that fits
 * nowhere waits for a change of nodes or pods, and is tried again after five minutes all the same.
 */
public final class SchedulingController implements Controller {
    private static final Duration TRY_ANYWAY = Duration.ofMinutes(5);
    private final Cluster cluster;
    private final Executor executor;
    private final Time time;
    private final Chance chance;

    public SchedulingController(Cluster cluster, Executor executor, Time time, Chance chance) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
        this.chance = chance;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        return cluster.get(key)
                .map(Pod::new)
                .filter(pod -> pod.nodeName().isEmpty()
                        && !pod.finished()
                        && !pod.item().terminating())
                .map(this::place)
                .orElse(Outcome.done());
    }

    private Outcome place(Pod pod) {
        List<Node> nodes = items(Query.all(Node.KIND)).stream().map(Node::new).toList();
        List<Pod> pods = items(Query.all(Pod.KIND)).stream().map(Pod::new).toList();
        Outcome outcome =
                executor.perform(PlacementPlan.plan(pod, Snapshot.of(nodes, pods), time.now(), chance.next()));
        return outcome instanceof Outcome.Done ? Outcome.again(TRY_ANYWAY) : outcome;
    }

    private List<Item> items(Query query) {
        return cluster.list(query).items();
    }
}
