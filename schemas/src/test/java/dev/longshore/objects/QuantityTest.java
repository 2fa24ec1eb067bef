package dev.longshore.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest(name = "{0} is {1} thousandths and {2} whole")
    @CsvSource({
        "1, 1000, 1",
        "1500m, 1500, 2",
        "0.5, 500, 1",
        ".5, 500, 1",
        "100u, 1, 1",
        "1e3, 1000000, 1000",
        "1E+3, 1000000, 1000",
        "5e-1, 500, 1",
        "+1., 1000, 1",
        "-1, -1000, -1",
        "1k, 1000000, 1000",
        "64Mi, 67108864000, 67108864",
        "1Gi, 1073741824000, 1073741824",
        "0, 0, 0",
        "9Ei, 9223372036854775807, 9223372036854775807"
    })
    void readsNumbersWithSuffixes(String text, long milli, long whole) {
        Quantity quantity = Quantity.parse(text).orElseThrow();

        assertThat(quantity.milli()).isEqualTo(milli);
        assertThat(quantity.whole()).isEqualTo(whole);
    }

    @ParameterizedTest(name = "\"{0}\" is no quantity")
    @ValueSource(
            strings = {
                "", "m", "1 Gi", "1ki", "0x10", "1e", "1mi", "NaN", "1e999", ".", "-", "1.2.3", "+-1", "1e+", "1Mii"
            })
    void refusesWhatIsNoQuantity(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @ParameterizedTest(name = "{0} in units of {1}: {2}")
    @CsvSource({"1500m, 1, 2", "1500m, 1m, 1500", "64Mi, 1Mi, 64", "65Mi, 1Gi, 1", "1, 0, 1"})
    void dividesRoundingUp(String text, String divisor, long expected) {
        assertThat(Quantity.parse(text).orElseThrow().in(Quantity.parse(divisor).orElseThrow()))
                .isEqualTo(expected);
    }
}
