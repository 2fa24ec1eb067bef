package dev.longshore.agent.node;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerEngine.EngineInfo;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps this machine's Node in the cluster: registers it, renews its lease, tells what changes. The lease has a task of its own: a
 * container engine that hangs makes the node NotReady, not silent.
 */
public final class NodeReporter {
    private static final Duration LOOK = Duration.ofSeconds(5);
    private static final Duration SOON = Duration.ofMillis(200);

    private final ContainerEngine engine;
    private final NodeIdentity identity;
    private final Time time;
    private final Tasks tasks;
    private final Signal look;
    private final WatchFeed feed;
    private final NodeWrites writes;
    private final NodeLease lease;
    private final List<Task> running = new ArrayList<>();
    private volatile EngineHealth health = EngineHealth.UNKNOWN;

    public NodeReporter(
            Cluster cluster, ContainerEngine engine, NodeIdentity identity, Time time, Tasks tasks, Chance chance) {
        this.engine = engine;
        this.identity = identity;
        this.time = time;
        this.tasks = tasks;
        this.look = tasks.signal();
        this.feed = new WatchFeed(
                cluster,
                Query.all(Node.KIND).where("metadata.name", identity.name()),
                (before, after) -> look.raise(),
                time,
                tasks,
                chance.fork("node"));
        this.writes = new NodeWrites(cluster, identity.name(), time);
        this.lease = new NodeLease(cluster, identity.name(), time);
    }

    public void start() {
        running.add(tasks.start("node", this::report));
        running.add(tasks.start("lease", lease::run));
        running.add(feed.start());
    }

    /** The node falls silent; the cluster finds it out by its lease. */
    public void stop() {
        running.reversed().forEach(Task::stop);
    }

    /** Range of pod addresses that the cluster assigned to this node; empty until it is known. */
    public Optional<String> podRange() {
        return node().flatMap(Node::podCidr);
    }

    /** The container engine as it told of itself last; empty when it never did. */
    public Optional<EngineInfo> machine() {
        return health.info();
    }

    /** What pods can be given on this node, by resource; empty while the engine was never seen. */
    public Map<String, String> resources() {
        return new NodePlan(identity, health, podRange(), time.now()).resources();
    }

    private void report() {
        while (true) {
            health = ask();
            if (feed.complete()) { // before that an assigned range would be told as missing
                writes.tell(new NodePlan(identity, health, podRange(), time.now()), node());
            }
            look.await(feed.complete() ? LOOK : SOON);
        }
    }

    private EngineHealth ask() {
        try {
            return health.answered(engine.info());
        } catch (ContainerFault away) {
            return health.failed(String.valueOf(away.getMessage()));
        }
    }

    private Optional<Node> node() {
        return feed.get(ObjectKey.of(Node.KIND, identity.name())).map(Node::new);
    }

    static ObjectNode object(String apiVersion, String kind, String name) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", apiVersion).put("kind", kind);
        body.putObject("metadata").put("name", name);
        return body;
    }
}
