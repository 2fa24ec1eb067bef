package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What pods find on a node, on the Docker of this machine. All are made at once; each test looks at its own. */
class PodsOnDockerTest {
    private static final String NAMESPACE = "rows";
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String SECRET = "s3cr3t-on-tmpfs-only";

    @RegisterExtension
    private static final Installation world = new Installation(4, 1);

    /** Its USER is in no file of it. */
    private static final String GHOST = Installation.IMAGE + ":ghost";

    private static String warnings = "";

    @BeforeAll
    static void makePods() throws IOException {
        makeGhost();
        try (InputStream pods = PodsOnDockerTest.class.getResourceAsStream("/endtoend/pods.yaml")) {
            String manifests = new String(pods.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("GHOST", GHOST)
                    .replace("IMAGE", Installation.IMAGE + ":1.0");
            warnings = world.apply(manifests);
        }
    }

    private static void makeGhost() {
        String id = Shell.run(world.folder, "docker", "create", Installation.IMAGE + ":1.0")
                .strip();
        Shell.run(world.folder, "docker", "commit", "--change", "USER ghost", id, GHOST);
        Shell.run(world.folder, "docker", "rm", id);
    }

    /** Suite rule: nothing is left of a pod that is gone. */
    @AfterAll
    static void nothingIsLeft() throws IOException {
        kubectl("delete", "pods", "--all", "--wait=false").orThrow();
        world.until("all containers are removed", SOON, () -> ids("").isEmpty());
        Path pods = world.folder.resolve("node-1/pods");
        world.until("all folders are removed", SOON, () -> names(pods).isEmpty());
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain(pods.toString());
        Shell.run(world.folder, "docker", "rmi", GHOST);
    }

    private static Shell.Result kubectl(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-n", NAMESPACE));
        all.addAll(List.of(arguments));
        return world.kubectl(all.toArray(String[]::new));
    }

    private static List<String> names(Path folder) {
        return Shell.run(folder, "ls").lines().toList();
    }

    /** Containers of a pod, whatever their state; of all pods when the name is empty. */
    private static List<String> ids(String pod, String... filters) {
        List<String> command = new ArrayList<>(List.of("docker", "ps", "-aq", "--no-trunc"));
        command.addAll(List.of("-f", "label=longshore.io/cluster=" + world.cluster()));
        command.addAll(List.of("-f", "label=longshore.io/pod.namespace=" + NAMESPACE));
        if (!pod.isEmpty()) {
            command.addAll(List.of("-f", "label=longshore.io/pod.name=" + pod));
        }
        for (String filter : filters) {
            command.addAll(List.of("-f", filter));
        }
        return Shell.run(world.folder, Map.of(), "", command).orThrow().lines().toList();
    }

    /** The one running container of that name. */
    private static String id(String pod, String container) {
        world.until(
                pod + "/" + container + " runs",
                SOON,
                () -> running(pod, container).size() == 1);
        return running(pod, container).getFirst();
    }

    private static List<String> running(String pod, String container) {
        return ids(pod, "label=longshore.io/container.name=" + container, "status=running");
    }

    /** What a shell line says inside; both outputs. */
    private static String in(String pod, String container, String line) {
        return Shell.run(world.folder, Map.of(), "", List.of("docker", "exec", id(pod, container), "sh", "-c", line))
                .out()
                .strip();
    }

    private static String status(String pod, String path) {
        return kubectl("get", "pod", pod, "-o", "jsonpath={.status" + path + "}")
                .out();
    }

    private static void becomes(String pod, String path, String expected) {
        world.until(
                SOON, () -> assertThat(status(pod, path)).as(pod + " " + path).isEqualTo(expected));
    }

    /** With {@code v} under {@code k}. */
    private static void configMap(String name) {
        world.apply(Manifests.configMap(name, "k", "v"), "-n", NAMESPACE);
    }

    private static String waiting() {
        return ".containerStatuses[0].state.waiting.reason";
    }

    // --- one pod's containers share

    @Test
    @DisplayName("P01: a pod runs, is ready, has an address of its node's range and tells Docker's ids")
    void runs() {
        becomes("both", ".conditions[?(@.type==\"Ready\")].status", "True");

        assertThat(status("both", ".phase")).isEqualTo("Running");
        assertThat(status("both", ".podIP")).startsWith("10.124.0.");
        assertThat(status("both", ".containerStatuses[1].containerID")).isEqualTo("docker://" + id("both", "b"));
        assertThat(ids("both", "status=running")).hasSize(3);
    }

    @Test
    @DisplayName("P03, I01, V01: init containers in order, then apps; they share volumes and 127.0.0.1")
    void share() {
        assertThat(in("both", "b", "wget -qO- http://127.0.0.1:8080/order")).isEqualTo("1\n2");
        assertThat(in("both", "b", "cat /seen/order")).isEqualTo("1\n2");
        assertThat(in("both", "b", "cat /dev/shm/begin"))
                .as("what the app saw first")
                .isEqualTo("1\n2");
    }

    @Test
    @DisplayName("N01: a pod reaches another one of its node by its address")
    void reach() {
        id("both", "a");
        String address = status("both", ".podIP");

        assertThat(in("shown", "c", "wget -qO- http://" + address + ":8080/order"))
                .isEqualTo("1\n2");
    }

    @Test
    @DisplayName("P04, P07: they share memory between processes, and see their own processes only")
    void sharesIpcNotProcesses() {
        assertThat(in("both", "b", "cat /dev/shm/x")).isEqualTo("shared");
        assertThat(in("both", "b", "cat /proc/1/cmdline")).startsWith("sleep");
    }

    @Test
    @DisplayName("P05, P06: with shareProcessNamespace they see each other, and the pause process reaps orphans")
    void sharesProcesses() {
        assertThat(in("user", "root", "cat /proc/1/cmdline")).startsWith("/pause");
        assertThat(in("user", "c", "ps")).contains("sleep 100000");
        world.until(
                "no zombies",
                SOON,
                () -> in("user", "root", "cat /proc/[0-9]*/stat | grep -c ' Z '")
                        .equals("0"));
    }

    @Test
    @DisplayName("P08, P09: host name and aliases")
    void names() {
        assertThat(in("both", "b", "hostname")).isEqualTo("both");
        assertThat(in("user", "c", "hostname")).isEqualTo("nicer");
        assertThat(in("both", "b", "cat /etc/hosts")).contains("192.0.2.7\tseven\tsept");
    }

    @Test
    @DisplayName("P11: dnsPolicy None with dnsConfig")
    void resolves() {
        assertThat(in("user", "c", "cat /etc/resolv.conf"))
                .isEqualTo("nameserver 192.0.2.53\nsearch example.org\noptions ndots:2");
    }

    @Test
    @DisplayName("P12, P13: hostNetwork, hostPID and hostIPC are the node's")
    void hosts() throws IOException {
        assertThat(in("hostly", "c", "readlink /proc/self/ns/net")).isEqualTo(ours("net"));
        assertThat(in("hostly", "c", "readlink /proc/self/ns/pid")).isEqualTo(ours("pid"));
        assertThat(in("hostipc", "c", "readlink /proc/self/ns/ipc")).isEqualTo(ours("ipc"));
        assertThat(in("hostipc", "c", "readlink /proc/self/ns/net")).isNotEqualTo(ours("net"));
        assertThat(status("hostly", ".podIP")).isEqualTo(status("hostly", ".hostIP"));
    }

    private static String ours(String space) throws IOException {
        return Files.readSymbolicLink(Path.of("/proc/self/ns/" + space)).toString();
    }

    // --- ends

    @Test
    @DisplayName("P14, P20: a missing program is CrashLoopBackOff, its last end ContainerCannotRun with 127")
    void missingProgram() {
        becomes("nope", waiting(), "CrashLoopBackOff");

        assertThat(status("nope", ".containerStatuses[0].lastState.terminated.reason"))
                .isEqualTo("ContainerCannotRun");
        assertThat(status("nope", ".containerStatuses[0].lastState.terminated.exitCode"))
                .isEqualTo("127");
    }

    @Test
    @DisplayName("P15: under Always an end with 0 is restarted, too, and waits as any other")
    void endsWell() {
        becomes("always", waiting(), "CrashLoopBackOff");

        assertThat(status("always", ".containerStatuses[0].lastState.terminated.reason"))
                .isEqualTo("Completed");
    }

    @Test
    @DisplayName("P16, P17: OnFailure with 0 Succeeded; Never with 3 Failed")
    void finalPhases() {
        becomes("well", ".phase", "Succeeded");
        becomes("never", ".phase", "Failed");

        assertThat(status("well", ".containerStatuses[0].restartCount")).isEqualTo("0");
        assertThat(status("never", ".containerStatuses[0].state.terminated.exitCode"))
                .isEqualTo("3");
        assertThat(status("never", ".containerStatuses[0].state.terminated.reason"))
                .isEqualTo("Error");
    }

    @Test
    @DisplayName("P18, V03: what is written into memory counts, and who takes too much is OOMKilled")
    void outOfMemory() {
        becomes("greedy", ".phase", "Failed");

        // Now and then the kernel's word reaches Docker after the end of the process, and Docker drops it.
        String id = status("greedy", ".containerStatuses[0].state.terminated.containerID");
        String heard =
                Shell.run(world.folder, "docker", "inspect", "-f", "{{.State.OOMKilled}}", id.replace("docker://", ""));
        assertThat(status("greedy", ".containerStatuses[0].state.terminated.reason"))
                .isEqualTo(heard.strip().equals("true") ? "OOMKilled" : "Error");
        assertThat(status("greedy", ".containerStatuses[0].state.terminated.exitCode"))
                .isEqualTo("137");
    }

    @Test
    @DisplayName("P21: a file that cannot be executed ends with 126")
    void notExecutable() {
        becomes("passwd", ".containerStatuses[0].state.terminated.exitCode", "126");
    }

    @Test
    @DisplayName("P22: a user that the image does not know ends with 128, and is named")
    void unknownUser() {
        becomes("ghost", ".phase", "Failed");

        assertThat(status("ghost", ".containerStatuses[0].state.terminated.exitCode"))
                .isEqualTo("128");
        assertThat(status("ghost", ".containerStatuses[0].state.terminated.message"))
                .contains("unable to find user ghost");
    }

    @Test
    @DisplayName("P23: a memory limit below Docker's least is CreateContainerError, in Docker's words")
    void tooSmall() {
        becomes("tiny", waiting(), "CreateContainerError");

        assertThat(status("tiny", ".containerStatuses[0].state.waiting.message"))
                .contains("6MB");
    }

    @Test
    @DisplayName("P32: a container that somebody removed is started again, and counted")
    void removedByHand() {
        String first = id("handled", "c");
        Shell.run(world.folder, "docker", "rm", "-f", first);

        becomes("handled", ".containerStatuses[0].restartCount", "1");
        assertThat(id("handled", "c")).isNotEqualTo(first);
    }

    @Test
    @DisplayName("P33: a sandbox that somebody removed is replaced, its containers with it, and told")
    void sandboxRemovedByHand() {
        String app = id("sandboxed", "c");
        Shell.run(world.folder, "docker", "rm", "-f", id("sandboxed", "POD"));

        world.until(
                "a new sandbox and app",
                SOON,
                () -> running("sandboxed", "POD").size() == 1
                        && running("sandboxed", "c").size() == 1
                        && !running("sandboxed", "c").contains(app));
        assertThat(kubectl("get", "events", "--field-selector", "involvedObject.name=sandboxed")
                        .out())
                .contains("SandboxChanged");
    }

    @Test
    @DisplayName("P37: a deleted pod that obeys goes long before its grace is over")
    void obeys() {
        String id = id("obeys", "c");

        assertTimeout(
                Duration.ofSeconds(10), () -> kubectl("delete", "pod", "obeys").orThrow());
        assertThat(ids("obeys")).isEmpty();
        assertThat(exitCode(id)).as("of a container that ends by itself").isEqualTo("0");
    }

    /** From what Docker remembers of a container that is gone. */
    private static String exitCode(String id) {
        String[] command = {
            "docker",
            "events",
            "--since=5m",
            "--until=" + Instant.now(),
            "--filter=container=" + id,
            "--filter=event=die",
            "--format={{.Actor.Attributes.exitCode}}"
        };
        return Shell.run(world.folder, command).strip();
    }

    @Test
    @DisplayName("P38: one that does not obey is killed when its grace is over")
    void deaf() {
        String id = id("deaf", "c");
        long begin = System.nanoTime();

        kubectl("delete", "pod", "deaf").orThrow();

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(15));
        assertThat(ids("deaf")).isEmpty();
        assertThat(exitCode(id)).as("of a container that was killed").isEqualTo("137");
    }

