package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.Kubectl.Run;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The commands people type, by the real client over a real socket. */
@Tag("kubectl")
class KubectlTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {app: web}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: c, image: "web:1"}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf}
            data: {greeting: hello}
            """;

    @RegisterExtension
    final KubectlWorld world = KubectlWorld.newest();

    private Kubectl kubectl() {
        return world.kubectl();
    }

    @Test
    @DisplayName("T01, W14: create -f, get in every form, scale, describe, delete")
    void aManifestLivesItsLife() {
        Run created = kubectl().runWith(WEB, "create", "-f", "-");
        assertThat(created.code()).as(created.toString()).isZero();
        assertThat(created.out()).contains("deployment.apps/web created").contains("configmap/conf created");

        assertThat(kubectl().run("get", "deploy", "-o", "wide").out())
                .contains("web")
                .contains("NAME");
        assertThat(kubectl().run("get", "deploy", "web", "-o", "yaml").out()).contains("replicas: 2");
        assertThat(kubectl().run("get", "cm", "-A").out()).contains("default").contains("conf");
        assertThat(kubectl().run("get", "all", "-A").code()).isZero();

        Run scaled = kubectl().run("scale", "deploy", "web", "--replicas=5");
        assertThat(scaled.out()).as(scaled.toString()).contains("deployment.apps/web scaled");
        assertThat(kubectl()
                        .run("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}")
                        .out())
                .isEqualTo("5");

        Run described = kubectl().run("describe", "deploy", "web");
        assertThat(described.out())
                .as(described.toString())
                .contains("Replicas:")
                .contains("web:1");

        Run deleted = kubectl().run("delete", "deploy/web", "cm/conf");
        assertThat(deleted.out()).as(deleted.toString()).contains("deployment.apps \"web\" deleted");
    }

    @Test
    @DisplayName("S11, S12: apply --server-side, again, and against another manager")
    void applyOnTheServerSide() {
        Run first = kubectl().runWith(WEB, "apply", "--server-side", "-f", "-");
        Run again = kubectl().runWith(WEB, "apply", "--server-side", "-f", "-");
        Run other = kubectl()
                .runWith(
                        WEB.replace("replicas: 2", "replicas: 3"),
                        "apply",
                        "--server-side",
                        "--field-manager=x",
                        "-f",
                        "-");

        assertThat(first.out()).as(first.toString()).contains("deployment.apps/web serverside-applied");
        assertThat(again.code()).as(again.toString()).isZero();
        assertThat(other.code()).isEqualTo(1);
        assertThat(other.err()).contains("conflict with \"kubectl\"");
    }

    @Test
    @DisplayName("S11: who manages what can be read, also of an object that says nothing but its name")
    void whatIsAppliedTwiceIsReadable() {
        String bare = "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}";
        kubectl().runWith(bare, "apply", "--server-side", "-f", "-");
        Run again = kubectl().runWith(bare, "apply", "--server-side", "-f", "-");
        Run labelled = kubectl()
                .runWith(
                        bare.replace("{name: shop}", "{name: shop, labels: {a: b}}"),
                        "apply",
                        "--server-side",
                        "-f",
                        "-");
        Run last = kubectl().runWith(bare, "apply", "--server-side", "-f", "-");

        assertThat(List.of(again, labelled, last))
                .allSatisfy(run -> assertThat(run.err()).isEmpty())
                .allSatisfy(run -> assertThat(run.out()).contains("namespace/shop serverside-applied"));
    }

    @Test
    @DisplayName("A01: apply by the client: created, unchanged, configured")
    void applyByTheClient() {
        assertThat(kubectl().runWith(WEB, "apply", "-f", "-").out()).contains("deployment.apps/web created");
        assertThat(kubectl().runWith(WEB, "apply", "-f", "-").out()).contains("deployment.apps/web unchanged");
        assertThat(kubectl()
                        .run("get", "deploy", "web", "-o", "jsonpath={.metadata.managedFields[*].manager}")
                        .out())
                .isEqualTo("kubectl-client-side-apply");
        Run changed = kubectl().runWith(WEB.replace("web:1", "web:2"), "apply", "-f", "-");
        assertThat(changed.out()).as(changed.toString()).contains("deployment.apps/web configured");
        assertThat(kubectl()
                        .run("get", "deploy", "web", "-o", "jsonpath={..image}")
                        .out())
                .isEqualTo("web:2");
    }

    @Test
    @DisplayName("C11: a typing mistake is named")
    void aTypingMistakeIsNamed() {
        Run typo = kubectl().runWith(WEB.replace("replicas:", "replica:"), "create", "-f", "-");

        assertThat(typo.code()).isEqualTo(1);
        // The server's words; before 1.25 kubectl looks by itself, with the server's OpenAPI.
        assertThat(typo.err()).containsPattern("unknown field \"(spec\\.)?replica\"");
    }

    @Test
    @DisplayName("O05: explain knows every field")
    void explainKnowsEveryField() {
        Run explained = kubectl().run("explain", "deployment.spec.strategy");
        Run recursive = kubectl().run("explain", "pod.spec.containers", "--recursive");

        assertThat(explained.code()).as(explained.toString()).isZero();
        assertThat(explained.out()).contains("KIND:").contains("Deployment").contains("rollingUpdate");
        assertThat(recursive.out()).contains("livenessProbe");
    }

    @Test
    void runMakesAPod() {
        Run run = kubectl().run("run", "box", "--image=busybox:1");

        assertThat(run.out()).as(run.toString()).contains("pod/box created");
        Run described = kubectl().run("describe", "pod", "box");
        assertThat(described.out()).as(described.toString()).contains("busybox:1");
        assertThat(kubectl().run("delete", "pod", "box", "--now").code()).isZero();
    }

    @Test
    @DisplayName("W14: get -w prints rows as they come")
    void getWatchPrintsRowsAsTheyCome() throws Exception {
        kubectl().runWith(WEB, "create", "-f", "-");
        Process watch = kubectl().start("get", "cm", "-w", "--no-headers");
        try (BufferedReader rows =
                new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(rows.readLine()).startsWith("conf");
            kubectl().run("label", "cm", "conf", "a=b");
            assertThat(rows.readLine()).startsWith("conf");
        } finally {
            watch.destroy();
        }
    }

    @Test
    @DisplayName("D10, D14: resources are listed, strangers are named")
    void resourcesAreListed() {
        assertThat(kubectl().run("api-resources").out()).contains("deployments").contains("apps/v1");
        assertThat(kubectl().run("get", "nosuch").err()).contains("the server doesn't have a resource type \"nosuch\"");
        assertThat(kubectl().run("version").out()).contains("v1.34.0+longshore.");
        assertThat(kubectl().run("get", "--raw", "/readyz").out()).isEqualTo("ok");
    }

    @Test
    @DisplayName("D05: what kubectl keeps of discovery is still good when it asks again")
    void discoveryThatIsKeptStaysGood() {
        kubectl().run("get", "cm");
        kubectl().run("get", "nosuch");
        kubectl().run("get", "nosuch");

        Run again = kubectl().run("get", "cm");
        assertThat(again.code()).as(again.toString()).isZero();
    }

    @Test
    @DisplayName("B02: what is not supported yet is said")
    void whatIsNotSupportedYetIsSaid() {
        kubectl().run("run", "box", "--image=busybox:1");

        assertThat(kubectl().run("logs", "box").err()).contains("pods/log is not supported yet");
        assertThat(kubectl().run("exec", "box", "--", "ls").err()).contains("pods/exec is not supported yet");
        Run created = kubectl().run("create", "configmap", "x"); // protobuf from 1.32 on, JSON before
        assertThat(created.out() + created.err()).containsAnyOf("protobuf", "configmap/x created");
        assertThat(kubectl().run("auth", "can-i", "get", "pods").err())
                .contains("selfsubjectaccessreviews.authorization.k8s.io (v1) is not supported");
        assertThat(kubectl().run("debug", "box", "--image=busybox:1").err())
                .contains("pods/ephemeralcontainers is not supported yet")
                .doesNotContain("panic");
    }
}
