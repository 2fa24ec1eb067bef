package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.WatchContract;

class LocalWatchTest extends WatchContract {
    @Override
    protected Cluster open() {
        return LocalClusters.admin();
    }
}
