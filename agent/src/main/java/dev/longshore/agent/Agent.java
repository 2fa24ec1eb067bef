package dev.longshore.agent;

import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerEngine.NetworkSpec;
import dev.longshore.agent.containers.Scope;
import dev.longshore.agent.containers.docker.DockerContainerEngine;
import dev.longshore.agent.host.HostFault;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.host.LinuxHostFiles;
import dev.longshore.agent.network.DockerBridgeNetwork;
import dev.longshore.agent.network.NetworkFault;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.agent.node.NodeIdentity;
import dev.longshore.client.RemoteCluster;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import dev.longshore.schemas.Release;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Time;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent process: real ports around the wiring. Closing it leaves all containers running. */
final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration ANSWER_LIMIT = Duration.ofMillis(300);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
    private static final int PODS_MAX = 110;

    private final Time time = new SystemTime();
    private final Chance chance = new SystemChance();
    private final VirtualTasks tasks = new VirtualTasks(Agent::failed);
    private final AgentSettings settings;
    private final HostFiles files;
    private final DataFolder data;
    private final Membership membership;

    private Agent(AgentSettings settings, HostFiles files, DataFolder data) {
        this.settings = settings;
        this.files = files;
        this.data = data;
        this.membership = new Membership(settings, data, new HttpsEngines(), time);
    }

    /**
     * Joins if need be and starts everything.
     * @throws ProcessFault when it cannot be
     */
    static Agent start(AgentSettings settings) {
        Machine.requireRoot();
        HostFiles files = new LinuxHostFiles();
        Agent agent = new Agent(settings, files, DataFolder.open(settings.data(), files));
        try {
            agent.run();
            return agent;
        } catch (HostFault refused) {
            agent.close();
            throw new ProcessFault(
                    Exit.PERMISSION, "this machine refuses what an agent needs: " + refused.getMessage());
        } catch (NetworkFault range) {
            agent.close();
            throw new ProcessFault(Exit.CONFIGURATION, "--cluster-cidr: " + range.getMessage());
        }
    }

    private void run() {
        membership.join();
        tasks.start("certificate", membership::renew);
        ContainerEngine engine =
                new DockerContainerEngine(settings.docker(), new Scope(settings.cluster(), settings.node()), tasks);
        var ports = new AgentPorts(
                time,
                tasks,
                chance,
                new RemoteCluster(membership.requests(), tasks, time),
                engine,
                files,
                range -> network(engine, range));
        new AgentWiring(ports, identity(), settings.data().toString()).start();
        LOG.info("node {} is looked after", settings.node());
    }

    /** Returns when all tasks have ended, or after a few seconds. What was asked of the engine may be answered for a moment; then it is cut off. */
    @Override
    public void close() {
        tasks.stopAll(ANSWER_LIMIT);
        membership.requests().close();
        List<String> left = tasks.stopAll(STOP_LIMIT);
        if (!left.isEmpty()) {
            LOG.warn("stopped without waiting longer for {}", left);
        }
        data.close();
    }

    private PodNetwork network(ContainerEngine engine, Supplier<Optional<String>> range) {
        var bridge = DockerBridgeNetwork.Bridge.over(settings.network(), settings.clusterRange());
        var labels = Map.of(Scope.CLUSTER, settings.cluster());
        var spec = new NetworkSpec(bridge.name(), bridge.range(), bridge.gateway(), labels);
        return new DockerBridgeNetwork(bridge, range, () -> engine.ensureNetwork(spec));
    }

    private NodeIdentity identity() {
        String address = settings.address()
                .orElseGet(() -> Machine.addressTowards(settings.engines().getFirst()));
        return new NodeIdentity(
                settings.node(),
                address,
                settings.cpu(),
                settings.memory(),
                PODS_MAX,
                Map.of(),
                text("/etc/machine-id"),
                text("/proc/sys/kernel/random/boot_id"),
                Release.TEXT);
    }

    private String text(String path) {
        return files.read(path)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip())
                .orElse("");
    }

    /** A task that ends with a fault is a bug: what it kept true is not kept any more. */
    private static void failed(String task, Throwable fault) {
        LOG.error("task {} failed; the agent ends, containers go on", task, fault);
        Runtime.getRuntime().halt(Exit.FAULT.code());
    }
}
