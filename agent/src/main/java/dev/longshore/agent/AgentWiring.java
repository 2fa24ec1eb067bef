package dev.longshore.agent;

import dev.longshore.agent.containers.ContainerEngine.EngineInfo;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.agent.node.NodeIdentity;
import dev.longshore.agent.node.NodeReporter;
import dev.longshore.agent.pods.PodLoop;
import dev.longshore.agent.pods.PodPorts;
import dev.longshore.agent.pods.specs.NodeFacts;
import dev.longshore.agent.volumes.EmptyDir;
import dev.longshore.agent.volumes.ProjectedFiles;
import dev.longshore.agent.volumes.VolumePlugin;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.objects.Quantity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The objects of one agent and how they hang together; the same in production and in simulation. */
public final class AgentWiring {
    private static final String FIELD_MANAGER = "longshore-agent";
    private static final int ROOT_MODE = 0750;

    private final AgentPorts ports;
    private final String root;
    private final NodeReporter node;
    private final PodLoop pods;

    /** @param root folder of the agent on the host, absolute, without a trailing slash */
    public AgentWiring(AgentPorts ports, NodeIdentity identity, String root) {
        this.ports = ports;
        this.root = root;
        this.node = new NodeReporter(
                ports.cluster(),
                ports.engine(),
                identity,
                ports.time(),
                ports.tasks(),
                ports.chance().fork("node"));
        PodNetwork network = ports.network().apply(new PodRange(node::podRange, ports.files(), root + "/pod-range"));
        prepare();
        this.pods = new PodLoop(
                new PodPorts(
                        ports.cluster(),
                        new ClusterExecutor(ports.cluster(), FIELD_MANAGER, ports.time()),
                        ports.engine(),
                        ports.files(),
                        network,
                        volumes()),
                new NodeFacts(identity.name(), identity.address(), root, this::resources),
                ports.time(),
                ports.tasks(),
                ports.chance().fork("pods"));
    }

    /** Nothing here needs engine or cluster to answer: both may come later. */
    public void start() {
        node.start();
        pods.start();
    }

    /** Asks everything to end. Containers go on; the node falls silent. */
    public void stop() {
        pods.stop();
        node.stop();
    }

    public LoopCounts counts() {
        return pods.counts();
    }

    /** Mounts below it must be seen by containers that ask for propagation. */
    private void prepare() {
        ports.files().makeFolder(root, ROOT_MODE);
        ports.files().share(root);
    }

    private List<VolumePlugin> volumes() {
        return List.of(
                new EmptyDir(ports.files()),
                ProjectedFiles.configMap(ports.files(), ports.time()),
                ProjectedFiles.secret(ports.files(), ports.time()),
                ProjectedFiles.downwardApi(ports.files(), ports.time()));
    }

    private NodeFacts.Resources resources() {
        Map<String, Quantity> allocatable = new TreeMap<>();
        node.resources()
                .forEach((name, text) -> Quantity.parse(text).ifPresent(amount -> allocatable.put(name, amount)));
        long memory = node.machine().map(EngineInfo::memoryBytes).orElse(0L);
        return new NodeFacts.Resources(memory, allocatable);
    }
}
