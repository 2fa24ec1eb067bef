package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.Kubectl.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Longer pieces of work than those of {@link KubectlTest}. */
@Tag("kubectl")
class KubectlWorkTest {
    @RegisterExtension
    final KubectlWorld world = KubectlWorld.newest();

    @Test
    @DisplayName("T06, L10, D11: lists are sorted, cut into pages and found by short names")
    void listsAreSortedAndCutIntoPages() {
        ok(map("b", "{z: z}") + map("a", "{z: z}") + map("c", "{}"), "create", "-f", "-");

        assertThat(names("get", "cm", "--sort-by=.metadata.name", "--no-headers"))
                .isEqualTo("a b c");
        assertThat(names("get", "cm", "--chunk-size=1", "--no-headers")).isEqualTo("a b c");
        assertThat(names("get", "cm", "-l", "z=z", "--no-headers")).isEqualTo("a b");
        assertThat(names("get", "cm", "--field-selector=metadata.name!=b", "--no-headers"))
                .isEqualTo("a c");
        ok("", "get", "po,no,ns,sa,ev,deploy,rs,apps,repo", "-A");
    }

    @Test
    @DisplayName("A02: apply --prune takes what is labelled, was applied, and is no longer there; nothing else")
    void applyWithPrune() {
        String pruning = (knows("apply", "--prune-allowlist") ? "--prune-allowlist" : "--prune-whitelist")
                + "=core/v1/ConfigMap";
        ok(map("by-hand", "{app: x}"), "create", "-f", "-");
        ok(map("other", "{app: other}"), "apply", "-f", "-");
        ok(map("kept", "{app: x}") + map("gone", "{app: x}"), "apply", "-f", "-");

        Run pruned = ok(map("kept", "{app: x}"), "apply", "--prune", "-l", "app=x", pruning, "-f", "-");

        assertThat(pruned.out()).contains("configmap/gone pruned");
        assertThat(names("get", "cm", "--no-headers")).isEqualTo("by-hand kept other");
    }

    @Test
    @DisplayName("A03, S13: dry runs on the server and diffs write nothing and tell what would be")
    void dryRunsAndDiffs() {
        ok(map("a", "{x: one}"), "apply", "--server-side", "-f", "-");

        assertThat(ok(map("a", "{x: two}"), "apply", "--server-side", "--dry-run=server", "-f", "-")
                        .out())
                .contains("serverside-applied (server dry run)");
        Run diff = run(map("a", "{x: two}"), "diff", "--server-side", "-f", "-");
        assertThat(diff.code()).isEqualTo(1);
        assertThat(diff.out()).contains("-    x: one").contains("+    x: two");
        assertThat(ok("", "get", "cm", "a", "-o", "jsonpath={.metadata.labels.x}")
                        .out())
                .isEqualTo("one");
    }

    @Test
    @DisplayName("A04, A06: an overlay is applied; what was applied last can be looked at and set")
    void overlaysAndLastApplied() throws IOException {
        Path base = Files.createDirectory(world.home().resolve("base"));
        Files.writeString(base.resolve("a.yaml"), map("a", "{}"));
        Files.writeString(base.resolve("kustomization.yaml"), "resources: [a.yaml]\nnamePrefix: pre-\n");

        assertThat(ok("", "apply", "-k", base.toString()).out()).contains("configmap/pre-a created");
        assertThat(ok("", "apply", "view-last-applied", "cm", "pre-a").out()).contains("name: pre-a");
        ok(map("pre-a", "{set: again}"), "apply", "set-last-applied", "-f", "-");
        assertThat(ok("", "apply", "view-last-applied", "cm", "pre-a").out()).contains("set: again");
    }

    @Test
    @DisplayName("V04: nodes are cordoned, uncordoned and tainted")
    void nodesAreCordonedAndTainted() {
        ok("{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n1\"}}", "create", "-f", "-");

        ok("", "cordon", "n1");
        assertThat(ok("", "get", "node", "n1").out()).contains("SchedulingDisabled");
        ok("", "uncordon", "n1");
        ok("", "taint", "node", "n1", "a=b:NoSchedule");
        assertThat(ok("", "describe", "node", "n1").out()).contains("a=b:NoSchedule");
        ok("", "taint", "node", "n1", "a-");
        assertThat(ok("", "get", "node", "n1", "-o", "jsonpath={.spec.taints}{.spec.unschedulable}")
                        .out())
                .isEmpty();
    }

    @Test
    @DisplayName("B01: every kind can be described")
    void everyKindCanBeDescribed() {
        ok(map("a", "{}") + """
                ---
                {apiVersion: v1, kind: Secret, metadata: {name: a}, stringData: {k: secret-value}}
                ---
                {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: c, image: "i:1"}]}}
                ---
                {apiVersion: v1, kind: Node, metadata: {name: a}}
                ---
                {apiVersion: coordination.k8s.io/v1, kind: Lease, metadata: {name: a}, spec: {holderIdentity: me}}
                """, "create", "-f", "-");

        for (String kind : new String[] {"cm", "secret", "pod", "node", "lease"}) {
            assertThat(ok("", "describe", kind, "a").out())
                    .as(kind)
                    .contains("Name:")
                    .doesNotContain("secret-value");
        }
        assertThat(ok("", "describe", "ns", "default").out()).containsPattern("Status: +Active");
    }

    @Test
    @DisplayName("B03: wait for a value, for a deletion, for something that does not come")
    void waiting() {
        ok(map("a", "{x: one}"), "create", "-f", "-");

        if (knows("wait", "--for=jsonpath")) {
            ok("", "wait", "--for=jsonpath={.metadata.labels.x}=one", "cm/a", "--timeout=5s");
        }
        assertThat(run("", "wait", "--for=delete", "cm/a", "--timeout=1s").code())
                .isEqualTo(1);
        ok("", "delete", "cm", "a", "--wait=false");
        Run gone = run("", "wait", "--for=delete", "cm/a", "--timeout=5s");
        assertThat(gone.code() == 0 || gone.err().contains("no matching resources found")) // before 1.24
                .as("%s", gone)
                .isTrue();
    }

    private static String map(String name, String labels) {
        return "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + ", labels: " + labels + "}\n";
    }

    /** The first word of each line. */
    private String names(String... arguments) {
        return String.join(
                " ",
                ok("", arguments)
                        .out()
                        .lines()
                        .map(line -> line.split(" ", 2)[0])
                        .toList());
    }

    /** The distribution's kubectl may be years older than the newest. */
    private boolean knows(String command, String word) {
        return run("", command, "--help").out().contains(word);
    }

    private Run run(String input, String... arguments) {
        return world.run(input, arguments);
    }

    private Run ok(String input, String... arguments) {
        return world.ok(input, arguments);
    }
}
