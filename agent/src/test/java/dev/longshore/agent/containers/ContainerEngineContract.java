package dev.longshore.agent.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.agent.containers.Container.State;
import dev.longshore.agent.containers.ContainerEngine.Created;
import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import dev.longshore.agent.containers.ContainerSpec.Network;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every {@link ContainerEngine} promises. A fake that passes may stand in for the real one anywhere. */
public abstract class ContainerEngineContract {
    protected static final List<String> SLEEP = List.of("/bin/sleep", "600");
    protected static final List<String> EXIT_3 = List.of("/bin/sh", "-c", "exit 3");
    protected static final List<String> ENDS_ON_TERM =
            List.of("/bin/sh", "-c", "trap 'exit 7' TERM; while :; do sleep 0.05; done");
    protected static final List<String> MISSING = List.of("/nope");
    protected static final List<String> NOT_EXECUTABLE = List.of("/etc/passwd");

    protected static final Duration PATIENCE = Duration.ofSeconds(20);

    /** As agent {@code node-a}. */
    protected abstract ContainerEngine engine();

    /** The same engine as agent {@code node-b} of the same cluster. */
    protected abstract ContainerEngine otherAgent();

    /** Now, as the engine stamps it. */
    protected abstract Instant now();

    protected abstract void cutEventStreams();

    /** Returns when the program of a container has said what it does on SIGTERM: before that the first process of a container ignores it. */
    protected abstract void awaitHandler(String id);

    /** An image on the machine that knows the commands above. */
    protected abstract String image();

    /** Starts every name, so that tests run side by side. */
    protected abstract String prefix();

    /** Host and port of an image registry that has {@code bb:1} for {@link #login} only. */
    protected abstract String imageRegistry();

    protected abstract RegistryLogin login();

    @Test
    @DisplayName("1: a name that is taken gives back the id of what has it")
    void aNameIsAnIdempotencyKey() {
        Created first = engine().create(spec("twice", SLEEP));
        Created second = engine().create(spec("twice", SLEEP));

        assertThat(first.existed()).isFalse();
        assertThat(second).isEqualTo(new Created(first.id(), true));
        assertThat(engine().list()).hasSize(1);
    }

    @Test
    @DisplayName("1, P31: a name that is somebody else's is a conflict, and theirs stays untouched")
    void aForeignNameIsAConflict() {
        String foreign = otherAgent().create(spec("taken", SLEEP)).id();

        assertFault(() -> engine().create(spec("taken", SLEEP)), ContainerFault.Type.CONFLICT, prefix() + "taken");
        assertThat(otherAgent().inspect(foreign)).isPresent();
    }

    @Test
    @DisplayName("1: an image that is not there is told apart")
    void anAbsentImageIsNamed() {
        ContainerSpec spec = specOf("no-image", "docker-test/none:1", SLEEP, new Network.None("a"));

        assertFault(() -> engine().create(spec), ContainerFault.Type.NO_SUCH_IMAGE, "docker-test/none:1");
    }

    @Test
    @DisplayName("E01: the environment a container was created with can be read back")
    void readsTheEnvironmentBack() {
        String id = engine().create(spec("env", SLEEP)).id();

        assertThat(engine().environment(id).orElseThrow()).contains("COLOR=blue = green");
        assertThat(engine().environment("absent")).isEmpty();
    }

    @Test
    @DisplayName("2: a second start is fine")
    void startingTwiceIsFine() {
        String id = started("again", SLEEP);

        engine().start(id);

        assertThat(seen(id).state()).isEqualTo(State.RUNNING);
        assertThat(seen(id).pid()).isPositive();
    }

    @Test
    @DisplayName("3, P20: a missing program fails with 127 and stays created, with the engine's text")
    void aMissingProgramIs127() {
        String id = engine().create(spec("missing", MISSING)).id();

        assertThatThrownBy(() -> engine().start(id)).satisfies(fault -> assertStartFailed(fault, 127));
        assertThat(seen(id).state()).isEqualTo(State.CREATED);
        assertThat(seen(id).exitCode()).isEqualTo(127);
        assertThat(seen(id).error()).contains("/nope");
    }

    @Test
    @DisplayName("3, P21: a file that cannot be executed fails with 126")
    void anUnexecutableProgramIs126() {
        String id = engine().create(spec("passwd", NOT_EXECUTABLE)).id();

        assertThatThrownBy(() -> engine().start(id)).satisfies(fault -> assertStartFailed(fault, 126));
    }

