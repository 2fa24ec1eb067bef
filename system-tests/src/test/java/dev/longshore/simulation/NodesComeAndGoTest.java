package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Conditions;
import dev.longshore.objects.Fields;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Machines that join, fall silent or start their agent anew, in otherwise good weather. */
@Tag("simulation")
class NodesComeAndGoTest {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @Test
    @DisplayName("S-23: a pod that fits nowhere is placed at once when a node is added")
    void roomIsUsedWhenItComes() {
        Simulation simulation = resting(1, "web", new Wishes.Wish(8, "app:1"));
        assertThat(bound(simulation)).hasSize(6);

        simulation.addNode();
        simulation.world().run(Duration.ofSeconds(5));

        assertThat(simulation.violations()).isEmpty();
        assertThat(bound(simulation)).hasSize(8);
    }

    @Test
    @DisplayName("NL-01: a node whose agent is silent is Unknown within 55 s, and its pods are not ready")
    void silenceIsNoticed() {
        Simulation simulation = resting(3, "web", new Wishes.Wish(3, "app:1"));

        simulation.nodes().getFirst().cut(false);
        simulation.world().run(Duration.ofSeconds(55));

        assertThat(simulation.stored("nodes"))
                .filteredOn(node -> Conditions.find(node, "Ready")
                        .flatMap(ready -> ready.text("status"))
                        .filter("Unknown"::equals)
                        .isPresent())
                .singleElement()
                .satisfies(node -> assertThat(node.text("metadata", "name")).contains("node-1"));
        assertThat(simulation.stored("pods"))
                .allSatisfy(pod -> assertThat(Conditions.isTrue(pod, "Ready"))
                        .isEqualTo(!pod.text("spec", "nodeName").orElse("").equals("node-1")));
    }

    @Test
    @DisplayName("NL-06: an agent that is started anew restarts and moves no pod")
    void anAgentComesBack() {
        Simulation simulation = resting(3, "web", new Wishes.Wish(3, "app:1"));
        List<String> before = running(simulation);

        simulation.nodes().forEach(Machine::kill);
        simulation.runUntilQuiet(LIMIT);
        simulation.judge();

        assertThat(simulation.violations()).isEmpty();
        assertThat(simulation.nodes()).allMatch(node -> node.living().isPresent());
        assertThat(running(simulation)).hasSize(6).isEqualTo(before);
    }

    private static Simulation resting(int nodes, String name, Wishes.Wish wish) {
        Simulation simulation = new Simulation(Course.of(1, Planted.NOTHING), nodes, System.out::println);
        simulation.want(name, wish);
        simulation.runUntilQuiet(LIMIT);
        assertThat(simulation.violations()).isEmpty();
        return simulation;
    }

    private static List<String> running(Simulation simulation) {
        return simulation.nodes().stream()
                .flatMap(node -> node.running().stream())
                .map(container -> container.name() + " " + container.id())
                .toList();
    }

    private static List<Fields> bound(Simulation simulation) {
        return simulation.stored("pods").stream()
                .filter(pod -> pod.has("spec", "nodeName"))
                .toList();
    }
}