    @Test
    @DisplayName("P39: the containers of a pod whose object went by force are killed at once")
    void forced() {
        id("forced", "c");
        kubectl("delete", "pod", "forced", "--grace-period=0", "--force").orThrow();

        world.until(
                "its containers are gone",
                Duration.ofSeconds(10),
                () -> ids("forced").isEmpty());
    }

    @Test
    @DisplayName("I02: an init container that fails under Never fails the pod")
    void initFails() {
        becomes("init-fails", ".phase", "Failed");

        assertThat(status("init-fails", ".initContainerStatuses[0].state.terminated.exitCode"))
                .isEqualTo("4");
        assertThat(ids("init-fails", "label=longshore.io/container.name=c"))
                .as("app containers, running or not")
                .isEmpty();
    }

    @Test
    @DisplayName("I04: an init container that is restarted Always runs beside the app")
    void sidecar() {
        becomes("sidecar", ".conditions[?(@.type==\"Ready\")].status", "True");

        assertThat(status("sidecar", ".initContainerStatuses[0].started")).isEqualTo("true");
    }

    // --- rights and resources

    @Test
    @DisplayName("R01, R02, R03: limits and requests are the kernel's")
    void resources() {
        String a = id("both", "a");
        String shares = Shell.run(
                world.folder, "docker", "inspect", "-f", "{{.HostConfig.CpuShares}} {{.HostConfig.MemorySwap}}", a);

        assertThat(shares.strip()).isEqualTo("102 67108864");
        assertThat(in("both", "a", "cat /sys/fs/cgroup/cpu.max 2>/dev/null || cat /sys/fs/cgroup/cpu/cpu.cfs_quota_us"))
                .containsPattern("(?m)^50000");
        assertThat(in(
                        "both",
                        "a",
                        "cat /sys/fs/cgroup/memory.max 2>/dev/null || cat /sys/fs/cgroup/memory/memory.limit_in_bytes"))
                .endsWith("67108864");
    }

