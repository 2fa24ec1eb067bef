package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.simulated.Violation;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Seeds are worth something only while they find mistakes. */
@Tag("simulation")
@Execution(ExecutionMode.CONCURRENT)
class PlantedTest {
    private static final int SEEDS = 40;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NOTHING")
    void aPlantedMistakeIsFound(Planted planted) {
        assertThat(LongStream.rangeClosed(1, SEEDS)
                        .mapToObj(seed -> Simulation.course(seed, planted).violations())
                        .filter(violations -> !violations.isEmpty())
                        .findFirst())
                .as("%s in %d seeds", planted, SEEDS)
                .hasValueSatisfying(violations -> assertThat(violations)
                        .extracting(Violation::id)
                        .allSatisfy(
                                id -> assertThat(planted.explains(id)).as(id).isTrue()));
    }
}
