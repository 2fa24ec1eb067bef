package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Engine, agents, faults and a user under many seeds. A seed that fails is printed with the fewest faults that still make it fail and
 * the command that repeats it; {@code -Dtrace=true} prints its course.
 */
@Tag("simulation")
@Execution(ExecutionMode.CONCURRENT)
class SimulationTest {
    static Stream<Long> seeds() {
        return Seeds.all();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatWasWishedRunsInTheEnd(long seed) {
        Simulation simulation = Course.of(seed).run();

        assertThat(simulation.violations()).as(simulation::failure).isEmpty();
    }
}
