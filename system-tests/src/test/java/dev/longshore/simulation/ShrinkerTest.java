package dev.longshore.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A long list of faults becomes the few that matter. */
class ShrinkerTest {
    private static final List<String> HUNDRED =
            IntStream.range(0, 100).mapToObj("fault-%02d"::formatted).toList();

    @ParameterizedTest(name = "{0} of a hundred in at most {1} runs")
    @CsvSource({
        "fault-00, 20",
        "fault-99, 20",
        "fault-17 fault-83, 60",
        "fault-01 fault-50 fault-51 fault-98, 110",
        "'', 1"
    })
    void findsThoseThatMatter(String needed, int tries) {
        List<String> wanted = needed.isEmpty() ? List.of() : List.of(needed.split(" "));
        Shrinker shrinker = shrinker(faults -> faults.containsAll(wanted), 200);

        assertThat(shrinker.smallest(HUNDRED)).isEqualTo(wanted);
        assertThat(shrinker.tries()).isLessThanOrEqualTo(tries);
    }

    @Test
    void whatDoesNotHappenAnyMoreIsLeftOut() {
        Shrinker shrinker = new Shrinker(
                faults -> faults.contains("fault-40") ? Optional.of(List.of("fault-40")) : Optional.empty(), 200);

        assertThat(shrinker.smallest(HUNDRED)).containsExactly("fault-40");
        assertThat(shrinker.tries()).isLessThanOrEqualTo(3);
    }

    @Test
    void itEndsWithWhatItHasWhenItsRunsAreUsedUp() {
        List<List<String>> failed = new ArrayList<>();
        Shrinker shrinker = shrinker(
                faults -> {
                    boolean fails = faults.containsAll(List.of("fault-17", "fault-83"));
                    if (fails) {
                        failed.add(faults);
                    }
                    return fails;
                },
                10);

        assertThat(shrinker.smallest(HUNDRED)).isEqualTo(failed.getLast()).hasSizeLessThan(100);
        assertThat(shrinker.tries()).isEqualTo(10);
    }

    private static Shrinker shrinker(Predicate<List<String>> fails, int triesMax) {
        return new Shrinker(faults -> fails.test(faults) ? Optional.of(faults) : Optional.empty(), triesMax);
    }
}
