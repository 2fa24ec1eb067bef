package dev.longshore.agent.pods.specs;

import static dev.longshore.agent.pods.plan.Examples.fields;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.pods.plan.Examples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VolumeFilesPlanTest {
    private static final Config CONFIG = new Config(
            Map.of("map", Examples.configMap("map", "{a: '1', b: '2'}, binaryData: {c: 'AP8='}")),
            Map.of("key", Examples.secret("key", "{token: 'czNjcmV0'}")));

    private static VolumeFilesPlan plan(String volume) {
        var pod = Examples.pod("{containers: [{name: 'web', resources: {limits: {memory: '64Mi'}}}]}");
        return new VolumeFilesPlan(fields(volume), CONFIG, new Downward(pod, "10.64.0.2", "192.0.2.1", Map.of()));
    }

    private static Map<String, String> shown(VolumeFilesPlan plan) {
        Map<String, String> shown = new TreeMap<>();
        plan.files()
                .forEach((path, file) -> shown.put(
                        path,
                        Integer.toOctalString(file.mode()) + " "
                                + new String(file.bytes(), StandardCharsets.ISO_8859_1)));
        return shown;
    }

    @Test
    @DisplayName("V06, V13: every key is a file with the default mode; binary data is as it was")
    void allKeys() {
        assertThat(shown(plan("{configMap: {name: 'map', defaultMode: 256}}")))
                .isEqualTo(Map.of("a", "400 1", "b", "400 2", "c", "400 \u0000\u00ff"));
        assertThat(shown(plan("{secret: {secretName: 'key'}}"))).isEqualTo(Map.of("token", "644 s3cret"));
    }

    @Test
    @DisplayName("V06: items choose keys, paths and modes")
    void chosenKeys() {
        assertThat(shown(plan("{configMap: {name: 'map', items: [{key: 'b', path: 'deep/b.txt', mode: 384}]}}")))
                .isEqualTo(Map.of("deep/b.txt", "600 2"));
    }

    @Test
    @DisplayName("V11: what is missing and not optional is named")
    void missing() {
        assertThat(plan("{configMap: {name: 'no'}}").missing()).contains("configmap \"no\" not found");
        assertThat(plan("{configMap: {name: 'map', items: [{key: 'x', path: 'x'}]}}")
                        .missing())
                .contains("configmap \"map\" references non-existent config key: x");
        assertThat(plan("{projected: {sources: [{serviceAccountToken: {}}]}}").missing())
                .get()
                .asString()
                .contains("not supported");
    }

    @Test
    @DisplayName("V10: what is missing and optional is an empty volume")
    void optional() {
        VolumeFilesPlan plan = plan("{secret: {secretName: 'no', optional: true}}");

        assertThat(plan.missing()).isEmpty();
        assertThat(plan.files()).isEmpty();
    }

    @Test
    @DisplayName("V14: labels and annotations are quoted lines, sorted")
    void downward() {
        String items =
                "[{path: 'labels', fieldRef: {fieldPath: 'metadata.labels'}}, {path: 'notes', fieldRef: {fieldPath: 'metadata.annotations'}},"
                        + " {path: 'memory', resourceFieldRef: {containerName: 'web', resource: 'limits.memory', divisor: '1Mi'}}]";

        assertThat(shown(plan("{downwardAPI: {items: " + items + "}}")))
                .isEqualTo(Map.of(
                        "labels",
                        "644 app=\"web\"\ntier=\"a'b\"",
                        "notes",
                        "644 note=\"two\\nlines\"",
                        "memory",
                        "644 64"));
    }

    @Test
    @DisplayName("V15: a projected volume is its sources in one folder, with the volume's mode")
    void projected() {
        String sources = "[{configMap: {name: 'map', items: [{key: 'a', path: 'a'}]}}, {secret: {name: 'key'}},"
                + " {downwardAPI: {items: [{path: 'name', fieldRef: {fieldPath: 'metadata.name'}}]}}]";

        assertThat(shown(plan("{projected: {defaultMode: 288, sources: " + sources + "}}")))
                .isEqualTo(Map.of("a", "440 1", "token", "440 s3cret", "name", "440 web-0"));
    }

    @Test
    void theTextFormShowsNoContent() {
        assertThat(plan("{name: 'v', secret: {secretName: 'key'}}")).hasToString("files of volume v");
    }
}
