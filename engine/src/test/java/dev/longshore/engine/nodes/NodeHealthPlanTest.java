package dev.longshore.engine.nodes;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.ready;
import static dev.longshore.engine.workloads.Fixtures.set;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class NodeHealthPlanTest {
    private static final Duration LONG = NodeHealthPlan.GRACE.plusSeconds(1);

    @Test
    @DisplayName(
            "NL-02: a node that talks stays as it is, however old its status, and is looked at when its grace would end")
    void aNodeThatTalksIsLookedAtWhenItsGraceWouldEnd() {
        assertThat(NodeHealthPlan.plan(node("True"), Duration.ofSeconds(10), List.of(), NOON))
                .containsExactly(new Action.RequeueAfter(Duration.ofSeconds(41)));
    }

    @Test
    @DisplayName("NL-16: silence makes all conditions Unknown and the node's pods not ready")
    void silenceIsToldOnTheNodeAndItsPods() {
        Pod pod = new Pod(stored(ready(podDraft(set(1).item(), "web-a"), "n", NOON), "a", 1));

        List<Action> actions = NodeHealthPlan.plan(node("True"), LONG, List.of(pod), NOON);

        assertThat(statuses(actions)).hasSize(2);
        Fields told = statuses(actions).getFirst().fields();
        assertThat(Conditions.find(told, "Ready").orElseThrow().text("reason")).contains("NodeStatusUnknown");
        assertThat(Conditions.find(told, "PIDPressure").orElseThrow().text("reason"))
                .contains("NodeStatusNeverUpdated");
        assertThat(Conditions.isTrue(statuses(actions).getLast().fields(), "Ready"))
                .isFalse();
    }

    @Test
    void aLostNodeIsTaintedSoThatNoPodIsPlacedThere() {
        Draft lost = statuses(NodeHealthPlan.plan(node("True"), LONG, List.of(), NOON))
                .getFirst();

        List<Action> actions = NodeHealthPlan.plan(new Node(stored(lost, "n", 2)), LONG, List.of(), NOON);

        assertThat(actions)
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Replace.class,
                        replace -> assertThat(replace.object().fields().items("spec", "taints"))
                                .extracting(taint -> taint.text("key").orElse(""))
                                .containsExactly("node.kubernetes.io/unreachable"));
    }

    @Test
    @DisplayName("NL-04: when the node comes back its own taint goes, a foreign one stays")
    void aForeignTaintStaysWhenTheNodeComesBack() {
        Draft draft = nodeDraft("True")
                .with(
                        List.of(
                                Map.of("key", "dedicated", "effect", "NoSchedule"),
                                Map.of("key", "node.kubernetes.io/unreachable", "effect", "NoSchedule")),
                        "spec",
                        "taints");

        List<Action> actions = NodeHealthPlan.plan(new Node(stored(draft, "n", 2)), Duration.ZERO, List.of(), NOON);

        assertThat(actions.getFirst())
                .isInstanceOfSatisfying(
                        Action.Replace.class,
                        replace -> assertThat(replace.object().fields().items("spec", "taints"))
                                .extracting(taint -> taint.text("key").orElse(""))
                                .containsExactly("dedicated"));
    }

    private static List<Draft> statuses(List<Action> actions) {
        return actions.stream()
                .filter(Action.UpdateStatus.class::isInstance)
                .map(action -> ((Action.UpdateStatus) action).object())
                .toList();
    }

    private static Node node(String ready) {
        return new Node(stored(nodeDraft(ready), "n", 1));
    }

    private static Draft nodeDraft(String ready) {
        return Draft.empty(ObjectKey.of(Node.KIND, "n"))
                .with(
                        List.of(Map.of("type", "Ready", "status", ready, "lastTransitionTime", "2026-01-01T00:00:00Z")),
                        "status",
                        "conditions");
    }
}
