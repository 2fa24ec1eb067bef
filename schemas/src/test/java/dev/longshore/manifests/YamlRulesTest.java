package dev.longshore.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys, block scalars, escapes and bounds as kubectl reads them. */
class YamlRulesTest {
    private static final String HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n";

    @ParameterizedTest(name = "A97, Y8: the key {0} is {1}")
    @CsvSource({
        "1, 1",
        "010, 8",
        "y, true",
        "yes, true",
        "1.5, 1.5",
        "1.0, 1",
        "2024-01-02, 2024-01-02",
        "'\"010\"', 010"
    })
    void keysAreText(String source, String key) {
        assertThat(data("data: {" + source + ": v}\n").fieldNames())
                .toIterable()
                .containsExactly(key);
    }

    @ParameterizedTest(name = "A97, Y12, Y13: {0}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "|#__x# ~ x#",
                "|-#__x# ~ x",
                "|+#__x## ~ x###",
                ">#__x#__y##__z# ~ x y#z#",
                "|2#____x# ~ _x#",
                "x#__y# ~ x y",
                "x\u00a7y# ~ x\u00a7y",
                "x \u00a7y# ~ x",
                "http://x:80/y# ~ http://x:80/y",
                "\"\\u00e9\\U0001F600\\x41\"# ~ \u00e9\uD83D\uDE00A",
                "'it''s'# ~ it's"
            })
    void scalarsFold(String source, String value) {
        assertThat(data("data:\n k: " + plain(source)).path("k").asText()).isEqualTo(plain(value));
    }

    /** Line ends, spaces and number signs would not survive a table. */
    private static String plain(String text) {
        return text.replace('#', '\n').replace('_', ' ').replace('\u00a7', '#');
    }

    @ParameterizedTest(name = "A97, Y12: {0} is refused: {1}")
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "a: b: c ~ not YAML: mapping values are not allowed here",
                "? {a: b}: c ~ not YAML: mapping keys are not allowed here",
                "{{a: b}: c} ~ a key must be text, not a collection",
                "{null: x} ~ a key must be text, not null",
                "{.inf: x} ~ .inf has no JSON form: quote it if it is text",
                "@x ~ not YAML: found character '@' that cannot start any token. (Do not use @ for indentation)"
            })
    void isRefused(String source, String why) {
        assertThat(refused(HEAD + "data: {k: v}\nx: " + source + "\n")).isEqualTo(why);
    }

    @Test
    @DisplayName("A97, Y12: a comma at the end of a flow is fine")
    void aCommaAtTheEndIsFine() {
        assertThat(data("data: {k: v,}\n").path("k").asText()).isEqualTo("v");
    }

    @Test
    @DisplayName("S6: too many keys of one mapping, and too many documents of one file, are refused")
    void tooManyAreRefused() {
        StringBuilder keys = new StringBuilder(HEAD + "data:\n");
        for (int i = 0; i <= 10_000; i++) {
            keys.append("  k").append(i).append(": v\n");
        }

        assertThat(refused(keys.toString())).isEqualTo("more than 10000 keys in one mapping");
        assertThat(refused("---\n".repeat(500_000))).isEqualTo("more than 2000 documents: split the file");
    }

    /** Why nothing of a text may be used. */
    private static String refused(String text) {
        ManifestReader.Reading read = ManifestReader.read("cm.yaml", bytes(text));
        assertThat(read.getClass()).isEqualTo(ManifestReader.Unusable.class);
        return ((ManifestReader.Unusable) read).problems().getFirst().message();
    }

    private static JsonNode data(String text) {
        ManifestReader.Reading read = ManifestReader.read("cm.yaml", bytes(HEAD + text));
        assertThat(read).isInstanceOf(ManifestReader.Manifests.class);
        return ((ManifestReader.Manifests) read).manifests().getFirst().object().path("data");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
