package dev.longshore.agent;

import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.cluster.Cluster;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The world of one agent: real in production, simulated in tests.
 *
 * @param cluster as this node's identity
 * @param network makes the pod network from what supplies this node's range of addresses
 */
public record AgentPorts(
        Time time,
        Tasks tasks,
        Chance chance,
        Cluster cluster,
        ContainerEngine engine,
        HostFiles files,
        Function<Supplier<Optional<String>>, PodNetwork> network) {}
