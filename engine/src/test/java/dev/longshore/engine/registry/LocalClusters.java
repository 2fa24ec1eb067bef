package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;

/** Local clusters for tests, on real tasks and in memory. */
public final class LocalClusters {
    private LocalClusters() {}

    /** Tasks whose failures fail loudly. */
    public static Tasks tasks() {
        return new VirtualTasks((name, failure) -> {
            throw new AssertionError("task " + name, failure);
        });
    }

    /** An empty cluster with its namespaces. */
    public static LocalCluster open() {
        Tasks tasks = tasks();
        return open(new MemoryStore(tasks, "test"), tasks);
    }

    /** Another engine over the same store. */
    public static LocalCluster open(Store store, Tasks tasks) {
        LocalCluster cluster =
                LocalCluster.open(store, SchemaCatalog::builtIn, new SystemTime(), tasks, new SystemChance());
        Bootstrap.run(cluster.as(Identity.admin("test")));
        return cluster;
    }

    /** An empty cluster as somebody with all rights sees it. */
    public static Cluster admin() {
        return open().as(Identity.admin("test"));
    }
}
