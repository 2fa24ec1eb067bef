package dev.longshore.simulation.invariants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Container;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Fields;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each invariant has a story that breaks it and one that nearly does. */
class InvariantsTest {
    private static final String POD = "/core/pods/shop/web-1";
    private static final String SET = "/apps/replicasets/shop/web";
    private static final String NODE = "/core/nodes/~/node-1";
    private static final String DEPLOYMENT = "/apps/deployments/default/web";
    private static final String OWNED = "ownerReferences: [{kind: ReplicaSet, name: web, uid: set, controller: true}]";

    private static final String DONE =
            ", status: {observedGeneration: 7, replicas: 2, updatedReplicas: 2, availableReplicas: 2}";

    /** @param broken whether the last fact breaks the invariant; none before it may */
    record Story(String id, String tells, boolean broken, List<Fact> facts) {
        @Override
        public String toString() {
            return id + (broken ? " is broken when " : " holds when ") + tells;
        }
    }

    static List<Story> stories() {
        return List.of(
                breaks(
                        "S-STORE-02",
                        "a revision is left out",
                        commit(POD, 1, "", pod("")),
                        commit(POD, 3, pod(""), pod(""))),
                breaks("S-STORE-02", "a store forgets what it had", commit(POD, 1, "", pod("")), new Fact.Opened(0)),
                holds("S-STORE-02", "a store is opened where it was", commit(POD, 1, "", pod("")), new Fact.Opened(1)),
                breaks(
                        "S-STORE-01",
                        "a write is acknowledged that is not there",
                        commit(POD, 1, "", pod("")),
                        new Fact.Acknowledged("user", POD, 2)),
                holds(
                        "S-STORE-01",
                        "a later write came before the acknowledgement",
                        commit(POD, 1, "", pod("")),
                        commit(POD, 2, pod(""), pod("")),
                        new Fact.Acknowledged("user", POD, 1)),
                breaks("S-API-01", "a uid changes", commit(POD, 1, "", pod("")), commit(POD, 2, pod(""), other())),
                breaks("S-API-01", "a uid is given twice", commit(POD, 1, "", pod("")), commit(NODE, 2, "", pod(""))),
                holds(
                        "S-API-01",
                        "a name is used again with a new uid",
                        commit(POD, 1, "", pod("")),
                        commit(POD, 2, pod(""), ""),
                        commit(POD, 3, "", other())),
                breaks("S-API-03", "a deletion is taken back", commit(POD, 1, terminating(""), pod(""))),
                breaks(
                        "S-API-03",
                        "a finalizer is added to what is being deleted",
                        commit(POD, 1, terminating(""), terminating("finalizers: [x]"))),
                breaks(
                        "S-API-03",
                        "an object goes with two finalizers",
                        commit(POD, 1, terminating("finalizers: [x, y]"), "")),
                holds(
                        "S-API-03",
                        "the write that takes the last finalizer removes the object",
                        commit(POD, 1, terminating("finalizers: [x]"), "")),
                breaks("S-SCHED-01", "a pod moves", commit(POD, 1, bound("node-1", 1), bound("node-2", 1))),
                holds("S-SCHED-01", "a pod is bound", commit(POD, 1, pod(""), bound("node-1", 1))),
                breaks(
                        "S-SCHED-02",
                        "a node of 2 is asked for 3",
                        commit(NODE, 1, "", node(2)),
                        commit(POD, 2, pod(""), bound("node-1", 3))),
                holds(
                        "S-SCHED-02",
                        "a finished pod makes room",
                        commit(NODE, 1, "", node(3)),
                        commit(POD, 2, pod(""), bound("node-1", 2)),
                        commit(POD, 3, bound("node-1", 2), finished()),
                        commit(POD + "b", 4, pod(""), bound("node-1", 3))),
                breaks(
                        "S-CTRL-02",
                        "a set of 1 has two pods",
                        commit(SET, 1, "", set(1)),
                        commit(POD, 2, "", pod(OWNED)),
                        commit(POD + "b", 3, "", pod(OWNED))),
                holds(
                        "S-CTRL-02",
                        "a create races with a scale down",
                        commit(SET, 1, "", set(2)),
                        commit(POD, 2, "", pod(OWNED)),
                        commit(SET, 3, set(2), set(1)),
                        commit(POD + "b", 4, "", pod(OWNED))),
                breaks(
                        "S-AGENT-01",
                        "an attempt is made twice",
                        container("-", "a CREATED 0"),
                        container("-", "b CREATED 0")),
                breaks(
                        "S-AGENT-01",
                        "an attempt that ran is made again",
                        container("a CREATED 0", "a RUNNING 0"),
                        container("a RUNNING 0", "-"),
                        container("-", "b CREATED 0")),
                holds(
                        "S-AGENT-01",
                        "one that never ran is replaced",
                        container("-", "a CREATED 0"),
                        container("a CREATED 0", "-"),
                        container("-", "b CREATED 0")),
                holds(
                        "S-AGENT-01",
                        "the next attempt is made",
                        container("-", "a CREATED 0"),
                        container("-", "b CREATED 1")),
                breaks(
                        "S-AGENT-03",
                        "a node runs what is bound elsewhere",
                        commit(POD, 1, "", bound("node-2", 1)),
                        container("a CREATED 0", "a RUNNING 0")),
                breaks(
                        "S-AGENT-03",
                        "a container runs twice",
                        commit(POD, 1, "", bound("node-1", 1)),
                        container("a CREATED 0", "a RUNNING 0"),
                        container("b CREATED 1", "b RUNNING 1")),
                holds(
                        "S-AGENT-03",
                        "the next attempt runs after the last has ended",
                        commit(POD, 1, "", bound("node-1", 1)),
                        container("a CREATED 0", "a RUNNING 0"),
                        container("a RUNNING 0", "a EXITED 0"),
                        container("b CREATED 1", "b RUNNING 1")),
                breaks(
                        "S-AGENT-12",
                        "a pod goes while its container runs",
                        container("a CREATED 0", "a RUNNING 0"),
                        commit(POD, 1, pod(""), "")),
                holds(
                        "S-AGENT-12",
                        "its container has ended",
                        container("a CREATED 0", "a RUNNING 0"),
                        container("a RUNNING 0", "a EXITED 0"),
                        commit(POD, 1, pod(""), "")),
                breaks(
                        "S-GIT-03",
                        "a Deployment goes after a broken commit",
                        new Fact.Pushed(true, Set.of("web")),
                        new Fact.Pushed(false, Set.of()),
                        commit(DEPLOYMENT, 1, named(), "")),
                holds(
                        "S-GIT-03",
                        "a Deployment goes after a whole commit without it",
                        new Fact.Pushed(true, Set.of("web")),
                        new Fact.Pushed(true, Set.of()),
                        commit(DEPLOYMENT, 1, named(), "")),
                breaks("S-AGENT-06", "a finished pod runs again", commit(POD, 1, finished(), bound("node-1", 1))),
                breaks("S-AGENT-06", "a count of restarts goes down", commit(POD, 1, restarted(2), restarted(1))),
                breaks(
                        "D-39",
                        "the last pod is not ready",
                        commit(DEPLOYMENT, 1, "", deployment("a", 2, "")),
                        commit(SET, 2, "", template("a")),
                        commit(POD, 3, "", serving("True")),
                        commit(POD + "b", 4, "", serving("False")),
                        commit(DEPLOYMENT, 5, deployment("a", 2, ""), deployment("a", 2, DONE))),
                breaks(
                        "D-39",
                        "what is ready is of an older template",
                        commit(SET, 1, "", template("b")),
                        commit(POD, 2, "", serving("True")),
                        commit(POD + "b", 3, "", serving("True")),
                        commit(DEPLOYMENT, 4, "", deployment("a", 2, DONE))),
                holds(
                        "D-39",
                        "all are ready, and one is lost before that is said",
                        commit(DEPLOYMENT, 1, "", deployment("a", 2, "")),
                        commit(SET, 2, "", template("a")),
                        commit(POD, 3, "", serving("True")),
                        commit(POD + "b", 4, "", serving("True")),
                        commit(POD + "b", 5, serving("True"), serving("False")),
                        commit(DEPLOYMENT, 6, deployment("a", 2, ""), deployment("a", 2, DONE))),
                holds(
                        "D-39",
                        "a new spec was not looked at yet",
                        commit(DEPLOYMENT, 1, "", deployment("a", 2, DONE).replace("generation: 7", "generation: 8"))),
                holds("S-AGENT-06", "a container was restarted", commit(POD, 1, restarted(1), restarted(2))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void isBrokenOrHolds(Story story) {
        List<String> broken = new ArrayList<>();
        Invariant invariant = Invariant.all().stream()
                .filter(one -> one.id().equals(story.id()))
                .findFirst()
                .orElseThrow();
        story.facts().subList(0, story.facts().size() - 1).forEach(fact -> invariant.on(fact, broken::add));
        assertThat(broken).as("before the last fact").isEmpty();
        invariant.on(story.facts().getLast(), broken::add);

        assertThat(broken).hasSize(story.broken() ? 1 : 0);
    }

    @Test
    void everyInvariantIsTripped() {
        assertThat(stories())
                .filteredOn(Story::broken)
                .extracting(Story::id)
                .containsAll(Invariant.all().stream().map(Invariant::id).toList());
    }

    private static Story breaks(String id, String tells, Fact... facts) {
        return new Story(id, tells, true, List.of(facts));
    }

    private static Story holds(String id, String tells, Fact... facts) {
        return new Story(id, tells, false, List.of(facts));
    }

    private static Fact commit(String path, long revision, String before, String after) {
        return new Fact.Committed(path, fields(before), fields(after), revision, revision - 1);
    }

    private static Optional<Fields> fields(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Fields.of(CanonicalJson.parse(json(text))));
    }

    /** Bare words become strings. */
    private static byte[] json(String text) {
        return text.replaceAll("([A-Za-z][\\w.-]*)", "\"$1\"")
                .replace("\"true\"", "true")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String pod(String metadata) {
        return "{metadata: {uid: u" + (metadata.isEmpty() ? "" : ", " + metadata) + "}}";
    }

    private static String named() {
        return pod("name: web");
    }

    private static String other() {
        return "{metadata: {uid: v}}";
    }

    private static String terminating(String metadata) {
        return pod("deletionTimestamp: now" + (metadata.isEmpty() ? "" : ", " + metadata));
    }

    private static String bound(String node, int cpu) {
        return "{metadata: {uid: u}, spec: {nodeName: " + node + ", containers: [{resources: {requests: {cpu: " + cpu
                + "}}}]}}";
    }

    private static String finished() {
        return "{metadata: {uid: u}, spec: {nodeName: node-1}, status: {phase: Succeeded}}";
    }

    private static String restarted(int times) {
        return "{metadata: {uid: u}, status: {containerStatuses: [{restartCount: " + times + "}]}}";
    }

    private static String set(int replicas) {
        return "{metadata: {uid: set}, spec: {replicas: " + replicas + "}}";
    }

    private static String deployment(String image, int replicas, String status) {
        return "{metadata: {uid: d, generation: 7}, spec: {replicas: " + replicas + ", template: {spec: {image: "
                + image + "}}}" + status + "}";
    }

    private static String template(String image) {
        return "{metadata: {uid: set, ownerReferences: [{uid: d, controller: true}]}, spec: {template: {spec: {image: "
                + image + "}}}}";
    }

    private static String serving(String ready) {
        return "{metadata: {uid: u, " + OWNED + "}, status: {conditions: [{type: Ready, status: " + ready + "}]}}";
    }

    private static String node(int cpu) {
        return "{metadata: {uid: n, name: node-1}, status: {allocatable: {cpu: " + cpu + "}}}";
    }

    private static Fact container(String before, String after) {
        return new Fact.ContainerChanged("node-1", seen(before), seen(after));
    }

    /** Of {@code id STATE attempt}. */
    private static Optional<Container> seen(String text) {
        if (text.equals("-")) {
            return Optional.empty();
        }
        String[] words = text.split(" ", -1);
        Map<String, String> labels = Map.of(
                "longshore.io/pod.uid",
                "u",
                "longshore.io/container.name",
                "main",
                "longshore.io/container.attempt",
                words[2]);
        return Optional.of(new Container(
                words[0],
                "ls_main_" + words[0],
                labels,
                Container.State.valueOf(words[1]),
                0,
                false,
                "",
                "app:1",
                "id",
                0,
                "",
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty()));
    }
}
