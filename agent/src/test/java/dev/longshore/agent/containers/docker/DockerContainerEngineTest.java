package dev.longshore.agent.containers.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.agent.containers.Container;
import dev.longshore.agent.containers.ContainerEngine;
import dev.longshore.agent.containers.ContainerEngine.NetworkSpec;
import dev.longshore.agent.containers.ContainerEngine.RegistryLogin;
import dev.longshore.agent.containers.ContainerEngineContract;
import dev.longshore.agent.containers.ContainerFault;
import dev.longshore.agent.containers.ContainerSpec;
import dev.longshore.agent.containers.ContainerSpec.Network;
import dev.longshore.agent.containers.Scope;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the Docker of this machine; a machine without one fails here. */
class DockerContainerEngineTest extends ContainerEngineContract {
    private static final long SIGTERM = 1L << 14;
    private static final Path DOCKER = Path.of("/var/run/docker.sock");
    private static final String CLUSTER =
            "docker-test-" + ProcessHandle.current().pid();

    @TempDir
    static Path folder;

    private static TestImageRegistry registry;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final VirtualTasks tasks = new VirtualTasks((task, fault) -> failures.add(task + ": " + fault));
    private final CountDownLatch reached = new CountDownLatch(1);
    private SocketProxy proxy;
    private ContainerEngine nodeA;
    private ContainerEngine nodeB;

    @BeforeAll
    static void prepare() throws IOException {
        removeLeftovers();
        TestImage.make(folder);
        registry = TestImageRegistry.start(folder);
        registry.push(TestImage.name(), "1", folder);
    }

    @AfterAll
    static void tidy() {
        registry.close();
        Shell.run("sh", "-c", "docker images -q " + registry.address() + "/bb | xargs -r docker rmi -f");
        TestImage.remove();
    }

    @BeforeEach
    void connect() throws IOException {
        Path socket = folder.resolve("s");
        proxy = SocketProxy.between(socket, DOCKER);
        nodeA = new DockerContainerEngine(socket, new Scope(CLUSTER, "node-a"), tasks);
        nodeB = new DockerContainerEngine(DOCKER, new Scope(CLUSTER, "node-b"), tasks);
    }

    @AfterEach
    void removeAll() throws IOException {
        proxy.close();
        removeContainers(CLUSTER);
    }

    /** What a killed run of these tests left behind, but not what one that lives just uses. */
    private static void removeLeftovers() {
        Shell.run(
                        "docker",
                        "ps",
                        "-aq",
                        "--filter",
                        "label=" + Scope.CLUSTER,
                        "--format",
                        "{{.Label \"" + Scope.CLUSTER + "\"}}")
                .lines()
                .filter(cluster -> cluster.matches("docker-test-\\d+"))
                .distinct()
                .filter(cluster ->
                        ProcessHandle.of(Long.parseLong(cluster.substring(12))).isEmpty())
                .forEach(DockerContainerEngineTest::removeContainers);
    }

    private static void removeContainers(String cluster) {
        Shell.run("docker", "ps", "-aq", "--filter", "label=" + Scope.CLUSTER + "=" + cluster)
                .lines()
                .filter(id -> !id.isEmpty())
                .forEach(id -> Shell.run("docker", "rm", "-f", id));
    }

    @Test
    @DisplayName("P02: the pause image is made in process, with the id that was predicted, and again when it is gone")
    void loadsThePauseImage() {
        String reference = nodeA.ensurePauseImage();

        assertThat(nodeA.image(reference).orElseThrow().id())
                .isEqualTo(PauseImage.of("x86_64").id());
        assertThat(nodeA.ensurePauseImage()).isEqualTo(reference);
    }

