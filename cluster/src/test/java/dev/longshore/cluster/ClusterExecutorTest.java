package dev.longshore.cluster;

import static dev.longshore.cluster.Pods.draft;
import static dev.longshore.cluster.Pods.key;
import static dev.longshore.cluster.Pods.owned;
import static dev.longshore.cluster.Pods.pod;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.core.Event;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterExecutorTest {
    private static final Item A = pod("a", 1);
    private static final WriteResult WRITTEN = new WriteResult.Written(A, true, List.of());
    private static final WriteResult REFUSED =
            new WriteResult.Refused(ApiStatus.of(403, "Forbidden", "exceeded quota"));
    private static final Outcome NOW = Outcome.again(Duration.ZERO);

    private final SimulatedProcess process = new SimulatedProcess(new World(1), "process", 0);
    private final ScriptedCluster cluster = new ScriptedCluster(process);
    private final ClusterExecutor executor = new ClusterExecutor(cluster, "replicaset-controller", process);

    @Test
    void performsInOrderAndIsDone() {
        cluster.answers.addAll(List.of(WRITTEN, new WriteResult.Deleted(A), WRITTEN, WRITTEN));
        Outcome outcome = executor.perform(List.of(
                new Action.Create(draft("a")),
                new Action.Delete(key("b"), "uid-b"),
                new Action.UpdateStatus(draft("c")),
                new Action.Replace(draft("d"))));

        assertThat(outcome).isEqualTo(Outcome.done());
        assertThat(cluster.calls)
                .containsExactly(
                        "create pods shop/a",
                        "delete pods shop/b uid-b",
                        "replace pods shop/c status",
                        "replace pods shop/d");
    }

    @Test
    void aLostRaceAndAnUnknownEndLookAgainNow() {
        assertThat(performed(new Action.UpdateStatus(draft("a")), new WriteResult.Stale(9)))
                .isEqualTo(NOW);
        assertThat(performed(new Action.Create(draft("a")), new WriteResult.Unknown("timeout")))
                .isEqualTo(NOW);
        assertThat(performed(new Action.Replace(draft("a")), new WriteResult.Missing()))
                .isEqualTo(NOW);
    }

    @Test
    void whatIsGoneNeedsNoDelete() {
        assertThat(performed(new Action.Delete(key("a"), "uid-a"), new WriteResult.Missing()))
                .isEqualTo(Outcome.done());
    }

    @Test
    void whatExistsIsFineOnlyWithTheSameController() {
        cluster.items.put(key("a"), Pods.item(owned("a", "uid-web"), 5));

        assertThat(performed(new Action.Create(owned("a", "uid-web")), new WriteResult.Exists()))
                .isEqualTo(Outcome.done());
        assertThat(performed(new Action.Create(owned("a", "uid-other")), new WriteResult.Exists()))
                .isEqualTo(Outcome.retry("pods shop/a exists already and belongs to ReplicaSet web"));
        assertThat(performed(new Action.Create(draft("a")), new WriteResult.Exists()))
                .isInstanceOf(Outcome.Retry.class);
    }

    @Test
    void whatExistedAMomentAgoIsLookedAtAgain() {
        assertThat(performed(new Action.Create(draft("a")), new WriteResult.Exists()))
                .isEqualTo(NOW);
    }

    @Test
    void aRefusalIsARetryWithItsReason() {
        assertThat(performed(new Action.Create(draft("a")), REFUSED))
                .isEqualTo(Outcome.retry("pods shop/a: exceeded quota"));
    }

    @Test
    void afterAFailedCreateNoOtherIsTriedButTheStatusIsWritten() {
        cluster.answers.addAll(List.of(REFUSED, WRITTEN));
        executor.perform(List.of(
                new Action.Create(draft("a")), new Action.Create(draft("b")), new Action.UpdateStatus(draft("c"))));

        assertThat(cluster.calls).containsExactly("create pods shop/a", "replace pods shop/c status");
    }

    @Test
    void aNamespaceThatIsBeingDeletedIsNoReasonToRetry() {
        ApiStatus.Cause terminating = new ApiStatus.Cause("NamespaceTerminating", "", "metadata.namespace");
        ApiStatus status = new ApiStatus(403, "Forbidden", "no", Map.of(), List.of(terminating), Optional.empty());

        assertThat(performed(new Action.Create(draft("a")), new WriteResult.Refused(status)))
                .isEqualTo(Outcome.done());
    }

    @Test
    void aChangeIsOnlyForTheObjectWithItsUid() {
        Patch merge = new Patch.Merge(JsonNodeFactory.instance.objectNode());
        Patch json = new Patch.Json(JsonNodeFactory.instance.arrayNode());
        executor.perform(
                List.of(new Action.Change(key("a"), "uid-a", merge), new Action.Change(key("a"), "uid-a", json)));

        assertThat(cluster.patches)
                .extracting(Object::toString)
                .containsExactly(
                        "Merge[body={\"metadata\":{\"uid\":\"uid-a\"}}]",
                        "Json[operations=[{\"op\":\"test\",\"path\":\"/metadata/uid\",\"value\":\"uid-a\"}]]");
    }

    @Test
    void theEarliestAppointmentCounts() {
        assertThat(executor.perform(List.of(
                        new Action.RequeueAfter(Duration.ofSeconds(9)),
                        new Action.RequeueAfter(Duration.ofSeconds(3)),
                        new Action.RequeueAfter(Duration.ofSeconds(5)))))
                .isEqualTo(Outcome.again(Duration.ofSeconds(3)));
    }

    @Test
    void aPassHasABound() {
        cluster.answers.addAll(Collections.nCopies(600, WRITTEN));

        assertThat(executor.perform(Collections.nCopies(501, new Action.Create(draft("a")))))
                .isEqualTo(NOW);
        assertThat(cluster.calls).hasSize(500);
    }

    @Test
    void theSameEventAgainCountsOneUp() {
        Action.Event event = new Action.Event(A, "Normal", "SuccessfulCreate", "Created pod: a");
        cluster.answers.addAll(List.of(counted(1), counted(2), counted(3)));
        executor.perform(List.of(event, event, event));

        Draft first = cluster.drafts.getLast();
        assertThat(first.key().kind()).isEqualTo(Event.KIND);
        assertThat(first.fields().text("involvedObject", "uid")).contains("uid-a");
        assertThat(cluster.calls)
                .containsExactly("create " + first.key(), "patch " + first.key(), "patch " + first.key());
        assertThat(cluster.patches)
                .extracting(Object::toString)
                .containsExactly(
                        "Merge[body={\"lastTimestamp\":\"2026-03-01T08:00:00Z\",\"count\":2}]",
                        "Merge[body={\"lastTimestamp\":\"2026-03-01T08:00:00Z\",\"count\":3}]");
    }

    @Test
    void onlyWhatAWriteDidIsTold() {
        Action.Event event = new Action.Event(A, "Normal", "SuccessfulCreate", "Created pod: a");
        Action create = new Action.Create(owned("a", "uid-web"), Optional.of(event));
        Action delete = new Action.Delete(key("a"), "uid-a", event);

        performed(create, new WriteResult.Exists());
        performed(create, new WriteResult.Unknown("timeout"));
        performed(create, REFUSED);
        performed(delete, new WriteResult.Missing());
        assertThat(cluster.drafts).noneMatch(draft -> draft.key().kind().equals(Event.KIND));
        performed(delete, new WriteResult.Deleted(A));
        assertThat(cluster.drafts)
                .last()
                .satisfies(draft -> assertThat(draft.fields().text("reason")).contains("SuccessfulCreate"));
        assertThat(cluster.drafts).hasSize(4);
    }

    @Test
    void anEventOfAnEarlierLifeIsCountedOnWithoutReadingIt() {
        cluster.answers.addAll(List.of(new WriteResult.Exists(), counted(7), counted(8)));
        executor.perform(List.of(new Action.Event(A, "Normal", "SuccessfulCreate", "Created pod: a")));

        assertThat(cluster.patches)
                .extracting(Object::toString)
                .containsExactly(
                        "Merge[body={\"lastTimestamp\":\"2026-03-01T08:00:00Z\"}]",
                        "Merge[body={\"lastTimestamp\":\"2026-03-01T08:00:00Z\",\"count\":8}]");
    }

    private static WriteResult counted(long count) {
        return new WriteResult.Written(Pods.item(draft("event").with(count, "count"), 5), false, List.of());
    }

    @Test
    void anObjectThatTalksTooMuchIsNotHeard() {
        Action.Event event = new Action.Event(A, "Normal", "SuccessfulCreate", "Created pod: a");
        executor.perform(Collections.nCopies(60, event));

        assertThat(cluster.calls).hasSize(25);
        process.world().run(Duration.ofMinutes(11));
        executor.perform(Collections.nCopies(60, event));
        assertThat(cluster.calls).hasSize(27);
    }

    private Outcome performed(Action action, WriteResult answer) {
        cluster.answers.add(answer);
        return executor.perform(List.of(action));
    }
}
