package dev.longshore.engine.workloads;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.ready;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeletionOrderTest {
    private static final Item OWNER = Fixtures.set(3).item();
    private static final String COST = "controller.kubernetes.io/pod-deletion-cost";

    @Test
    @DisplayName("RS-03: unscheduled, then pending, then not ready, then ready")
    void theLessAPodServesTheEarlierItGoes() {
        Pod unscheduled = pod("a", podDraft(OWNER, "a"));
        Pod pending = pod("b", podDraft(OWNER, "b").with("n1", "spec", "nodeName"));
        Pod notReady =
                pod("c", podDraft(OWNER, "c").with("n1", "spec", "nodeName").with("Running", "status", "phase"));
        Pod ready = readyPod("d", "n1", Duration.ofHours(1));

        assertThat(first(4, List.of(ready, notReady, pending, unscheduled)))
                .containsExactly(unscheduled, pending, notReady, ready);
    }

    @Test
    @DisplayName("RS-04: the cheaper of two equal pods goes")
    void costDecidesBetweenEqualPods() {
        Pod cheap = costing(-1, "a");
        Pod dear = costing(5, "b");

        assertThat(first(1, List.of(dear, cheap))).containsExactly(cheap);
    }

    @Test
    @DisplayName("RS-05: readiness comes before cost")
    void aCheapReadyPodOutlivesADearOneThatIsNot() {
        Pod ready = costing(0, "a");
        Pod notReady = pod(
                "b",
                podDraft(OWNER, "b")
                        .with("n1", "spec", "nodeName")
                        .with("Running", "status", "phase")
                        .with(Map.of(COST, "100"), "metadata", "annotations"));

        assertThat(first(1, List.of(ready, notReady))).containsExactly(notReady);
    }

    @Test
    @DisplayName("RS-06: of two nodes the fuller one gives")
    void theFullerNodeGives() {
        Pod one = readyPod("a", "A", Duration.ofHours(1));
        Pod two = readyPod("b", "A", Duration.ofHours(1));
        Pod other = readyPod("0", "B", Duration.ofHours(1));

        assertThat(first(1, List.of(one, two, other))).doesNotContain(other);
    }

    @Test
    @DisplayName("RS-06b: 3 and 2 scaled to 2 leaves one on each node")
    void whatStaysIsSpread() {
        List<Pod> pods = List.of(
                readyPod("a", "A", Duration.ofHours(1)),
                readyPod("b", "A", Duration.ofHours(1)),
                readyPod("c", "A", Duration.ofHours(1)),
                readyPod("d", "B", Duration.ofHours(1)),
                readyPod("e", "B", Duration.ofHours(1)));

        List<Pod> gone = first(3, pods);

        assertThat(gone)
                .filteredOn(pod -> pod.nodeName().orElseThrow().equals("A"))
                .hasSize(2);
    }

    @Test
    @DisplayName("RS-07: ready for 10 s goes before ready for 10 h")
    void theLatelyReadyGoes() {
        Pod young = readyPod("z", "n1", Duration.ofSeconds(10));
        Pod old = readyPod("a", "n1", Duration.ofHours(10));

        assertThat(first(1, List.of(old, young))).containsExactly(young);
    }

    @Test
    @DisplayName("RS-08: 100 s and 110 s count as equal, the lower uid goes")
    void aFewSecondsDoNotCount() {
        Pod low = readyPod("a", "n1", Duration.ofSeconds(110));
        Pod high = readyPod("b", "n1", Duration.ofSeconds(100));

        assertThat(first(1, List.of(high, low))).containsExactly(low);
    }

    @Test
    @DisplayName("RS-09: the often restarted goes")
    void theOftenRestartedGoes() {
        Draft base = ready(podDraft(OWNER, "z"), "n1", NOON.minusSeconds(3600));
        Pod restarted =
                pod("z", base.with(List.of(Map.of("name", "c", "restartCount", 5)), "status", "containerStatuses"));
        Pod steady = readyPod("a", "n1", Duration.ofHours(1));

        assertThat(first(1, List.of(steady, restarted))).containsExactly(restarted);
    }

    @Test
    @DisplayName("X-03: the order of the input does not matter")
    void shufflingChangesNothing() {
        List<Pod> pods = IntStream.range(0, 12)
                .mapToObj(i -> readyPod("p" + i, "n" + i % 3, Duration.ofMinutes(i * 7L)))
                .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
        List<Pod> expected = first(6, pods);

        for (int turn = 0; turn < 12; turn++) {
            Collections.rotate(pods, 5);
            assertThat(first(6, pods)).isEqualTo(expected);
        }
    }

    private static List<Pod> first(int count, List<Pod> pods) {
        return DeletionOrder.first(count, pods, pods, NOON);
    }

    private static Pod costing(int cost, String name) {
        return pod(
                name,
                ready(podDraft(OWNER, name), "n1", NOON.minusSeconds(3600))
                        .with(Map.of(COST, Integer.toString(cost)), "metadata", "annotations"));
    }

    private static Pod readyPod(String name, String node, Duration since) {
        return pod(name, ready(podDraft(OWNER, name), node, NOON.minus(since)));
    }

    private static Pod pod(String name, Draft draft) {
        return new Pod(stored(draft, "uid-" + name, 1));
    }
}
