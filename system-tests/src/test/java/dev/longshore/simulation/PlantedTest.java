package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.tasks.simulated.Violation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
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
                        .mapToObj(seed -> Course.of(seed, planted).run().violations())
                        .filter(violations -> !violations.isEmpty())
                        .findFirst())
                .as("%s in %d seeds", planted, SEEDS)
                .hasValueSatisfying(violations -> assertThat(violations)
                        .extracting(Violation::id)
                        .allSatisfy(
                                id -> assertThat(planted.explains(id)).as(id).isTrue()));
    }

    /** The first seed that fails early, among several faults. */
    @Test
    void aFailureIsToldWithTheFewFaultsThatMakeItAndHowToRepeatIt() {
        Simulation failed = LongStream.rangeClosed(1, SEEDS)
                .mapToObj(seed -> Course.of(seed, Planted.FORGETFUL_STORE).run())
                .filter(simulation -> simulation.faults().struck().size() > 2
                        && simulation.violations().stream()
                                .anyMatch(found -> found.id().equals("S-STORE-01")))
                .findFirst()
                .orElseThrow();

        Matcher told = Pattern.compile("-Dseed=(\\d+) -Dplanted=FORGETFUL_STORE '-Donly=([^']*)'")
                .matcher(failed.failure());
        assertThat(told.find()).isTrue();
        Course few = new Course(
                Long.parseLong(told.group(1)), Planted.FORGETFUL_STORE, Optional.of(Course.names(told.group(2))));
        assertThat(few.only().orElseThrow())
                .hasSizeLessThan(failed.faults().struck().size())
                .anyMatch(name -> name.startsWith("forget engine"));
        assertThat(few.violating("S-STORE-01")).isPresent();
    }
}
