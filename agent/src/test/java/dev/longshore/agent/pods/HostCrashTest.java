package dev.longshore.agent.pods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Program;
import dev.longshore.agent.pods.plan.Examples;
import dev.longshore.agent.volumes.DyingHostFiles;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Secret;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An agent that is killed after any of the changes it makes to its host, from the first folder of a pod to the last. */
class HostCrashTest {
    /** More than making this pod takes, 27: at the last one nobody dies. */
    private static final int CHANGES = 28;

    private static final String VOLUMES = AgentMachine.ROOT + "/pods/u-a/volumes";
    private static final String POD = "{volumes: ["
            + "{name: 'disk', emptyDir: {}}, {name: 'memory', emptyDir: {medium: 'Memory', sizeLimit: '1Mi'}},"
            + " {name: 'key', secret: {secretName: 'key'}}], containers: [{name: 'web', image: 'web:1'}]}";

    private final AgentMachine machine = new AgentMachine(11);

    static IntStream changes() {
        return IntStream.range(0, CHANGES);
    }

    @ParameterizedTest(name = "killed after {0} changes of the host")
    @DisplayName("V26: the next agent brings the pod up; when it is deleted, no mount, folder or container is left")
    @MethodSource("changes")
    void converges(int changes) {
        ObjectKey pod = dyingAfter(changes);

        machine.boot();
        machine.until(() -> machine.ready(pod));
        assertThat(machine.running("web")).hasSize(1);
        assertThat(machine.files.mountsBelow(VOLUMES))
                .containsOnlyKeys(VOLUMES + "/secret/key", VOLUMES + "/emptyDir/memory");
        assertThat(machine.files.read(VOLUMES + "/secret/key/TOKEN")).isPresent();

        machine.delete(pod, 1);
        machine.until(() -> machine.board.get(pod).isEmpty());
        assertNothingIsLeft();
    }

    @ParameterizedTest(name = "killed after {0} changes of the host")
    @DisplayName("V26: nothing is left either of a pod that went while nobody lived")
    @MethodSource("changes")
    void clears(int changes) {
        ObjectKey pod = dyingAfter(changes);
        machine.kill();
        machine.board.remove(pod);

        machine.boot();
        machine.run(Duration.ofMinutes(3));

        assertNothingIsLeft();
    }

    @ParameterizedTest(name = "killed after {0} changes of the host")
    @DisplayName("V26: an agent that is killed while it takes a pod down leaves the rest to the next one")
    @MethodSource("changes")
    void takesDown(int changes) {
        ObjectKey pod = pod();
        machine.boot();
        machine.until(() -> machine.ready(pod));
        machine.kill();
        machine.delete(pod, 1);
        dieAfter(changes);
        machine.boot();
        machine.run(Duration.ofSeconds(20));

        reviveHost();
        machine.boot();
        machine.until(() -> machine.board.get(pod).isEmpty());

        assertNothingIsLeft();
    }

    @Test
    @DisplayName("On a full disk that a pod is gone cannot be kept: the next agent still removes what it left")
    void clearsWhatCouldNotBeMarked() {
        ObjectKey pod = pod();
        machine.docker.image("web:1", spec -> Program.forever());
        machine.boot();
        machine.until(() -> machine.ready(pod));
        machine.files.full(true);
        machine.board.forgetWatches();
        machine.board.remove(pod);
        machine.run(Duration.ofSeconds(15));
        machine.kill();
        machine.containers().forEach(one -> machine.docker.removeByHand(one.id()));
        assertThat(machine.files.mountsBelow(AgentMachine.ROOT)).isNotEmpty();

        machine.boot();
        machine.run(Duration.ofMinutes(3));

        assertNothingIsLeft();
    }

    private ObjectKey dyingAfter(int changes) {
        ObjectKey pod = pod();
        dieAfter(changes);
        machine.boot();
        machine.run(Duration.ofSeconds(20));
        reviveHost();
        return pod;
    }

    private ObjectKey pod() {
        machine.board.put(
                Secret.KIND,
                Examples.secret("key", "{TOKEN: 'czNjcmV0'}").draft().copy());
        return machine.pod("a", POD);
    }

    private void dieAfter(int changes) {
        machine.hostFaults(files -> new DyingHostFiles(files, changes, () -> machine.world.dieHere("host")));
    }

    private void reviveHost() {
        machine.kill();
        machine.hostFaults(files -> files);
    }

    private void assertNothingIsLeft() {
        assertThat(machine.files.mountsBelow(AgentMachine.ROOT)).isEmpty();
        assertThat(machine.files.list(AgentMachine.ROOT + "/pods")).isEmpty();
        assertThat(machine.containers()).isEmpty();
    }
}
