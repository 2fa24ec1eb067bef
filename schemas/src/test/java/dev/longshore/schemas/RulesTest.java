package dev.longshore.schemas;

import static dev.longshore.schemas.Trees.deployment;
import static dev.longshore.schemas.Trees.pod;
import static dev.longshore.schemas.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: 'A'} | metadata.name: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of",
                "{} | metadata.name: Required value: name or generateName is required",
                "{name: 'a', labels: {'a/b/c': 'x'}} | metadata.labels: Invalid value: \"a/b/c\": a qualified name must consist of",
                "{name: 'a', labels: {a: '-x'}} | metadata.labels: Invalid value: \"-x\": a valid label must be an empty string or",
                "{name: 'a', annotations: {'': 'x'}} | metadata.annotations: Invalid value: \"\": name part must be non-empty",
                "{name: 'a', finalizers: ['mine']} | metadata.finalizers: Invalid value: \"mine\": name is neither a standard",
                "{name: 'a', ownerReferences: [{apiVersion: 'v1', kind: 'A', name: 'x', uid: '1', controller: true},"
                        + " {apiVersion: 'v1', kind: 'A', name: 'y', uid: '2', controller: true}]}"
                        + " | Only one reference can have Controller set to true. Found \"true\" in references for x and y",
            })
    void refusesMetadata(String metadata, String problem) {
        assertProblem(check(ConfigMap.KIND, tree("{metadata: " + metadata + "}")), problem);
    }

    @Test
    void acceptsWhatIsCommonInMetadata() {
        Checked checked = check(
                ConfigMap.KIND,
                tree("{metadata: {name: 'a.b-1', labels: {'app.kubernetes.io/name': 'x_1', empty: ''},"
                        + " annotations: {'Mixed.Case/Key': 'any text'}, finalizers: ['a.b/c', 'orphan']}}"));

        assertThat(checked.invalid()).isEmpty();
    }

    @Test
    void aGeneratedNameIsNotThereYet() {
        assertThat(check(ConfigMap.KIND, tree("{metadata: {generateName: 'a-'}}"))
                        .invalid())
                .isEmpty();
    }

    @Test
    void aNamespaceIsALabel() {
        assertProblem(
                check(Namespace.KIND, tree("{metadata: {name: 'a.b'}}")),
                "metadata.name: Invalid value: \"a.b\": a lowercase RFC 1123 label must consist of");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{data: {'a/b': ''}} | data[a/b]: Invalid value: \"a/b\": a valid config key must consist of",
                "{data: {'..': ''}} | data[..]: Invalid value: \"..\": must not be '..'",
                "{data: {a: ''}, binaryData: {a: ''}} | binaryData[a]: Invalid value: \"a\": duplicate of key present in data",
            })
    void refusesData(String data, String problem) {
        ObjectNode map = tree(data);
        map.putObject("metadata").put("name", "a");

        assertProblem(check(ConfigMap.KIND, map), problem);
    }

    @Test
    void dataIsBounded() {
        ObjectNode map = tree("{metadata: {name: 'a'}}");
        map.putObject("data").put("a", "x".repeat(1024 * 1024 + 1));

        assertProblem(check(ConfigMap.KIND, map), "data: Too long: may not be more than 1048576 bytes");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                " | image: '' | spec.containers[0].image: Required value",
                " | volumeMounts: [{name: 'v', mountPath: '/v'}] | spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
                "volumes: [{name: 'v', emptyDir: {}}], | volumeMounts: [{name: 'v', mountPath: '/v', mountPropagation: 'Bidirectional'}] | spec.containers[0].volumeMounts[0].mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers",
                "initContainers: [{name: 'c', image: 'i'}], | | spec.initContainers[0].name: Duplicate value: \"c\"",
                "volumes: [{name: 'v', configMap: {}}], | | spec.volumes[0].configMap.name: Required value",
                "volumes: [{name: 'v', secret: {secretName: 's', items: [{key: 'k', path: '../x'}]}}], | | spec.volumes[0].secret.items[0].path: Invalid value: \"../x\": must not contain '..'",
                " | env: [{name: 'A', value: 'x', valueFrom: {fieldRef: {fieldPath: 'metadata.name'}}}] | spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty",
                " | env: [{name: 'A', valueFrom: {}}] | spec.containers[0].env[0].valueFrom: Invalid value: \"\": must specify one of",
                " | env: [{name: 'A', valueFrom: {fieldRef: {fieldPath: 'spec.x'}}}] | error converting fieldPath: field label not supported: spec.x",
                " | resources: {requests: {cpu: '2'}, limits: {cpu: '1'}} | spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1",
                " | resources: {requests: {cpu: '-1'}} | spec.containers[0].resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal to 0",
            })
    void refusesPods(String spec, String container, String problem) {
        assertProblem(check(Pod.KIND, pod(spec == null ? "" : spec, container == null ? "" : container)), problem);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rule | {selector: {}} | spec.selector: Invalid value: {}: empty selector is invalid for deployment",
                "RS-19 | {selector: {matchLabels: {app: 'x'}}} | spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`",
                "rule | {selector: {matchExpressions: [{key: 'app', operator: 'In'}]}} | spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
                "rule | {selector: {matchExpressions: [{key: 'app', operator: 'Exists', values: ['a']}]}} | Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
                "rule | {template: {metadata: {labels: {app: 'web'}}, spec: {restartPolicy: 'Never', containers: [{name: 'c', image: 'i'}]}}} | spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
                "D-19 | {progressDeadlineSeconds: 10, minReadySeconds: 10} | spec.progressDeadlineSeconds: Invalid value: 10: must be greater than minReadySeconds",
                "D-34 | {strategy: {type: 'Recreate', rollingUpdate: {}}} | spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'",
                "D-33 | {strategy: {rollingUpdate: {maxSurge: 0, maxUnavailable: '0%'}}} | spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"0%\": may not be 0 when `maxSurge` is 0",
                "rule | {strategy: {rollingUpdate: {maxUnavailable: '101%'}}} | must not be greater than 100%",
                "rule | {strategy: {rollingUpdate: {maxSurge: 'few'}}} | spec.strategy.rollingUpdate.maxSurge: Invalid value: \"few\": a valid percent string",
            })
    void refusesDeployments(String row, String spec, String problem) {
        ObjectNode deployment = deployment("");
        ((ObjectNode) deployment.path("spec")).setAll(tree(spec));

        assertProblem(check(Deployment.KIND, deployment), problem);
    }

    @Test
    void surgeMayExceedAHundredPercent() {
        Checked checked =
                check(Deployment.KIND, deployment("strategy: {rollingUpdate: {maxSurge: '200%', maxUnavailable: 0}},"));

        assertThat(checked.invalid()).isEmpty();
    }

    private static void assertProblem(Checked checked, String text) {
        assertThat(checked.invalid())
                .extracting(Problem::text)
                .anySatisfy(found -> assertThat(found).contains(text));
    }

    private static Checked check(Kind kind, ObjectNode object) {
        return Walker.check(SchemaCatalog.builtIn().of(kind), object);
    }
}
