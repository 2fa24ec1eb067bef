package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person takes a pod away that a ReplicaSet wants; it takes its time to end, and is not waited for. */
@Tag("simulation")
class PodDeletionTest {
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @ParameterizedTest(
            name =
                    "RS-12: a pod that somebody deletes is replaced by one of another name, and an Event says so (seed {0})")
    @ValueSource(longs = {1, 2, 3})
    void aDeletedPodIsReplaced(long seed) {
        Simulation simulation = new Simulation(Course.of(seed, Planted.NOTHING), 3, System.out::println);
        simulation.want("web", new Wishes.Wish(3, Wishes.DEAF_IMAGE));
        simulation.runUntilQuiet(LIMIT);
        List<String> before = pods(simulation);
        List<String> deleted = new ArrayList<>();

        simulation.atTheApi(cluster -> deleted.add(deleteOne(cluster)));
        simulation.runUntilQuiet(LIMIT);
        simulation.judge();

        assertThat(simulation.violations()).as(simulation::failure).isEmpty();
        assertThat(before).hasSize(3).containsAll(deleted);
        List<String> after = pods(simulation);
        assertThat(after).hasSize(3).doesNotContainAnyElementsOf(deleted);
        after.removeAll(before);
        assertThat(after)
                .singleElement()
                .satisfies(name -> assertThat(created(simulation)).contains("Created pod: " + name));
    }

    private static String deleteOne(Cluster cluster) {
        Item pod = cluster.list(Query.in(Pod.KIND, "default")).items().getFirst();
        assertThat(cluster.delete(pod.key(), DeleteOptions.PLAIN)).isInstanceOf(WriteResult.Written.class);
        return pod.name();
    }

    private static List<String> pods(Simulation simulation) {
        return new ArrayList<>(simulation.stored("pods").stream()
                .map(pod -> pod.text("metadata", "name").orElse(""))
                .toList());
    }

    private static List<String> created(Simulation simulation) {
        return simulation.stored("events").stream()
                .filter(event -> event.text("reason").orElse("").equals("SuccessfulCreate"))
                .map(event -> event.text("message").orElse(""))
                .toList();
    }
}
