package dev.longshore.schemas;

import static dev.longshore.schemas.Trees.tree;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Fields;
import dev.longshore.objects.Kind;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Event;
import dev.longshore.objects.core.Node;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.gitops.Application;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest(name = "T05: {0} {1}: {2} {3} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "| phase: 'Pending' | 0/2 | Pending | 0",
                "| phase: 'Running', containerStatuses: [{ready: true, state: {running: {}}}, {ready: false, restartCount: 3, state: {waiting: {reason: 'CrashLoopBackOff'}}, lastState: {terminated: {finishedAt: '2026-01-01T11:55:00Z'}}}] | 1/2 | CrashLoopBackOff | 3 (5m ago)",
                "| phase: 'Running', containerStatuses: [{ready: true, state: {running: {}}}, {ready: true, state: {running: {}}}] | 2/2 | Running | 0",
                "| phase: 'Failed', reason: 'Evicted' | 0/2 | Evicted | 0",
                "| phase: 'Succeeded', containerStatuses: [{state: {terminated: {reason: 'Completed'}}}] | 0/2 | Completed | 0",
                "| phase: 'Running', conditions: [{type: 'Ready', status: 'True'}], containerStatuses: [{state: {terminated: {reason: 'Completed'}}}, {ready: true, state: {running: {}}}] | 1/2 | Running | 0",
                "| phase: 'Running', containerStatuses: [{state: {terminated: {reason: 'Completed'}}}, {ready: true, state: {running: {}}}] | 1/2 | NotReady | 0",
                "| phase: 'Failed', containerStatuses: [{state: {terminated: {exitCode: 3}}}] | 0/2 | ExitCode:3 | 0",
                "| phase: 'Failed', containerStatuses: [{state: {terminated: {exitCode: 137, signal: 9}}}] | 0/2 | Signal:9 | 0",
                "| phase: 'Pending', initContainerStatuses: [{state: {running: {}}}] | 0/2 | Init:0/1 | 0",
                "| phase: 'Pending', initContainerStatuses: [{restartCount: 1, state: {waiting: {reason: 'CrashLoopBackOff'}}}] | 0/2 | Init:CrashLoopBackOff | 1",
                "| phase: 'Pending', initContainerStatuses: [{state: {terminated: {exitCode: 1}}}] | 0/2 | Init:ExitCode:1 | 0",
                "| phase: 'Pending', initContainerStatuses: [{state: {terminated: {exitCode: 0, reason: 'Completed'}}}], containerStatuses: [{state: {waiting: {reason: 'ImagePullBackOff'}}}] | 0/2 | ImagePullBackOff | 0",
                "deletionTimestamp: '2026-01-01T11:00:00Z' | phase: 'Running' | 0/2 | Terminating | 0",
                "deletionTimestamp: '2026-01-01T11:00:00Z' | phase: 'Running', reason: 'NodeLost' | 0/2 | Unknown | 0",
                "deletionTimestamp: '2026-01-01T11:00:00Z' | phase: 'Succeeded' | 0/2 | Succeeded | 0",
                "| phase: 'Pending', conditions: [{type: 'PodScheduled', reason: 'SchedulingGated'}] | 0/2 | SchedulingGated | 0",
            })
    void aPodInAFewWords(String metadata, String status, String ready, String word, String restarts) {
        List<Object> row = row(
                Pod.KIND,
                "{metadata: {name: 'p', " + (metadata == null ? "" : metadata)
                        + "}, spec: {initContainers: [{name: 'i'}], containers: [{name: 'a'}, {name: 'b'}]}, status: {"
                        + status
                        + "}}",
                false);

        assertThat(row).containsExactly("p", ready, word, restarts, "<unknown>");
    }

    @Test
    void aPodInMoreWords() {
        assertThat(row(Pod.KIND, "{metadata: {name: 'p'}, status: {podIP: '1.1.1.1'}}", true))
                .endsWith("<none>", "<none>", "<none>", "<none>");
        assertThat(row(
                        Pod.KIND,
                        "{metadata: {name: 'p'}, spec: {nodeName: 'n', readinessGates: [{conditionType: 'A'}, {conditionType: 'B'}]},"
                                + " status: {podIPs: [{ip: '1.1.1.1'}], conditions: [{type: 'A', status: 'True'}]}}",
                        true))
                .endsWith("1.1.1.1", "n", "<none>", "1/2");
    }

    @Test
    void aDeployment() {
        assertThat(row(
                        Deployment.KIND,
                        "{metadata: {name: 'web', creationTimestamp: '2025-12-30T12:00:00Z'}, spec: {replicas: 3,"
                                + " selector: {matchLabels: {b: '2', a: '1'}, matchExpressions: [{key: 'c', operator: 'In', values: ['y', 'x']}]},"
                                + " template: {spec: {containers: [{name: 'c', image: 'i:1'}, {name: 'd', image: 'j'}]}}},"
                                + " status: {readyReplicas: 2, updatedReplicas: 1}}",
                        true))
                .containsExactly("web", "2/3", 1L, 0L, "2d", "c,d", "i:1,j", "a=1,b=2,c in (x,y)");
    }

    @Test
    void aNode() {
        assertThat(row(
                        Node.KIND,
                        "{metadata: {name: 'n', labels: {'node-role.kubernetes.io/b': '', 'node-role.kubernetes.io/a': ''}},"
                                + " spec: {unschedulable: true}, status: {conditions: [{type: 'Ready', status: 'Unknown'}],"
                                + " addresses: [{type: 'InternalIP', address: '10.0.0.1'}], nodeInfo: {kubeletVersion: 'v1', osImage: 'Debian'}}}",
                        true))
                .containsExactly(
                        "n",
                        "NotReady,SchedulingDisabled",
                        "a,b",
                        "<unknown>",
                        "v1",
                        "10.0.0.1",
                        "<none>",
                        "Debian",
                        "<unknown>",
                        "<unknown>");
    }

    @Test
    void anEventThatCameBack() {
        assertThat(row(
                        Event.KIND,
                        "{metadata: {name: 'e'}, type: 'Warning', reason: 'BackOff', message: ' x\\n', count: 5,"
                                + " firstTimestamp: '2026-01-01T11:50:00Z', lastTimestamp: '2026-01-01T11:58:00Z',"
                                + " involvedObject: {kind: 'Pod', name: 'p'}, source: {component: 'agent', host: 'n'}}",
                        true))
                .containsExactly(
                        "2m (x5 over 10m)", "Warning", "BackOff", "pod/p", "", "agent, n", "x", "10m", 5L, "e");
    }

    @Test
    void anApplication() {
        assertThat(row(
                        Application.KIND,
                        "{metadata: {name: 'shop'}, status: {sync: {status: 'Synced'}, health: {status: 'Healthy'}}}",
                        false))
                .containsExactly("shop", "Synced", "Healthy", "<unknown>");
    }

    @Test
    void aConfigMapCountsItsKeys() {
        assertThat(row(ConfigMap.KIND, "{metadata: {name: 'a'}, data: {a: '', b: ''}, binaryData: {c: ''}}", false))
                .containsExactly("a", 3L, "<unknown>");
    }

    @ParameterizedTest(name = "T08: {0} s are {1}")
    @CsvSource({
        "0, 0s",
        "119, 119s",
        "120, 2m",
        "125, 2m5s",
        "600, 10m",
        "10799, 179m",
        "10800, 3h",
        "12660, 3h31m",
        "28800, 8h",
        "172799, 47h",
        "172800, 2d",
        "180000, 2d2h",
        "691200, 8d",
        "63072000, 2y",
        "-5, <invalid>"
    })
    void agesAsPeopleReadThem(long seconds, String age) {
        String created = NOON.minusSeconds(seconds).toString();

        assertThat(row(ConfigMap.KIND, "{metadata: {name: 'a', creationTimestamp: '" + created + "'}}", false))
                .endsWith(age);
    }

    private static List<Object> row(Kind kind, String object, boolean wide) {
        List<Object> cells = new ArrayList<>();
        for (Column column : SchemaCatalog.builtIn().of(kind).columns()) {
            if (wide || !column.wide()) {
                cells.add(column.cell().value(Fields.of(tree(object)), NOON));
            }
        }
        return cells;
    }
}
