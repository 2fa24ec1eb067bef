package dev.longshore.agent;

import dev.longshore.objects.Quantity;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How an agent was started.
 *
 * @param engines any of which will do, in order of preference
 * @param token to join with; needed once
 * @param data folder of the agent, absolute
 * @param docker socket of the container engine
 * @param network name of the bridge; agents that share an engine share it
 * @param clusterRange of pod addresses of all nodes
 * @param cpu offered to pods; empty: all
 * @param memory offered to pods; empty: all
 * @param address of this machine for others; empty: the one that leads to the engine
 */
record AgentSettings(
        List<URI> engines,
        Optional<String> token,
        String node,
        Path data,
        String cluster,
        Path docker,
        String network,
        String clusterRange,
        Optional<Quantity> cpu,
        Optional<Quantity> memory,
        Optional<String> address) {
    /** The token is secret. */
    @Override
    public String toString() {
        return "agent of node " + node + " of " + engines;
    }
}
