package dev.longshore.engine.nodes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Gives each node its pod range and notices when its agent falls silent. Run it with a single worker: ranges are handed out one at a
 * time. What it remembers are the last signs of life, judged by its own clock; after a restart every node gets the whole grace again.
 */
public final class NodeController implements Controller {
    private static final String LEASES = "kube-node-lease";
    private static final int NODE_BITS = 24;
    private final Cluster cluster;
    private final Executor executor;
    private final Time time;
    private final PodRanges ranges;
    private final Map<String, Sign> signs = new TreeMap<>();

    /** The last sign of life: what it said, and when it was first seen by {@link Time#nanos}. */
    private record Sign(String text, long seen) {}

    /** @param clusterCidr range of all pods, such as {@code 10.42.0.0/16}. @throws IllegalArgumentException when it is no CIDR */
    public NodeController(Cluster cluster, Executor executor, Time time, String clusterCidr) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
        this.ranges = PodRanges.of(clusterCidr, NODE_BITS);
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Node> node = cluster.get(key).map(Node::new);
        if (node.isEmpty()) {
            signs.remove(key.name());
            return Outcome.done();
        }
        return node.get().podCidr().isEmpty() ? assign(node.get()) : watchOver(node.get());
    }

    private Outcome assign(Node node) {
        Set<String> taken = cluster.list(Query.all(Node.KIND)).items().stream()
                .flatMap(item -> new Node(item).podCidr().stream())
                .collect(Collectors.toSet());
        Optional<String> range = ranges.free(taken);
        if (range.isEmpty()) {
            String message = "No free pod range is left in the cluster's range";
            executor.perform(List.of(new Action.Event(node.item(), "Warning", "CIDRNotAvailable", message)));
            return Outcome.again(Duration.ofMinutes(1));
        }
        Outcome outcome = executor.perform(List.of(range(node, range.get())));
        return outcome instanceof Outcome.Done ? Outcome.again(Duration.ZERO) : outcome;
    }

    private static Action range(Node node, String range) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("metadata")
                .put("resourceVersion", Long.toString(node.item().revision()));
        body.putObject("spec").put("podCIDR", range).set("podCIDRs", Draft.json(List.of(range)));
        return new Action.Change(node.item().key(), node.item().uid(), new Patch.Merge(body));
    }

    private Outcome watchOver(Node node) {
        String name = node.item().name();
        Sign sign = signs.get(name);
        String text = lastSign(node);
        if (sign == null || !sign.text().equals(text)) {
            sign = new Sign(text, time.nanos());
            signs.put(name, sign);
        }
        List<Pod> pods = cluster.list(Query.all(Pod.KIND).where("spec.nodeName", name)).items().stream()
                .map(Pod::new)
                .toList();
        Duration silence = Duration.ofNanos(time.nanos() - sign.seen());
        return executor.perform(NodeHealthPlan.plan(node, silence, pods, time.now()));
    }

    /** What the agent last wrote about itself; only whether it changes matters, never what its clock says. */
    private String lastSign(Node node) {
        Optional<Item> lease =
                cluster.get(ObjectKey.of(Lease.KIND, LEASES, node.item().name()));
        return lease.flatMap(item -> item.text("spec", "renewTime")).orElse("never");
    }
}
