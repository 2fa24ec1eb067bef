package dev.longshore.engine.gitops.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.manifests.YamlBody;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthRulesTest {
    @ParameterizedTest(name = "A64: a Deployment with {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            spec: {replicas: 2, paused: true}                                                                          | Suspended
            metadata: {name: x, generation: 2}, status: {observedGeneration: 1}                                        | Progressing
            spec: {replicas: 2}, status: {updatedReplicas: 1, replicas: 1, availableReplicas: 1}                       | Progressing
            spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 3, availableReplicas: 2}                       | Progressing
            spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 2, availableReplicas: 1}                       | Progressing
            spec: {replicas: 2}, status: {updatedReplicas: 2, replicas: 2, availableReplicas: 2}                       | Healthy
            spec: {replicas: 0}                                                                                        | Healthy
            spec: {}, status: {conditions: [{type: Progressing, status: 'False', reason: ProgressDeadlineExceeded}]}   | Degraded
            metadata: {name: x, deletionTimestamp: '2026-01-01T00:00:00Z'}                                             | Progressing
            """)
    void deployment(String body, String expected) {
        assertThat(word(Deployment.KIND, body)).contains(expected);
    }

    @ParameterizedTest(name = "A64: a ReplicaSet with {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            spec: {replicas: 1}, status: {availableReplicas: 0}                                         | Progressing
            spec: {replicas: 1}, status: {availableReplicas: 1}                                         | Healthy
            spec: {replicas: 1}, status: {conditions: [{type: ReplicaFailure, status: 'True'}]}         | Degraded
            spec: {replicas: 0}, status: {conditions: [{type: ReplicaFailure, status: 'False'}]}        | Healthy
            """)
    void replicaSet(String body, String expected) {
        assertThat(word(ReplicaSet.KIND, body)).contains(expected);
    }

    @ParameterizedTest(name = "A64: a Pod with {0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            status: {phase: Pending}                                                                                            | Progressing
            status: {phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: ImagePullBackOff}}}]}              | Degraded
            status: {phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: CreateContainerConfigError}}}]}    | Degraded
            status: {phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: ContainerCreating}}}]}             | Progressing
            status: {phase: Running, conditions: [{type: Ready, status: 'True'}]}                                               | Healthy
            status: {phase: Running, conditions: [{type: Ready, status: 'False'}]}                                              | Progressing
            status: {phase: Running, containerStatuses: [{name: c, lastState: {terminated: {exitCode: 1}}}]}                    | Degraded
            spec: {restartPolicy: Never}, status: {phase: Running}                                                              | Progressing
            spec: {restartPolicy: Never}, status: {phase: Succeeded}                                                            | Healthy
            spec: {restartPolicy: Never}, status: {phase: Failed}                                                               | Degraded
            status: {phase: Lost}                                                                                               | Unknown
            """)
    void pod(String body, String expected) {
        assertThat(word(Pod.KIND, body)).contains(expected);
    }

    @ParameterizedTest(name = "A64: conditions {0} mean {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            [{type: Ready, status: 'True'}]                                  | Healthy
            [{type: Ready, status: 'False', reason: Broken}]                 | Degraded
            [{type: Ready, status: 'False', reason: Progressing}]            | Progressing
            [{type: Ready, status: Unknown}]                                 | Progressing
            [{type: Stalled, status: 'True'}, {type: Ready, status: 'True'}] | Degraded
            [{type: Reconciling, status: 'True'}]                            | Progressing
            """)
    void anyKindWithConditions(String conditions, String expected) {
        assertThat(word(Kind.of("example.com", "v1", "Thing", "things"), "status: {conditions: " + conditions + "}"))
                .contains(expected);
    }

    @Test
    void aConfigMapIsNeitherWellNorIll() {
        assertThat(HealthRules.of(item(ConfigMap.KIND, "data: {a: b}"))).isEmpty();
    }

    @Test
    void aPodSaysWhatHoldsItUp() {
        Item pod = item(
                Pod.KIND,
                "status: {phase: Pending, containerStatuses: [{name: c, state: {waiting: {reason: ErrImagePull, message: no such image}}}]}");

        assertThat(PodHealth.obstacle(pod)).contains("ErrImagePull: no such image");
    }

    @Test
    void aPodWithoutAPlaceSaysSo() {
        Item pod = item(
                Pod.KIND,
                "status: {phase: Pending, conditions: [{type: PodScheduled, status: 'False', message: 0/3 nodes are available}]}");

        assertThat(PodHealth.obstacle(pod)).contains("0/3 nodes are available");
    }

    private static Optional<String> word(Kind kind, String body) {
        return HealthRules.of(item(kind, body)).map(health -> health.code().word());
    }

    private static Item item(Kind kind, String body) {
        String text = "{" + body + (body.contains("metadata:") ? "" : ", metadata: {name: x, namespace: shop}") + "}";
        ObjectNode tree = ((YamlBody.Body) YamlBody.read(text.getBytes(StandardCharsets.UTF_8))).object();
        tree.put("apiVersion", kind.apiVersion()).put("kind", kind.name());
        return Item.read(kind, tree);
    }
}
