package dev.longshore.engine.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodRangesTest {
    @Test
    void theLowestFreeRangeIsGiven() {
        PodRanges ranges = PodRanges.of("10.42.0.0/16", 24);

        assertThat(ranges.free(Set.of())).contains("10.42.0.0/24");
        assertThat(ranges.free(Set.of("10.42.0.0/24", "10.42.2.0/24"))).contains("10.42.1.0/24");
    }

    @Test
    void nothingIsGivenWhenAllIsTaken() {
        assertThat(PodRanges.of("10.42.0.0/23", 24).free(Set.of("10.42.0.0/24", "10.42.1.0/24")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.42.0.0", "10.42.0/16", "10.42.0.0/30", "10.42.0.256/16", "x/16"})
    void anythingElseIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> PodRanges.of(text, 24));
    }
}
