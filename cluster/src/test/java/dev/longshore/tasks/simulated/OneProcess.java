package dev.longshore.tasks.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Runs the body of a test as a task of one simulated process: virtual time, no threads of its own, the same each time. */
public final class OneProcess {
    private static final Duration LIMIT = Duration.ofHours(12);

    private OneProcess() {}

    /** Under the seeds 1 … {@code seeds}, one after the other. */
    public static void underSeeds(int seeds, Consumer<SimulatedProcess> body) {
        LongStream.rangeClosed(1, seeds).forEach(seed -> run(seed, body));
    }

    /** What the body throws flies to the caller; a failure in another task does too. */
    public static void run(long seed, Consumer<SimulatedProcess> body) {
        World world = new World(seed);
        SimulatedProcess process = new SimulatedProcess(world, "process", 0);
        Outcome outcome = new Outcome();
        process.start("test", () -> outcome.of(body, process));
        world.run(LIMIT, () -> outcome.ended);
        if (outcome.failure != null) {
            throw new AssertionError("seed " + seed + ": " + outcome.failure.getMessage(), outcome.failure);
        }
        assertThat(world.violations()).as("seed %d", seed).isEmpty();
        assertThat(outcome.ended)
                .as("seed %d ends; waiting: %s", seed, world.waiting())
                .isTrue();
    }

    private static final class Outcome {
        private boolean ended;
        private @Nullable Throwable failure;

        void of(Consumer<SimulatedProcess> body, SimulatedProcess process) {
            try {
                body.accept(process);
            } catch (AssertionError | RuntimeException fault) {
                failure = fault;
            }
            ended = true;
        }
    }
}
