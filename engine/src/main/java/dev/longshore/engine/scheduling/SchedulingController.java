package dev.longshore.engine.scheduling;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.FoldFollower;
import dev.longshore.cluster.FoldFollower.Folded;
import dev.longshore.cluster.Following;
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
import java.util.Optional;

/**
 * Binds each pod to a node, one pod at a time: run it with a single worker, so that each sees the bindings before it. It decides on a
 * picture that is kept from change to change, with its own bindings in it; that nothing fits is said only after a look at all nodes and
 * pods as they are. A pod that fits nowhere waits for a change of nodes or pods, and is tried again after five minutes all the same.
 */
public final class SchedulingController implements Controller {
    private static final Duration TRY_ANYWAY = Duration.ofMinutes(5);
    private final Cluster cluster;
    private final Executor executor;
    private final Time time;
    private final Chance chance;
    private final FoldFollower<Rooms> rooms;
    private final FoldFollower<Ledger> ledger;
    private final Bindings bindings = new Bindings();

    public SchedulingController(Cluster cluster, Executor executor, Following following, Time time, Chance chance) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
        this.chance = chance;
        this.rooms = following.follow(Query.all(Node.KIND), Rooms.FOLD);
        this.ledger = following.follow(Query.all(Pod.KIND), Ledger.FOLD);
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
        long draw = chance.next();
        List<Action> actions = known().map(snapshot -> PlacementPlan.plan(pod, snapshot, time.now(), draw))
                .filter(SchedulingController::binds)
                .orElseGet(() -> PlacementPlan.plan(pod, asItIs(), time.now(), draw));
        Outcome outcome = executor.perform(actions);
        if (binds(actions)) {
            cluster.get(pod.item().key())
                    .map(Pod::new)
                    .filter(now -> now.nodeName().isPresent())
                    .ifPresent(bindings::add);
        }
        return outcome instanceof Outcome.Done ? Outcome.again(TRY_ANYWAY) : outcome;
    }

    private static boolean binds(List<Action> actions) {
        return actions.stream().anyMatch(Action.Bind.class::isInstance);
    }

    /** Empty until everything was told once. */
    private Optional<Snapshot> known() {
        Optional<Folded<Ledger>> pods = ledger.state();
        return rooms.state()
                .filter(nodes -> pods.isPresent())
                .map(nodes -> Snapshot.of(
                        nodes.state(),
                        bindings.on(
                                pods.orElseThrow().state(), pods.orElseThrow().revision())));
    }

    private Snapshot asItIs() {
        List<Node> nodes = items(Query.all(Node.KIND)).stream().map(Node::new).toList();
        List<Pod> pods = items(Query.all(Pod.KIND)).stream().map(Pod::new).toList();
        return Snapshot.of(nodes, pods);
    }

    private List<Item> items(Query query) {
        return cluster.list(query).items();
    }
}