    @Test
    @DisplayName("S01, S02, S05: user and groups, an emptyDir that belongs to the fsGroup")
    void users() {
        assertThat(in("user", "c", "id")).isEqualTo("uid=4242 gid=0 groups=0,2000,3000");
        assertThat(in("user", "c", "stat -c %a:%g /group && echo x >/group/x")).isEqualTo("2777:2000");
    }

    @Test
    @DisplayName("S03: runAsNonRoot refuses an image that runs as root")
    void nonRoot() {
        becomes("rooted", waiting(), "CreateContainerConfigError");

        assertThat(status("rooted", ".containerStatuses[0].state.waiting.message"))
                .isEqualTo("container has runAsNonRoot and image will run as root");
    }

    @Test
    @DisplayName("S04: runAsNonRoot refuses an image whose user is a name")
    void nonRootByName() {
        becomes("named", waiting(), "CreateContainerConfigError");

        assertThat(status("named", ".containerStatuses[0].state.waiting.message"))
                .isEqualTo("container has runAsNonRoot and image has non-numeric user (ghost),"
                        + " cannot verify user is non-root");
    }

    @Test
    @DisplayName("S07, S08, S09: capabilities, a root that cannot be written, no new privileges")
    void rights() {
        assertThat(in("user", "c", "grep -E '^(CapBnd|NoNewPrivs)' /proc/self/status"))
                .isEqualTo("CapBnd:\t0000000000000400\nNoNewPrivs:\t1");
        assertThat(in("user", "c", ">/x")).contains("Read-only file system");
    }