    @Test
    @DisplayName("P04, P08: an app sees its sandbox's address, hostname and shared memory")
    void anAppSharesWithItsSandbox() {
        network();
        String sandbox = sandboxOn("10.213.7.9");
        String write = appThat("write", sandbox, "echo shared > /dev/shm/x");
        String read = appThat("read", sandbox, "{ cat /dev/shm/x; hostname; ip -4 addr show eth0; } > /out/seen");

        runToEnd(write);
        runToEnd(read);

        assertThat(folder.resolve("out/seen")).content().contains("shared", "web-0", "10.213.7.9/");
        assertThat(seen(sandbox).address()).isEqualTo("10.213.7.9");
        assertThat(seen(read).address()).isEmpty();
        nodeA.remove(sandbox);
        Shell.run("docker", "network", "rm", CLUSTER);
    }

    @Test
    void agentsThatMakeANetworkAtTheSameMomentAllGetIt() {
        for (int round = 0; round < 3; round++) {
            List<Task> agents = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                agents.add(tasks.start("agent", this::network));
            }
            assertThat(agents).allMatch(agent -> agent.join(PATIENCE));
            Shell.run("docker", "network", "rm", CLUSTER);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    @DisplayName("A network is made once, also by two agents, and one with another range is refused")
    void makesANetworkOnce() {
        network();
        nodeB.ensureNetwork(new NetworkSpec(CLUSTER, "10.213.7.0/24", "10.213.7.1", Map.of()));

        var other = new NetworkSpec(CLUSTER, "10.213.8.0/24", "10.213.8.1", Map.of());
        assertFault(() -> nodeA.ensureNetwork(other), ContainerFault.Type.CONFLICT, "another range");
        assertThat(Shell.run("docker", "network", "ls", "-q", "--filter", "name=" + CLUSTER)
                        .lines())
                .hasSize(1);
        Shell.run("docker", "network", "rm", CLUSTER);
    }

    @Test
    @DisplayName("8, P18: a container over its memory limit is marked")
    void marksOutOfMemory() {
        String id = nodeA.create(greedy()).id();

        runToEnd(id);

        assertThat(seen(id).outOfMemory()).isTrue();
        assertThat(seen(id).exitCode()).isEqualTo(137);
    }

    @Test
    @DisplayName("A bind whose source is missing is refused at once, and nothing is made on the host")
    void aMissingSourceIsRefused() {
        String source = folder.resolve("not-there").toString();

        assertFault(() -> nodeA.create(mounted("missing-source", source, SLEEP)), ContainerFault.Type.INVALID, source);
        assertThat(folder.resolve("not-there")).doesNotExist();
    }

    @Test
    @DisplayName("R09: a score that Docker may not give is raised, so that the container runs")
    void clampsTheOomScore() {
        boolean lowers = nodeA.info().lowersOomScore();
        String id = nodeA.create(scored(-997)).id();

        nodeA.start(id);

        String told = Shell.run("docker", "inspect", "-f", "{{.HostConfig.OomScoreAdj}}", id);
        assertThat(told).isEqualTo(lowers ? "-997" : "0");
    }

    @Test
    @DisplayName("What the machine is like is told")
    void tellsWhatItIs() {
        ContainerEngine.EngineInfo info = nodeA.info();

        assertThat(info.version()).matches("\\d+\\.\\d+.*");
        assertThat(info.cpus()).isPositive();
        assertThat(info.memoryBytes()).isPositive();
        assertThat(info.cgroupVersion()).isBetween(1, 2);
    }

    @Test
    @DisplayName("P34: a Docker that was away is found again, and one that is absent is UNAVAILABLE")
    void findsDockerAgain() {
        nodeA.list();
        proxy.cut();

        assertThat(nodeA.list()).isEmpty();
        var away = new DockerContainerEngine(folder.resolve("no-socket"), new Scope(CLUSTER, "node-a"), tasks);
        assertFault(away::list, ContainerFault.Type.UNAVAILABLE, "no-socket");
    }

    @Test
    @DisplayName("15: an image registry that is down is told in Docker's words")
    void aRegistryThatIsDownIsTold() {
        assertFault(
                () -> nodeA.pull("127.0.0.1:1/bb:1", Optional.empty()),
                ContainerFault.Type.PULL_FAILED,
                "connection refused");
    }

    @Test
    @DisplayName("M02: a pull by digest ignores the tag")
    void pullsByDigest() {
        String digest = nodeA.pull(imageRegistry() + "/bb:1", Optional.of(login()))
                .digests()
                .getFirst();
        String tagged = digest.replace("@", ":nonsense@");

        assertThat(nodeA.pull(tagged, Optional.of(login())).digests()).contains(digest);
    }

    @Test
    @DisplayName("M01: a pull asks the image registry also when the image is there, and fails when nobody answers")
    void pullsWhatIsThere() {
        String reference = "127.0.0.1:1/bb:" + ProcessHandle.current().pid();
        Shell.run("docker", "tag", image(), reference);

        assertThat(nodeA.image(reference)).isPresent();
        assertFault(
                () -> nodeA.pull(reference, Optional.empty()), ContainerFault.Type.PULL_FAILED, "connection refused");
        Shell.run("docker", "rmi", reference);
    }

    @Test
    @DisplayName("M05: after a tag was moved the next pull gives the new image with its digest")
    void pullsAMovedTag() {
        String moving = imageRegistry() + "/bb:moving";
        registry.push(image(), "moving", folder);
        var before = nodeA.pull(moving, Optional.of(login()));
        registry.push(TestImage.variant(folder, "moved", "ENV MOVED=yes"), "moving", folder);
        Shell.run("docker", "tag", before.id(), moving);

        var after = nodeA.pull(moving, Optional.of(login()));

        assertThat(before.env()).doesNotContain("MOVED=yes");
        assertThat(after.env()).contains("MOVED=yes");
        assertThat(after.digests()).isNotEmpty().doesNotContainAnyElementsOf(before.digests());
        assertThat(nodeA.image(moving)).contains(after);
    }

    @Test
    @DisplayName("P22: a user that the image does not know is 128, and named")
    void anUnknownUserIs128() {
        String image = TestImage.variant(folder, "ghost", "USER ghost");
        String id = nodeA.create(specOf("ghost", image, SLEEP, new Network.None("a")))
                .id();

        assertFault(() -> nodeA.start(id), ContainerFault.Type.START_FAILED, "unable to find user ghost");
        assertThat(seen(id).exitCode()).isEqualTo(128);
        assertThat(seen(id).error()).contains("ghost");
    }

    @ParameterizedTest(name = "E08: command {0}, args {1}: {2}")
    @CsvSource({"'', '', /bin/ls [-a /]", "'', -l, /bin/ls [-l]", "/bin/id, '', /bin/id []", "/bin/id, -u, /bin/id [-u]"
    })
    void commandAndArguments(String command, String args, String expected) {
        String image = TestImage.variant(folder, "program", "ENTRYPOINT [\"/bin/ls\"]", "CMD [\"-a\", \"/\"]");
        ContainerSpec spec = specOf("program", image, words(command), new Network.None("a"));

        String id = nodeA.create(spec.withCommand(words(args))).id();

        assertThat(Shell.run("docker", "inspect", "-f", "{{.Path}} {{.Args}}", id))
                .isEqualTo(expected);
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text);
    }

