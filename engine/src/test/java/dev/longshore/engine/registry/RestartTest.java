package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent.Modified;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.sqlite.SqliteStore;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.Tasks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An engine that ends and begins again over the same file. */
class RestartTest {
    private static final WriteOptions TESTER = WriteOptions.by("tester");

    private final Tasks tasks = LocalClusters.tasks();

    @TempDir
    Path folder;

    @Test
    void objectsAndWatchesSurviveTheEngine() {
        Item made;
        Item changed;
        Item pod;
        try (Store store = SqliteStore.open(folder, tasks);
                LocalCluster local = LocalClusters.open(store, tasks)) {
            Cluster cluster = local.as(Identity.admin("test"));
            made = written(cluster.create(configMap("a", Map.of("k", "1")), TESTER));
            changed = written(cluster.replace(made.draft().with("2", "data", "k"), TESTER));
            pod = written(cluster.create(pod("p"), TESTER));
        }

        try (Store store = SqliteStore.open(folder, tasks);
                LocalCluster local = LocalClusters.open(store, tasks)) {
            Cluster cluster = local.as(Identity.admin("test"));
            assertThat(cluster.get(pod.key())).contains(pod);
            assertThat(cluster.list(Query.all(Pod.KIND)).items()).containsExactly(pod);
            try (Watch watch = cluster.watch(Query.all(ConfigMap.KIND), Start.after(made.revision()))) {
                assertThat(watch.next(Duration.ofSeconds(10))).contains(new Modified(changed));
            }
        }
    }

    @Test
    void aClusterWhoseStoreIsClosedIsUnavailableNotEmpty() {
        Store store = SqliteStore.open(folder, tasks);
        LocalCluster local = LocalClusters.open(store, tasks);
        Cluster cluster = local.as(Identity.admin("test"));

        local.close();
        store.close();

        assertThatThrownBy(() -> cluster.list(Query.all(Pod.KIND))).isInstanceOf(Unavailable.class);
        assertThatThrownBy(() -> cluster.create(pod("p"), TESTER)).isInstanceOf(Unavailable.class);
    }

    private static Item written(WriteResult result) {
        assertThat(result).isInstanceOf(Written.class);
        return ((Written) result).item();
    }
}