    // --- environment and volumes

    @Test
    @DisplayName("E01, E02, E04, E05: variables from everywhere, in their order")
    void environment() {
        assertThat(in("both", "b", "env").lines())
                .contains(
                        "GREETING=hello blue $(P_COLOR) $(NOBODY)",
                        "P_SIZE=over",
                        "POD=both",
                        "IP=" + status("both", ".podIP"),
                        "NODE=node-1",
                        "TIER=web",
                        "CPU=1",
                        "SECRET=" + SECRET);
    }

    @Test
    @DisplayName("V02: an emptyDir in memory is full at its limit")
    void memoryVolume() {
        assertThat(in("shown", "c", "dd if=/dev/zero of=/memory/x bs=1M count=3"))
                .contains("No space left on device");
    }

    @Test
    @DisplayName("V06, V13: chosen keys under their paths with their modes; bytes as they are")
    void files() {
        assertThat(in("shown", "c", "stat -L -c %a /chosen/bytes /chosen/deep/a && cat /chosen/deep/a"))
                .isEqualTo("400\n644\none");
        String bytes = "docker exec " + id("shown", "c") + " cat /chosen/bytes | base64";
        assertThat(Shell.run(world.folder, "sh", "-c", bytes).strip()).isEqualTo("AAECg/7/");
    }

