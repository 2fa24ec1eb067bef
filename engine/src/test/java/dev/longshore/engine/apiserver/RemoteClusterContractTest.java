package dev.longshore.engine.apiserver;

import dev.longshore.client.RemoteCluster;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterContract;
import org.junit.jupiter.api.AfterEach;

/** A cluster over the API is like one in process: here without sockets. */
class RemoteClusterContractTest extends ClusterContract {
    private final ApiWorld world = new ApiWorld();

    @Override
    protected Cluster open() {
        return new RemoteCluster(world.admin(), world.tasks, world.time);
    }

    @AfterEach
    void close() {
        world.close();
    }
}
