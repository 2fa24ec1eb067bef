package dev.longshore.engine.workloads.deployment;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.deploymentDraft;
import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.ready;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Action;
import dev.longshore.cluster.Patch;
import dev.longshore.objects.Conditions;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeploymentPlanTest {
    private final Model model = new Model(deploymentDraft(3, "25%", "25%", "a:1"));

    @Test
    @DisplayName("D-01: a changed image rolls with one above and none below the wanted number")
    void aChangedImageRolls() {
        model.settle();

        model.change(draft -> draft.with(image("a:2"), "spec", "template", "spec", "containers"));
        model.settle();

        assertThat(model.sizes()).containsExactly(0, 3);
        assertThat(model.highest).isLessThanOrEqualTo(4);
        assertThat(model.condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
        assertThat(model.condition("Available")).isEqualTo("True MinimumReplicasAvailable");
        assertThat(model.deployment.item().annotations()).containsEntry(Revision.NUMBER, "2");
    }

    @Test
    @DisplayName("X-04: a settled Deployment asks for nothing")
    void aSettledDeploymentAsksForNothing() {
        model.settle();

        assertThat(model.plan()).isEmpty();
    }

    @Test
    @DisplayName("D-20: an undo brings the old set back under the next number")
    void anUndoReusesTheOldSet() {
        model.settle();
        model.change(draft -> draft.with(image("a:2"), "spec", "template", "spec", "containers"));
        model.settle();

        model.change(draft -> draft.with(image("a:1"), "spec", "template", "spec", "containers"));
        model.settle();

        assertThat(model.sets).hasSize(2);
        ReplicaSet back = model.serving();
        assertThat(back.item().annotations())
                .containsEntry(Revision.NUMBER, "3")
                .containsEntry(Revision.HISTORY, "1");
    }

    @Test
    @DisplayName("D-06: undone half-way, the set that never got ready is drained, and none of the others meanwhile")
    void anUndoDrainsTheBrokenSet() {
        model.settle();
        breakAt("a:2");

        model.change(draft -> draft.with(image("a:1"), "spec", "template", "spec", "containers"));
        model.settle(() -> assertThat(model.replicas("a:1")).isEqualTo(3));

        assertThat(model.replicas("a:2")).isZero();
        assertThat(model.sets).hasSize(2);
    }

    @Test
    @DisplayName(
            "D-07: a third template in the middle begins at none, the broken second one is drained before the first")
    void aThirdTemplateReplacesTheBrokenOneFirst() {
        model.settle();
        breakAt("a:2");

        model.change(draft -> draft.with(image("a:3"), "spec", "template", "spec", "containers"));
        model.settle(() -> assertThat(model.replicas("a:1") == 3 || model.replicas("a:2") == 0)
                .isTrue());

        assertThat(model.replicas("a:3")).isEqualTo(3);
        assertThat(model.sizes()).containsExactly(0, 0, 3);
        assertThat(model.highest).isLessThanOrEqualTo(4);
    }

    /** A template whose pods never get ready, rolled out as far as it comes. */
    private void breakAt(String version) {
        model.crashing.add(version);
        model.change(draft -> draft.with(image(version), "spec", "template", "spec", "containers"));
        model.settle();
        assertThat(model.replicas("a:1")).isEqualTo(3);
        assertThat(model.replicas(version)).isEqualTo(1);
    }

    @Test
    @DisplayName("D-09, D-10: Recreate waits until no old pod is left, also a terminating one")
    void recreateNeverRunsTwoVersions() {
        model.change(draft -> draft.with(Map.of("type", "Recreate"), "spec", "strategy"));
        model.settle();
        Item old = model.serving().item();
        Pod draining = new Pod(stored(
                ready(podDraft(old, "web-x"), "n1", NOON).with("2026-01-01T11:59:59Z", "metadata", "deletionTimestamp"),
                "x",
                1));
        model.pods.add(draining);
        model.change(draft -> draft.with(image("a:2"), "spec", "template", "spec", "containers"));
        model.settle();
        assertThat(model.sizes()).containsExactly(0);

        model.pods.clear();
        model.settle();

        assertThat(model.sizes()).containsExactly(0, 3);
    }

    @Test
    @DisplayName("D-14: paused, a new template makes no new set, scaling still works")
    void aPausedDeploymentOnlyScales() {
        model.settle();

        model.change(draft -> draft.with(true, "spec", "paused")
                .with(image("a:2"), "spec", "template", "spec", "containers")
                .with(5, "spec", "replicas"));
        model.settle();

        assertThat(model.sizes()).containsExactly(5);
        assertThat(model.condition("Progressing")).isEqualTo("Unknown DeploymentPaused");
    }

    @Test
    @DisplayName("D-16: without progress for longer than the deadline the rollout counts as failed")
    void aRolloutWithoutProgressTimesOut() {
        model.newPodsGetReady = false;
        model.settle();

        model.now = NOON.plusSeconds(602);
        model.settle();

        assertThat(model.condition("Progressing")).isEqualTo("False ProgressDeadlineExceeded");
    }

    @Test
    @DisplayName("D-15: what was paused for longer than the deadline is not late when it is resumed")
    void aPauseDoesNotCount() {
        model.newPodsGetReady = false;
        model.change(draft -> draft.with(true, "spec", "paused"));
        model.settle();

        model.now = NOON.plusSeconds(1200);
        model.change(draft -> draft.without("spec", "paused"));
        model.perform(model.plan());

        assertThat(model.condition("Progressing")).isEqualTo("Unknown DeploymentResumed");
        model.settle();
        assertThat(model.condition("Progressing")).startsWith("True ");
    }

    @Test
    @DisplayName("D-17: one more ready pod just before the deadline is progress: the time moves, the reason stays")
    void progressMovesTheDeadline() {
        model.newPodsGetReady = false;
        model.settle();
        String reason = model.condition("Progressing");

        model.now = NOON.plusSeconds(599);
        model.lose(2);
        model.perform(model.plan());

        assertThat(model.condition("Progressing")).isEqualTo(reason);
        assertThat(Conditions.find(model.deployment.item().fields(), "Progressing")
                        .orElseThrow()
                        .text("lastUpdateTime"))
                .contains("2026-01-01T12:09:59Z");
    }

    @Test
    @DisplayName("D-40: of three and one above, one that is not available is told")
    void theUnavailableAreCounted() {
        model.settle();
        breakAt("a:2");

        assertThat(model.deployment.status("unavailableReplicas")).isEqualTo(1);
        assertThat(model.deployment.status("availableReplicas")).isEqualTo(3);
    }

    @Test
    @DisplayName("D-18: a finished rollout stays finished when a pod is lost")
    void aLostPodDoesNotReopenTheRollout() {
        model.settle();

        model.lose(1);
        model.perform(model.plan());

        assertThat(model.condition("Progressing")).isEqualTo("True NewReplicaSetAvailable");
    }

    @Test
    @DisplayName("D-23: old empty sets beyond the limit go, lowest revision first")
    void historyIsTrimmed() {
        model.change(draft -> draft.with(2, "spec", "revisionHistoryLimit"));
        for (int version = 1; version <= 5; version++) {
            List<?> next = image("a:" + version);
            model.change(draft -> draft.with(next, "spec", "template", "spec", "containers"));
            model.settle();
        }

        assertThat(model.sets.values())
                .extracting(set -> set.item().annotations().get(Revision.NUMBER))
                .containsExactlyInAnyOrder("3", "4", "5");
    }

    @Test
    @DisplayName("D-24, D-25: without history an old set goes when it is done, and not before its last pod is gone")
    void withoutHistoryOldSetsGo() {
        model.change(draft -> draft.with(0, "spec", "revisionHistoryLimit"));
        model.settle();
        model.lingering = 1;
        model.change(draft -> draft.with(image("a:2"), "spec", "template", "spec", "containers"));
        model.settle();
        assertThat(model.sizes()).containsExactly(0, 3);

        model.lingering = 0;
        model.settle();

        assertThat(model.sizes()).containsExactly(3);
    }

    @Test
    @DisplayName("D-27: the order of keys in a template is no change")
    void theOrderOfKeysIsNoChange() {
        model.settle();
        Map<String, Object> turned = new LinkedHashMap<>();
        turned.put("image", "a:1");
        turned.put("name", "c");

        model.change(draft -> draft.with(List.of(turned), "spec", "template", "spec", "containers"));
        model.settle();

        assertThat(model.sets).hasSize(1);
    }

    @Test
    @DisplayName("D-26: minReadySeconds changes the set in place, without a new revision")
    void minReadyMakesNoRevision() {
        model.settle();

        model.change(draft -> draft.with(7, "spec", "minReadySeconds"));
        model.settle();

        assertThat(model.sets).hasSize(1);
        assertThat(model.serving().minReadySeconds()).isEqualTo(7);
    }

    @Test
    @DisplayName("D-28: a foreign set with our name is counted as a collision and gets out of the way")
    void aCollisionChangesTheName() {
        String name = Revision.name(model.deployment);
        model.foreign.add(stored(
                dev.longshore.engine.workloads.Fixtures.setDraft(name, 1)
                        .with(Map.of("app", "other"), "spec", "selector", "matchLabels")
                        .with(Map.of("app", "other"), "metadata", "labels"),
                "foreign",
                1));

        model.settle();

        assertThat(model.deployment.collisionCount()).contains(1L);
        assertThat(model.serving().item().name()).isNotEqualTo(name);
    }

    @Test
    @DisplayName("D-29: annotations reach the set, the last applied configuration does not")
    void annotationsAreCopied() {
        model.change(draft -> draft.with(
                Map.of("kubernetes.io/change-cause", "why", "kubectl.kubernetes.io/last-applied-configuration", "{}"),
                "metadata",
                "annotations"));
        model.settle();

        assertThat(model.serving().item().annotations())
                .containsEntry("kubernetes.io/change-cause", "why")
                .doesNotContainKey("kubectl.kubernetes.io/last-applied-configuration");
    }

    @Test
    @DisplayName("D-35: a set scaled by hand goes back to the wanted number")
    void aHandScaledSetGoesBack() {
        model.settle();
        model.resize(9);

        model.settle();

        assertThat(model.sizes()).containsExactly(3);
    }

    @Test
    @DisplayName("D-37: an empty selector is told, nothing is made")
    void anEmptySelectorIsTold() {
        model.change(draft -> draft.with(Map.of(), "spec", "selector"));

        assertThat(model.plan())
                .singleElement()
                .isInstanceOfSatisfying(
                        Action.Event.class, event -> assertThat(event.reason()).isEqualTo("SelectingAll"));
    }

    private static List<?> image(String image) {
        return List.of(Map.of("name", "c", "image", image));
    }

    /** Performs actions on objects in memory; pods of a set are ready as soon as it wants them. */
    private static final class Model {
        private final TreeMap<String, ReplicaSet> sets = new TreeMap<>();
        private final List<Item> foreign = new ArrayList<>();
        private final List<Pod> pods = new ArrayList<>();
        private Deployment deployment;
        private long revision = 1;
        private long born;
        private int highest;
        private boolean newPodsGetReady = true;
        /** Images whose pods never get ready. */
        private final Set<String> crashing = new TreeSet<>();
        /** Pods that a set without replicas has not got rid of yet. */
        private int lingering;

        private Instant now = NOON;

        Model(Draft draft) {
            deployment = new Deployment(stored(draft, "d-uid", revision));
        }

        void change(java.util.function.UnaryOperator<Draft> change) {
            Draft next = change.apply(deployment.item().draft());
            next = next.with(deployment.item().generation() + 1, "metadata", "generation");
            deployment = new Deployment(stored(next, "d-uid", ++revision));
        }

        List<Action> plan() {
            List<Item> all = new ArrayList<>(foreign);
            sets.values().forEach(set -> all.add(set.item()));
            return DeploymentPlan.plan(deployment, all, pods, now).stream()
                    .filter(action -> !(action instanceof Action.RequeueAfter))
                    .toList();
        }

        void settle() {
            settle(() -> {});
        }

        /** @param always must hold after every pass */
        void settle(Runnable always) {
            for (int pass = 0; pass < 60; pass++) {
                perform(plan());
                sets.replaceAll((name, set) -> reported(set));
                always.run();
                highest = Math.max(
                        highest,
                        sets.values().stream().mapToInt(ReplicaSet::replicas).sum());
            }
        }

        void perform(List<Action> actions) {
            actions.forEach(this::perform);
        }

        private void perform(Action action) {
            switch (action) {
                case Action.Create(Draft set, var told) ->
                    store(set.with("2026-01-01T11:00:0" + born++ + "Z", "metadata", "creationTimestamp"));
                case Action.Replace(Draft set) -> store(set);
                case Action.Delete(var key, String uid, var _, var told) -> sets.remove(key.name());
                case Action.UpdateStatus(Draft next) -> deployment = new Deployment(stored(next, "d-uid", ++revision));
                case Action.Change(var key, String uid, Patch patch) -> annotate((Patch.Merge) patch);
                case Action.Event event -> {}
                default -> throw new AssertionError(action);
            }
        }

        private void annotate(Patch.Merge patch) {
            Draft next = deployment.item().draft().edited(tree -> {
                ObjectNode metadata = (ObjectNode) tree.get("metadata");
                ObjectNode annotations = metadata.withObject("annotations");
                patch.body()
                        .at("/metadata/annotations")
                        .properties()
                        .forEach(entry -> annotations.set(entry.getKey(), entry.getValue()));
            });
            deployment = new Deployment(stored(next, "d-uid", ++revision));
        }

        private void store(Draft set) {
            sets.put(
                    set.key().name(),
                    new ReplicaSet(stored(set, "uid-" + set.key().name(), ++revision)));
        }

        private ReplicaSet reported(ReplicaSet set) {
            boolean ready = newPodsGetReady && !crashing.contains(imageOf(set));
            int available = ready ? set.replicas() : 0;
            int there = set.replicas() == 0 ? lingering : set.replicas();
            Draft draft = set.item()
                    .draft()
                    .with(
                            Map.of(
                                    "replicas", there,
                                    "readyReplicas", available,
                                    "availableReplicas", available),
                            "status");
            return new ReplicaSet(stored(draft, set.item().uid(), ++revision));
        }

        private static String imageOf(ReplicaSet set) {
            return set.template()
                    .items("spec", "containers")
                    .getFirst()
                    .text("image")
                    .orElseThrow();
        }

        int replicas(String image) {
            return sets.values().stream()
                    .filter(set -> imageOf(set).equals(image))
                    .mapToInt(ReplicaSet::replicas)
                    .sum();
        }

        void lose(int count) {
            ReplicaSet set = serving();
            Draft draft = set.item().draft().with(set.replicas() - count, "status", "availableReplicas");
            sets.put(set.item().name(), new ReplicaSet(stored(draft, set.item().uid(), ++revision)));
        }

        void resize(int replicas) {
            ReplicaSet set = serving();
            store(set.item().draft().with(replicas, "spec", "replicas"));
        }

        ReplicaSet serving() {
            return sets.values().stream()
                    .filter(set -> set.replicas() > 0)
                    .findFirst()
                    .orElseThrow();
        }

        List<Integer> sizes() {
            return sets.values().stream().map(ReplicaSet::replicas).sorted().toList();
        }

        String condition(String type) {
            var condition = Conditions.find(deployment.item().fields(), type).orElseThrow();
            return condition.text("status").orElse("") + " "
                    + condition.text("reason").orElse("");
        }
    }
}
