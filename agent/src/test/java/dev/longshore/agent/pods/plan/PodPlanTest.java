package dev.longshore.agent.pods.plan;

import static dev.longshore.agent.pods.plan.Examples.NOON;
import static dev.longshore.agent.pods.plan.Examples.ONE_APP;
import static dev.longshore.agent.pods.plan.Examples.deleted;
import static dev.longshore.agent.pods.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Container.State;
import dev.longshore.agent.pods.plan.PodAction.CompleteNetwork;
import dev.longshore.agent.pods.plan.PodAction.ConfirmDeletion;
import dev.longshore.agent.pods.plan.PodAction.Create;
import dev.longshore.agent.pods.plan.PodAction.CreateSandbox;
import dev.longshore.agent.pods.plan.PodAction.EnsureImage;
import dev.longshore.agent.pods.plan.PodAction.MarkInitialized;
import dev.longshore.agent.pods.plan.PodAction.Mount;
import dev.longshore.agent.pods.plan.PodAction.ReleaseNetwork;
import dev.longshore.agent.pods.plan.PodAction.Remove;
import dev.longshore.agent.pods.plan.PodAction.RemoveFiles;
import dev.longshore.agent.pods.plan.PodAction.Start;
import dev.longshore.agent.pods.plan.PodAction.Stop;
import dev.longshore.agent.pods.plan.PodAction.Unmount;
import dev.longshore.agent.pods.plan.PodAction.Wait;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPlanTest {
    private static final Pod APP = pod(ONE_APP);
    private static final Pod TWO_INITS =
            pod("{initContainers: [{name: 'one', image: 'i:1'}, {name: 'two', image: 'i:1'}],"
                    + " containers: [{name: 'web', image: 'web:1'}]}");

    private static List<PodAction> plan(Pod pod, Observed observed) {
        return plan(pod, observed, NOON.plusSeconds(60));
    }

    private static List<PodAction> plan(Pod pod, Observed observed, Instant now) {
        return PodPlan.plan(pod, observed, BackOff.DEFAULT, now);
    }

    private static Pod policy(String policy) {
        return pod("{restartPolicy: '" + policy + "', containers: [{name: 'web', image: 'web:1'}]}");
    }

    @Test
    void volumesComeBeforeTheSandbox() {
        Pod pod = pod("{volumes: [{name: 'a', emptyDir: {}}, {name: 'b', emptyDir: {}}], containers: [{name: 'web'}]}");

        assertThat(plan(pod, Observed.NOTHING)).containsExactly(new Mount("a"), new Mount("b"));
        assertThat(plan(pod, Scene.volume("a", Observed.NOTHING))).containsExactly(new Mount("b"));
    }

    @Test
    void aVolumeThatCannotBeMadeIsTriedAgainWhenItIsTime() {
        Pod pod = pod("{volumes: [{name: 'a', configMap: {name: 'x'}}], containers: [{name: 'web'}]}");
        var problem = new Problem("FailedMount", "configmap \"x\" not found", 1, NOON, NOON.plusSeconds(70));
        Observed seen = Scene.problem("volume/a", problem, Observed.NOTHING);

        assertThat(plan(pod, seen)).containsExactly(new Wait(Duration.ofSeconds(10)));
        assertThat(plan(pod, seen, NOON.plusSeconds(70))).containsExactly(new Mount("a"));
    }

    @Test
    @DisplayName("node 1.6, killed before create: the sandbox is created")
    void nothingThere() {
        assertThat(plan(APP, Observed.NOTHING)).containsExactly(new CreateSandbox(0));
    }

    @Test
    @DisplayName(
            "node 1.6, killed after create and before start (P27): what was created is started, if it is of this wish and sandbox")
    void createdIsStarted() {
        Seen created = Seen.of(APP, "web", 0).is(State.CREATED);

        assertThat(plan(APP, Scene.with(Seen.sandbox(0).is(State.CREATED)))).containsExactly(new Start("POD-0", "POD"));
        assertThat(plan(APP, Scene.ready(created))).containsExactly(new Start("web-0", "web"));
        assertThat(plan(APP, Scene.ready(created.madeFrom("other")))).containsExactly(new Remove("web-0"));
        assertThat(plan(APP, Scene.ready(created.in("POD-7")))).containsExactly(new Remove("web-0"));
    }

    @Test
    @DisplayName("node 1.6, after a failed start: it counts as an end, and the next attempt waits for the back-off")
    void failedStart() {
        Observed first =
                Scene.image("web", 1, Scene.ready(Seen.of(APP, "web", 0).couldNotStart(127, "no such file")));
        Observed second = Scene.ready(Seen.of(APP, "web", 1).couldNotStart(127, "no such file"));

        assertThat(plan(APP, first)).containsExactly(new Create("web", 1, 1, "POD-0", Scene.readyImage(1)));
        assertThat(plan(APP, second, NOON.plusSeconds(4))).containsExactly(new Wait(Duration.ofSeconds(6)));
    }

    @Test
    @DisplayName("node 1.6, after start and before the status was written (P26, P28): it is adopted")
    void adopted() {
        assertThat(plan(APP, Scene.ready(Seen.of(APP, "web", 3)))).isEmpty();
    }

    @Test
    @DisplayName("node 1.6, during removal (P29): removed until it is gone")
    void removing() {
        assertThat(plan(APP, Scene.ready(Seen.of(APP, "web", 0).is(State.REMOVING))))
                .containsExactly(new Remove("web-0"));
        assertThat(plan(APP, Scene.with(Seen.sandbox(0).is(State.DEAD)))).containsExactly(new Remove("POD-0"));
    }

    @ParameterizedTest(name = "node 1.6, a sandbox that exited with {0} is dead")
    @CsvSource({"0", "137"})
    @DisplayName("node 1.6, after dockerd stopped (P33, P35): an exited sandbox is dead, whatever its code")
    void deadSandbox(int code) {
        Seen dead = Seen.sandbox(0).exited(code, NOON);
        Observed running = Scene.with(dead, Seen.of(APP, "web", 0));

        assertThat(plan(APP, running))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(30), "its sandbox is gone"));
        assertThat(plan(APP, Scene.with(dead, Seen.of(APP, "web", 0).exited(137, NOON))))
                .containsExactly(new CreateSandbox(1));
    }

    @Test
    @DisplayName(
            "node 1.6, an app that was started before its sandbox stays exited: it is restarted in the new sandbox")
    void exitedInTheOldSandbox() {
        Seen old = Seen.of(APP, "web", 0).exited(128, NOON);
        Observed seen = Scene.networkOf("POD-1", Scene.with(Seen.sandbox(0).exited(0, NOON), Seen.sandbox(1), old));

        assertThat(plan(APP, seen)).containsExactly(new EnsureImage("web", 1), new Remove("POD-0"));
    }

    @Test
    @DisplayName("node 1.6, network half set up: completed again")
    void networkNotComplete() {
        assertThat(plan(APP, Scene.networkOf("", Scene.with(Seen.sandbox(0)))))
                .containsExactly(new CompleteNetwork("POD-0", 42));
        assertThat(plan(APP, Scene.networkOf("POD-0", Scene.with(Seen.sandbox(1)))))
                .containsExactly(new CompleteNetwork("POD-1", 42));
    }

    @Test
    void anAppThatRunsInADeadSandboxIsStoppedWithGrace() {
        Observed seen = Scene.networkOf("POD-1", Scene.with(Seen.sandbox(1), Seen.of(APP, "web", 0)));

        assertThat(plan(APP, seen))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(30), "its sandbox was replaced"));
    }

    @Test
    void anAppWhoseDefinitionChangedIsReplaced() {
        Observed seen = Scene.ready(Seen.of(APP, "web", 0).madeFrom("older"));

        assertThat(plan(APP, seen))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(30), "its definition changed"));
    }

    @Test
    void theImageComesBeforeTheContainer() {
        assertThat(plan(APP, Scene.ready())).containsExactly(new EnsureImage("web", 0));
        assertThat(plan(APP, Scene.image("web", 0, Scene.ready())))
                .containsExactly(new Create("web", 0, 0, "POD-0", Scene.readyImage(0)));
    }

    @ParameterizedTest(name = "P14: after end {0} in a row, {2} s after it: wait {1} s")
    @CsvSource({"1, 10, 0", "1, 1, 9", "2, 20, 0", "3, 40, 0", "4, 80, 0", "5, 160, 0", "6, 300, 0", "60, 300, 0"})
    void backsOff(int step, long wait, long elapsed) {
        Observed seen = Scene.ready(Seen.of(APP, "web", step).step(step).exited(1, NOON.plusSeconds(5)));

        assertThat(plan(APP, seen, NOON.plusSeconds(5 + elapsed))).containsExactly(new Wait(Duration.ofSeconds(wait)));
    }

    @ParameterizedTest(name = "P15, P16, P17: {0}, exit {1}: restarted {2}")
    @CsvSource({
        "Always, 0, true",
        "Always, 1, true",
        "OnFailure, 0, false",
        "OnFailure, 1, true",
        "Never, 0, false",
        "Never, 3, false"
    })
    void restartsByPolicy(String policy, int code, boolean restarted) {
        Pod pod = policy(policy);
        Observed seen = Scene.image("web", 1, Scene.ready(Seen.of(pod, "web", 0).exited(code, NOON)));

        assertThat(plan(pod, seen).stream().anyMatch(Create.class::isInstance)).isEqualTo(restarted);
    }

    @Test
    @DisplayName("P24: after a run of ten minutes the next start is at once, and the series begins anew")
    void longRunsResetTheBackOff() {
        Instant end = NOON.plus(Duration.ofMinutes(10));
        Observed seen = Scene.image("web", 8, Scene.ready(Seen.of(APP, "web", 7).exited(1, end)));

        assertThat(plan(APP, seen, end)).containsExactly(new Create("web", 8, 1, "POD-0", Scene.readyImage(8)));
    }

    @Test
    @DisplayName(
            "P32: a container that somebody removed is made again with the next attempt, unless the policy is Never")
    void removedByHand() {
        Pod never = policy("Never");

        assertThat(plan(APP, Scene.attempt("web", 4, Scene.ready()))).containsExactly(new EnsureImage("web", 5));
        assertThat(plan(never, Scene.attempt("web", 4, Scene.ready())))
                .doesNotHaveAnyElementsOfTypes(EnsureImage.class, Create.class);
    }

    @Test
    @DisplayName("P33: a sandbox that somebody removed is made again")
    void sandboxRemovedByHand() {
        assertThat(plan(
                        APP,
                        Scene.attempt(
                                "POD", 0, Scene.with(Seen.of(APP, "web", 0).exited(137, NOON)))))
                .containsExactly(new CreateSandbox(1));
    }

    @Test
    @DisplayName("I01: init containers run one after the other, then the app")
    void initOrder() {
        Seen one = Seen.of(TWO_INITS, "one", 0);
        Seen two = Seen.of(TWO_INITS, "two", 0);
        Observed sandbox = Scene.with(Seen.sandbox(0));
        Observed both = Scene.with(Seen.sandbox(0), one.exited(0, NOON), two.exited(0, NOON));

        assertThat(plan(TWO_INITS, sandbox)).containsExactly(new EnsureImage("one", 0));
        assertThat(plan(TWO_INITS, Scene.with(Seen.sandbox(0), one))).isEmpty();
        assertThat(plan(TWO_INITS, Scene.with(Seen.sandbox(0), one.exited(0, NOON))))
                .containsExactly(new EnsureImage("two", 0));
        assertThat(plan(TWO_INITS, both)).containsExactly(new MarkInitialized("POD-0"));
        assertThat(plan(TWO_INITS, Scene.initialized(both))).containsExactly(new EnsureImage("web", 0));
    }

    @Test
    @DisplayName("I03: a failed init container is tried again after its back-off; the app waits")
    void initFails() {
        Observed seen = Scene.with(Seen.sandbox(0), Seen.of(TWO_INITS, "one", 1).exited(1, NOON.plusSeconds(55)));

        assertThat(plan(TWO_INITS, seen)).containsExactly(new Wait(Duration.ofSeconds(5)));
    }

    @Test
    void initContainersThatSomebodyRemovedDoNotRunBesideALivingApp() {
        assertThat(plan(TWO_INITS, Scene.ready(Seen.of(TWO_INITS, "web", 0)))).isEmpty();
    }

    @Test
    void initContainersRunAgainInANewSandbox() {
        Observed seen = Scene.networkOf(
                "POD-1",
                Scene.initialized(
                        Scene.with(Seen.sandbox(1), Seen.of(TWO_INITS, "one", 0).exited(0, NOON))));

        assertThat(plan(TWO_INITS, seen)).containsExactly(new EnsureImage("one", 1));
    }

    @Test
    @DisplayName("I04: a sidecar counts as done while it runs, and is kept running")
    void sidecars() {
        Pod pod = pod("{initContainers: [{name: 'side', restartPolicy: 'Always'}], containers: [{name: 'web'}]}");
        Seen side = Seen.of(pod, "side", 0);

        assertThat(plan(pod, Scene.with(Seen.sandbox(0)))).containsExactly(new EnsureImage("side", 0));
        assertThat(plan(pod, Scene.with(Seen.sandbox(0), side))).containsExactly(new MarkInitialized("POD-0"));
        assertThat(plan(pod, Scene.ready(side.exited(0, NOON), Seen.of(pod, "web", 0))))
                .containsExactly(new EnsureImage("side", 1));
    }

    @Test
    void theAttemptBeforeTheNewestIsKeptAndOlderOnesGo() {
        Observed seen = Scene.ready(
                Seen.of(APP, "web", 2),
                Seen.of(APP, "web", 1).exited(1, NOON),
                Seen.of(APP, "web", 0).exited(1, NOON));

        assertThat(plan(APP, seen)).containsExactly(new Remove("web-0"));
    }

    @Test
    @DisplayName("S-AGENT-06: nothing is ever started for a pod that Succeeded or Failed; what it holds is freed")
    void finishedPodsRest() {
        Pod done = pod(ONE_APP, "{phase: 'Failed'}");

        assertThat(plan(done, Observed.NOTHING)).isEmpty();
        assertThat(plan(done, Scene.ready(Seen.of(done, "web", 0).exited(1, NOON))))
                .containsExactly(new Stop("POD-0", "POD", Duration.ofSeconds(2), ""));
        assertThat(plan(
                        done,
                        Scene.with(
                                Seen.sandbox(0).exited(0, NOON),
                                Seen.of(done, "web", 0).exited(1, NOON))))
                .containsExactly(new ReleaseNetwork());
    }

    @Test
    @DisplayName(
            "P37: deletion stops the containers with the grace that is left, then the sandbox, removes, releases, and confirms last")
    void deletionInOrder() {
        Pod pod = deleted(ONE_APP, 30);
        Seen web = Seen.of(pod, "web", 0);
        Seen gone = web.exited(0, NOON);
        Seen dead = Seen.sandbox(0).exited(0, NOON);

        assertThat(plan(pod, Scene.ready(web), NOON.plusSeconds(10)))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(20), "the pod is being deleted"));
        assertThat(plan(pod, Scene.ready(gone), NOON))
                .containsExactly(new Stop("POD-0", "POD", Duration.ofSeconds(2), ""));
        assertThat(plan(pod, Scene.with(dead, gone), NOON)).containsExactly(new Remove("web-0"));
        assertThat(plan(pod, Scene.with(dead), NOON)).containsExactly(new Remove("POD-0"));
        assertThat(plan(pod, Observed.NOTHING, NOON))
                .containsExactly(new Unmount(), new ReleaseNetwork(), new RemoveFiles(), new ConfirmDeletion());
    }

    @ParameterizedTest(name = "P38, P39: grace {0} s, {1} s later: stopped with {2} s")
    @CsvSource({"30, 0, 30", "30, 29, 2", "30, 500, 2", "30, -500, 30", "0, 0, 0", "0, 9, 0"})
    void graceThatIsLeft(long grace, long elapsed, long left) {
        Pod pod = deleted(ONE_APP, grace);

        assertThat(plan(pod, Scene.ready(Seen.of(pod, "web", 0)), NOON.plusSeconds(elapsed)))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(left), "the pod is being deleted"));
    }

    @Test
    void aStopUnderWayIsRepeatedOnlyForAShorterGrace() {
        Observed stopping = Scene.stopping("web-0", NOON.plusSeconds(30), Scene.ready(Seen.of(APP, "web", 0)));

        assertThat(plan(deleted(ONE_APP, 30), stopping, NOON)).isEmpty();
        assertThat(plan(deleted(ONE_APP, 0), stopping, NOON))
                .containsExactly(new Stop("web-0", "web", Duration.ZERO, "the pod is being deleted"));
    }

    @Test
    @DisplayName("I05: at the end apps stop first, then sidecars from the last to the first")
    void sidecarsStopLast() {
        String spec = "{initContainers: [{name: 'side', restartPolicy: 'Always'},"
                + " {name: 'last', restartPolicy: 'Always'}], containers: [{name: 'web'}]}";
        Pod pod = deleted(spec, 30);
        Seen side = Seen.of(pod, "side", 1);
        Seen last = Seen.of(pod, "last", 0);

        assertThat(plan(pod, Scene.ready(last, side, Seen.of(pod, "web", 0)), NOON))
                .extracting(action -> ((Stop) action).container())
                .containsExactly("web");
        assertThat(plan(pod, Scene.ready(last, side), NOON))
                .extracting(action -> ((Stop) action).container())
                .containsExactly("last");
        assertThat(plan(pod, Scene.ready(side), NOON))
                .extracting(action -> ((Stop) action).container())
                .containsExactly("side");
    }

    @Test
    @DisplayName("P44: what belongs to no pod is stopped with its own grace and removed, and nobody is told")
    void orphans() {
        Observed seen = Scene.ready(Seen.of(APP, "web", 0));

        assertThat(TeardownPlan.remove(seen, Duration.ofSeconds(7), Optional.empty(), NOON))
                .containsExactly(new Stop("web-0", "web", Duration.ofSeconds(7), "the pod is being deleted"));
        assertThat(TeardownPlan.remove(Observed.NOTHING, Duration.ZERO, Optional.empty(), NOON))
                .doesNotContain(new ConfirmDeletion());
    }
}
