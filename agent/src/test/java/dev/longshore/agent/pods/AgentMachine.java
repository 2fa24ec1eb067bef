package dev.longshore.agent.pods;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.FakeContainerEngine;
import dev.longshore.agent.containers.FakeDocker;
import dev.longshore.agent.containers.Program;
import dev.longshore.agent.containers.Scope;
import dev.longshore.agent.host.FakeHostFiles;
import dev.longshore.agent.host.HostFiles;
import dev.longshore.agent.network.PodNetwork;
import dev.longshore.agent.pods.plan.Examples;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.agent.pods.specs.ContainerResources;
import dev.longshore.agent.pods.specs.NodeFacts;
import dev.longshore.agent.volumes.EmptyDir;
import dev.longshore.agent.volumes.ProjectedFiles;
import dev.longshore.agent.volumes.VolumePlugin;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.Outcome;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;

/** One machine with Docker and files that survive the agent, a board for the cluster, and the production wiring of pods between them. */
final class AgentMachine {
    static final String ROOT = "/var/lib/longshore";
    private static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");

    final World world;
    final FakeDocker docker;
    final FakeHostFiles files = new FakeHostFiles();
    final Board board = new Board();
    final List<String> events = new ArrayList<>();
    private UnaryOperator<ContainerEngine> faults = engine -> engine;
    private UnaryOperator<HostFiles> hostFaults = disk -> disk;
    private int boots;
    private SimulatedProcess process;

    AgentMachine(long seed) {
        world = new World(seed);
        docker = new FakeDocker(() -> BEGINNING.plusNanos(world.now()));
        docker.image("web:1", spec -> Program.endsOnTerm(0));
        process = new SimulatedProcess(world, "agent", 0);
    }

    /** What stands between the agent and Docker from the next boot on. */
    void faults(UnaryOperator<ContainerEngine> between) {
        faults = between;
    }

    /** What stands between the agent and its files from the next boot on. */
    void hostFaults(UnaryOperator<HostFiles> between) {
        hostFaults = between;
    }

    SimulatedProcess process() {
        return process;
    }

    /** Starts an agent, as a service manager would after its death. */
    void boot() {
        process = new SimulatedProcess(world, "agent", boots++);
        SimulatedProcess mine = process;
        mine.start("main", () -> {
            var engine = new FakeContainerEngine(docker, new Scope("c", "node-1"), mine, mine::signal);
            var node = new NodeFacts(
                    "node-1",
                    "192.0.2.1",
                    ROOT,
                    () -> new NodeFacts.Resources(8L << 30, Map.of("cpu", Quantity.of(4))));
            HostFiles disk = hostFaults.apply(files);
            List<VolumePlugin> volumes = List.of(
                    new EmptyDir(disk),
                    ProjectedFiles.configMap(disk, mine),
                    ProjectedFiles.secret(disk, mine),
                    ProjectedFiles.downwardApi(disk, mine));
            new PodLoop(
                            new PodPorts(
                                    board.as(mine), this::hear, faults.apply(engine), disk, new Addresses(), volumes),
                            node,
                            mine,
                            mine,
                            mine.chance())
                    .start();
        });
    }

    /** A container of somebody else under this name. */
    void foreign(String name) {
        var strangers = new FakeContainerEngine(docker, new Scope("other", "other"), process, process::signal);
        var security = new ContainerSpec.Security(false, false, List.of(), List.of(), false, List.of(), Map.of());
        strangers.create(new ContainerSpec(
                name,
                Map.of(),
                "web:1",
                List.of(),
                List.of(),
                List.of(),
                "",
                "",
                new ContainerSpec.Network.None("x"),
                "",
                "",
                List.of(),
                ContainerResources.sandbox(),
                security,
                false,
                false,
                "",
                ""));
    }

    void kill() {
        process.kill();
    }

    void run(Duration limit) {
        world.run(limit);
    }

    /** Runs until it holds. */
    void until(BooleanSupplier condition) {
        world.run(Duration.ofMinutes(20), condition);
        if (!world.violations().isEmpty() || !condition.getAsBoolean()) {
            throw new AssertionError(
                    "seed " + world.seed() + " " + world.violations() + "\n" + docker.containers() + "\n"
                            + board.all().values().stream()
                                    .map(item -> item.fields().toString())
                                    .toList() + "\n" + events + "\n" + world.waiting());
        }
    }

    /** A pod {@code shop/NAME} of uid {@code u-NAME}, bound to this node. */
    ObjectKey pod(String name, String spec) {
        return pod(name, "u-" + name, spec);
    }

    ObjectKey pod(String name, String uid, String spec) {
        ObjectNode tree = Examples.tree(
                "{apiVersion: 'v1', kind: 'Pod', metadata: {name: '" + name + "', namespace: 'shop', uid: '" + uid
                        + "', creationTimestamp: '2026-03-01T08:00:00Z'}, spec: " + spec + "}");
        ((ObjectNode) tree.get("spec")).put("nodeName", "node-1");
        return board.put(Pod.KIND, tree).key();
    }

    /** As a client's delete does. */
    void delete(ObjectKey pod, long graceSeconds) {
        board.change(
                pod,
                tree -> ((ObjectNode) tree.get("metadata"))
                        .put(
                                "deletionTimestamp",
                                BEGINNING
                                        .plusNanos(world.now())
                                        .plusSeconds(graceSeconds)
                                        .toString())
                        .put("deletionGracePeriodSeconds", graceSeconds));
    }

    Fields status(ObjectKey pod) {
        return board.get(pod).map(item -> item.fields().at("status")).orElse(Fields.NONE);
    }

    boolean ready(ObjectKey pod) {
        return board.get(pod).map(Pod::new).filter(Pod::ready).isPresent();
    }

    List<SeenContainer> containers() {
        return docker.containers().stream().map(SeenContainer::new).toList();
    }

    List<SeenContainer> running(String name) {
        return containers().stream()
                .filter(container -> container.name().equals(name) && container.running())
                .toList();
    }

    Container only(String name) {
        List<SeenContainer> running = running(name);
        if (running.size() != 1) {
            throw new AssertionError("one running " + name + " expected: " + running);
        }
        return running.getFirst().container();
    }

    /** What the one running container of that name was made with. */
    List<String> environment(String name) {
        var engine = new FakeContainerEngine(docker, new Scope("c", "node-1"), process, process::signal);
        return engine.environment(only(name).id()).orElseThrow();
    }

    private Outcome hear(List<Action> actions) {
        actions.forEach(action -> {
            if (action instanceof Action.Event(var about, var type, var reason, var message)) {
                events.add(reason + " " + message);
            }
        });
        return Outcome.done();
    }

    /** Gives 10.64.0.2, 10.64.0.3, … */
    private static final class Addresses implements PodNetwork {
        private final Map<String, String> given = new TreeMap<>();
        private int next = 2;

        @Override
        public SandboxNetwork prepare(String podUid) {
            String address = given.computeIfAbsent(podUid, uid -> free());
            return new SandboxNetwork("pods", address, List.of());
        }

        private String free() {
            String address = "10.64.0." + next++;
            return given.containsValue(address) ? free() : address;
        }

        @Override
        public void complete(String podUid, int pid) {}

        @Override
        public void release(String podUid) {
            given.remove(podUid);
        }

        @Override
        public void adopt(Map<String, String> addresses) {
            given.putAll(addresses);
        }
    }
}
