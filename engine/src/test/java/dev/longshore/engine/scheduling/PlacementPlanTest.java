package dev.longshore.engine.scheduling;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.OwnerReference;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementPlanTest {
    private static final Map<String, String> SMALL = Map.of("cpu", "1", "memory", "1Gi", "pods", "110");

    @Test
    @DisplayName("S-01: none fits: every reason with its count, sorted")
    void saysWhyNoNodeFits() {
        List<Node> nodes = List.of(
                node("a", SMALL, draft -> draft),
                node("b", SMALL, draft -> draft.with(taint("dedicated", "NoSchedule"), "spec", "taints")),
                node("c", SMALL, draft -> draft.with(taint("dedicated", "NoSchedule"), "spec", "taints")));

        List<Action> actions = plan(pod("p", "2", draft -> draft), nodes, List.of());

        assertThat(message(actions))
                .isEqualTo("0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had untolerated taint(s).");
        assertThat(actions).filteredOn(Action.UpdateStatus.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("S-02: there are no nodes")
    void saysThatThereAreNoNodes() {
        assertThat(message(plan(pod("p", "1", draft -> draft), List.of(), List.of())))
                .isEqualTo("no nodes available to schedule pods");
    }

    @Test
    @DisplayName("S-03: a gated pod waits and says so")
    void aGatedPodWaits() {
        Pod gated = pod("p", "1", draft -> draft.with(List.of(Map.of("name", "g")), "spec", "schedulingGates"));

        assertThat(message(plan(gated, List.of(node("a", SMALL, draft -> draft)), List.of())))
                .isEqualTo("Scheduling is blocked due to non-empty scheduling gates");
    }

    @ParameterizedTest(name = "{0}: {1}, then the second pod {2}")
    @CsvSource({"S-15, terminating, waits", "S-16, finished, fits"})
    void whatIsPlacedHoldsItsShare(String row, String other, String outcome) {
        Pod placed = pod(
                "old",
                "800m",
                draft -> other.equals("finished")
                        ? draft.with("a", "spec", "nodeName").with("Succeeded", "status", "phase")
                        : draft.with("a", "spec", "nodeName")
                                .with("2026-01-01T11:00:00Z", "metadata", "deletionTimestamp"));

        List<Action> actions =
                plan(pod("p", "800m", draft -> draft), List.of(node("a", SMALL, draft -> draft)), List.of(placed));

        assertThat(bound(actions)).as(row).isEqualTo(outcome.equals("fits") ? "a" : "");
    }

    @Test
    @DisplayName("S-18: a discouraging taint makes the other node better")
    void aDiscouragingTaintCounts() {
        List<Node> nodes = List.of(
                node("a", SMALL, draft -> draft.with(taint("x", "PreferNoSchedule"), "spec", "taints")),
                node("b", SMALL, draft -> draft));

        assertThat(bound(plan(pod("p", "100m", draft -> draft), nodes, List.of())))
                .isEqualTo("b");
    }

    @Test
    @DisplayName("S-21: three pods of one set land on three equal nodes")
    void siblingsSpread() {
        List<Node> nodes = List.of(
                node("a", SMALL, draft -> draft), node("b", SMALL, draft -> draft), node("c", SMALL, draft -> draft));
        List<Pod> placed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Pod next = pod("p" + i, "100m", draft -> draft);
            String node = bound(plan(next, nodes, placed));
            placed.add(pod("p" + i, "100m", draft -> draft.with(node, "spec", "nodeName")));
        }

        assertThat(placed).extracting(pod -> pod.nodeName().orElseThrow()).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    @DisplayName("S-22: 1 of 4 processors and 2 of 8 GiB leave 75")
    void leastAllocatedIsTheMeanOfWhatIsFree() {
        Node node = node("a", Map.of("cpu", "4", "memory", "8Gi", "pods", "110"), draft -> draft);
        Pod pod = pod(
                "p",
                "1",
                draft -> draft.with(
                        List.of(Map.of(
                                "name", "c", "resources", Map.of("requests", Map.of("cpu", "1", "memory", "2Gi")))),
                        "spec",
                        "containers"));

        assertThat(Scores.leastAllocated(
                        Need.of(pod),
                        Snapshot.of(List.of(node), List.of()).places().getFirst()))
                .isEqualTo(75);
    }

    @Test
    @DisplayName("a cordoned node takes no pod, and says so")
    void aCordonedNodeIsLeftAlone() {
        Node cordoned = node(
                "a",
                SMALL,
                draft -> draft.with(true, "spec", "unschedulable")
                        .with(taint("node.kubernetes.io/unschedulable", "NoSchedule"), "spec", "taints"));

        assertThat(message(plan(pod("p", "1", draft -> draft), List.of(cordoned), List.of())))
                .isEqualTo("0/1 nodes are available: 1 node(s) were unschedulable.");
    }

    @Test
    @DisplayName("S-06: a node selector must match the node's labels")
    void theNodeSelectorDecides() {
        List<Node> nodes = List.of(
                node("a", SMALL, draft -> draft),
                node("b", SMALL, draft -> draft.with(Map.of("disk", "ssd"), "metadata", "labels")));
        Pod picky = pod("p", "1", draft -> draft.with(Map.of("disk", "ssd"), "spec", "nodeSelector"));

        assertThat(bound(plan(picky, nodes, List.of()))).isEqualTo("b");
        assertThat(message(plan(picky, nodes.subList(0, 1), List.of())))
                .isEqualTo("0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector.");
    }

    @Test
    @DisplayName("X-04: a pod that says already why it waits asks for nothing")
    void tellsOnlyOnce() {
        Pod waiting = pod("p", "2", draft -> draft);
        Draft told = ((Action.UpdateStatus) plan(waiting, List.of(), List.of()).getFirst()).object();

        assertThat(plan(new Pod(stored(told, "p", 2)), List.of(), List.of())).isEmpty();
    }

    @Test
    @DisplayName("X-03, S-28: the order of the input does not matter, the draw decides between equals")
    void shufflingChangesNothing() {
        List<Node> nodes = new ArrayList<>();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            nodes.add(node(name, SMALL, draft -> draft));
        }
        List<Action> expected =
                PlacementPlan.plan(pod("p", "1", draft -> draft), Snapshot.of(nodes, List.of()), NOON, 3);
        for (int turn = 0; turn < 10; turn++) {
            Collections.shuffle(nodes, new Random(turn));
            assertThat(PlacementPlan.plan(pod("p", "1", draft -> draft), Snapshot.of(nodes, List.of()), NOON, 3))
                    .isEqualTo(expected);
        }
        assertThat(bound(expected)).isEqualTo("d");
    }

    @ParameterizedTest(name = "S-13: {0}")
    @CsvSource({
        "an init container larger than the rest, 2, false, 500m 500m, 2000",
        "a side container before an init container, 1, true, 500m, 1300",
        "an init container before a side container, 1, false side, 500m, 1000"
    })
    void initContainersCountWhereTheyRun(String name, String init, String side, String main, long milli) {
        List<Object> inits = new ArrayList<>();
        Map<String, Object> large = container(init);
        Map<String, Object> sidecar = new TreeMap<>(container("300m"));
        sidecar.put("restartPolicy", "Always");
        switch (side) {
            case "true" -> inits.addAll(List.of(sidecar, large));
            case "false side" -> inits.addAll(List.of(large, sidecar));
            default -> inits.add(large);
        }
        List<Object> mains = new ArrayList<>();
        for (String cpu : List.of(main.split(" ", -1))) {
            mains.add(container(cpu));
        }
        Pod pod = pod(
                "p", "1", draft -> draft.with(inits, "spec", "initContainers").with(mains, "spec", "containers"));

        assertThat(Resources.requested(pod).of("cpu")).isEqualTo(milli);
    }

    private static Map<String, Object> container(String cpu) {
        return Map.of("name", "c", "resources", Map.of("requests", Map.of("cpu", cpu)));
    }

    private static List<Action> plan(Pod pod, List<Node> nodes, List<Pod> pods) {
        return PlacementPlan.plan(pod, Snapshot.of(nodes, pods), NOON, 0);
    }

    private static String bound(List<Action> actions) {
        return actions.stream()
                .filter(Action.Bind.class::isInstance)
                .map(action -> ((Action.Bind) action)
                        .binding()
                        .fields()
                        .text("target", "name")
                        .orElse(""))
                .findFirst()
                .orElse("");
    }

    private static String message(List<Action> actions) {
        return actions.stream()
                .filter(Action.Event.class::isInstance)
                .map(action -> ((Action.Event) action).message())
                .findFirst()
                .orElse("");
    }

    private static List<?> taint(String key, String effect) {
        return List.of(Map.of("key", key, "effect", effect));
    }

    private static Pod pod(String name, String cpu, UnaryOperator<Draft> change) {
        Draft draft = Draft.empty(ObjectKey.of(Pod.KIND, "shop", name))
                .with(
                        List.of(new OwnerReference("apps/v1", "ReplicaSet", "web", "set", true, true)),
                        "metadata",
                        "ownerReferences")
                .with(List.of(container(cpu)), "spec", "containers");
        return new Pod(stored(change.apply(draft), name, 1));
    }

    private static Node node(String name, Map<String, String> allocatable, UnaryOperator<Draft> change) {
        Draft draft = Draft.empty(ObjectKey.of(Node.KIND, name)).with(allocatable, "status", "allocatable");
        return new Node(stored(change.apply(draft), name, 1));
    }
}
