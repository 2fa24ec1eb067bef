package dev.longshore.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A96: the scalar rules of plain manifests. The expected values are those of kubectl 1.32.4. */
class ScalarsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "A96: {0} means {1}")
    @CsvSource(delimiter = '|', textBlock = """
            y          | true
            Yes        | true
            on         | true
            n          | false
            Off        | false
            TRUE       | true
            False      | false
            null       | null
            NULL       | null
            ~          | null
            0644       | 420
            0o644      | 420
            0O644      | 420
            00644      | 420
            0_644      | 420
            +0644      | 420
            0777777777777777777777 | 9223372036854775807
            00         | 0
            08         | 8
            09         | 9
            0_7        | 7
            -010       | -8
            -0o17      | -15
            0x1F       | 31
            0X1F       | 31
            +0x10      | 16
            -0x10      | -16
            -0x1f      | -31
            0b101      | 5
            0b_1       | 1
            0x_1       | 1
            0x7fffffffffffffff | 9223372036854775807
            0xffffffffffffffff | 18446744073709552000
            1_000      | 1000
            1__0       | 10
            1_         | 1
            1e1_0      | 10000000000
            1_000.5    | 1000.5
            +5         | 5
            -0         | 0
            -0.0       | 0
            1.0        | 1
            1.10       | 1.1
            1.         | 1
            0.         | 0
            .5         | 0.5
            -.5        | -0.5
            1e3        | 1000
            1E3        | 1000
            1e+3       | 1000
            0.000001   | 0.000001
            1e-7       | 1e-7
            0.0000001  | 1e-7
            1e20       | 100000000000000000000
            1e21       | 1e+21
            3.14159265358979323846 | 3.141592653589793
            9223372036854775807    | 9223372036854775807
            -9223372036854775808   | -9223372036854775808
            9223372036854775808    | 9223372036854776000
            18446744073709551615   | 18446744073709552000
            18446744073709551616   | 18446744073709552000
            -9223372036854775809   | -9223372036854776000
            123456789012345678901234567890 | 1.2345678901234568e+29
            1e-400     | 0
            !!int "12" | 12
            !!float 1  | 1
            !!bool "true" | true
            !!bool yes | true
            """)
    void meansWhatKubectlReads(String source, String expected) throws Exception {
        JsonNode value = value(source);

        JsonNode wanted = JSON.readTree(expected);
        if (wanted.isNumber()) {
            assertThat(value.isNumber()).isTrue();
            assertThat(value.decimalValue().compareTo(wanted.decimalValue()) == 0
                            || value.doubleValue() == wanted.doubleValue())
                    .isTrue();
            assertThat(
                            value.isIntegralNumber() && wanted.isIntegralNumber() && wanted.canConvertToLong()
                                    ? value.longValue()
                                    : wanted.longValue())
                    .isEqualTo(wanted.longValue());
        } else {
            assertThat(value).isEqualTo(wanted);
        }
    }

    @ParameterizedTest(name = "A96: {0} is text")
    @ValueSource(
            strings = {
                "tRue",
                "yEs",
                "12:30:45",
                "1:30",
                "190:20:30",
                "2024-01-02",
                "2024-01-02 03:04:05",
                "2024-01-02T03:04:05Z",
                "1e400",
                "1.7976931348623157e309",
                "_1",
                "NaN",
                "nan",
                "Inf",
                "inf",
                "1e",
                "e1",
                "0x",
                "0b",
                "0o",
                "0o8",
                "1,000",
                "1Mi",
                "100m",
                "0644abc",
                "1.2.3",
                "10.0.0.1",
                "v1",
                ".",
                "..",
                "-.",
                "+.",
                "1e+",
                "~x",
                "NULLx",
                "TrUe",
                "2024-1-2",
                "2001-12-14t21:59:43.10-05:00",
                "<<",
                "=",
                "http://x:80/y",
                "x#y",
                "0b11111111111111111111111111111111111111111111111111111111111111111"
            })
    void keepsText(String source) {
        assertThat(value(source).textValue()).isEqualTo(source);
    }

    @ParameterizedTest(name = "A96: {0} becomes {1}")
    @CsvSource({"! 12, 12", "! y, y", "!!str 12, 12", "!!binary aGVsbG8=, hello", "'\"yes\"', yes"})
    void quotesAndTagsMakeText(String source, String expected) {
        assertThat(value(source).textValue()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "A96: {0} is an error")
    @ValueSource(
            strings = {
                ".inf",
                "+.inf",
                "-.Inf",
                ".nan",
                ".NaN",
                "-",
                "?",
                "@x",
                "`x`",
                "%x",
                "x: y",
                "!!null x",
                "!foo bar",
                "!!set {a}",
                "!!python/object/apply:os.system [x]",
                "!!java.net.URL [x]",
                "{a: 1"
            })
    void refuses(String source) {
        assertThat(read(source)).isInstanceOf(YamlBody.Malformed.class);
    }

    @Test
    void nothingIsNull() {
        assertThat(value("").isNull()).isTrue();
    }

    private static YamlBody.Reading read(String source) {
        return YamlBody.read(("k: " + source + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode value(String source) {
        return ((YamlBody.Body) read(source)).object().get("k");
    }
}
