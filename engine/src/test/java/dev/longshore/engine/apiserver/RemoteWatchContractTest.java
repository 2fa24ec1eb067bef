package dev.longshore.engine.apiserver;

import dev.longshore.client.RemoteCluster;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.WatchContract;
import org.junit.jupiter.api.AfterEach;

/** Watches over the API are like those in process: here without sockets. */
class RemoteWatchContractTest extends WatchContract {
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