    @Test
    @DisplayName("4, P17: an ended container tells code and times in order")
    void anEndedContainerTellsHow() {
        Events events = engine().events(now());
        String id = started("three", EXIT_3);
        await(events, id, "die");

        Container ended = seen(id);
        assertThat(ended.state()).isEqualTo(State.EXITED);
        assertThat(ended.exitCode()).isEqualTo(3);
        assertThat(ended.finishedAt().orElseThrow())
                .isAfterOrEqualTo(ended.startedAt().orElseThrow());
    }

    @Test
    @DisplayName("5, P37: a program that obeys SIGTERM ends with its own code")
    void stopLetsItEnd() {
        String id = started("obeys", ENDS_ON_TERM);
        awaitHandler(id);

        engine().stop(id, Duration.ofSeconds(10));

        assertThat(seen(id).state()).isEqualTo(State.EXITED);
        assertThat(seen(id).exitCode()).isEqualTo(7);
    }

    @Test
    @DisplayName("5, P38: a program that does not is killed after the grace")
    void stopKillsAfterTheGrace() {
        String id = started("deaf", SLEEP);

        engine().stop(id, Duration.ofSeconds(1));

        assertThat(seen(id).exitCode()).isEqualTo(137);
    }

    @Test
    @DisplayName("6: stop and remove of what is absent are fine, start of it is not")
    void absentIsFineWhereDeclared() {
        engine().stop("absent", Duration.ofSeconds(1));
        engine().remove("absent");

        assertThat(engine().inspect("absent")).isEmpty();
        assertFault(() -> engine().start("absent"), ContainerFault.Type.NO_SUCH_CONTAINER, "absent");
    }

    @Test
    @DisplayName("6: what runs is removed, too")
    void removesWhatRuns() {
        String id = started("removed", SLEEP);

        engine().remove(id);

        assertThat(engine().inspect(id)).isEmpty();
    }

    @Test
    @DisplayName("7, P30: an agent sees and touches its own containers only")
    void seesItsOwnOnly() {
        String mine = engine().create(spec("mine", SLEEP)).id();
        String theirs = otherAgent().create(spec("theirs", SLEEP)).id();

        engine().remove(theirs);

        assertThat(engine().list()).extracting(Container::id).containsExactly(mine);
        assertThat(engine().inspect(theirs)).isEmpty();
        assertThat(otherAgent().list()).extracting(Container::id).containsExactly(theirs);
    }

    @Test
    @DisplayName("9: create, start, die and destroy are told, in this order")
    void tellsWhatHappened() {
        try (Events events = engine().events(now())) {
            String id = started("told", EXIT_3);
            await(events, id, "die");
            engine().remove(id);
            await(events, id, "destroy");
        }
    }

    @Test
    @DisplayName("9: what happened since the given time is told to a later listener")
    void tellsSince() {
        Instant before = now();
        String id = started("since", SLEEP);

        try (Events events = engine().events(before)) {
            assertThat(await(events, id, "start")).contains("create", "start");
        }
    }

    @Test
    @DisplayName("10: a stream that is cut says so, and the list tells the truth")
    void aCutStreamIsAFault() {
        Events events = engine().events(now());
        cutEventStreams();

        assertFault(() -> drain(events), ContainerFault.Type.UNAVAILABLE, "event stream");
        String id = started("after-cut", SLEEP);
        assertThat(engine().list()).extracting(Container::id).containsExactly(id);
    }

    @Test
    @DisplayName("13: an app joins the network of its sandbox")
    void joinsASandbox() {
        String sandbox = sandbox("joined");
        String app = join("joiner", sandbox);

        engine().start(app);

        assertThat(seen(app).state()).isEqualTo(State.RUNNING);
    }

    @Test
    @DisplayName("14: apps outlive their sandbox, and nobody can join it any more")
    void aDeadSandboxTakesNobody() {
        String sandbox = sandbox("dies");
        String app = join("outlives", sandbox);
        engine().start(app);
        String late = join("late", sandbox);

        engine().stop(sandbox, Duration.ofSeconds(2));

        assertThat(seen(sandbox).exitCode()).isZero();
        assertThat(seen(app).state()).isEqualTo(State.RUNNING);
        assertFault(
                () -> engine().start(late),
                ContainerFault.Type.CONFLICT,
                "cannot join network of a non running container");
    }

    @Test
    @DisplayName("14: a sandbox that is gone cannot be joined")
    void aGoneSandboxIsNoSuchContainer() {
        ContainerSpec spec = specOf("orphan", image(), SLEEP, new Network.Join("f".repeat(64)));

        assertFault(() -> engine().start(engine().create(spec).id()), ContainerFault.Type.NO_SUCH_CONTAINER, "ffff");
    }