    @Test
    @DisplayName("S13: a privileged container has all capabilities, or says that Docker may not give them")
    void privileged() throws IOException {
        var all = new ContainerSpec.Security(true, false, List.of(), List.of(), false, List.of(), Map.of());
        String id = nodeA.create(spec("privileged", SLEEP).withSecurity(all)).id();
        int last = Integer.parseInt(
                Files.readString(Path.of("/proc/sys/kernel/cap_last_cap")).strip());

        assertThat(capabilitiesOrRefusal(id))
                .containsAnyOf("%016x".formatted((1L << (last + 1)) - 1), "Docker on this machine may not give");
    }

    /** Of its first process; or why it does not start, as its status will tell. */
    private String capabilitiesOrRefusal(String id) throws IOException {
        try {
            nodeA.start(id);
            return Files.readString(Path.of("/proc/" + seen(id).pid() + "/status"));
        } catch (ContainerFault refused) {
            return seen(id).error();
        }
    }

    @Test
    @DisplayName("A task that is stopped while it waits for the next event ends at once")
    void aStoppedTaskWaitsForNoEvent() {
        endsWhenStopped(() -> {
            try (var events = nodeA.events(now())) {
                reached.countDown();
                events.next(PATIENCE);
            }
        });
    }

    @Test
    @DisplayName("A task that is stopped while Docker works for it ends at once; Docker goes on")
    void aStoppedTaskWaitsForNoAnswer() {
        String deaf = started("deaf-for-long", SLEEP);

        endsWhenStopped(() -> {
            reached.countDown();
            nodeA.stop(deaf, PATIENCE);
        });

        assertThat(seen(deaf).state()).isEqualTo(Container.State.RUNNING);
    }

