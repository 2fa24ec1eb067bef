package dev.longshore.agent.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Lease;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's sign of life. Source: Kubernetes, "Node heartbeats": renewed every 10 s, good for 40 s. */
final class NodeLease {
    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final String NAMESPACE = "kube-node-lease";
    private static final Duration RENEW = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final int DURATION_SECONDS = 40;
    private static final DateTimeFormatter MICRO_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final Cluster cluster;
    private final String node;
    private final Time time;

    NodeLease(Cluster cluster, String node, Time time) {
        this.cluster = cluster;
        this.node = node;
        this.time = time;
    }

    /** For ever. */
    void run() {
        while (true) {
            time.sleep(renew() ? RENEW : RETRY);
        }
    }

    private boolean renew() {
        ObjectNode body = NodeReporter.object("coordination.k8s.io/v1", "Lease", node);
        ((ObjectNode) body.get("metadata")).put("namespace", NAMESPACE);
        body.putObject("spec")
                .put("holderIdentity", node)
                .put("leaseDurationSeconds", DURATION_SECONDS)
                .put("renewTime", MICRO_TIME.format(time.now()));
        try {
            WriteResult result = cluster.patch(
                    ObjectKey.of(Lease.KIND, NAMESPACE, node),
                    new Patch.Apply(body, true),
                    WriteOptions.by(NodeWrites.MANAGER));
            if (result instanceof WriteResult.Refused(var status)) {
                LOG.warn("the lease of node {} was refused: {}", node, status.message());
            }
            return result instanceof WriteResult.Written || result instanceof WriteResult.Unchanged;
        } catch (Unavailable away) {
            return false;
        }
    }
}
