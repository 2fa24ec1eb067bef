package dev.longshore.agent.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.Program;
import dev.longshore.agent.pods.plan.Examples;
import dev.longshore.agent.pods.plan.SeenContainer;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.Fields;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The production wiring of pods on a simulated machine. */
class PodLoopTest {
    private static final String APP = "{containers: [{name: 'web', image: 'web:1'}]}";

    private static final String ALWAYS =
            "{containers: [{name: 'web', image: 'registry/new:1', imagePullPolicy: 'Always'}]}";

    private final AgentMachine machine = new AgentMachine(7);

    private Fields web(ObjectKey pod) {
        return machine.status(pod).items("containerStatuses").getFirst();
    }

    private ObjectKey running(String spec) {
        ObjectKey pod = machine.pod("a", spec);
        machine.boot();
        machine.until(() -> machine.ready(pod));
        return pod;
    }

    private String file(String path) {
        return new String(machine.files.read(path).orElse(new byte[0]), StandardCharsets.UTF_8);
    }

    @Test
    @DisplayName("P01: a bound pod runs and its status says so; Kubernetes' Events tell the way")
    void runs() {
        ObjectKey pod = running(APP);
        machine.run(Duration.ofSeconds(1));

        assertThat(machine.status(pod).text("phase")).contains("Running");
        assertThat(machine.status(pod).text("podIP")).contains("10.64.0.2");
        assertThat(machine.containers()).hasSize(2);
        assertThat(machine.events)
                .extracting(event -> event.substring(0, event.indexOf(' ')))
                .containsExactly("Pulled", "Created", "Started");
        assertThat(file(AgentMachine.ROOT + "/pods/u-a/etc-hosts")).contains("10.64.0.2\ta\n");
    }

    @Test
    @DisplayName("A report that was delayed on its way cannot undo a later one")
    void aDelayedReportIsStale() {
        ObjectKey pod = running(APP);
        machine.run(Duration.ofSeconds(1));
        Fields told = machine.status(pod);
        Patch first = new Patch.Apply(machine.board.reports.getFirst(), true);

        WriteResult late = machine.board
                .as(new VirtualTasks((task, fault) -> {}))
                .patch(pod.sub("status"), first, WriteOptions.by("longshore-agent"));

        assertThat(late).isInstanceOf(WriteResult.Stale.class);
        assertThat(machine.status(pod)).isEqualTo(told);
    }

    @Test
    @DisplayName("P37: a deleted pod ends, is removed with everything it had, and only then its object goes")
    void deletes() {
        ObjectKey pod = running("{volumes: [{name: 'v', emptyDir: {}}], containers: [{name: 'web', image: 'web:1'}]}");

        machine.delete(pod, 30);
        machine.until(() -> machine.board.get(pod).isEmpty());

        assertThat(machine.containers()).isEmpty();
        assertThat(machine.files.list(AgentMachine.ROOT + "/pods")).isEmpty();
        assertThat(machine.events).anyMatch(event -> event.startsWith("Killing"));
        assertThat(machine.board.writes).last().isEqualTo("Succeeded");
    }

    @Test
    @DisplayName("I05: sidecars stop from the last to the first as the pod names them, also after one was restarted")
    void sidecarsStopInTheOrderOfThePod() {
        ObjectKey pod = running(
                "{initContainers: [{name: 'one', image: 'web:1', restartPolicy: 'Always'},"
                        + " {name: 'two', image: 'web:1', restartPolicy: 'Always'}], containers: [{name: 'web', image: 'web:1'}]}");
        machine.run(Duration.ofMinutes(1));
        machine.docker.crash(machine.only("one").id(), 1);
        machine.until(() -> machine.running("one").size() == 1);

        machine.delete(pod, 30);
        machine.until(() -> machine.board.get(pod).isEmpty());

        assertThat(machine.events)
                .filteredOn(event -> event.startsWith("Killing"))
                .extracting(event -> event.replaceAll("Killing Stopping container (.*):.*", "$1"))
                .containsExactly("web", "two", "one");
    }

    @Test
    @DisplayName("P39: a pod that is deleted by force is killed and gone within a second, whatever its grace")
    void deletedByForce() {
        ObjectKey pod = deaf();

        machine.board.remove(pod);
        machine.run(Duration.ofSeconds(1));

        assertThat(machine.containers()).isEmpty();
    }

