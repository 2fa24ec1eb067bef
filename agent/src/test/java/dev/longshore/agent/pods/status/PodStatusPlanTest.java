package dev.longshore.agent.pods.status;

import static dev.longshore.agent.pods.plan.Examples.NOON;
import static dev.longshore.agent.pods.plan.Examples.ONE_APP;
import static dev.longshore.agent.pods.plan.Examples.fields;
import static dev.longshore.agent.pods.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Container.State;
import dev.longshore.agent.pods.plan.BackOff;
import dev.longshore.agent.pods.plan.Examples;
import dev.longshore.agent.pods.plan.Observed;
import dev.longshore.agent.pods.plan.Problem;
import dev.longshore.agent.pods.plan.QosClass;
import dev.longshore.agent.pods.plan.Scene;
import dev.longshore.agent.pods.plan.Seen;
import dev.longshore.objects.Fields;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodStatusPlanTest {
    private static final Pod APP = pod(ONE_APP);

    private static Fields status(Pod pod, Observed observed) {
        return status(pod, observed, NOON.plusSeconds(1), Fields.NONE);
    }

    private static Fields status(Pod pod, Observed observed, Instant now, Fields previous) {
        return Fields.of(new PodStatusPlan(pod, observed, "192.0.2.1", BackOff.DEFAULT, now).status(previous));
    }

    private static Fields container(Fields status) {
        return status.items("containerStatuses").getFirst();
    }

    private static List<String> conditions(Fields status) {
        return status.items("conditions").stream()
                .map(one ->
                        one.text("type").orElse("") + "=" + one.text("status").orElse("")
                                + one.text("reason").map(reason -> " " + reason).orElse(""))
                .toList();
    }

    @Test
    @DisplayName("P01: a pod that runs is Running and Ready, with its address and the engine's id")
    void running() {
        Fields status = status(APP, Scene.ready(Seen.of(APP, "web", 0)));

        assertThat(status.text("phase")).contains("Running");
        assertThat(status.text("podIP")).contains("10.64.0.2");
        assertThat(status.items("podIPs").getFirst().text("ip")).contains("10.64.0.2");
        assertThat(status.text("hostIP")).contains("192.0.2.1");
        assertThat(status.text("qosClass")).contains("BestEffort");
        assertThat(conditions(status))
                .containsExactly(
                        "PodReadyToStartContainers=True", "Initialized=True", "ContainersReady=True", "Ready=True");
        assertThat(container(status))
                .isEqualTo(fields(
                        "{name: 'web', state: {running: {startedAt: '2026-01-01T12:00:00Z'}}, ready: true, restartCount: 0,"
                                + " image: 'web:1', imageID: '', containerID: 'docker://web-0', started: true}"));
    }

    @Test
    void aNewPodIsPendingAndNamesWhatIsNotReady() {
        Fields status = status(APP, Observed.NOTHING);

        assertThat(status.text("phase")).contains("Pending");
        assertThat(conditions(status))
                .containsExactly(
                        "PodReadyToStartContainers=False",
                        "Initialized=True",
                        "ContainersReady=False ContainersNotReady",
                        "Ready=False ContainersNotReady");
        assertThat(container(status).text("state", "waiting", "reason")).contains("ContainerCreating");
        assertThat(status.has("podIP")).isFalse();
    }

    @Test
    void timesOfConditionsMoveOnlyWithTheirStatus() {
        Fields first = Fields.of(Examples.tree("{status: " + status(APP, Observed.NOTHING, NOON, Fields.NONE) + "}"));
        Fields second = status(APP, Scene.with(Seen.sandbox(0)), NOON.plusSeconds(60), first);

        assertThat(second.items("conditions"))
                .extracting(one -> one.text("lastTransitionTime").orElse(""))
                .containsExactly(
                        "2026-01-01T12:01:00Z", "2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z", "2026-01-01T12:00:00Z");
        assertThat(second.text("startTime")).contains("2026-01-01T12:00:00Z");
    }

    @Test
    @DisplayName("P14: between two runs a container waits in CrashLoopBackOff, its last end beside it")
    void crashLoop() {
        Seen ended = Seen.of(APP, "web", 4).exited(1, NOON);
        Fields status = container(status(APP, Scene.ready(ended), NOON.plusSeconds(1), Fields.NONE));

        assertThat(status.text("state", "waiting", "reason")).contains("CrashLoopBackOff");
        assertThat(status.text("state", "waiting", "message"))
                .contains("back-off 1m20s restarting failed container=web pod=web-0_shop(u1)");
        assertThat(status.number("lastState", "terminated", "exitCode")).hasValue(1);
        assertThat(status.number("restartCount")).hasValue(4);
        assertThat(status(APP, Scene.ready(ended)).text("phase")).contains("Running");
    }

    @Test
    @DisplayName("P15: under Always an end with 0 is restarted, too, and waits as any other")
    void crashLoopOfSuccesses() {
        Seen ended = Seen.of(APP, "web", 1).exited(0, NOON);
        Fields status = container(status(APP, Scene.ready(ended), NOON.plusSeconds(1), Fields.NONE));

        assertThat(status.text("state", "waiting", "reason")).contains("CrashLoopBackOff");
        assertThat(status.text("lastState", "terminated", "reason")).contains("Completed");
    }

    @ParameterizedTest(name = "P16, P17, P18, P19: {0}, exit {1}, out of memory {2}: {3}, {4}")
    @CsvSource({
        "Never, 0, false, Succeeded, Completed",
        "OnFailure, 0, false, Succeeded, Completed",
        "Never, 3, false, Failed, Error",
        "Never, 137, true, Failed, OOMKilled",
        "Never, 3, true, Failed, OOMKilled"
    })
    void ends(String policy, int code, boolean outOfMemory, String phase, String reason) {
        Pod pod = pod("{restartPolicy: '" + policy + "', containers: [{name: 'web'}]}");
        Seen web = Seen.of(pod, "web", 0);
        Seen ended = outOfMemory ? web.killedForMemory(code, NOON) : web.exited(code, NOON);

        Fields status = status(pod, Scene.ready(ended));

        assertThat(status.text("phase")).contains(phase);
        assertThat(container(status).text("state", "terminated", "reason")).contains(reason);
        assertThat(container(status).number("state", "terminated", "exitCode")).hasValue(code);
    }

    @Test
    @DisplayName(
            "P20: what cannot be started waits with RunContainerError; its last state says ContainerCannotRun, 127")
    void cannotRun() {
        Seen failed = Seen.of(APP, "web", 0).couldNotStart(127, "exec: \"/nope\": no such file");
        Fields status = container(status(APP, Scene.ready(failed)));

        assertThat(status.text("state", "waiting", "reason")).contains("RunContainerError");
        assertThat(status.text("state", "waiting", "message")).contains("exec: \"/nope\": no such file");
        assertThat(status.text("lastState", "terminated", "reason")).contains("ContainerCannotRun");
        assertThat(status.number("lastState", "terminated", "exitCode")).hasValue(127);
    }

    @ParameterizedTest(name = "M03: {0} s after a failed pull: {1}")
    @CsvSource({"1, ErrImagePull", "5, ImagePullBackOff"})
    void pullFails(long elapsed, String reason) {
        var problem = new Problem("ErrImagePull", "manifest unknown", 1, NOON, NOON.plusSeconds(10));
        Fields status = container(
                status(APP, Scene.problem("web", problem, Scene.ready()), NOON.plusSeconds(elapsed), Fields.NONE));

        assertThat(status.text("state", "waiting", "reason")).contains(reason);
        assertThat(status.text("state", "waiting", "message")).get().asString().contains("manifest unknown");
    }

    @Test
    @DisplayName("E07: a missing key waits with CreateContainerConfigError, which names it")
    void configError() {
        var problem = new Problem("CreateContainerConfigError", "secret \"no\" not found", 1, NOON, NOON);
        Fields status = container(status(APP, Scene.problem("web", problem, Scene.ready())));

        assertThat(status.at("state", "waiting"))
                .isEqualTo(fields("{reason: 'CreateContainerConfigError', message: 'secret \"no\" not found'}"));
    }

    @Test
    @DisplayName("I01: while init containers run the pod is Pending, and app containers wait for it")
    void initializing() {
        Pod pod = pod("{initContainers: [{name: 'one'}], containers: [{name: 'web'}]}");
        Fields status = status(pod, Scene.with(Seen.sandbox(0), Seen.of(pod, "one", 0)));

        assertThat(status.text("phase")).contains("Pending");
        assertThat(conditions(status)).contains("Initialized=False ContainersNotInitialized");
        assertThat(container(status).text("state", "waiting", "reason")).contains("PodInitializing");
        assertThat(status.items("initContainerStatuses").getFirst().has("state", "running"))
                .isTrue();
    }

    @Test
    @DisplayName("I02: an init container that fails under Never fails the pod")
    void initFailed() {
        Pod pod = pod("{restartPolicy: 'Never', initContainers: [{name: 'one'}], containers: [{name: 'web'}]}");
        Fields status =
                status(pod, Scene.with(Seen.sandbox(0), Seen.of(pod, "one", 0).exited(1, NOON)));

        assertThat(status.text("phase")).contains("Failed");
    }

    @Test
    @DisplayName("S-AGENT-06: Succeeded and Failed stay, whatever is seen later")
    void finalPhases() {
        Pod done = pod(ONE_APP, "{phase: 'Succeeded'}");

        assertThat(status(done, Observed.NOTHING).text("phase")).contains("Succeeded");
        assertThat(status(done, Scene.ready(Seen.of(done, "web", 0))).text("phase"))
                .contains("Succeeded");
    }

    @Test
    void aPodIsRunningOnlyWhenEachOfItsContainersWasStarted() {
        Pod pod = pod("{containers: [{name: 'a'}, {name: 'b'}]}");

        assertThat(status(pod, Scene.ready(Seen.of(pod, "a", 0))).text("phase")).contains("Pending");
        assertThat(status(
                                pod,
                                Scene.ready(
                                        Seen.of(pod, "a", 0),
                                        Seen.of(pod, "b", 1).is(State.CREATED)))
                        .text("phase"))
                .contains("Running");
    }

    @Test
    void theEndBeforeTheNewestRunIsTheLastState() {
        Fields status = container(status(
                APP, Scene.ready(Seen.of(APP, "web", 1), Seen.of(APP, "web", 0).exited(7, NOON))));

        assertThat(status.has("state", "running")).isTrue();
        assertThat(status.number("lastState", "terminated", "exitCode")).hasValue(7);
        assertThat(status.number("restartCount")).hasValue(1);
    }

    @Test
    void restartsAreNotForgottenWhileContainersAreTakenDown() {
        Fields before = status(APP, Scene.ready(Seen.of(APP, "web", 2)));
        Fields told = Fields.of(Examples.tree("{status: " + before + "}"));

        assertThat(container(status(APP, Observed.NOTHING, NOON, told)).number("restartCount"))
                .hasValue(2);
    }

    @Test
    void onlyPhaseReadinessAndRestartsAreUrgent() {
        Fields before = status(APP, Scene.ready(Seen.of(APP, "web", 0)));
        Fields later = status(APP, Scene.ready(Seen.of(APP, "web", 0)), NOON.plus(Duration.ofHours(1)), Fields.NONE);
        Fields ended = status(APP, Scene.ready(Seen.of(APP, "web", 0).exited(0, NOON)));

        assertThat(PodStatusPlan.urgent(later)).isEqualTo(PodStatusPlan.urgent(before));
        assertThat(PodStatusPlan.urgent(ended)).isNotEqualTo(PodStatusPlan.urgent(before));
    }

    @ParameterizedTest(name = "requests {0}, limits {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | {} | BestEffort",
                "{cpu: '1'} | {} | Burstable",
                "{} | {cpu: '1', memory: '1Gi'} | Guaranteed",
                "{cpu: '1000m', memory: '1024Mi'} | {cpu: '1', memory: '1Gi'} | Guaranteed",
                "{cpu: '500m'} | {cpu: '1', memory: '1Gi'} | Burstable"
            })
    void qualityOfService(String requests, String limits, String expected) {
        Pod pod = pod("{containers: [{name: 'a', resources: {requests: " + requests + ", limits: " + limits + "}}]}");

        assertThat(QosClass.of(pod).word()).isEqualTo(expected);
    }
}
