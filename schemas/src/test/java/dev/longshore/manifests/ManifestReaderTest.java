package dev.longshore.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.manifests.ManifestReader.Manifests;
import dev.longshore.manifests.ManifestReader.Unusable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
    private static final String HEAD = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n";

    @Test
    void everyFieldKnowsItsPlace() {
        Manifest manifest = manifests(
                        "# a comment\n" + HEAD + "data:\n  first.key: x\n  list:\n    - {a: 1}\n    - b: 2\n")
                .getFirst();

        assertThat(manifest.positions().of("data.first.key")).contains(new Manifest.Place(6, 3));
        assertThat(manifest.positions().of("data[first.key]")).contains(new Manifest.Place(6, 3));
        assertThat(manifest.positions().of("data.list[1].b")).contains(new Manifest.Place(9, 7));
    }

    @Test
    void anUnknownFieldHasThePlaceOfItsNearestAncestor() {
        Manifest manifest = manifests(HEAD + "data:\n  k: v\n").getFirst();

        assertThat(manifest.positions().of("data.other.deep")).contains(new Manifest.Place(4, 1));
        assertThat(manifest.positions().of("spec")).contains(new Manifest.Place(1, 1));
    }

    @Test
    void placesCountFromTheTopOfTheFileInEveryDocument() {
        List<Manifest> manifests = manifests(HEAD + "---\n\n" + HEAD);

        assertThat(manifests).hasSize(2);
        assertThat(manifests.getLast().positions().of("kind")).contains(new Manifest.Place(7, 1));
        assertThat(manifests.getLast().document()).isEqualTo(1);
    }

    @Test
    void aDuplicateKeyNamesBothLinesAndTheKey() {
        String text = HEAD + "data:\n  k: v\n" + "\n".repeat(10) + "data:\n  k: w\n";

        ManifestProblem problem = problems(text).getFirst();

        assertThat(problem.text()).isEqualTo("cm.yaml:16:1: duplicate key \"data\": lines 4 and 16 (keep one)");
    }

    @ParameterizedTest(name = "S7: {0} and {1} are one key")
    @CsvSource({"1, \"1\"", "y, yes", "010, 8", "1.0, 1"})
    void keysAreComparedAsTextOfTheirValue(String one, String other) {
        assertThat(problems(HEAD + "data:\n  " + one + ": a\n  " + other + ": b\n")
                        .getFirst()
                        .message())
                .startsWith("duplicate key");
    }

    @Test
    void everyDocumentIsReadBeforeTheFileIsRefused() {
        assertThat(problems("a: [\n---\n" + HEAD + "---\nb: }\n")).hasSize(2).allMatch(problem -> problem.line() > 0);
    }

    @ParameterizedTest(name = "Y11: {0} is refused")
    @CsvSource(delimiter = '|', textBlock = """
            --- {a: b}
            ---foo
            %YAML 1.2
            %TAG ! tag:x,2000:
            - a
            text
            kind: ConfigMap
            apiVersion: v1
            {apiVersion: v1, kind: ''}
            {apiVersion: v1, kind: 3}
            """)
    void refusesWhatIsNoObject(String line) {
        assertThat(problems(line + "\n")).isNotEmpty();
    }

    @ParameterizedTest(name = "Y11: file {index} holds nothing")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock = "``\n`# only\\n# comments\\n`\n`---\\n---\\n`\n`null\\n`\n`...\\n`")
    void emptyDocumentsAreSkipped(String text) {
        assertThat(manifests(text.replace("\\n", "\n"))).isEmpty();
    }

    @Test
    void aSeparatorMayBearAComment() {
        assertThat(manifests(HEAD + "--- # next\n" + HEAD + "...\n")).hasSize(2);
    }

    @Test
    void aDocumentThatIsNoObjectIsSetAside() {
        Manifests read = (Manifests) read("values.yaml", "replicas: 3\n");

        assertThat(read.manifests()).isEmpty();
        assertThat(read.others()).extracting(ManifestProblem::place).containsExactly("values.yaml:1:1");
    }

    @Test
    void listsAreTakenApart() {
        String list = "apiVersion: v1\nkind: ConfigMapList\nitems:\n- metadata: {name: a}\n- metadata: {name: b}\n";

        List<Manifest> manifests = manifests(list);

        assertThat(manifests)
                .extracting(manifest -> manifest.object().path("kind").asText())
                .containsOnly("ConfigMap");
        assertThat(manifests.getLast().positions().of("metadata.name")).contains(new Manifest.Place(5, 14));
    }

    @ParameterizedTest(name = "Y14: {0}: {1} objects")
    @CsvSource(delimiter = '|', textBlock = """
            {apiVersion: v1, kind: List, items: []}   | 0
            {apiVersion: v1, kind: List, items: null} | 0
            {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Secret}]} | 1
            """)
    void listsMayBeEmpty(String text, int count) {
        assertThat(manifests(text)).hasSize(count);
    }

    @ParameterizedTest(name = "S20: {0} is refused")
    @CsvSource(delimiter = '|', textBlock = """
            {apiVersion: v1, kind: List}
            {apiVersion: v1, kind: List, items: [{kind: Secret}]}
            {apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: List, items: []}]}
            """)
    void refusesBrokenLists(String text) {
        assertThat(problems(text)).hasSize(1);
    }

    @Test
    void aliasesExpandByValue() {
        Manifest manifest = manifests(HEAD + "data: {a: &x v, b: *x}\n").getFirst();

        assertThat(manifest.object().path("data").path("b").asText()).isEqualTo("v");
    }

    @Test
    void anAnchorEndsWithItsDocument() {
        assertThat(problems(HEAD + "data: {a: &x v}\n---\n" + HEAD + "data: {a: *x}\n")
                        .getFirst()
                        .place())
                .isEqualTo("cm.yaml:9:11");
    }

    @Test
    void anExplicitKeyBeatsAMergedOneWhereverItStands() {
        Manifests read = (Manifests) read("cm.yaml", HEAD + "data:\n  k: '5'\n  <<: {k: '1', l: '2'}\n");

        assertThat(read.manifests().getFirst().object().path("data").toString()).isEqualTo("{\"k\":\"5\",\"l\":\"2\"}");
        assertThat(read.warnings()).hasSize(1);
    }

    @Test
    void ofSeveralMergedMappingsTheFirstWins() {
        Manifest manifest = manifests(HEAD + "x: &x {l: a}\ny: &y {l: b}\ndata: {<<: [*x, *y]}\n")
                .getFirst();

        assertThat(manifest.object().path("data").path("l").asText()).isEqualTo("a");
    }

    @ParameterizedTest(name = "hostile: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            S3 itself           | `a: &s [*s]`
            S8 scalar merge     | `a: {<<: 3}`
            S9 tab indent       | `a:\\n\\tb: 1`
            S12 raw control     | `a: \\u0007`
            S13 surrogate       | `a: "\\\\ud83d\\\\ude00"`
            S13 NUL escape      | `a: "\\\\0"`
            S14 unknown tag     | `a: !foo [1]`
            S15 null key        | `~: 1`
            S15 list key        | `? [a]\\n: 1`
            """)
    void refusesHostileText(String what, String text) {
        String source = text.replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\u0007", "\u0007")
                .replace("\\\\", "\\");

        assertThat(problems(source)).as(what).hasSize(1);
        assertThat(problems(source).getFirst().line()).isPositive();
    }

    @Test
    void aliasBombsEndEarly() {
        String laugh = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
                + IntStream.range(1, 10)
                        .mapToObj(i ->
                                "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1)))
                        .collect(Collectors.joining());

        Assertions.assertThatCode(
                        () -> assertThat(problems(laugh).getFirst().message()).contains("more than"))
                .doesNotThrowAnyException();
    }

    @Test
    void deepNestingEndsEarly() {
        org.junit.jupiter.api.Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            assertThat(problems("a: " + "[".repeat(100_000)).getFirst().message())
                    .contains("nested deeper");
            assertThat(problems("{" + "\"a\":{".repeat(100_000))).isNotEmpty();
        });
    }

    @Test
    void invalidUtf8NamesTheByte() {
        byte[] bytes = {'a', ':', ' ', (byte) 0xC3, (byte) 0x28};

        Unusable read = (Unusable) ManifestReader.read("x.yaml", bytes);

        assertThat(read.problems().getFirst().text()).isEqualTo("x.yaml:1:4: invalid UTF-8 at byte 3");
    }

    @Test
    void aFileOfTooManyBytesIsRefused() {
        assertThat(((Unusable) ManifestReader.read("x.yaml", new byte[(3 << 20) + 1]))
                        .problems()
                        .getFirst()
                        .message())
                .startsWith("larger than");
    }

    @Test
    void utf16IsRefused() {
        assertThat(((Unusable) ManifestReader.read("x.yaml", "a: b".getBytes(StandardCharsets.UTF_16)))
                        .problems()
                        .getFirst()
                        .message())
                .contains("UTF-8");
    }

    @Test
    void byteOrderMarksAndWindowsLineEndsAreFine() {
        List<Manifest> manifests = manifests(("\uFEFF" + HEAD + "---\n\uFEFF" + HEAD + "data: {a: |\n")
                .replace("data: {a: |\n", "data:\n  a: |\n    x\n    y\n")
                .replace("\n", "\r\n"));

        assertThat(manifests).hasSize(2);
        assertThat(manifests.getLast().object().path("data").path("a").asText()).isEqualTo("x\ny\n");
    }

    @Test
    void aTabBehindAColonIsForgiven() {
        assertThat(manifests(HEAD + "data:\n  a:\tb\n")
                        .getFirst()
                        .object()
                        .path("data")
                        .path("a")
                        .asText())
                .isEqualTo("b");
    }

    @Test
    void jsonFilesAreReadAsJson() {
        Manifest manifest = ((Manifests) read(
                        "a.json",
                        "{\"apiVersion\":\"v1\",\n \"kind\":\"Secret\",\n \"data\":{\"a\":\"\\ud83d\\ude00\"}}"))
                .manifests()
                .getFirst();

        assertThat(manifest.positions().of("data.a")).contains(new Manifest.Place(3, 10));
    }

    @Test
    void jsonWithADuplicateKeyNamesBothLines() {
        assertThat(((Unusable) read("a.json", "{\"kind\":\"x\",\n\"kind\":\"y\"}"))
                        .problems()
                        .getFirst()
                        .text())
                .isEqualTo("a.json:2:1: duplicate key \"kind\": lines 1 and 2 (keep one)");
    }

    @Test
    void severalJsonObjectsInAYamlFileAreAccepted() {
        assertThat(manifests(
                        "{\"apiVersion\":\"v1\",\"kind\":\"Secret\"}\n{\"apiVersion\":\"v1\",\"kind\":\"Secret\"}"))
                .hasSize(2);
    }

    @Test
    void flowYamlThatIsNoJsonIsYaml() {
        assertThat(manifests("{apiVersion: v1, kind: Secret}")).hasSize(1);
    }

    private static ManifestReader.Reading read(String file, String text) {
        return ManifestReader.read(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Manifest> manifests(String text) {
        ManifestReader.Reading read = read("cm.yaml", text);
        assertThat(read).isInstanceOf(Manifests.class);
        return ((Manifests) read).manifests();
    }

    private static List<ManifestProblem> problems(String text) {
        ManifestReader.Reading read = read("cm.yaml", text);
        assertThat(read).as(text.substring(0, Math.min(40, text.length()))).isInstanceOf(Unusable.class);
        return ((Unusable) read).problems();
    }
}
