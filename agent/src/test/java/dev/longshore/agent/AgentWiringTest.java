package dev.longshore.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.FakeContainerEngine;
import dev.longshore.agent.containers.FakeDocker;
import dev.longshore.agent.containers.Program;
import dev.longshore.agent.containers.Scope;
import dev.longshore.agent.host.FakeHostFiles;
import dev.longshore.agent.network.DockerBridgeNetwork;
import dev.longshore.agent.node.NodeIdentity;
import dev.longshore.agent.pods.Board;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Lease;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The object graph of production on a simulated machine. */
class AgentWiringTest {
    private static final ObjectKey NODE = ObjectKey.of(Node.KIND, "node-1");
    private static final ObjectKey LEASE = ObjectKey.of(Lease.KIND, "kube-node-lease", "node-1");
    private static final Instant BEGINNING = Instant.parse("2026-03-01T08:00:00Z");

    private final World world = new World(3);
    private final FakeDocker docker = new FakeDocker(() -> BEGINNING.plusNanos(world.now()));
    private final FakeHostFiles files = new FakeHostFiles();
    private final Board board = new Board();
    private int boots;

    private SimulatedProcess boot() {
        var process = new SimulatedProcess(world, "agent", boots++);
        process.start("main", () -> {
            var bridge = DockerBridgeNetwork.Bridge.over("pods", "10.64.0.0/12");
            var ports = new AgentPorts(
                    process,
                    process,
                    process.chance(),
                    board.as(process),
                    new FakeContainerEngine(docker, new Scope("c", "node-1"), process, process::signal),
                    files,
                    range -> new DockerBridgeNetwork(bridge, range, () -> {}));
            var identity = new NodeIdentity(
                    "node-1", "192.0.2.1", Optional.empty(), Optional.empty(), 110, Map.of(), "m", "b", "0.1.0");
            new AgentWiring(ports, identity, "/var/lib/longshore").start();
        });
        return process;
    }

    private Fields node() {
        return board.get(NODE).map(item -> item.fields()).orElse(Fields.NONE);
    }

    private String ready() {
        return Conditions.find(node(), "Ready")
                .map(one ->
                        one.text("status").orElse("") + " " + one.text("reason").orElse(""))
                .orElse("");
    }

    private void assign(String range) {
        board.change(NODE, tree -> tree.putObject("spec").put("podCIDR", range));
    }

    private ObjectKey pod() {
        ObjectKey key = ObjectKey.of(Pod.KIND, "shop", "web");
        docker.image("web:1", spec -> Program.endsOnTerm(0));
        Draft pod = Draft.empty(key)
                .with("u1", "metadata", "uid")
                .with("node-1", "spec", "nodeName")
                .with(List.of(Map.of("name", "web", "image", "web:1")), "spec", "containers");
        board.put(Pod.KIND, pod.copy());
        return key;
    }

    private boolean runs(ObjectKey pod) {
        return board.get(pod).map(Pod::new).filter(Pod::ready).isPresent();
    }

    @Test
    void registersItsNodeAndRenewsTheLease() {
        boot();
        world.run(Duration.ofSeconds(5));
        String first =
                board.get(LEASE).flatMap(item -> item.text("spec", "renewTime")).orElse("");
        world.run(Duration.ofSeconds(10));

        assertThat(ready()).isEqualTo("True KubeletReady");
        assertThat(node().strings("status", "capacity")).containsEntry("cpu", "4");
        assertThat(board.get(LEASE).flatMap(item -> item.text("spec", "renewTime")))
                .isPresent()
                .get()
                .isNotEqualTo(first);
        assertThat(world.violations()).isEmpty();
    }

    @Test
    void aNodeThatIsTrueIsNotWrittenAgain() {
        boot();
        world.run(Duration.ofSeconds(10));
        long before = board.get(NODE).orElseThrow().revision();
        world.run(Duration.ofMinutes(3));

        assertThat(board.get(NODE).orElseThrow().revision()).isEqualTo(before);
    }

    @Test
    @DisplayName("P34: Docker away at start: the agent stays up, its node is NotReady and says why; then it is Ready")
    void dockerAway() {
        docker.down(true);
        boot();
        world.run(Duration.ofSeconds(10));
        assertThat(ready()).isEqualTo("False ContainerRuntimeDown");

        docker.down(false);
        world.run(Duration.ofSeconds(10));
        assertThat(ready()).isEqualTo("True KubeletReady");
    }

    @Test
    void aPodWaitsForThePodRangeAndGetsAnAddressOfIt() {
        ObjectKey pod = pod();
        boot();
        world.run(Duration.ofSeconds(10));
        assertThat(runs(pod)).isFalse();

        assign("10.64.1.0/24");
        world.run(Duration.ofSeconds(30));

        assertThat(runs(pod)).isTrue();
        assertThat(board.get(pod).flatMap(item -> item.text("status", "podIP")))
                .get()
                .asString()
                .startsWith("10.64.1.");
    }

    @Test
    void whatTheClusterSaysOfASilentNodeIsPutRightWhenItIsBack() {
        ObjectKey pod = pod();
        boot();
        world.run(Duration.ofSeconds(5));
        assign("10.64.1.0/24");
        world.run(Duration.ofSeconds(30));

        board.change(
                pod, tree -> tree.withObject("status").withArray("conditions").removeAll());
        world.run(Duration.ofSeconds(5));

        assertThat(runs(pod)).isTrue();
    }

    @Test
    void stoppingEndsAllTasksAndLeavesTheContainers() {
        ObjectKey pod = pod();
        SimulatedProcess process = boot();
        world.run(Duration.ofSeconds(5));
        assign("10.64.1.0/24");
        world.run(Duration.ofSeconds(30));
        assertThat(runs(pod)).isTrue();

        process.stop();
        world.run(Duration.ofSeconds(5), process::gone);

        assertThat(process.gone()).isTrue();
        assertThat(docker.containers()).hasSize(2).allMatch(one -> one.pid() > 0);
    }

    @Test
    void whileTheClusterIsAwayTheKnownPodRangeIsEnough() {
        ObjectKey pod = pod();
        SimulatedProcess process = boot();
        world.run(Duration.ofSeconds(5));
        assign("10.64.1.0/24");
        world.run(Duration.ofSeconds(30));
        process.kill();
        board.away(true);

        boot();
        world.run(Duration.ofSeconds(5));
        docker.containers().forEach(one -> docker.removeByHand(one.id()));
        world.run(Duration.ofSeconds(40));

        assertThat(docker.containers()).hasSize(2).allMatch(one -> one.pid() > 0);
        assertThat(runs(pod)).isTrue();
    }
}
