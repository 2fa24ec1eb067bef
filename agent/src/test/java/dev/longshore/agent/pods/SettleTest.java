package dev.longshore.agent.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Program;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.objects.ObjectKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever was carried out, lost or cut off, the machine arrives where the cluster wants it. */
class SettleTest {
    private static final int SEEDS = 40;
    private static final int PODS = 4;
    private static final Duration TICK = Duration.ofMillis(50);

    private static final Duration WATCHED = Duration.ofSeconds(60);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    /** Safety, looked at every tick: one container of a pod and name runs, and no attempt was started twice. */
    private static void watch(AgentMachine machine, Map<String, String> idOfName) {
        Map<String, Integer> running = new TreeMap<>();
        for (SeenContainer one : machine.containers()) {
            if (one.running()) {
                running.merge(one.podUid() + "/" + one.name(), 1, Integer::sum);
            }
            if (one.container().startedAt().isPresent()) {
                String before = idOfName.putIfAbsent(one.container().name(), one.id());
                if (before != null && !before.equals(one.id())) {
                    machine.world.violate("S-AGENT-01", one.container().name() + " was started twice");
                }
            }
        }
        running.forEach((name, count) -> {
            if (count > 1) {
                machine.world.violate("S-AGENT-01", count + " containers of " + name + " run");
            }
        });
        if (machine.world.now() < WATCHED.toNanos()) {
            machine.world.after(TICK, () -> watch(machine, idOfName));
        }
    }

    private static void keepAlive(AgentMachine machine) {
        if (!machine.process().alive()) {
            machine.boot();
        }
        machine.world.after(Duration.ofSeconds(2), () -> keepAlive(machine));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    @DisplayName(
            "node 1.6, S-AGENT-01, S-AGENT-10, L: settles from any state, with kills and lost answers at every call")
    void settles(long seed) {
        var machine = new AgentMachine(seed);
        boolean[] calm = {false};
        machine.faults(engine -> new FlakyEngine(engine, machine.process(), calm));
        machine.docker.image("flaky:1", spec -> Program.exits(1, Duration.ofSeconds(7)));
        machine.docker.image("done:1", spec -> Program.exits(0, Duration.ofMillis(300)));
        List<ObjectKey> pods = new ArrayList<>();
        for (int i = 0; i < PODS; i++) {
            pods.add(machine.pod("p" + i, spec(seed + i)));
        }
        machine.boot();
        keepAlive(machine);
        watch(machine, new TreeMap<>());
        machine.world.after(Duration.ofSeconds(20), () -> machine.delete(pods.get(0), 5));
        machine.world.after(Duration.ofSeconds(21), () -> machine.board.remove(pods.get(1)));
        machine.world.after(Duration.ofSeconds(15), () -> machine.docker.restart());
        machine.run(Duration.ofSeconds(40));

        calm[0] = true;
        machine.docker.cutStreams();
        machine.run(Duration.ofMinutes(3));

        assertThat(machine.world.violations()).isEmpty();
        assertThat(machine.board.get(pods.get(0))).isEmpty();
        assertThat(machine.containers())
                .allMatch(one -> one.podUid().equals("u-p2") || one.podUid().equals("u-p3"));
        assertThat(machine.files.list(AgentMachine.ROOT + "/pods")).containsExactly("u-p2", "u-p3");
        assertThat(machine.running("POD")).hasSize(2);
        for (ObjectKey pod : pods.subList(2, PODS)) {
            assertThat(machine.status(pod).text("phase")).isEqualTo(Optional.of("Running"));
        }
    }

    private static String spec(long draw) {
        String image = draw % 4 == 0 ? "flaky:1" : "web:1";
        String init = draw % 3 == 0 ? "initContainers: [{name: 'init', image: 'done:1'}]," : "";
        return "{volumes: [{name: 'v', emptyDir: {}}]," + init + " containers: [{name: 'web', image: '" + image
                + "'}, {name: 'side', image: 'web:1'}]}";
    }
}
