package dev.longshore.agent.pods.specs;

import static dev.longshore.agent.pods.plan.Examples.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.pods.plan.Examples;
import dev.longshore.agent.pods.plan.PodContainer;
import dev.longshore.objects.Quantity;
import dev.longshore.objects.core.Pod;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvPlanTest {
    private static final Config CONFIG = new Config(
            Map.of("map", Examples.configMap("map", "{A: 'from map', B: 'b', '1x': 'bad'}")),
            Map.of("key", Examples.secret("key", "{TOKEN: 'czNjcmV0'}")));

    private static EnvPlan plan(String container) {
        return plan(container, CONFIG);
    }

    private static EnvPlan plan(String container, Config config) {
        Pod pod = pod("{serviceAccountName: 'robot', containers: [" + container + "]}");
        var downward = new Downward(
                pod, "10.64.0.2", "192.0.2.1", Map.of("cpu", Quantity.of(4), "memory", Quantity.of(1 << 30)));
        return new EnvPlan(PodContainer.of(pod).getFirst(), config, downward);
    }

    @ParameterizedTest(name = "E01: {0} becomes {1}")
    @CsvSource({
        "$(A), 1",
        "x$(A)y$(B)z, x1y2z",
        "$$(A), $(A)",
        "$$$(A), $1",
        "$(NOPE), $(NOPE)",
        "$(A, $(A",
        "$A, $A",
        "$, $",
        "a$, a$",
        "$(), $()",
        "$(C), $(A)",
        "$($(A)), $($(A))"
    })
    void expandsReferences(String text, String expected) {
        assertThat(Expansion.expand(text, Map.of("A", "1", "B", "2", "C", "$(A)")))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName(
            "FR-50: order is kept, references see what stands before them, a dollar escapes, what is unknown stays")
    void ordered() {
        EnvPlan plan = plan(
                "{name: 'c', env: [{name: 'Z', value: '1'}, {name: 'A', value: '$(Z)-x'}, {name: 'B', value: '$(C)'},"
                        + " {name: 'C', value: '2'}, {name: 'D', value: '$$(Z)'}, {name: 'E', value: '$(Z'}, {name: 'Z', value: '9'}]}");

        assertThat(plan.env())
                .containsExactly(
                        Map.entry("Z", "9"),
                        Map.entry("A", "1-x"),
                        Map.entry("B", "$(C)"),
                        Map.entry("C", "2"),
                        Map.entry("D", "$(Z)"),
                        Map.entry("E", "$(Z"));
        assertThat(Expansion.expand("$(A) $(NOPE)", plan.env())).isEqualTo("1-x $(NOPE)");
    }

    @Test
    @DisplayName("E02: envFrom with a prefix; env wins over it")
    void sources() {
        EnvPlan plan =
                plan("{name: 'c', envFrom: [{configMapRef: {name: 'map'}, prefix: 'P_'}, {secretRef: {name: 'key'}}],"
                        + " env: [{name: 'P_A', value: 'own, $(P_B)'}]}");

        assertThat(plan.env())
                .containsEntry("P_A", "own, b")
                .containsEntry("TOKEN", "s3cret")
                .containsEntry("P_1x", "bad");
        assertThat(plan.missing()).isEmpty();
    }

    @Test
    @DisplayName("E03: names that cannot be variables are skipped and told")
    void badNames() {
        EnvPlan plan = plan("{name: 'c', envFrom: [{configMapRef: {name: 'map'}}]}");

        assertThat(plan.env()).containsOnlyKeys("A", "B");
        assertThat(plan.skipped()).containsExactly("1x");
    }

    @ParameterizedTest(name = "E04: {0} is {1}")
    @CsvSource({
        "metadata.name, web-0",
        "metadata.namespace, shop",
        "metadata.uid, u1",
        "metadata.labels['app'], web",
        "metadata.labels['none'], ''",
        "spec.nodeName, node-1",
        "spec.serviceAccountName, robot",
        "status.podIP, 10.64.0.2",
        "status.hostIP, 192.0.2.1"
    })
    void fieldsOfThePod(String path, String expected) {
        EnvPlan plan = plan("{name: 'c', env: [{name: 'X', valueFrom: {fieldRef: {fieldPath: \"" + path + "\"}}}]}");

        assertThat(plan.env()).containsExactly(Map.entry("X", expected));
    }

    @ParameterizedTest(name = "E05: {0} in {1} is {2}")
    @CsvSource({
        "limits.cpu, 1, 2",
        "limits.cpu, 1m, 1500",
        "limits.memory, 1Mi, 64",
        "requests.cpu, 1m, 100",
        "requests.memory, 1, 0",
        "limits.ephemeral-storage, 1, 0"
    })
    void resourcesOfTheContainer(String resource, String divisor, String expected) {
        EnvPlan plan = plan(
                "{name: 'c', resources: {limits: {cpu: '1500m', memory: '64Mi'}, requests: {cpu: '100m'}}, env: [{name: 'X',"
                        + " valueFrom: {resourceFieldRef: {resource: '" + resource + "', divisor: '" + divisor
                        + "'}}}]}");

        assertThat(plan.env()).containsExactly(Map.entry("X", expected));
    }

    @Test
    void aLimitThatIsNotSetIsWhatTheNodeHas() {
        EnvPlan plan = plan("{name: 'c', env: [{name: 'X', valueFrom: {resourceFieldRef: {resource: 'limits.cpu'}}}]}");

        assertThat(plan.env()).containsExactly(Map.entry("X", "4"));
    }

    @ParameterizedTest(name = "E07: {0}: {1}")
    @CsvSource({
        "secretKeyRef: {name: 'no'; key: 'k'}, secret \"no\" not found",
        "configMapKeyRef: {name: 'no'; key: 'k'}, configmap \"no\" not found",
        "configMapKeyRef: {name: 'map'; key: 'k'}, couldn't find key k in ConfigMap shop/map",
        "secretKeyRef: {name: 'key'; key: 'k'}, couldn't find key k in Secret shop/key"
    })
    void whatIsMissingIsNamed(String reference, String expected) {
        String json = reference.replace(';', ',');

        assertThat(plan("{name: 'c', env: [{name: 'X', valueFrom: {" + json + "}}]}")
                        .missing())
                .contains(expected);
        assertThat(plan("{name: 'c', env: [{name: 'X', valueFrom: {" + json.replace("}", ", optional: true}") + "}}]}"))
                .satisfies(plan -> assertThat(plan.missing()).isEmpty())
                .satisfies(plan -> assertThat(plan.env()).isEmpty());
    }

    @Test
    void aMissingSourceIsNamedUnlessItIsOptional() {
        assertThat(plan("{name: 'c', envFrom: [{secretRef: {name: 'no'}}]}").missing())
                .contains("secret \"no\" not found");
        assertThat(plan("{name: 'c', envFrom: [{configMapRef: {name: 'no', optional: true}}]}")
                        .missing())
                .isEmpty();
    }

    @Test
    void noTextFormShowsAValue() {
        EnvPlan plan = plan("{name: 'c', envFrom: [{secretRef: {name: 'key'}}]}");

        assertThat(plan.toString() + plan.config()).doesNotContain("s3cret").doesNotContain("czNjcmV0");
    }

    @Test
    void referencesAreAllThatAPodNames() {
        Pod pod = pod(
                "{volumes: [{configMap: {name: 'm1'}}, {secret: {secretName: 's1'}}, {projected: {sources: [{configMap: {name: 'm2'}},"
                        + " {secret: {name: 's2'}}]}}], initContainers: [{envFrom: [{secretRef: {name: 's3'}}]}],"
                        + " containers: [{env: [{valueFrom: {configMapKeyRef: {name: 'm3'}}}]}]}");

        assertThat(References.of(pod).configMaps()).containsExactly("m1", "m2", "m3");
        assertThat(References.of(pod).secrets()).containsExactly("s1", "s2", "s3");
    }
}