    private void endsWhenStopped(Runnable body) {
        Task task = tasks.start("waits", body);
        awaitReached();

        task.stop();

        assertThat(task.join(Duration.ofSeconds(2))).isTrue();
        assertThat(failures).isEmpty();
    }

    private void awaitReached() {
        try {
            assertThat(reached.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void runToEnd(String id) {
        try (var events = nodeA.events(now())) {
            nodeA.start(id);
            await(events, id, "die");
        }
    }

    private void network() {
        nodeA.ensureNetwork(new NetworkSpec(CLUSTER, "10.213.7.0/24", "10.213.7.1", Map.of("docker-test", "1")));
    }

    private String sandboxOn(String address) {
        var bridge = new Network.Bridge(CLUSTER, address, "web-0", List.of(), List.of());
        String id = nodeA.create(specOf("sandbox", nodeA.ensurePauseImage(), List.of(), bridge))
                .id();
        nodeA.start(id);
        return id;
    }

    private String appThat(String name, String sandbox, String script) {
        folder.resolve("out").toFile().mkdir();
        ContainerSpec plain = specOf(name, image(), List.of("/bin/sh", "-c", script), new Network.Join(sandbox));
        return nodeA.create(withMount(plain, folder.resolve("out").toString(), "/out"))
                .id();
    }

    private ContainerSpec mounted(String name, String source, List<String> program) {
        return withMount(spec(name, program), source, "/in");
    }

    private static ContainerSpec withMount(ContainerSpec spec, String source, String target) {
        return spec.withMounts(List.of(new ContainerSpec.Mount(source, target, false, "rprivate")));
    }

    private ContainerSpec greedy() {
        String fill = "x=0123456789abcdef; while :; do x=$x$x; done";
        var resources = new ContainerSpec.Resources(2, 0, 16 << 20, Optional.empty(), "");
        return spec("greedy", List.of("/bin/sh", "-c", fill)).withResources(resources);
    }

    private ContainerSpec scored(int score) {
        return spec("scored", SLEEP).withResources(new ContainerSpec.Resources(2, 0, 0, Optional.of(score), ""));
    }

    @Override
    protected ContainerEngine engine() {
        return nodeA;
    }

    @Override
    protected ContainerEngine otherAgent() {
        return nodeB;
    }

    @Override
    protected Instant now() {
        return Instant.now();
    }

    @Override
    protected void cutEventStreams() {
        proxy.cut();
    }

    @Override
    protected void awaitHandler(String id) {
        Path status = Path.of("/proc/" + seen(id).pid() + "/status");
        Awaitility.await().until(() -> catchesTerm(Files.readAllLines(status)));
    }

    /** Not Docker's own program that is about to become the container's: it catches every signal. */
    private static boolean catchesTerm(List<String> status) {
        return status.contains("Name:\tsh")
                && status.stream()
                        .filter(line -> line.startsWith("SigCgt:"))
                        .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                        .anyMatch(caught -> (caught & SIGTERM) != 0);
    }

    @Override
    protected String image() {
        return TestImage.name();
    }

    @Override
    protected String prefix() {
        return CLUSTER + "-";
    }

    @Override
    protected String imageRegistry() {
        return registry.address();
    }

    @Override
    protected RegistryLogin login() {
        return TestImageRegistry.LOGIN;
    }
}
