package dev.longshore.agent.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.SteppedTime;
import dev.longshore.agent.containers.Container.State;
import dev.longshore.agent.containers.ContainerEngine.Event;
import dev.longshore.agent.containers.ContainerEngine.Events;
import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FakeContainerEngineTest extends ContainerEngineContract {
    private static final RegistryLogin LOGIN = new RegistryLogin("reader", "secret");

    private final SteppedTime time = new SteppedTime();
    private final FakeDocker docker = new FakeDocker(time::now);
    private final ContainerEngine nodeA = agent("node-a");
    private final ContainerEngine nodeB = agent("node-b");

    FakeContainerEngineTest() {
        docker.image(image(), FakeContainerEngineTest::program);
        docker.publish(imageRegistry() + "/bb:1", Optional.of(LOGIN), FakeContainerEngineTest::program);
    }

    private static Program program(ContainerSpec spec) {
        List<String> run = spec.entrypoint();
        if (run.equals(EXIT_3)) {
            return Program.exits(3, Duration.ZERO);
        }
        if (run.equals(ENDS_ON_TERM)) {
            return Program.endsOnTerm(7);
        }
        if (run.equals(MISSING)) {
            return Program.cannotStart(127, "exec: \"/nope\": no such file or directory");
        }
        return run.equals(NOT_EXECUTABLE) ? Program.cannotStart(126, "permission denied") : Program.forever();
    }

    private ContainerEngine agent(String node) {
        return new FakeContainerEngine(docker, new Scope("c", node), time, time::signal);
    }

    @Test
    @DisplayName("The engine away is a fault for every call and breaks streams; containers go on")
    void awayIsAFault() {
        String id = started("goes-on", SLEEP);
        Events events = nodeA.events(now());

        docker.down(true);

        assertFault(nodeA::list, ContainerFault.Type.UNAVAILABLE, "does not answer");
        assertFault(() -> events.next(Duration.ofSeconds(1)), ContainerFault.Type.UNAVAILABLE, "stream");
        docker.down(false);
        assertThat(seen(id).state()).isEqualTo(State.RUNNING);
    }

    @Test
    @DisplayName("P35: a restart of the engine ends apps with 137 and a pause that obeys with 0")
    void aRestartEndsAll() {
        String app = started("app", SLEEP);
        String pause = nodeA.create(
                        specOf("pause", nodeA.ensurePauseImage(), List.of(), new ContainerSpec.Network.None("a")))
                .id();
        nodeA.start(pause);

        docker.restart();

        assertThat(seen(app).exitCode()).isEqualTo(137);
        assertThat(seen(pause).exitCode()).isZero();
    }

    @Test
    @DisplayName("P19: a container that lost a child to the kernel ends with its own code and the mark")
    void outOfMemoryOfAChild() {
        docker.image("leaky:1", ignored -> Program.runsOutOfMemory(3, Duration.ofSeconds(5)));
        Events events = nodeA.events(now());
        String id = nodeA.create(specOf("leaky", "leaky:1", SLEEP, new ContainerSpec.Network.None("a")))
                .id();
        nodeA.start(id);

        assertThat(await(events, id, "die")).contains("oom");
        assertThat(seen(id).outOfMemory()).isTrue();
        assertThat(seen(id).exitCode()).isEqualTo(3);
    }

    @Test
    @DisplayName("Events are lost and repeated on demand, and the clock moves to the next end")
    void eventsAreLostAndRepeated() {
        docker.image("short:1", ignored -> Program.exits(0, Duration.ofSeconds(30)));
        Events events = nodeA.events(now());
        Instant before = now();
        docker.dropEvents(1);
        docker.repeatEvents(1);
        String id = nodeA.create(specOf("short", "short:1", SLEEP, new ContainerSpec.Network.None("a")))
                .id();
        nodeA.start(id);

        List<String> told = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            told.add(events.next(Duration.ofMinutes(5)).map(Event::what).orElseThrow());
        }
        assertThat(told).containsExactly("start", "start", "die");
        assertThat(now()).isEqualTo(before.plusSeconds(30));
    }

    @Test
    @DisplayName("A start takes its time, and one that ends at once has ended when it returns")
    void aStartTakesItsTime() {
        docker.startLatency(Duration.ofMillis(300));
        Instant before = now();

        String id = started("at-once", EXIT_3);

        assertThat(now()).isEqualTo(before.plusMillis(300));
        assertThat(seen(id).state()).isEqualTo(State.EXITED);
    }

    @Override
    protected ContainerEngine engine() {
        return nodeA;
    }

    @Override
    protected ContainerEngine otherAgent() {
        return nodeB;
    }

    @Override
    protected Instant now() {
        return time.now();
    }

    /** A program of the fake has said it before it starts. */
    @Override
    protected void awaitHandler(String id) {}

    @Override
    protected void cutEventStreams() {
        docker.cutStreams();
    }

    @Override
    protected String image() {
        return "bb:1";
    }

    @Override
    protected String prefix() {
        return "t-";
    }

    @Override
    protected String imageRegistry() {
        return "127.0.0.1:5000";
    }

    @Override
    protected RegistryLogin login() {
        return LOGIN;
    }
}
