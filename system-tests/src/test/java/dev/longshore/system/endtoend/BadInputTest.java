package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Never a stack trace, never silence. */
class BadInputTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    private static final Installation world = new Installation(2, 1);

    @Test
    void anUnknownKindIsNamedWithItsPlaceBeforeAnythingIsWritten() {
        world.write("kind/cm.yaml", Manifests.configMap("first", "k", "v"));
        world.write(
                "kind/service.yaml",
                "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80}]\n");
        world.application("kind");
        world.push("kind");

        world.until("the kind is named", SOON, () -> world.conditions("kind").contains("Service is not supported yet"));
        assertThat(world.conditions("kind")).contains("service.yaml:");
        assertThat(world.kubectl("-n", "kind", "get", "configmap", "first").code())
                .isNotZero();
    }

    @Test
    void anUnknownFieldIsNamedWithItsPlace() {
        world.write(
                "field/web.yaml",
                Manifests.deployment("web", 1, "1.0", "sleep 9").replace("replicas: 1", "replica: 1"));
        world.application("field");
        world.push("field");

        world.until("the field is named", SOON, () -> world.conditions("field").contains("replica"));
        assertThat(world.conditions("field")).contains("web.yaml:6");
    }

    @Test
    void aMissingBranchAndAMissingFolderAreNamed() {
        world.application("branch", "no-such-branch", "branch");
        world.application("folder", "main", "no-such-folder");

        world.until(
                "the branch is named", SOON, () -> world.conditions("branch").contains("no-such-branch"));
        world.until(
                "the folder is named", SOON, () -> world.conditions("folder").contains("no-such-folder"));
    }

    @Test
    void aRepositoryThatIsGoneIsNamed() {
        String manifest = """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: gone, namespace: argocd}
                spec:
                  project: default
                  source: {repoURL: "file://%s/none.git", path: ".", targetRevision: main}
                  destination: {server: "https://kubernetes.default.svc", namespace: gone}
                """.formatted(world.folder);
        world.applyInArgo(manifest);

        world.until(
                "the repository is named", SOON, () -> world.conditions("gone").contains("none.git"));
        assertThat(world.get("/status").body()).contains("none.git");
    }

    @Test
    void aMissingImageIsTold() {
        pod("image", "127.0.0.1:1/none/none:1", "");

        world.until("the pull error is told", SOON, () -> waiting("image").matches("ErrImagePull|ImagePullBackOff"));
        world.until("back-off is told", SOON, () -> waiting("image").equals("ImagePullBackOff"));
    }

    @Test
    void aMissingConfigMapAndAMissingKeyAreNamed() {
        pod("missing", Installation.IMAGE + ":1.0", "envFrom: [{configMapRef: {name: nowhere}}]");

        world.until("the error is told", SOON, () -> waiting("missing").equals("CreateContainerConfigError"));
        assertThat(world.kubectl(
                                "-n",
                                "default",
                                "get",
                                "pod",
                                "missing",
                                "-o",
                                "jsonpath={.status.containerStatuses[0].state.waiting.message}")
                        .out())
                .contains("nowhere");
    }

    @Test
    void aPodThatFitsNowhereSaysWhy() {
        pod("large", Installation.IMAGE + ":1.0", "resources: {requests: {cpu: \"500\"}}");

        world.until(
                "the reason is told",
                SOON,
                () -> world.kubectl(
                                "-n",
                                "default",
                                "get",
                                "pod",
                                "large",
                                "-o",
                                "jsonpath={.status.conditions[?(@.type==\"PodScheduled\")].message}")
                        .out()
                        .equals("0/1 nodes are available: 1 Insufficient cpu."));
    }

    @Test
    @DisplayName("S54: a webhook of 1 MiB is judged by its signature, one byte more is refused unread")
    void anOversizeWebhookIsRefused() {
        assertThat(webhook(1024 * 1024)).isEqualTo(401);
        assertThat(webhook(1024 * 1024 + 1)).isEqualTo(413);
    }

    /** @return the status of the answer */
    private static int webhook(int bytes) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + world.webPort + "/api/webhook"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("x".repeat(bytes)));
        return world.send(request).statusCode();
    }

    @Test
    void aTakenPortAndALockedStoreEndWithASentence() {
        Shell.Result port = engine(
                "--data",
                world.folder.resolve("other").toString(),
                "--api-port",
                "" + world.apiPort,
                "--web-port",
                "0");
        Shell.Result locked =
                engine("--data", world.folder.resolve("engine").toString(), "--api-port", "0", "--web-port", "0");

        assertThat(port.code()).isEqualTo(78);
        assertThat(port.out()).contains("" + world.apiPort).doesNotContain("\tat ");
        assertThat(locked.code()).isEqualTo(73);
        assertThat(locked.out()).contains("is in use by pid").doesNotContain("\tat ");
    }

    @Test
    void anAgentOfAnotherUserSaysThatItMustBeRoot() throws IOException {
        Files.setPosixFilePermissions(
                world.folder, PosixFilePermissions.fromString("rwx--x--x")); // it starts from there

        Shell.Result said = Shell.run(
                world.folder,
                Map.of(),
                "",
                List.of(
                        "setpriv",
                        "--reuid=65534",
                        "--regid=65534",
                        "--clear-groups",
                        world.launcher(),
                        "agent",
                        "--engine",
                        "https://127.0.0.1:1"));

        assertThat(said.code()).isEqualTo(77);
        assertThat(said.out().strip().lines())
                .containsExactly(
                        "longshore agent: it mounts volumes and makes networks and must run as root, not as uid 65534; use sudo or a system service");
    }

    @Test
    void anAgentWithoutDockerStaysUpAndItsNodeSaysWhy() {
        world.startAgent("blind", "--docker-host", "unix://" + world.folder.resolve("none.sock"));
        try {
            world.until(
                    "the node says why",
                    SOON,
                    () -> world.kubectl(
                                    "get",
                                    "node",
                                    "blind",
                                    "-o",
                                    "jsonpath={.status.conditions[?(@.type==\"Ready\")].reason}")
                            .out()
                            .equals("ContainerRuntimeDown"));
            assertThat(world.isAlive("blind")).isTrue();
        } finally {
            world.stop("blind");
            world.kubectl("delete", "node", "blind");
        }
    }

    private static Shell.Result engine(String... arguments) {
        List<String> command = new ArrayList<>(List.of(world.launcher(), "engine"));
        command.addAll(List.of(arguments));
        return Shell.run(world.folder, Map.of(), "", command);
    }

    private static void pod(String name, String image, String more) {
        String manifest = """
                apiVersion: v1
                kind: Pod
                metadata: {name: %s, namespace: default}
                spec:
                  terminationGracePeriodSeconds: 1
                  containers:
                    - name: c
                      image: %s
                      command: [sleep, "999"]
                      %s
                """.formatted(name, image, more);
        world.apply(manifest);
    }

    private static String waiting(String pod) {
        return world.kubectl(
                        "-n",
                        "default",
                        "get",
                        "pod",
                        pod,
                        "-o",
                        "jsonpath={.status.containerStatuses[0].state.waiting.reason}")
                .out();
    }
}
