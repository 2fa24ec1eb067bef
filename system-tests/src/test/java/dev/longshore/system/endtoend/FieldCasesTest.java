package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Situations that bit users of similar systems. */
class FieldCasesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private static final Installation world = new Installation(1, 1);

    @Test
    @DisplayName("FR-01: the only manifest is renamed away: nothing is wiped without being asked")
    void anEmptyFolderWipesNothing() {
        world.write("fr01/cm.yaml", Manifests.configMap("a", "k", "v"));
        world.application("fr01");
        world.synced("fr01", world.push("fr01"));
        String uid = uid("fr01", "configmap/a");

        Shell.run(world.clone, "git", "mv", "fr01/cm.yaml", "fr01/cm.yaml.bak");
        String commit = world.push("renamed");

        world.until("the reason is told", SOON, () -> world.conditions("fr01").contains("wipe out all resources"));
        assertThat(world.conditions("fr01")).contains(commit.substring(0, 7));
        assertThat(world.application("fr01", ".status.sync.status")).isEqualTo("OutOfSync");
        assertThat(uid("fr01", "configmap/a")).isEqualTo(uid);
        world.kubectl(
                        "-n",
                        "argocd",
                        "patch",
                        "application",
                        "fr01",
                        "--type",
                        "merge",
                        "-p",
                        "{\"operation\":{\"sync\":{\"prune\":true}}}")
                .orThrow();
        world.until(
                "it is gone when asked",
                SOON,
                () -> world.kubectl("-n", "fr01", "get", "configmap", "a").code() != 0);
        world.until(
                "synced",
                SOON,
                () -> world.application("fr01", ".status.sync.status").equals("Synced"));
    }

    @Test
    @DisplayName("FR-12: what the server writes differently is no drift")
    void quantitiesAndDefaultsAreNoDrift() {
        world.write("fr12/q.yaml", """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: q}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: q}}
                  template:
                    metadata: {labels: {app: q}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                        - name: c
                          image: %s:1.0
                          command: [sh, -c, "sleep 999"]
                          resources:
                            requests: {cpu: 100m, memory: 64Mi}
                            limits: {cpu: "1.0", memory: 0.0625Gi}
                          env:
                            - name: LIMIT
                              valueFrom: {resourceFieldRef: {resource: limits.memory}}
                      topologySpreadConstraints:
                        - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}
                """.formatted(Installation.IMAGE));
        world.application("fr12");
        world.healthy("fr12", world.push("fr12"));

        for (int refresh = 0; refresh < 3; refresh++) {
            world.kubectl(
                            "-n",
                            "argocd",
                            "annotate",
                            "application",
                            "fr12",
                            "argocd.argoproj.io/refresh=hard",
                            "--overwrite")
                    .orThrow();
            world.until(
                    "the refresh is done",
                    SOON,
                    () -> world.application("fr12", ".metadata.annotations.argocd\\.argoproj\\.io/refresh")
                            .isEmpty());
        }

        assertThat(world.kubectl("-n", "fr12", "get", "deployment", "q", "-o", "jsonpath={.metadata.generation}")
                        .out())
                .isEqualTo("1");
        assertThat(world.application("fr12", ".status.sync.status")).isEqualTo("Synced");
    }

    @Test
    @DisplayName("FR-23: a force-push that drops the synced commit is followed")
    void aForcePushIsFollowed() {
        world.write("fr23/a.yaml", Manifests.configMap("a", "k", "v"));
        world.application("fr23");
        world.push("A");
        world.write("fr23/b.yaml", Manifests.configMap("b", "k", "v"));
        world.synced("fr23", world.push("B"));

        Shell.run(world.clone, "git", "reset", "-q", "--hard", "HEAD^");
        world.write("fr23/c.yaml", Manifests.configMap("c", "k", "v"));
        String commit = world.push("C", "--force");
        Shell.run(world.folder.resolve("repo.git"), "git", "reflog", "expire", "--expire=now", "--all");
        Shell.run(world.folder.resolve("repo.git"), "git", "gc", "-q", "--prune=now");

        world.synced("fr23", commit);
        assertThat(world.kubectl("-n", "fr23", "get", "configmap", "c").code()).isZero();
        world.until(
                "b is pruned",
                SOON,
                () -> world.kubectl("-n", "fr23", "get", "configmap", "b").code() != 0);
    }

    @Test
    @DisplayName("FR-26: signatures are over the bytes as sent, whatever characters they hold")
    void webhooksAreCheckedOverTheirBytes() throws GeneralSecurityException {
        String json = "{\"ref\":\"refs/heads/main\",\"head_commit\":{\"message\":\"déploy 🚀 \\u2028\"},"
                + "\"repository\":{\"clone_url\":\"" + world.repoUrl() + "\"}}";
        world.application("fr26");
        world.until(
                "the repository is known",
                SOON,
                () -> deliver("application/json", json, sign(json)).statusCode() == 202);

        String form = "payload=" + URLEncoder.encode(json, StandardCharsets.UTF_8);
        assertThat(deliver("application/x-www-form-urlencoded", form, sign(form))
                        .statusCode())
                .isEqualTo(202);
        assertThat(deliver("application/json", json.replace("main", "mein"), sign(json))
                        .statusCode())
                .isEqualTo(401);
        assertThat(world.get("/metrics").body()).contains("longshore_webhook_total{result=\"refused\"}");
    }

    @Test
    @DisplayName("FR-29: a duplicate key is told with file, both lines and the key; nothing of the commit is applied")
    void aDuplicateKeyIsTold() {
        world.write(
                "fr29/cm.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: twice\ndata:\n  a: b\n" + "#\n".repeat(11)
                        + "data:\n  c: d\n");
        world.write("fr29/fine.yaml", Manifests.configMap("fine", "k", "v"));
        world.application("fr29");
        world.push("fr29");

        world.until("both lines are told", SOON, () -> world.conditions("fr29").contains("cm.yaml"));
        assertThat(world.conditions("fr29"))
                .contains("18")
                .contains("5")
                .contains("data")
                .hasSizeLessThan(1024);
        assertThat(world.kubectl("-n", "fr29", "get", "configmap", "fine").code())
                .isNotZero();
    }

    @Test
    @DisplayName("FR-38: a streaming watch marks the end of its initial items and ends cleanly")
    void aStreamingWatchMarksTheEndOfItsInitialItems() {
        world.apply(Manifests.configMap("fr38", "k", "v"), "-n", "default");
        String answer = world.kubectl(
                        "get",
                        "--raw",
                        "/api/v1/namespaces/default/configmaps?watch=true&sendInitialEvents=true"
                                + "&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=3")
                .orThrow();
        assertThat(answer).contains("\"ADDED\"").contains("fr38").contains("k8s.io/initial-events-end");

        world.apply(Manifests.deployment("x", 1, "1.0", "sleep 999"), "-n", "default");
        assertThat(world.kubectl("-n", "default", "rollout", "status", "deployment/x", "--timeout=40s")
                        .code())
                .isZero();
    }

    @Test
    @DisplayName("FR-50: variables keep their order and expand as Kubernetes does")
    void variablesExpandInTheirOrder() {
        String manifest = """
                apiVersion: v1
                kind: Pod
                metadata: {name: env}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: c
                      image: %s:1.0
                      command: [sh, -c, 'echo "$0 $1"; exec sleep 999']
                      args: ["$(A)", "$(NOPE)"]
                      env:
                        - {name: Z, value: "1"}
                        - {name: A, value: "$(Z)-x"}
                        - {name: B, value: "$(C)"}
                        - {name: C, value: "2"}
                        - {name: D, value: "$$(Z)"}
                        - {name: E, value: "$(Z"}
                """.formatted(Installation.IMAGE);
        world.write("fr50/pod.yaml", manifest);
        world.application("fr50");
        world.healthy("fr50", world.push("fr50"));

        String id = world.containers("fr50", "c").getFirst();
        List<String> env =
                Shell.run(world.folder, "docker", "exec", id, "env").lines().toList();
        assertThat(env).contains("A=1-x", "B=$(C)", "C=2", "D=$(Z)", "E=$(Z");
        assertThat(Shell.run(world.folder, "docker", "logs", id).strip()).isEqualTo("1-x $(NOPE)");
        assertThat(world.kubectl("-n", "fr50", "get", "pod", "env", "-o", "jsonpath={.spec.containers[0].env[*].name}")
                        .out())
                .isEqualTo("Z A B C D E");
    }

    private static String uid(String namespace, String object) {
        return world.kubectl("-n", namespace, "get", object, "-o", "jsonpath={.metadata.uid}")
                .out();
    }

    private static HttpResponse<String> deliver(String type, String body, String signature) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + world.webPort + "/api/webhook"))
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        Map.of("Content-Type", type, "X-GitHub-Event", "push", "X-Hub-Signature-256", signature)
                .forEach(request::header);
        return world.send(request);
    }

    private static String sign(String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Installation.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
