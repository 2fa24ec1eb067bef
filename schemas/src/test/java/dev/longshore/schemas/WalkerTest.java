package dev.longshore.schemas;

import static dev.longshore.schemas.Trees.deployment;
import static dev.longshore.schemas.Trees.pod;
import static dev.longshore.schemas.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkerTest {
    @Test
    void completesAPodAsKubernetesDoes() {
        ObjectNode pod =
                check(Pod.KIND, pod("", "resources: {limits: {cpu: '1'}}")).object();

        assertThat(pod.path("spec"))
                .isEqualTo(tree(
                        "{containers: [{name: 'c', image: 'i:1', resources: {limits: {cpu: '1'}, requests: {cpu: '1'}},"
                                + " terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File',"
                                + " imagePullPolicy: 'IfNotPresent'}], restartPolicy: 'Always', terminationGracePeriodSeconds: 30,"
                                + " dnsPolicy: 'ClusterFirst', securityContext: {}, schedulerName: 'default-scheduler',"
                                + " enableServiceLinks: true}"));
    }

    @Test
    void completesADeploymentAsKubernetesDoes() {
        ObjectNode deployment = check(Deployment.KIND, deployment("")).object();

        assertThat(deployment.at("/spec/strategy"))
                .isEqualTo(tree("{type: 'RollingUpdate', rollingUpdate: {maxUnavailable: '25%', maxSurge: '25%'}}"));
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(deployment.at("/spec/progressDeadlineSeconds").asInt()).isEqualTo(600);
        assertThat(deployment.at("/spec/revisionHistoryLimit").asInt()).isEqualTo(10);
        assertThat(deployment.at("/spec/template/spec/enableServiceLinks").isMissingNode())
                .isTrue();
    }

    @Test
    void recreateHasNoRollingUpdate() {
        ObjectNode deployment = check(Deployment.KIND, deployment("strategy: {type: 'Recreate'},"))
                .object();

        assertThat(deployment.at("/spec/strategy")).isEqualTo(tree("{type: 'Recreate'}"));
    }

    @Test
    void walkingAgainChangesNothing() {
        ObjectNode once = check(Deployment.KIND, deployment("")).object();
        ObjectNode twice = check(Deployment.KIND, once.deepCopy()).object();

        assertThat(twice).isEqualTo(once);
    }

    @Test
    void takesOutWhatItDoesNotKnowAndNamesIt() {
        Checked checked = check(Pod.KIND, pod("bogus: {a: 1},", "imgae: 'x', env: [{name: 'A', walue: ''}]"));

        assertThat(checked.unknown())
                .containsExactly("spec.bogus", "spec.containers[0].env[0].walue", "spec.containers[0].imgae");
        assertThat(checked.object().path("spec").has("bogus")).isFalse();
    }

    @Test
    void nullMeansAbsent() {
        Checked checked = check(Pod.KIND, pod("restartPolicy: null,", "args: null"));

        assertThat(checked.object().at("/spec/restartPolicy").asText()).isEqualTo("Always");
        assertThat(checked.object().at("/spec/containers/0").has("args")).isFalse();
        assertThat(checked.mistyped()).isEmpty();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "replicas: 'x', | json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32",
                "replicas: 1.5, | json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32",
                "replicas: 99999999999, | json: cannot unmarshal number 99999999999 into Go struct field DeploymentSpec.spec.replicas of type int32",
                "paused: 1, | json: cannot unmarshal number into Go struct field DeploymentSpec.spec.paused of type bool",
                "strategy: [], | json: cannot unmarshal array into Go struct field DeploymentSpec.spec.strategy of type v1.DeploymentStrategy",
            })
    void saysWhatDoesNotDecode(String spec, String message) {
        assertThat(check(Deployment.KIND, deployment(spec)).mistyped())
                .extracting(Problem::message)
                .containsExactly(message);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "restartPolicy: 'Sometimes', | | spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"Never\", \"OnFailure\"",
                "terminationGracePeriodSeconds: -1, | | spec.terminationGracePeriodSeconds: Invalid value: -1: must be greater than or equal to 0",
                " | ports: [{containerPort: 70000}] | spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive",
                " | volumeMounts: [{name: 'v'}] | spec.containers[0].volumeMounts[0].mountPath: Required value",
                " | env: [{name: ''}] | spec.containers[0].env[0].name: Required value",
                "initContainers: [{name: 'a', image: 'i'}, {name: 'a', image: 'i'}], | | spec.initContainers[1].name: Duplicate value: \"a\"",
                "volumes: [{name: 'v', emptyDir: {}, secret: {}}], | | spec.volumes[0].secret: Forbidden: may not be given together with emptyDir",
            })
    void saysWhatIsNotAllowed(String spec, String container, String problem) {
        Checked checked = check(Pod.KIND, pod(spec == null ? "" : spec, container == null ? "" : container));

        assertThat(checked.invalid()).extracting(Problem::text).contains(problem);
    }

    @Test
    void anEmptyListOfContainersIsNone() {
        Checked checked = check(Pod.KIND, tree("{metadata: {name: 'p'}, spec: {containers: []}}"));

        assertThat(checked.invalid()).extracting(Problem::text).containsExactly("spec.containers: Required value");
    }

    @Test
    void statusIsTakenAsItIsReported() {
        Checked checked = check(
                Pod.KIND,
                tree("{metadata: {name: 'p'}, spec: {containers: [{name: 'c', image: 'i'}]}, status: {phase: 'x',"
                        + " containerStatuses: [{name: 'c'}], conditions: [{type: 'Ready'}], bogus: 1, hostIP: 3}}"));

        assertThat(checked.invalid()).isEmpty();
        assertThat(checked.unknown()).containsExactly("status.bogus");
        assertThat(checked.mistyped()).extracting(Problem::path).containsExactly("status.hostIP");
    }

    @Test
    void namesWhatWasGivenAndIsNotHonoured() {
        Checked checked = check(
                Pod.KIND,
                pod(
                        "runtimeClassName: 'other', dnsPolicy: 'ClusterFirst',",
                        "livenessProbe: {httpGet: {port: 1}}, ports: [{containerPort: 1, name: 'web'}]"));

        assertThat(checked.unsupported())
                .extracting(Problem::text)
                .containsExactly(
                        "spec.containers[0].livenessProbe: not honoured: probes are not run yet",
                        "spec.runtimeClassName: not honoured: there is one container runtime");
    }

    @Test
    void saysNothingOfWhatAsksForNothing() {
        Checked checked = check(
                Pod.KIND,
                pod(
                        "setHostnameAsFQDN: false, automountServiceAccountToken: false, readinessGates: [],",
                        "stdinOnce: false, securityContext: {seccompProfile: {type: 'RuntimeDefault'}}"));

        assertThat(checked.unsupported()).isEmpty();
    }

    @Test
    void textsOfASecretBecomeBytes() {
        ObjectNode secret = check(
                        Secret.KIND, tree("{metadata: {name: 's'}, data: {a: 'eA=='}, stringData: {a: 'y', b: 'ü'}}"))
                .object();

        assertThat(secret.path("data")).isEqualTo(tree("{a: 'eQ==', b: 'w7w='}"));
        assertThat(secret.has("stringData")).isFalse();
        assertThat(secret.path("type").asText()).isEqualTo("Opaque");
    }

    private static Checked check(Kind kind, ObjectNode object) {
        return Walker.check(SchemaCatalog.builtIn().of(kind), object);
    }
}
