package dev.longshore.engine.workloads.replicaset;

import static dev.longshore.engine.workloads.Fixtures.NOON;
import static dev.longshore.engine.workloads.Fixtures.podDraft;
import static dev.longshore.engine.workloads.Fixtures.ready;
import static dev.longshore.engine.workloads.Fixtures.set;
import static dev.longshore.engine.workloads.Fixtures.setDraft;
import static dev.longshore.engine.workloads.Fixtures.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Action.Change;
import dev.longshore.cluster.Action.Create;
import dev.longshore.cluster.Action.Delete;
import dev.longshore.cluster.Action.RequeueAfter;
import dev.longshore.cluster.Action.UpdateStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.apps.ReplicaSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSetPlanTest {
    @ParameterizedTest(name = "{0}: {1} wanted, {2} active, {3} terminating, {4} finished: create {5}, delete {6}")
    @CsvSource({
        "RS-01, 3, 0, 0, 0, 3, 0",
        "RS-02, 3, 5, 0, 0, 0, 2",
        "RS-10, 600, 0, 0, 0, 500, 0",
        "RS-11, 3, 2, 1, 0, 1, 0",
        "RS-13, 3, 3, 0, 2, 0, 0",
        "RS-23, 0, 2, 0, 0, 0, 2"
    })
    void keepsTheReplicaCount(
            String row, int wanted, int active, int terminating, int finished, int created, int deleted) {
        List<Action> actions = plan(set(wanted), pods(set(wanted), active, terminating, finished));

        assertThat(actions).as(row).filteredOn(Create.class::isInstance).hasSize(created);
        assertThat(actions).as(row).filteredOn(Delete.class::isInstance).hasSize(deleted);
    }

    @Test
    @DisplayName("RS-14: ready for 4 s of 10 is not available; look again in 6 s")
    void availabilityWaitsForMinReady() {
        ReplicaSet set = new ReplicaSet(stored(setDraft("web", 1).with(10, "spec", "minReadySeconds"), "set-uid", 1));
        Item young = stored(ready(podDraft(set.item(), "web-a"), "n1", NOON.minusSeconds(4)), "a", 1);
        Item old = stored(ready(podDraft(set.item(), "web-a"), "n1", NOON.minusSeconds(10)), "a", 1);

        assertThat(plan(set, List.of(young))).contains(new RequeueAfter(Duration.ofSeconds(6)));
        assertThat(status(plan(set, List.of(young))).has("availableReplicas")).isFalse();
        assertThat(status(plan(set, List.of(old))).number("availableReplicas")).hasValue(1);
    }

    @Test
    @DisplayName("RS-17: a pod relabelled out of the selector is released and replaced")
    void aRelabelledPodIsReleasedAndReplaced() {
        ReplicaSet set = set(1);
        Item out = stored(podDraft(set.item(), "web-a").with(Map.of("app", "other"), "metadata", "labels"), "a", 7);

        List<Action> actions = plan(set, List.of(out));

        assertThat(actions).filteredOn(Change.class::isInstance).hasSize(1);
        assertThat(actions).filteredOn(Create.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("RS edge: a matching orphan is adopted instead of a creation")
    void aMatchingOrphanIsAdopted() {
        ReplicaSet set = set(3);
        List<Item> pods = new ArrayList<>(pods(set, 2, 0, 0));
        pods.add(stored(podDraft(set.item(), "stray").without("metadata", "ownerReferences"), "stray", 5));

        List<Action> actions = plan(set, pods);

        assertThat(actions).filteredOn(Change.class::isInstance).hasSize(1);
        assertThat(actions).filteredOn(Create.class::isInstance).isEmpty();
    }

    @Test
    @DisplayName("RS-15: a selector of values takes those that have one of them")
    void aSelectorOfValues() {
        Draft draft = setDraft("web", 2)
                .with(
                        Map.of(
                                "matchExpressions",
                                List.of(Map.of("key", "app", "operator", "In", "values", List.of("a", "b")))),
                        "spec",
                        "selector");
        ReplicaSet set = new ReplicaSet(stored(draft, "set-uid", 1));
        List<Item> pods = new ArrayList<>();
        for (String app : List.of("a", "b", "c")) {
            Draft pod = podDraft(set.item(), "stray-" + app)
                    .without("metadata", "ownerReferences")
                    .with(Map.of("app", app), "metadata", "labels");
            pods.add(stored(pod, app, 5));
        }

        assertThat(plan(set, pods))
                .filteredOn(Change.class::isInstance)
                .extracting(action -> ((Change) action).key().name())
                .containsExactlyInAnyOrder("stray-a", "stray-b");
    }

    @Test
    @DisplayName("X-10: a child with my name and an old uid in its owner reference is ignored")
    void aChildOfAnEarlierOwnerIsIgnored() {
        ReplicaSet earlier = new ReplicaSet(stored(setDraft("web", 1), "earlier-uid", 1));
        Item pod = stored(podDraft(earlier.item(), "web-a"), "a", 1);

        List<Action> actions = plan(set(1), List.of(pod));

        assertThat(actions).filteredOn(Change.class::isInstance).isEmpty();
        assertThat(actions).filteredOn(Create.class::isInstance).hasSize(1);
    }

    @Test
    @DisplayName("RS-24, X-11: a set that is being deleted neither makes nor adopts pods")
    void aTerminatingSetOnlyReports() {
        Draft draft = setDraft("web", 3).with("2026-01-01T11:59:00Z", "metadata", "deletionTimestamp");
        ReplicaSet set = new ReplicaSet(stored(draft, "set-uid", 1));
        Item stray = stored(podDraft(set.item(), "stray").without("metadata", "ownerReferences"), "stray", 5);

        assertThat(plan(set, List.of(stray))).allMatch(UpdateStatus.class::isInstance);
    }

    @Test
    @DisplayName("RS-22: a changed template leaves running pods alone")
    void aChangedTemplateTouchesNothing() {
        ReplicaSet set = new ReplicaSet(
                stored(setDraft("web", 2).with("x", "spec", "template", "metadata", "labels", "v"), "set-uid", 1));

        assertThat(plan(set, pods(set, 2, 0, 0))).allMatch(UpdateStatus.class::isInstance);
    }

    @Test
    @DisplayName("X-03: the order of the input does not matter")
    void shufflingChangesNothing() {
        ReplicaSet set = set(3);
        List<Item> pods = new ArrayList<>(pods(set, 7, 2, 2));
        List<Action> expected = plan(set, pods);

        for (int turn = 0; turn < 20; turn++) {
            Collections.shuffle(pods, new Random(turn));
            assertThat(plan(set, pods)).isEqualTo(expected);
        }
    }

    /** X-04 and the law of convergence: carrying out any half of the actions, again and again, must arrive. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void settlesWhateverHalfWasCarriedOut(long seed) {
        Random random = new Random(seed);
        Model model = new Model(random.nextInt(8));
        IntStream.range(0, random.nextInt(9)).forEach(i -> model.add(podDraft(model.set.item(), "web-old" + i)));

        for (int pass = 0; pass < 60; pass++) {
            model.perform(model.plan(), random);
        }

        assertThat(model.plan()).isEmpty();
        assertThat(model.pods).hasSize(model.set.replicas());
    }

    private static final class Model {
        private final TreeMap<String, Item> pods = new TreeMap<>();
        private ReplicaSet set;
        private long revision = 10;

        Model(int wanted) {
            set = new ReplicaSet(stored(setDraft("web", wanted), "set-uid", 1));
        }

        void add(Draft pod) {
            Draft running = ready(pod, "n1", NOON.minusSeconds(60));
            pods.putIfAbsent(pod.key().name(), stored(running, "uid-" + revision, revision++));
        }

        List<Action> plan() {
            return ReplicaSetPlanTest.plan(set, List.copyOf(pods.values()));
        }

        void perform(List<Action> actions, Random random) {
            for (Action action : actions) {
                if (random.nextBoolean()) {
                    perform(action);
                }
            }
        }

        private void perform(Action action) {
            switch (action) {
                case Create(Draft pod, var told) -> add(pod);
                case Delete(var key, String uid, var _, var told) -> pods.remove(key.name());
                case UpdateStatus(Draft next) -> set = new ReplicaSet(stored(next, "set-uid", revision++));
                default -> throw new AssertionError(action);
            }
        }
    }

    private static dev.longshore.objects.Fields status(List<Action> actions) {
        return actions.stream()
                .filter(UpdateStatus.class::isInstance)
                .map(action -> ((UpdateStatus) action).object().fields().at("status"))
                .findFirst()
                .orElseThrow();
    }

    private static List<Action> plan(ReplicaSet set, List<Item> pods) {
        return ReplicaSetPlan.plan(set, pods, List.of(), NOON);
    }

    private static List<Item> pods(ReplicaSet set, int active, int terminating, int finished) {
        Instant since = NOON.minusSeconds(60);
        List<Item> pods = new ArrayList<>();
        for (int i = 0; i < active + terminating + finished; i++) {
            Draft pod = ready(podDraft(set.item(), "web-p" + i), "n" + i % 2, since);
            pod = i >= active && i < active + terminating
                    ? pod.with("2026-01-01T11:59:00Z", "metadata", "deletionTimestamp")
                    : pod;
            pod = i >= active + terminating ? pod.with("Failed", "status", "phase") : pod;
            pods.add(stored(pod, "uid-" + i, 1));
        }
        return pods;
    }
}
