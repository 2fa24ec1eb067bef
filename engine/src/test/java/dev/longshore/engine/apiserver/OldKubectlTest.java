package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.apiserver.Kubectl.Run;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The kubectl that the distribution ships: on Debian 12 it is 1.20, which reads OpenAPI v2 and the classic discovery. */
@Tag("old-kubectl")
class OldKubectlTest {
    private static final String WEB = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, labels: {app: web}}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec:
                  containers:
                  - {name: c, image: "web:1"}
                  - {name: side, image: "side:1"}
            """;
    private static final String CONF = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: conf}
            data: {greeting: hello}
            """;

    @RegisterExtension
    final KubectlWorld world = KubectlWorld.ofTheDistribution();

    @Test
    @DisplayName("D10, T01: resources are listed, objects shown in every form")
    void objectsAreShownInEveryForm() {
        ok("", "version");
        ok(WEB, "create", "-f", "-");

        assertThat(ok("", "api-resources").out()).contains("deployments").contains("repositories");
        assertThat(ok("", "get", "all", "-A", "-o", "wide").out()).contains("deployment.apps/web");
        assertThat(ok("", "get", "deploy", "web", "-o", "yaml").out()).contains("replicas: 2");
        assertThat(ok("", "get", "deploy", "-A", "-o", "json").out()).contains("\"kind\": \"List\"");
        assertThat(ok("", "describe", "deploy", "web").out())
                .contains("Replicas:")
                .contains("side:1");
    }

    @Test
    @DisplayName("O06: explain knows every field")
    void explainKnowsEveryField() {
        assertThat(ok("", "explain", "pod.spec").out()).contains("VERSION:").contains("nodeSelector");
        assertThat(ok("", "explain", "deployment.spec.strategy.rollingUpdate").out())
                .contains("maxSurge");
        assertThat(ok("", "explain", "pod.spec.containers", "--recursive").out())
                .contains("livenessProbe");
    }

    @Test
    @DisplayName("O07: a typing mistake is named, and what is required, and a wrong type")
    void aTypingMistakeIsNamed() {
        assertThat(fails(WEB.replace("replicas:", "replica:"), "apply", "-f", "-")
                        .err())
                .contains("unknown field \"replica\" in io.k8s.api.apps.v1.DeploymentSpec");
        assertThat(fails(WEB.replace("name: c,", ""), "create", "-f", "-").err())
                .contains("missing required field \"name\" in io.k8s.api.core.v1.Container");
        assertThat(fails(WEB.replace("replicas: 2", "replicas: two"), "create", "-f", "-")
                        .err())
                .contains("invalid type for io.k8s.api.apps.v1.DeploymentSpec.replicas");
    }

    @Test
    @DisplayName("O08, A03: dry runs on the server write nothing; diff tells what would change")
    void dryRunsWriteNothing() {
        ok(WEB, "apply", "-f", "-");

        assertThat(ok("", "delete", "deploy", "web", "--dry-run=server").out()).contains("deleted (server dry run)");
        assertThat(ok(CONF, "apply", "--dry-run=server", "-f", "-").out()).contains("created (server dry run)");
        assertThat(ok(WEB, "diff", "-f", "-").out()).isEmpty();
        Run different = fails(WEB.replace("web:1", "web:2"), "diff", "-f", "-");
        assertThat(different.out()).contains("-      - image: web:1").contains("+      - image: web:2");
        assertThat(ok("", "get", "deploy,cm", "-o", "name").out().strip()).isEqualTo("deployment.apps/web");
    }

    @Test
    @DisplayName("A01, A05: apply by the client merges lists by their keys")
    void applyMergesListsByTheirKeys() {
        assertThat(ok(WEB, "apply", "-f", "-").out()).contains("web created");
        assertThat(ok(WEB, "apply", "-f", "-").out()).contains("web unchanged");
        ok("", "set", "env", "deploy/web", "-c", "side", "A=1");

        assertThat(ok(WEB.replace("web:1", "web:2"), "apply", "-f", "-").out()).contains("web configured");
        assertThat(containers()).isEqualTo("c=web:2 side=side:1");
        assertThat(ok("", "get", "deploy", "web", "-o", "jsonpath={..env[0].name}")
                        .out())
                .isEqualTo("A");
        ok(WEB.replace("      - {name: side, image: \"side:1\"}\n", ""), "apply", "-f", "-");
        assertThat(containers()).isEqualTo("c=web:1");
    }

    @Test
    @DisplayName("S11, S12: apply on the server, again, and against another manager")
    void applyOnTheServer() {
        ok(WEB, "apply", "--server-side", "-f", "-");
        ok(WEB, "apply", "--server-side", "-f", "-");
        Run other = fails(
                WEB.replace("replicas: 2", "replicas: 3"), "apply", "--server-side", "--field-manager=x", "-f", "-");

        assertThat(other.err()).contains("conflict with \"kubectl\": .spec.replicas");
    }

    @Test
    @DisplayName("P09, R02, U09: run, create KIND, scale, patch, set, label, annotate, edit, rollout, replace")
    void aDaysWork() {
        ok(WEB, "create", "-f", "-");
        ok("", "run", "box", "--image=busybox:1");
        ok("", "create", "configmap", "made", "--from-literal=a=b");
        ok("", "create", "namespace", "shop");
        ok("", "scale", "deploy", "web", "--replicas=3");
        fails("", "scale", "deploy", "web", "--current-replicas=2", "--replicas=4");
        assertThat(ok("", "patch", "deploy", "web", "-p", "{\"spec\":{\"replicas\":3}}")
                        .out())
                .contains("(no change)");
        ok("", "set", "image", "deploy/web", "c=web:2");
        ok("", "label", "cm", "made", "x=y");
        ok("", "annotate", "cm", "made", "x=y");
        ok("", "rollout", "restart", "deploy/web");
        ok("", "rollout", "pause", "deploy/web");
        ok("", "rollout", "resume", "deploy/web");
        old().with("KUBE_EDITOR", "sed -i 's/a: b/a: edited/'").run("edit", "cm", "made");
        assertThat(ok("", "get", "cm", "made", "-o", "jsonpath={.data.a}").out())
                .isEqualTo("edited");
        ok(WEB, "replace", "-f", "-");
        assertThat(containers()).isEqualTo("c=web:1 side=side:1");
    }

    @Test
    @DisplayName("X08, X09: delete waits and comes back")
    void deleteWaitsAndComesBack() {
        ok(WEB, "create", "-f", "-");
        ok(CONF, "create", "-f", "-");
        ok("", "run", "box", "--image=busybox:1");

        assertThat(ok("", "delete", "deploy/web", "cm/conf", "pod/box").out()).contains("pod \"box\" deleted");
        assertThat(ok("", "get", "deploy,cm,pod", "-o", "name").out()).isEmpty();
    }

    @Test
    @DisplayName("O09: a list of objects in one file, and a kind that keeps what it does not know")
    void aListOfObjectsInOneFile() {
        ok("""
                apiVersion: v1
                kind: List
                items: [{apiVersion: v1, kind: ConfigMap, metadata: {name: one}}]
                """, "create", "-f", "-");
        ok("""
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: shop}
                spec:
                  project: default
                  destination: {namespace: shop, server: "https://kubernetes.default.svc"}
                  source: {repoURL: "https://example.invalid/shop.git", path: ".", notYetInvented: true}
                """, "apply", "-f", "-");
    }

    private String containers() {
        return ok(
                        "",
                        "get",
                        "deploy",
                        "web",
                        "-o",
                        "go-template={{range .spec.template.spec.containers}}{{.name}}={{.image}} {{end}}")
                .out()
                .strip();
    }

    private Kubectl old() {
        return world.kubectl();
    }

    private Run ok(String input, String... arguments) {
        return world.ok(input, arguments);
    }

    private Run fails(String input, String... arguments) {
        return world.fails(input, arguments);
    }
}
