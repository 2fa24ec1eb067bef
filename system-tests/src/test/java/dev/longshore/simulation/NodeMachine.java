package dev.longshore.simulation;

import dev.longshore.agent.AgentPorts;
import dev.longshore.agent.AgentWiring;
import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.FakeContainerEngine;
import dev.longshore.agent.containers.FakeDocker;
import dev.longshore.agent.containers.Program;
import dev.longshore.agent.containers.Scope;
import dev.longshore.agent.host.FakeHostFiles;
import dev.longshore.agent.network.DockerBridgeNetwork;
import dev.longshore.agent.node.NodeIdentity;
import dev.longshore.client.RemoteCluster;
import dev.longshore.cluster.Cluster;
import dev.longshore.engine.access.Identity;
import dev.longshore.objects.Quantity;
import dev.longshore.simulation.invariants.Fact;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A machine that runs an agent, with the containers and files that outlive it. */
final class NodeMachine extends Machine {
    private static final String ROOT = "/var/lib/longshore";
    private final EngineMachine engine;
    private final Faults faults;
    private final Facts facts;
    private final Planted planted;
    private final Link link = new Link();
    private final FakeDocker docker;
    private final FakeHostFiles files = new FakeHostFiles();
    private Map<String, Container> seen = Map.of();

    NodeMachine(World world, String name, EngineMachine engine, Faults faults, Facts facts, Planted planted) {
        super(world, name);
        this.engine = engine;
        this.faults = faults;
        this.facts = facts;
        this.planted = planted;
        this.docker = new FakeDocker(clock());
        Wishes.IMAGES.forEach(image -> docker.image(image, spec -> Program.endsOnTerm(0)));
        docker.image(Wishes.DEAF_IMAGE, spec -> Program.forever());
    }

    @Override
    void main(SimulatedProcess self) {
        ContainerEngine containers = new SimulatedContainerEngine(
                new FakeContainerEngine(docker, new Scope("cluster", name()), self, self::signal),
                self,
                faults,
                planted,
                this::look);
        DockerBridgeNetwork.Bridge bridge = new DockerBridgeNetwork.Bridge("pods", "10.42.0.0/16", "10.42.0.1");
        AgentPorts ports = new AgentPorts(
                self,
                self,
                self.chance(),
                cluster(self),
                containers,
                files,
                range -> new DockerBridgeNetwork(bridge, range, () -> {}));
        new AgentWiring(ports, identity(name()), ROOT).start();
    }

    private Cluster cluster(SimulatedProcess self) {
        RemoteCluster remote =
                new RemoteCluster(new Cable(engine, self, faults, link, Identity.node(name())), self, self);
        return new Mistaken(new Listening(remote, name(), facts), planted, self);
    }

    /** Tells what changed in the container engine since the last look. */
    void look() {
        Map<String, Container> now = new TreeMap<>();
        docker.containers().forEach(container -> now.put(container.id(), container));
        Map<String, Container> before = seen;
        seen = now;
        Map<String, Container> all = new TreeMap<>(before);
        all.putAll(now);
        all.forEach((id, any) -> {
            Optional<Container> old = Optional.ofNullable(before.get(id));
            Optional<Container> there = Optional.ofNullable(now.get(id));
            if (!old.map(Container::state).equals(there.map(Container::state))) {
                facts.tell(new Fact.ContainerChanged(name(), old, there));
            }
        });
    }

    /** The process of some container ends. */
    void crash(int which) {
        List<Container> running = running();
        if (!running.isEmpty()) {
            docker.crash(running.get(which % running.size()).id(), 1);
            look();
        }
    }

    List<Container> running() {
        return docker.containers().stream()
                .filter(container -> container.state() == Container.State.RUNNING)
                .toList();
    }

    List<Container> containers() {
        return docker.containers();
    }

    @Override
    void connectionsBreak() {
        engine.connections(name(), Connection::reset);
    }

    /** The cable is pulled, and both ends are told, or neither: they may wait for each other for ever. */
    void cut(boolean told) {
        link.cut(true);
        engine.connections(name(), told ? Connection::reset : Connection::mute);
    }

    void mend() {
        link.cut(false);
    }

    private static NodeIdentity identity(String name) {
        return new NodeIdentity(
                name,
                "192.0.2.1",
                Optional.of(Quantity.of(2)),
                Optional.empty(),
                110,
                Map.of("kubernetes.io/hostname", name),
                "machine-" + name,
                "boot-" + name,
                "test");
    }
}