    @Test
    @DisplayName("P39: also when its grace runs already")
    void deletedByForceLater() {
        ObjectKey pod = deaf();
        machine.delete(pod, 30);
        machine.run(Duration.ofSeconds(2));
        assertThat(machine.running("web")).hasSize(1);

        machine.board.remove(pod);
        machine.run(Duration.ofSeconds(1));

        assertThat(machine.containers()).isEmpty();
    }

    @Test
    @DisplayName("P44: what is missing after a gap of the watch ends with its own grace: nobody told of force")
    void missingAfterAGap() {
        ObjectKey pod = deaf();
        machine.board.forgetWatches();
        machine.board.remove(pod);

        machine.run(Duration.ofSeconds(25));
        assertThat(machine.running("web")).hasSize(1);
        machine.until(() -> machine.containers().isEmpty());
    }

    private ObjectKey deaf() {
        machine.docker.image("deaf:1", spec -> Program.forever());
        return running("{terminationGracePeriodSeconds: 30, containers: [{name: 'web', image: 'deaf:1'}]}");
    }

    @Test
    @DisplayName("P26: an agent that was killed adopts what runs: same containers, same restart count, no Event")
    void adopts() {
        ObjectKey pod = running(APP);
        String id = machine.only("web").id();
        machine.kill();
        machine.events.clear();

        machine.boot();
        machine.run(Duration.ofMinutes(2));

        assertThat(machine.only("web").id()).isEqualTo(id);
        assertThat(web(pod).number("restartCount")).hasValue(0);
        assertThat(machine.events).isEmpty();
    }

    @Test
    @DisplayName("P26: a sandbox of a later attempt is adopted too, also when the list of containers lags behind")
    void adoptsWhatIsNotListedYet() {
        running(APP);
        machine.docker.crash(machine.only("POD").id(), 0);
        machine.run(Duration.ofMinutes(1));
        machine.kill();

        machine.docker.lagNextLists(1);
        machine.boot();
        machine.run(Duration.ofMinutes(2));

        assertThat(machine.running("POD")).hasSize(1);
        assertThat(machine.only("POD").name()).endsWith("_1");
    }

    @Test
    @DisplayName("P14: a container that keeps failing is restarted after 0, 10, 20, 40 s")
    void backsOff() {
        machine.docker.image("bad:1", spec -> Program.exits(1, Duration.ofSeconds(1)));
        ObjectKey pod = machine.pod("a", "{containers: [{name: 'web', image: 'bad:1'}]}");
        machine.boot();

        machine.run(Duration.ofSeconds(60));

        assertThat(web(pod).number("restartCount")).hasValue(3);
        assertThat(web(pod).text("state", "waiting", "reason")).contains("CrashLoopBackOff");
        assertThat(machine.containers())
                .filteredOn(container -> !container.sandbox())
                .hasSize(2);
    }

    @Test
    @DisplayName("P33: a sandbox that somebody removed is replaced, and its containers with it")
    void sandboxGone() {
        ObjectKey pod = running(APP);
        String old = machine.only("web").id();

        machine.docker.removeByHand(machine.only("POD").id());
        machine.until(() -> machine.ready(pod)
                && !machine.running("web").isEmpty()
                && !machine.only("web").id().equals(old));

        assertThat(machine.running("POD")).hasSize(1);
        assertThat(machine.events).anyMatch(event -> event.startsWith("SandboxChanged"));
    }

    @Test
    @DisplayName("P34: while Docker is silent no pod's status changes; afterwards it is right again")
    void dockerSilent() {
        ObjectKey pod = running(APP);
        int writes = machine.board.writes.size();

        machine.docker.down(true);
        machine.run(Duration.ofMinutes(3));
        assertThat(machine.board.writes).hasSize(writes);

        machine.docker.down(false);
        machine.docker.crash(machine.only("web").id(), 1);
        machine.until(() -> web(pod).number("restartCount").orElse(0) == 1 && machine.ready(pod));
    }

