package dev.longshore.schemas;

import static dev.longshore.schemas.Trees.deployment;
import static dev.longshore.schemas.Trees.pod;
import static dev.longshore.schemas.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImmutabilityTest {
    @Test
    @DisplayName("RS-18 and the same of a Deployment: the selector stays")
    void theSelectorOfADeploymentStays() {
        ObjectNode other = deployment("");
        ((ObjectNode) other.at("/spec/selector/matchLabels")).put("tier", "web");

        for (Kind kind : List.of(Deployment.KIND, ReplicaSet.KIND)) {
            assertThat(change(kind, deployment(""), other))
                    .containsExactly(
                            "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\",\"tier\":\"web\"}}: field is immutable");
        }
    }

    @Test
    void theRestOfADeploymentMayChange() {
        assertThat(change(Deployment.KIND, deployment(""), deployment("replicas: 3, paused: true,")))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "hostname: 'h',||hostname",
                "nodeName: 'n',||nodeName",
                "activeDeadlineSeconds: 9,||activeDeadlineSeconds",
                "tolerations: [],||tolerations",
                "|args: ['x']|containers",
            })
    void mostOfAPodStays(String spec, String container, String changed) {
        ObjectNode old = pod("activeDeadlineSeconds: 5, tolerations: [{operator: 'Exists'}],", "");
        ObjectNode now = pod(
                "activeDeadlineSeconds: 5, tolerations: [{operator: 'Exists'}]," + (spec == null ? "" : spec),
                container == null ? "" : container);

        assertThat(change(Pod.KIND, old, now))
                .singleElement()
                .asString()
                .startsWith("spec: Forbidden: pod updates may not change fields other than")
                .endsWith("; changed: " + changed);
    }

    @Test
    void imagesAndMoreTolerationsAndAnEarlierDeadlineMayCome() {
        ObjectNode old = pod("activeDeadlineSeconds: 5, tolerations: [{key: 'a'}],", "");
        ObjectNode now = pod("activeDeadlineSeconds: 4, tolerations: [{key: 'a'}, {key: 'b'}],", "image: 'i:2'");

        assertThat(change(Pod.KIND, old, now)).isEmpty();
    }

    @Test
    void aFrozenConfigMapStays() {
        ObjectNode old = tree("{metadata: {name: 'a'}, immutable: true, data: {a: '1'}}");

        assertThat(change(ConfigMap.KIND, old, tree("{metadata: {name: 'a'}, data: {a: '2'}}")))
                .containsExactly(
                        "data: Forbidden: field is immutable when `immutable` is set",
                        "immutable: Forbidden: field is immutable when `immutable` is set");
    }

    @Test
    void theTypeOfASecretStays() {
        assertThat(change(
                        Secret.KIND,
                        tree("{metadata: {name: 'a'}, type: 'a'}"),
                        tree("{metadata: {name: 'a'}, type: 'b'}")))
                .containsExactly("type: Invalid value: \"b\": field is immutable");
    }

    @Test
    void aNodeKeepsItsPodRange() {
        ObjectNode none = tree("{metadata: {name: 'n'}}");
        ObjectNode some = tree("{metadata: {name: 'n'}, spec: {podCIDR: '10.0.0.0/24'}}");

        assertThat(change(Node.KIND, none, some)).isEmpty();
        assertThat(change(Node.KIND, some, none))
                .containsExactly(
                        "spec.podCIDR: Forbidden: node updates may not change podCIDR except from \"\" to valid");
    }

    private static List<String> change(Kind kind, ObjectNode old, ObjectNode now) {
        KindSchema schema = SchemaCatalog.builtIn().of(kind);
        return Immutability.check(schema, complete(schema, old), complete(schema, now)).stream()
                .map(Problem::text)
                .toList();
    }

    private static Fields complete(KindSchema schema, ObjectNode tree) {
        return Fields.of(Walker.check(schema, tree).object());
    }
}