    @Test
    @DisplayName("15: an image is pulled with its login, and is there then")
    void pullsWithALogin() {
        var pulled = engine().pull(imageRegistry() + "/bb:1", Optional.of(login()));

        assertThat(engine().image(imageRegistry() + "/bb:1"))
                .map(ContainerEngine.Image::id)
                .contains(pulled.id());
    }

    @Test
    @DisplayName("15: a pull without credentials is refused in the image registry's words")
    void pullsNothingWithoutALogin() {
        assertFault(
                () -> engine().pull(imageRegistry() + "/bb:1", Optional.empty()),
                ContainerFault.Type.PULL_FAILED,
                "auth");
    }

    @Test
    @DisplayName("15: an unknown tag is told")
    void anUnknownTagIsTold() {
        String reference = imageRegistry() + "/bb:unknown";

        assertFault(
                () -> engine().pull(reference, Optional.of(login())),
                ContainerFault.Type.PULL_FAILED,
                "manifest unknown");
    }

    @Test
    @DisplayName("15: a name that is none is told apart")
    void aBadNameIsTold() {
        String reference = imageRegistry() + "/BB:1";
        String text = "invalid reference format";

        assertFault(() -> engine().pull(reference, Optional.of(login())), ContainerFault.Type.INVALID_IMAGE_NAME, text);
        assertFault(() -> engine().image(reference), ContainerFault.Type.INVALID_IMAGE_NAME, text);
    }

    @Test
    @DisplayName("17, P27: another life of the agent finds what was created and never started")
    void aCreatedContainerIsFound() {
        String id = engine().create(spec("left", SLEEP)).id();

        Container found = engine().list().getFirst();
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.name()).isEqualTo(prefix() + "left");
        assertThat(found.state()).isEqualTo(State.CREATED);
        assertThat(found.error()).isEmpty();
        assertThat(found.labels()).containsEntry("longshore.io/pod.uid", "u1").containsEntry(Scope.NODE, "node-a");
    }

    protected final ContainerSpec spec(String name, List<String> program) {
        return specOf(name, image(), program, new Network.None("web-0"));
    }

    protected final ContainerSpec specOf(String name, String image, List<String> program, Network network) {
        String ipc = network instanceof Network.Join(String sandbox) ? "container:" + sandbox : "shareable";
        var resources = new ContainerSpec.Resources(2, 0, 0, Optional.empty(), "");
        var security = new ContainerSpec.Security(false, false, List.of(), List.of(), false, List.of(), Map.of());
        return new ContainerSpec(
                prefix() + name,
                Map.of("longshore.io/pod.uid", "u1"),
                image,
                program,
                List.of(),
                List.of("COLOR=blue = green"),
                "",
                "",
                network,
                ipc,
                "",
                List.of(),
                resources,
                security,
                false,
                false,
                "",
                "json-file");
    }

    protected final String started(String name, List<String> program) {
        String id = engine().create(spec(name, program)).id();
        engine().start(id);
        return id;
    }

    protected final Container seen(String id) {
        return engine().inspect(id).orElseThrow();
    }

    /** Everything told of a container up to and with {@code what}. */
    protected final Set<String> await(Events events, String id, String what) {
        Set<String> told = new HashSet<>();
        while (!told.contains(what)) {
            Event event = events.next(PATIENCE).orElseThrow(() -> new AssertionError("never told " + what));
            if (event.containerId().equals(id)) {
                told.add(event.what());
            }
        }
        return told;
    }

    private String sandbox(String name) {
        String id = engine().create(specOf(name, engine().ensurePauseImage(), List.of(), new Network.None("web-0")))
                .id();
        engine().start(id);
        return id;
    }

    private String join(String name, String sandbox) {
        return engine().create(specOf(name, image(), SLEEP, new Network.Join(sandbox)))
                .id();
    }

    private static void drain(Events events) {
        Optional<Event> next = events.next(PATIENCE);
        while (next.isPresent()) {
            next = events.next(PATIENCE);
        }
    }

    private static void assertStartFailed(Throwable fault, int exitCode) {
        assertThat(fault).isInstanceOf(ContainerFault.class);
        assertThat(((ContainerFault) fault).type()).isEqualTo(ContainerFault.Type.START_FAILED);
        assertThat(((ContainerFault) fault).exitCode()).isEqualTo(exitCode);
    }

    protected static void assertFault(ThrowingCallable call, ContainerFault.Type type, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ContainerFault.class, fault -> assertThat(fault.type()).isEqualTo(type))
                .hasMessageContaining(text);
    }
}
