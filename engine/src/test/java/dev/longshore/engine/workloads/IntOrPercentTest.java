package dev.longshore.engine.workloads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntOrPercentTest {
    @ParameterizedTest(name = "{0}: {1} of {2}, up {3} = {4}")
    @CsvSource({
        "X-05, 25%, 10, true, 3",
        "X-05, 25%, 10, false, 2",
        "X-06, 1%, 3, true, 1",
        "X-06, 1%, 3, false, 0",
        "plain, 7, 3, true, 7",
        "over, 200%, 3, false, 6"
    })
    void percentagesAreRoundedAsAsked(String row, String text, int total, boolean up, int expected) {
        assertThat(IntOrPercent.scaled(text, total, up)).as(row).isEqualTo(expected);
    }
}
