package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** kubectl as people have it, unmodified, against an engine alone. */
class ClientsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private static final Installation world = new Installation(3, 0);

    @Test
    @DisplayName(
            "RS-21, D-38: orphans are adopted again by the next of that name; a foreground deletion leaves nothing")
    void ownersComeAndGo() {
        String manifest = Manifests.deployment("owned", 2, "1.0", "sleep 9");
        world.kubectlWith(manifest, "-n", "default", "create", "-f", "-").orThrow();
        world.until("its pods are there", SOON, () -> uids("pods", "owned").size() == 2);
        List<String> pods = uids("pods", "owned");
        List<String> sets = uids("replicasets", "owned");

        world.kubectl("-n", "default", "delete", "deployment", "owned", "--cascade=orphan")
                .orThrow();
        world.kubectlWith(manifest, "-n", "default", "create", "-f", "-").orThrow();
        String next = deployment();
        world.until(
                SOON,
                () -> assertThat(sets("{.items[*].metadata.ownerReferences[*].uid}"))
                        .as("owner of the set")
                        .isEqualTo(next));
        assertThat(uids("replicasets", "owned")).isEqualTo(sets);
        assertThat(uids("pods", "owned")).isEqualTo(pods);

        holdUp("[\"example.com/wait\"]");
        world.kubectl("-n", "default", "delete", "deployment", "owned", "--cascade=foreground", "--wait=false")
                .orThrow();
        world.until(
                "its set goes",
                SOON,
                () -> !sets("{.items[*].metadata.deletionTimestamp}").isEmpty());
        assertThat(deployment()).as("waits for its set").isEqualTo(next);
        holdUp("null");
        world.until("it goes", SOON, () -> deployment().isEmpty());
        assertThat(uids("replicasets", "owned")).isEmpty();
        world.until("nothing is left", SOON, () -> uids("pods", "owned").isEmpty());
    }

    /** Its uid; empty when it is gone. */
    private static String deployment() {
        String uid = "jsonpath={.metadata.uid}";
        return world.kubectl("-n", "default", "get", "deployment", "owned", "--ignore-not-found", "-o", uid)
                .orThrow();
    }

    private static String sets(String jsonpath) {
        return world.kubectl("-n", "default", "get", "replicasets", "-l", "app=owned", "-o", "jsonpath=" + jsonpath)
                .out();
    }

    private static void holdUp(String finalizers) {
        String patch = "{\"metadata\":{\"finalizers\":" + finalizers + "}}";
        world.kubectl(
                        "-n",
                        "default",
                        "patch",
                        "replicaset",
                        sets("{.items[*].metadata.name}"),
                        "--type=merge",
                        "-p",
                        patch)
                .orThrow();
    }

    private static List<String> uids(String resource, String app) {
        String uids = "jsonpath={range .items[*]}{.metadata.uid}{\"\\n\"}{end}";
        return world.kubectl("-n", "default", "get", resource, "-l", "app=" + app, "-o", uids)
                .out()
                .lines()
                .sorted()
                .toList();
    }

    @Test
    @DisplayName(
            "D-21, D-22: an undo to a revision that is not there, or while paused, is refused; to one that is there it is done")
    void undo() {
        world.kubectlWith(Manifests.deployment("undone", 1, "1.0", "sleep 9"), "-n", "default", "create", "-f", "-")
                .orThrow();
        world.until(
                "its set is there", SOON, () -> uids("replicasets", "undone").size() == 1);
        world.kubectl("-n", "default", "set", "image", "deployment/undone", "c=" + Installation.IMAGE + ":1.1")
                .orThrow();
        world.until(
                "the next one too", SOON, () -> uids("replicasets", "undone").size() == 2);

        Shell.Result absent = world.kubectl("-n", "default", "rollout", "undo", "deployment/undone", "--to-revision=9");
        world.kubectl("-n", "default", "rollout", "pause", "deployment/undone").orThrow();
        Shell.Result paused = world.kubectl("-n", "default", "rollout", "undo", "deployment/undone");
        world.kubectl("-n", "default", "rollout", "resume", "deployment/undone").orThrow();
        world.kubectl("-n", "default", "rollout", "undo", "deployment/undone", "--to-revision=1")
                .orThrow();

        assertThat(absent.code()).isNotZero();
        assertThat(absent.out()).contains("unable to find specified revision 9");
        assertThat(paused.code()).isNotZero();
        assertThat(paused.out()).contains("paused");
        String image = "jsonpath={.spec.template.spec.containers[0].image}";
        assertThat(world.kubectl("-n", "default", "get", "deployment", "undone", "-o", image)
                        .out())
                .isEqualTo(Installation.IMAGE + ":1.0");
    }

    @Test
    void kubectlDoesADaysWork() {
        assertThat(world.apply(Manifests.deployment("day", 2, "1.0", "sleep 9"), "-n", "default"))
                .contains("serverside-applied");
        assertThat(world.kubectl("get", "all", "-A", "-o", "wide").out()).contains("deployment.apps/day");
        assertThat(world.kubectl("-n", "default", "get", "deployment", "day", "-o", "yaml")
                        .out())
                .contains("replicas: 2");
        assertThat(world.kubectl("-n", "default", "describe", "deployment", "day")
                        .out())
                .contains("Replicas:");
        assertThat(world.kubectl("-n", "default", "scale", "deployment", "day", "--replicas=1")
                        .out())
                .contains("scaled");
        assertThat(world.kubectl("-n", "default", "run", "one", "--image=" + Installation.IMAGE + ":1.0")
                        .out())
                .contains("pod/one created");
        assertThat(world.kubectl("explain", "deployment.spec.strategy").out()).contains("rollingUpdate");
        assertThat(world.kubectl("-n", "default", "delete", "deployment/day", "pod/one", "--wait=false")
                        .out())
                .contains("deleted");
    }

    @Test
    void aFieldThatIsNotHonouredIsWarnedAbout() {
        String manifest = Manifests.deployment("warned", 0, "1.0", "sleep 9")
                .replace("terminationGracePeriodSeconds: 1", "automountServiceAccountToken: true");

        assertThat(world.apply(manifest, "-n", "default"))
                .contains("Warning:")
                .contains("spec.template.spec.automountServiceAccountToken");
    }
}