    @Test
    @DisplayName("A full disk stops no restart and no deletion; a new pod says why it waits")
    void fullDisk() {
        ObjectKey pod = running(APP);
        machine.files.full(true);

        machine.docker.crash(machine.only("web").id(), 1);
        machine.until(() -> web(pod).number("restartCount").orElse(0) == 1 && machine.ready(pod));

        ObjectKey other = machine.pod("b", APP);
        machine.run(Duration.ofSeconds(20));
        assertThat(machine.ready(other)).isFalse();
        assertThat(machine.events)
                .anyMatch(event -> event.startsWith("FailedSync") && event.contains("no space left on device"));

        machine.delete(pod, 30);
        machine.until(() -> machine.board.get(pod).isEmpty());

        machine.files.full(false);
        machine.until(() -> machine.ready(other));
    }

    @Test
    @DisplayName(
            "On a full disk a sandbox that died is not replaced, for its attempt could not be kept; the pod says so and goes on later")
    void fullDiskReplacesNoSandbox() {
        ObjectKey pod = running(APP);
        machine.files.full(true);
        machine.docker.crash(machine.only("POD").id(), 0);
        machine.run(Duration.ofSeconds(30));
        assertThat(machine.running("POD")).isEmpty();
        List.copyOf(machine.containers()).stream()
                .filter(one -> one.sandbox() && !one.running())
                .forEach(one -> machine.docker.removeByHand(one.id()));

        machine.kill();
        machine.docker.lagNextLists(1);
        machine.boot();
        machine.run(Duration.ofSeconds(30));
        assertThat(machine.running("POD")).hasSizeLessThan(2);
        assertThat(machine.events)
                .anyMatch(event -> event.startsWith("FailedCreatePodSandBox Failed to create pod sandbox: ")
                        && event.contains("no space left on device"));

        machine.files.full(false);
        machine.until(() -> machine.ready(pod));
        assertThat(machine.running("POD")).hasSize(1);
    }

    @Test
    @DisplayName("P35: after a restart of Docker without live restore everything is started again, once")
    void dockerRestarts() {
        ObjectKey pod = running(APP);

        machine.docker.restart();
        machine.until(() -> web(pod).number("restartCount").orElse(0) == 1 && machine.ready(pod));

        assertThat(machine.running("web")).hasSize(1);
        assertThat(machine.running("POD")).hasSize(1);
    }

    @Test
    @DisplayName("P44: what belongs to a pod that went while the agent was away is stopped and removed")
    void orphans() {
        ObjectKey pod = running(APP);
        machine.kill();
        machine.board.remove(pod);

        machine.boot();
        machine.until(() -> machine.containers().isEmpty()
                && machine.files.list(AgentMachine.ROOT + "/pods").isEmpty());
    }

    @Test
    void aPodOfTheSameNameAndAnotherUidStartsBesideTheRemainsOfTheFirst() {
        ObjectKey pod = running(APP);
        machine.board.remove(pod);

        machine.pod("a", "u-other", APP);
        machine.until(() -> machine.ready(pod)
                && machine.containers().stream().allMatch(one -> one.podUid().equals("u-other")));
    }

