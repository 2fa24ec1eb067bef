package dev.longshore.engine.registry;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterContract;

class LocalClusterTest extends ClusterContract {
    @Override
    protected Cluster open() {
        return LocalClusters.admin();
    }
}
