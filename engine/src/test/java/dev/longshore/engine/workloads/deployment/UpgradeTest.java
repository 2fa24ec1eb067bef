package dev.longshore.engine.workloads.deployment;

import static dev.longshore.engine.workloads.Fixtures.deploymentDraft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.registry.OlderCatalog;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Namespace;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An engine that opens the store of an older one. */
class UpgradeTest {
    private static final WriteOptions TESTER = WriteOptions.by("tester");
    private static final SchemaCatalog OLDER =
            OlderCatalog.withoutDefault("core.Container", "terminationMessagePolicy");

    private final Draft web = deploymentDraft(3, "25%", "25%", "a:1");

    @Test
    @DisplayName("D-41: a default that came with a newer engine rolls nothing out")
    void aNewDefaultRollsNothingOut() {
        OneProcess.run(1, process -> {
            MemoryStore store = new MemoryStore(process, "test");
            Cluster before = open(process, store, OLDER);
            before.create(Draft.empty(ObjectKey.of(Namespace.KIND, "shop")), TESTER);
            before.create(web, TESTER);
            reconcile(before, process);
            List<Item> sets = sets(before);

            Cluster after = open(process, store, SchemaCatalog.builtIn());
            WriteResult written = after.patch(
                    web.key(),
                    new Patch.Merge(Draft.empty(web.key())
                            .with("yes", "metadata", "annotations", "touched")
                            .copy()),
                    TESTER);
            reconcile(after, process);

            assertThat(written).isInstanceOf(WriteResult.Written.class);
            assertThat(sets(after))
                    .hasSize(1)
                    .extracting(Item::key)
                    .isEqualTo(sets.stream().map(Item::key).toList());
        });
    }

    private static Cluster open(SimulatedProcess process, MemoryStore store, SchemaCatalog catalog) {
        LocalCluster local = LocalCluster.open(store, () -> catalog, process, process, process.chance());
        Cluster cluster = local.as(Identity.admin("test"));
        Bootstrap.run(cluster);
        return cluster;
    }

    private void reconcile(Cluster cluster, SimulatedProcess process) {
        new DeploymentController(cluster, new ClusterExecutor(cluster, "deployment", process), process)
                .reconcile(web.key());
    }

    private static List<Item> sets(Cluster cluster) {
        return cluster.list(Query.all(ReplicaSet.KIND)).items();
    }
}
