package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user does all day, on three nodes. */
class EditLoopTest {
    private static final String APP = "shop";
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private static final Installation world = new Installation(0, 3);

    @BeforeAll
    static void theShopIsFollowed() {
        world.application(APP);
    }

    @BeforeEach
    void theShopIsOpen() {
        world.write("shop/web.yaml", Manifests.site("1.0", 2));
        world.write("shop/site.yaml", Manifests.configMap("site", "index.html", "open"));
        world.healthy(APP, world.push("the shop is open"));
        world.until("two pods serve", SOON, () -> world.containers(APP, "c").size() == 2);
    }

    @Test
    void aChangedReplicaCountRuns() {
        world.write("shop/web.yaml", Manifests.site("1.0", 3));
        world.healthy(APP, world.push("three"));

        assertThat(world.containers(APP, "c")).hasSize(3);
        assertThat(world.kubectl("-n", APP, "get", "pods", "-o", "jsonpath={.items[*].spec.nodeName}")
                        .out())
                .contains("node-1", "node-2", "node-3");
    }

    @Test
    void aChangedImageRollsOut() {
        world.write("shop/web.yaml", Manifests.site("1.1", 2));
        world.healthy(APP, world.push("1.1"));

        world.until("only 1.1 runs", SOON, () -> {
            List<String> running = world.containers(APP, "c");
            return running.size() == 2
                    && running.stream()
                            .allMatch(id -> Shell.run(world.folder, "docker", "exec", id, "cat", "/etc/version")
                                    .strip()
                                    .equals("1.1"));
        });
    }

    @Test
    void aChangedConfigMapReachesRunningContainers() {
        List<String> before = world.containers(APP, "c");

        world.write("shop/site.yaml", Manifests.configMap("site", "index.html", "closed"));
        world.synced(APP, world.push("closed"));

        world.until(
                "the file changed in place",
                SOON,
                () -> Shell.run(world.folder, "docker", "exec", before.getFirst(), "cat", "/site/index.html")
                        .equals("closed"));
        assertThat(world.containers(APP, "c")).isEqualTo(before);
    }

    @Test
    void aDeletedFileIsPruned() throws IOException {
        world.write("shop/extra.yaml", Manifests.configMap("extra", "k", "v"));
        world.synced(APP, world.push("extra"));
        assertThat(world.kubectl("-n", APP, "get", "configmap", "extra").code()).isZero();

        Files.delete(world.clone.resolve("shop/extra.yaml"));
        world.synced(APP, world.push("no extra"));

        assertThat(world.kubectl("-n", APP, "get", "configmap", "extra").code()).isNotZero();
    }

    @Test
    void brokenYamlLeavesWhatRunsAndNamesFileAndLine() {
        List<String> before = world.containers(APP, "c");

        world.write("shop/broken.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x\n");
        world.push("oops");

        world.until(
                "the status names the place", SOON, () -> world.conditions(APP).contains("broken.yaml:"));
        assertThat(world.get("/status").body()).contains("broken.yaml:");
        assertThat(world.get("/status?strict=true").statusCode()).isEqualTo(503);
        assertThat(world.containers(APP, "c")).isEqualTo(before);
        world.write("shop/broken.yaml", "");
        world.synced(APP, world.push("mended"));
    }

    @Test
    void aKilledContainerComesBack() {
        List<String> before = world.containers(APP, "c");
        Shell.run(world.folder, "docker", "kill", before.getFirst());

        world.until("two run again", SOON, () -> {
            List<String> now = world.containers(APP, "c");
            return now.size() == 2 && !now.equals(before);
        });
    }

    @Test
    void driftIsHealed() {
        world.kubectl("-n", APP, "scale", "deployment", "web", "--replicas=5").orThrow();

        world.until(
                "two are wanted again",
                SOON,
                () -> world.kubectl("-n", APP, "get", "deployment", "web", "-o", "jsonpath={.spec.replicas}")
                        .out()
                        .equals("2"));
    }

    @Test
    void containersRunOnWhileTheEngineIsAwayAndAreAdoptedWhenItIsBack() {
        List<String> before = world.containers(APP, "c");

        world.kill("engine");
        assertThat(world.containers(APP, "c")).isEqualTo(before);
        world.startEngine();
        world.write("shop/web.yaml", Manifests.site("1.0", 3));
        world.healthy(APP, world.push("three"));

        assertThat(world.containers(APP, "c")).hasSize(3).containsAll(before);
    }

    /** FR-55, without its Job and hostPort. */
    @Test
    void anAgentThatIsKilledThreeTimesKeepsItsContainers() {
        List<String> before = world.containers(APP, "c");
        String restarts = restarts();

        for (int turn = 0; turn < 3; turn++) {
            for (String node : List.of("node-1", "node-2", "node-3")) {
                world.kill(node);
                world.startAgent(node);
            }
        }
        world.write("shop/web.yaml", Manifests.site("1.0", 4));
        world.healthy(APP, world.push("new pods still start"));

        assertThat(world.containers(APP, "c")).hasSize(4).containsAll(before);
        assertThat(restarts()).startsWith(restarts);
    }

    @Test
    void anAgentThatIsToldToStopEndsAtOnceAndLeavesItsContainers() {
        List<String> before = world.containers(APP, "c");

        int code = assertTimeout(Duration.ofSeconds(3), () -> world.stop("node-1"));

        assertThat(code).isZero();
        assertThat(world.containers(APP, "c")).isEqualTo(before);
        world.startAgent("node-1");
    }

    private static String restarts() {
        return world.kubectl(
                        "-n", APP, "get", "pods", "-o", "jsonpath={.items[*].status.containerStatuses[*].restartCount}")
                .out();
    }
}