    @Test
    @DisplayName("FR-55: while the cluster is away a started agent adopts, and restarts what dies with the env it had")
    void clusterAway() {
        machine.board.put(
                Secret.KIND,
                Examples.secret("key", "{TOKEN: 'czNjcmV0'}").draft().copy());
        running("{containers: [{name: 'web', image: 'web:1', envFrom: [{secretRef: {name: 'key'}}]}]}");
        machine.kill();
        machine.board.away(true);

        machine.boot();
        machine.run(Duration.ofSeconds(10));
        machine.docker.crash(machine.only("web").id(), 1);
        machine.until(() -> !machine.running("web").isEmpty());

        assertThat(new SeenContainer(machine.only("web")).attempt()).isEqualTo(1);
        assertThat(machine.environment("web")).contains("TOKEN=s3cret");
        assertThat(machine.files.list(AgentMachine.ROOT + "/pods/u-a"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(file(AgentMachine.ROOT + "/pods/u-a/" + name))
                        .doesNotContain("s3cret"));
    }

    @Test
    @DisplayName("E07: a missing Secret is named in status, and the pod starts when it comes")
    void missingSecret() {
        ObjectKey pod = machine.pod(
                "a", "{containers: [{name: 'web', image: 'web:1', envFrom: [{secretRef: {name: 'key'}}]}]}");
        machine.boot();
        machine.run(Duration.ofMinutes(5));
        assertThat(web(pod).at("state", "waiting"))
                .isEqualTo(
                        Examples.fields("{reason: 'CreateContainerConfigError', message: 'secret \"key\" not found'}"));

        machine.board.put(
                Secret.KIND,
                Examples.secret("key", "{TOKEN: 'czNjcmV0'}").draft().copy());
        machine.run(Duration.ofSeconds(3));

        assertThat(machine.ready(pod)).isTrue();
    }

    @Test
    @DisplayName("V07, V08: a changed ConfigMap is in the volume within two seconds")
    void configMapChanges() {
        machine.board.put(
                ConfigMap.KIND, Examples.configMap("map", "{a: '1'}").draft().copy());
        running("{volumes: [{name: 'v', configMap: {name: 'map'}}], containers: [{name: 'web', image: 'web:1'}]}");
        String path = AgentMachine.ROOT + "/pods/u-a/volumes/configMap/v/a";
        assertThat(file(path)).isEqualTo("1");

        machine.board.put(
                ConfigMap.KIND, Examples.configMap("map", "{a: '2'}").draft().copy());
        machine.run(Duration.ofSeconds(2));

        assertThat(file(path)).isEqualTo("2");
    }

    @Test
    @DisplayName("V11: a pod whose ConfigMap is missing stays ContainerCreating, FailedMount says why")
    void missingConfigMap() {
        ObjectKey pod = machine.pod(
                "a", "{volumes: [{name: 'v', configMap: {name: 'map'}}], containers: [{name: 'web', image: 'web:1'}]}");
        machine.boot();
        machine.run(Duration.ofSeconds(30));

        assertThat(web(pod).text("state", "waiting", "reason")).contains("ContainerCreating");
        assertThat(machine.events)
                .contains("FailedMount MountVolume.SetUp failed for volume \"v\" : configmap \"map\" not found");
    }

    @Test
    @DisplayName("M03: a failed pull is ErrImagePull, then ImagePullBackOff; the pod runs once the image is there")
    void pulls() {
        ObjectKey pod = machine.pod("a", "{containers: [{name: 'web', image: 'registry/new:1'}]}");
        machine.boot();
        machine.run(Duration.ofSeconds(1));
        assertThat(web(pod).text("state", "waiting", "reason")).contains("ErrImagePull");
        machine.run(Duration.ofSeconds(4));
        assertThat(web(pod).text("state", "waiting", "reason")).contains("ImagePullBackOff");

        machine.docker.publish("registry/new:1", Optional.empty(), spec -> Program.endsOnTerm(0));
        machine.run(Duration.ofSeconds(10));

        assertThat(machine.ready(pod)).isTrue();
    }

    @Test
    @DisplayName(
            "M01: Always pulls for each start, also when the image is there, and waits for an image registry that is down")
    void pullsAlways() {
        publish();
        ObjectKey pod = running(ALWAYS);
        machine.docker.imageRegistryDown(true);

        machine.docker.crash(machine.only("web").id(), 1);
        machine.run(Duration.ofSeconds(20));

        assertThat(machine.running("web")).isEmpty();
        assertThat(web(pod).at("state", "waiting"))
                .isEqualTo(
                        Examples.fields(
                                "{reason: 'ImagePullBackOff', message: 'Back-off pulling image \"registry/new:1\": connect: connection refused'}"));
    }

    @Test
    @DisplayName("M04: a pod whose image registry was down starts when it is back, and is the same pod")
    void imageRegistryComesBack() {
        publish();
        machine.docker.imageRegistryDown(true);
        ObjectKey pod = machine.pod("a", ALWAYS);
        machine.boot();
        machine.run(Duration.ofMinutes(30));
        assertThat(web(pod).text("state", "waiting", "reason")).contains("ImagePullBackOff");

        machine.docker.imageRegistryDown(false);
        machine.run(Duration.ofMinutes(5).plusSeconds(1));

        assertThat(machine.ready(pod)).isTrue();
        assertThat(machine.board.get(pod).orElseThrow().uid()).isEqualTo("u-a");
        assertThat(web(pod).number("restartCount")).hasValue(0);
    }

    @Test
    @DisplayName(
            "M05: after a tag was moved a second pod runs the new image, the first its own; status tells the digests")
    void tagMoved() {
        publish();
        ObjectKey first = running(ALWAYS);
        publish();

        ObjectKey second = machine.pod("b", ALWAYS);
        machine.until(() -> machine.ready(second));

        assertThat(web(first).text("imageID")).contains("registry/new@sha256:1");
        assertThat(web(second).text("imageID")).contains("registry/new@sha256:2");
        assertThat(machine.running("web"))
                .extracting(seen -> seen.container().imageId())
                .containsExactly("sha256:image-of-registry/new@sha256:1", "sha256:image-of-registry/new@sha256:2");
    }

    private void publish() {
        machine.docker.publish("registry/new:1", Optional.empty(), spec -> Program.endsOnTerm(0));
    }

    @Test
    @DisplayName("M01: Never does not pull, an invalid name is told as such")
    void neverAndInvalid() {
        ObjectKey never = machine.pod("a", "{containers: [{name: 'web', image: 'no:1', imagePullPolicy: 'Never'}]}");
        ObjectKey invalid = machine.pod("b", "{containers: [{name: 'web', image: 'NO:1'}]}");
        machine.boot();
        machine.run(Duration.ofSeconds(20));

        assertThat(web(never).text("state", "waiting", "reason")).contains("ErrImageNeverPull");
        assertThat(web(invalid).text("state", "waiting", "reason")).contains("InvalidImageName");
    }

    @Test
    @DisplayName(
            "P20: a command that does not exist: RunContainerError, then CrashLoopBackOff, exit code 127 beside it")
    void cannotStart() {
        machine.docker.image("nope:1", spec -> Program.cannotStart(127, "exec: \"/nope\": no such file or directory"));
        ObjectKey pod = machine.pod("a", "{containers: [{name: 'web', image: 'nope:1'}]}");
        machine.boot();
        machine.run(Duration.ofSeconds(5));

        assertThat(web(pod).text("lastState", "terminated", "reason")).contains("ContainerCannotRun");
        assertThat(web(pod).number("lastState", "terminated", "exitCode")).hasValue(127);
    }

    @Test
    @DisplayName("I01, P16: init containers, then the app; a pod that ends well Succeeds and frees its sandbox")
    void succeeds() {
        machine.docker.image("once:1", spec -> Program.exits(0, Duration.ofSeconds(2)));
        ObjectKey pod = machine.pod(
                "a",
                "{restartPolicy: 'OnFailure', initContainers: [{name: 'i', image: 'once:1'}],"
                        + " containers: [{name: 'web', image: 'once:1'}]}");
        machine.boot();
        machine.until(() -> machine.status(pod).text("phase").equals(Optional.of("Succeeded")));
        machine.run(Duration.ofSeconds(5));

        assertThat(machine.containers()).noneMatch(SeenContainer::running);
        assertThat(machine.board.writes).startsWith("Pending").endsWith("Succeeded");
        assertThat(web(pod).number("restartCount")).hasValue(0);
    }

    @Test
    @DisplayName("P31: a name that somebody else's container has is left alone, and the next attempt is used")
    void nameTaken() {
        ObjectKey pod = machine.pod("a", APP);
        machine.foreign("ls_web_a_shop_u-a_0");
        Container foreign = machine.docker.containers().getFirst();
        machine.boot();
        machine.until(() -> machine.ready(pod));

        assertThat(machine.docker.containers()).contains(foreign);
        assertThat(new SeenContainer(machine.only("web")).attempt()).isEqualTo(1);
        assertThat(machine.events).anyMatch(event -> event.startsWith("Failed "));
    }

    @Test
    void aFinalPodStaysFinalWhenItsContainersAreRemovedByHand() {
        machine.docker.image("bad:1", spec -> Program.exits(3, Duration.ofSeconds(1)));
        ObjectKey pod = machine.pod("a", "{restartPolicy: 'Never', containers: [{name: 'web', image: 'bad:1'}]}");
        machine.boot();
        machine.until(() -> machine.status(pod).text("phase").equals(Optional.of("Failed")));

        List.copyOf(machine.containers()).forEach(container -> machine.docker.removeByHand(container.id()));
        machine.run(Duration.ofMinutes(3));

        assertThat(machine.containers()).isEmpty();
        assertThat(web(pod).number("state", "terminated", "exitCode")).hasValue(3);
        assertThat(machine.board.get(pod).map(Pod::new).map(Pod::phase)).contains("Failed");
    }
}
