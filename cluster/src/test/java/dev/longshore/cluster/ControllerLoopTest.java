package dev.longshore.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import dev.longshore.tasks.simulated.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ControllerLoopTest {
    private static final ObjectKey WEB = Pods.key("web");

    @Test
    void doneIsOnePassUntilSomethingChanges() {
        assertThat(passesInAMinute(Outcome::done)).isEqualTo(1);
    }

    @Test
    void againIsAPassAfterEachDelay() {
        assertThat(passesInAMinute(() -> Outcome.again(Duration.ofSeconds(10)))).isEqualTo(6);
    }

    @Test
    void aFaultAndARetryBackOff() {
        assertThat(passesInAMinute(() -> {
                    throw new IllegalStateException("a fault, on purpose");
                }))
                .isBetween(13, 15);
        assertThat(passesInAMinute(() -> Outcome.retry("not yet, on purpose"))).isBetween(13, 15);
    }

    @Test
    void countsSayWhatHappened() {
        OneProcess.run(1, process -> {
            KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
            List<Outcome> outcomes = new ArrayList<>(List.of(Outcome.retry("once"), Outcome.done()));
            ControllerLoop loop = new ControllerLoop("pods", key -> outcomes.removeFirst(), queue, process);
            loop.start(2);
            queue.add(WEB);
            process.sleep(Duration.ofSeconds(1));

            assertThat(loop.counts()).isEqualTo(new LoopCounts("pods", 2, 0, 1, 0));
        });
    }

    @Test
    void stoppedWorkersEnd() {
        World world = new World(1);
        SimulatedProcess process = new SimulatedProcess(world, "process", 0);
        KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
        ControllerLoop loop = new ControllerLoop("pods", key -> Outcome.done(), queue, process);
        loop.start(3);
        world.run(Duration.ofSeconds(1));
        loop.stop();
        world.run(Duration.ofSeconds(1));

        assertThat(process.gone()).isTrue();
        assertThat(world.violations()).isEmpty();
    }

    @Test
    void anErrorIsNotCaught() {
        World world = new World(1);
        SimulatedProcess process = new SimulatedProcess(world, "process", 0);
        KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
        Controller broken = key -> {
            throw new AssertionError("a bug, on purpose");
        };
        new ControllerLoop("pods", broken, queue, process).start(1);
        queue.add(WEB);
        world.run(Duration.ofSeconds(1));

        assertThat(world.violations())
                .singleElement()
                .satisfies(found -> assertThat(found.id()).isEqualTo("uncaught"));
    }

    private static int passesInAMinute(Supplier<Outcome> outcome) {
        List<ObjectKey> passes = new ArrayList<>();
        OneProcess.run(1, process -> {
            KeyedQueue<ObjectKey> queue = new KeyedQueue<>(process, process, process.chance());
            Controller controller = key -> {
                passes.add(key);
                return outcome.get();
            };
            new ControllerLoop("pods", controller, queue, process).start(3);
            queue.add(WEB);
            process.sleep(Duration.ofSeconds(59));
        });
        assertThat(passes).containsOnly(WEB);
        return passes.size();
    }
}
