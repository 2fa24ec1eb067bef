package dev.longshore.agent.pods;

import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.agent.volumes.VolumePlugin;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Executor;
import java.util.List;

/** The world of pods: the cluster that wishes, and the machine that carries out. */
public record PodPorts(
        Cluster cluster,
        Executor executor,
        ContainerEngine engine,
        HostFiles files,
        PodNetwork network,
        List<VolumePlugin> volumes) {}
