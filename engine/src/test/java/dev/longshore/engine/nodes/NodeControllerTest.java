package dev.longshore.engine.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Node;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodeControllerTest {
    private static final WriteOptions OPTIONS = WriteOptions.by("test");
    private static final ObjectKey NODE = ObjectKey.of(Node.KIND, "n");
    private static final ObjectKey LEASE = ObjectKey.of(Lease.KIND, "kube-node-lease", "n");

    @Test
    @DisplayName(
            "NL-03: an agent's clock means nothing: what counts is how long ago, by the engine's, it last said something")
    void theAgentsClockMeansNothing() {
        OneProcess.run(1, process -> {
            Cluster cluster = cluster(process);
            NodeController controller = new NodeController(
                    cluster, new ClusterExecutor(cluster, "nodes", process), process, "10.42.0.0/16");
            for (String behind : List.of("07:00:00", "07:00:10", "07:00:20")) {
                renew(cluster, "2026-03-01T" + behind + ".000000Z");
                lookAfter(process, controller, Duration.ofSeconds(40));
                assertThat(ready(cluster)).as(behind).isEqualTo("True");
            }

            renew(cluster, "2026-03-01T09:00:00.000000Z");
            lookAfter(process, controller, Duration.ofSeconds(1));
            lookAfter(process, controller, Duration.ofSeconds(51));
            assertThat(ready(cluster)).as("an hour ahead, and silent").isEqualTo("Unknown");
        });
    }

    private static void lookAfter(SimulatedProcess process, NodeController controller, Duration pause) {
        process.sleep(pause);
        var _ = controller.reconcile(NODE);
    }

    private static String ready(Cluster cluster) {
        return Conditions.find(cluster.get(NODE).orElseThrow().fields(), "Ready")
                .flatMap(condition -> condition.text("status"))
                .orElse("");
    }

    private static void renew(Cluster cluster, String time) {
        Draft lease = cluster.get(LEASE).orElseThrow().draft().with(time, "spec", "renewTime");
        assertThat(cluster.replace(lease, OPTIONS)).isInstanceOf(WriteResult.Written.class);
    }

    private static Cluster cluster(SimulatedProcess process) {
        LocalCluster local = LocalCluster.open(
                new MemoryStore(process, "test"), SchemaCatalog::builtIn, process, process, process.chance());
        Cluster cluster = local.as(Identity.admin("test"));
        Bootstrap.run(cluster);
        cluster.create(Draft.empty(NODE).with("10.42.0.0/24", "spec", "podCIDR"), OPTIONS);
        Draft ready = cluster.get(NODE)
                .orElseThrow()
                .draft()
                .with(List.of(Map.of("type", "Ready", "status", "True")), "status", "conditions");
        cluster.replace(ready.sub("status"), OPTIONS);
        cluster.create(Draft.empty(LEASE).with("n", "spec", "holderIdentity"), OPTIONS);
        return cluster;
    }
}