    @Test
    @DisplayName("V07, V08, V30: a changed ConfigMap is shown soon, and a key that is gone takes its name along")
    void changes() {
        id("shown", "c");
        assertThat(in("shown", "c", "ls /all")).isEqualTo("a.txt\nb.txt");
        String patch = "{\"data\":{\"a.txt\":\"changed\",\"b.txt\":null}}";
        kubectl("patch", "configmap", "changing", "--type=merge", "-p", patch).orThrow();

        world.until(
                "the file changes",
                Duration.ofSeconds(10),
                () -> in("shown", "c", "cat /all/a.txt; echo; ls /all").equals("changed\na.txt"));
    }

    @Test
    @DisplayName("V10: what is optional and missing is shown when it comes")
    void optional() {
        assertThat(in("shown", "c", "ls /perhaps")).isEmpty();
        configMap("not-yet");

        world.until(
                "the file is there",
                Duration.ofSeconds(10),
                () -> in("shown", "c", "cat /perhaps/k").equals("v"));
    }

    @Test
    @DisplayName("V11, E07: a pod waits for what is missing, says so, and runs when it comes")
    void missing() {
        becomes("waits", waiting(), "ContainerCreating");
        world.until(
                "it is told",
                SOON,
                () -> kubectl("get", "events", "--field-selector", "involvedObject.name=waits")
                        .out()
                        .contains("configmap \"late\" not found"));
        configMap("late");

        assertThat(in("waits", "c", "cat /v/k")).isEqualTo("v");
    }

    @Test
    @DisplayName("V12: a secret lies on tmpfs, and nowhere below the node's folder on disk")
    void secrets() {
        assertThat(in("shown", "c", "cat /secret/password")).isEqualTo(SECRET);
        assertThat(in("shown", "c", "grep ' /secret ' /proc/mounts")).startsWith("tmpfs ");
        String search = "find node-1 -xdev -type f -exec grep -l " + SECRET + " {} +; true";
        assertThat(Shell.run(world.folder, "sh", "-c", search)).isEmpty();
    }

    @Test
    @DisplayName("V14: labels of the pod are a file that follows them")
    void facts() {
        assertThat(in("shown", "c", "cat /facts/labels")).isEqualTo("tier=\"web\"");
        kubectl("label", "pod", "shown", "tier=db", "--overwrite").orThrow();

        world.until(
                "the file changes",
                Duration.ofSeconds(10),
                () -> in("shown", "c", "cat /facts/labels").equals("tier=\"db\""));
    }

    @Test
    @DisplayName("V19, V20: what is mounted on the node later is seen through HostToContainer, and not without")
    void laterMounts() {
        in("shown", "c", "mkdir /later/late");
        String uid =
                kubectl("get", "pod", "shown", "-o", "jsonpath={.metadata.uid}").orThrow();
        String late = "node-1/pods/" + uid + "/volumes/emptyDir/disk/late";
        Shell.run(world.folder, "mount", "-t", "tmpfs", "late", late);

        assertThat(in("shown", "c", "grep ' /later/late ' /proc/mounts")).startsWith("late /later/late tmpfs");
        assertThat(in("shown", "c", "grep ' /still/late ' /proc/mounts")).isEmpty();
        assertThat(warnings).contains("spec.containers[0].volumeMounts[6].mountPropagation: honoured in part: ");
    }

    @Test
    @DisplayName("V21: a volume that is mounted read-only cannot be written")
    void readOnly() {
        assertThat(in("both", "b", ">/seen/x")).contains("Read-only file system");
    }

    @Test
    @DisplayName("M01: an image that may not be pulled and is not there is ErrImageNeverPull")
    void neverPulled() {
        becomes("unpulled", waiting(), "ErrImageNeverPull");
    }
}
