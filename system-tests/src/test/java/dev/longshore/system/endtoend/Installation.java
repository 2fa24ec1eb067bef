package dev.longshore.system.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One engine and some agents, unpacked from the archive and started as users do, with a repository to edit. Registered as an extension it
 * runs for all tests of a class. Ports, names, networks and folders are its own; afterwards none of them is left.
 */
final class Installation implements BeforeAllCallback, AfterAllCallback {
    static final String SECRET = "end-to-end-secret";
    static final String IMAGE = "longshore-endtoend/busybox";
    private static final Duration START = Duration.ofSeconds(60);

    final Path folder;
    final Path clone;
    private final Programs programs;
    private final EditedRepository repo;
    final int apiPort = freePort();
    final int webPort = freePort();
    private final int agents;
    private final String name;
    private final String range;
    private final HttpClient http = HttpClient.newHttpClient();

    /** @param slot keeps the address ranges of several installations apart; 0 to 9 */
    Installation(int slot, int agents) {
        this.agents = agents;
        try {
            folder = Files.createTempDirectory("longshore-endtoend");
            repo = EditedRepository.make(folder, webPort, SECRET);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        clone = repo.work();
        programs = new Programs(folder);
        name = "e2e-" + folder.getFileName().toString().replaceAll("[^0-9]", "");
        range = "10." + (120 + slot) + ".0.0/16";
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        unpack();
        image("1.0");
        image("1.1");
        startEngine();
        List<String> nodes = Stream.iterate(1, i -> i + 1)
                .limit(agents)
                .map(i -> "node-" + i)
                .toList();
        nodes.forEach(this::startAgent);
        nodes.forEach(node -> until(node + " is ready", START, () -> isReady(node)));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        programs.stopAll();
        new Remains(folder, name, network()).remove();
    }

    // --- programs

    void startEngine() {
        programs.start(
                "engine",
                words(("%s engine --data %s --api-port %d --web-port %d --cluster-cidr %s --allow-file --poll 3"
                                + " --webhook-secret-file %s --kubeconfig %s")
                        .formatted(
                                launcher(),
                                folder.resolve("engine"),
                                apiPort,
                                webPort,
                                range,
                                folder.resolve("webhook.secret"),
                                kubeconfig())));
        until("the engine is ready", START, () -> get("/readyz").statusCode() == 200);
    }

    /** @param more options of the agent */
    void startAgent(String node, String... more) {
        List<String> command = words(("%s agent --engine https://127.0.0.1:%d --node-name %s --data %s"
                        + " --cluster-name %s --network-name %s --cluster-cidr %s --cpu 1 --memory 4Gi")
                .formatted(launcher(), apiPort, node, folder.resolve(node), name, network(), range));
        command.addAll(List.of(more));
        if (!Files.exists(folder.resolve(node))) {
            command.addAll(List.of("--token", token(node)));
        }
        programs.start(node, command);
    }

    boolean isAlive(String program) {
        return programs.isAlive(program);
    }

    /** Like a power cut of one process. */
    void kill(String program) {
        programs.kill(program);
    }

    /** SIGTERM, then an orderly end. @return the exit code */
    int stop(String program) {
        return programs.stop(program);
    }

    /** A one-time token to join with. */
    private String token(String node) {
        List<String> command =
                words("%s token create --kubeconfig %s --node %s".formatted(launcher(), kubeconfig(), node));
        return Shell.run(folder, Map.of(), "", command).orThrow().strip();
    }

    private boolean isReady(String node) {
        String ready = "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}";
        return kubectl("get", "node", node, "-o", ready).out().equals("True");
    }

    private static List<String> words(String command) {
        return new ArrayList<>(List.of(command.split(" ")));
    }

    String launcher() {
        return folder.resolve("dist/bin/longshore").toString();
    }

    Path kubeconfig() {
        return folder.resolve("kubeconfig");
    }

    /** Value of the label that its containers bear. */
    String cluster() {
        return name;
    }

    String network() {
        return "longshore-" + name;
    }

    // --- kubectl, docker, HTTP

    Shell.Result kubectl(String... arguments) {
        return kubectlWith("", arguments);
    }

    /** What kubectl says of a manifest that the engine must take. */
    String apply(String manifest, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("apply", "--server-side", "-f", "-"));
        return kubectlWith(manifest, arguments.toArray(String[]::new)).orThrow();
    }

    Shell.Result kubectlWith(String input, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("kubectl", "--kubeconfig", kubeconfig().toString()));
        command.addAll(Arrays.asList(arguments));
        return Shell.run(
                folder,
                Map.of("KUBECACHEDIR", folder.resolve("cache").toString(), "HOME", folder.toString()),
                input,
                command);
    }

    /** Ids of the running containers of this installation's pods that bear a name; pause containers are called {@code POD}. */
    List<String> containers(String namespace, String container) {
        return Shell.run(
                        folder,
                        "docker",
                        "ps",
                        "-q",
                        "--no-trunc",
                        "-f",
                        "label=longshore.io/cluster=" + name,
                        "-f",
                        "label=longshore.io/pod.namespace=" + namespace,
                        "-f",
                        "label=longshore.io/container.name=" + container)
                .lines()
                .sorted()
                .toList();
    }

    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + webPort + path))
                .timeout(Duration.ofSeconds(10)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException unreachable) {
            throw new UncheckedIOException(unreachable);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    // --- Git

    String repoUrl() {
        return repo.url();
    }

    void write(String file, String text) {
        repo.write(file, text);
    }

    /** Commits everything and pushes; the hook tells the engine. @return the commit */
    String push(String message, String... options) {
        return repo.push(message, options);
    }

    // --- Applications

    /** Makes an Application that follows a folder of the repository into a namespace of the same name. */
    void application(String unit) {
        application(unit, "main", unit);
    }

    void application(String unit, String revision, String path) {
        String manifest = """
                apiVersion: argoproj.io/v1alpha1
                kind: Application
                metadata: {name: %s, namespace: argocd}
                spec:
                  project: default
                  source: {repoURL: "%s", path: %s, targetRevision: %s}
                  destination: {server: "https://kubernetes.default.svc", namespace: %s}
                  syncPolicy:
                    automated: {prune: true, selfHeal: true}
                    syncOptions: [CreateNamespace=true]
                """.formatted(unit, repo.url(), path, revision, unit);
        applyInArgo(manifest);
    }

    /** Applies it when there is a namespace for Applications. */
    void applyInArgo(String manifest) {
        apply(namespaceManifest("argocd"));
        apply(manifest);
    }

    static String namespaceManifest(String name) {
        return "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"" + name + "\"}}";
    }

    String application(String unit, String jsonpath) {
        return kubectl("-n", "argocd", "get", "application", unit, "-o", "jsonpath={" + jsonpath + "}")
                .out();
    }

    /** Waits until an Application has compared and applied a commit. */
    void synced(String unit, String commit) {
        until(
                unit + " is synced to " + commit,
                Duration.ofSeconds(30),
                () -> application(unit, ".status.sync.revision").equals(commit)
                        && application(unit, ".status.sync.status").equals("Synced"));
    }

    void healthy(String unit, String commit) {
        synced(unit, commit);
        until(
                unit + " is healthy",
                Duration.ofSeconds(60),
                () -> application(unit, ".status.health.status").equals("Healthy"));
    }

    String conditions(String unit) {
        return application(unit, ".status.conditions[*].message");
    }

    /** Fails with what the assertion says last. */
    void until(Duration limit, ThrowingRunnable assertion) {
        await().atMost(limit).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
    }

    void until(String what, Duration limit, Callable<Boolean> condition) {
        await(what)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(condition);
    }

    // --- making

    private void unpack() throws IOException {
        Files.createDirectories(folder.resolve("dist"));
        Shell.run(folder, "tar", "xzf", archive().toString(), "-C", "dist", "--strip-components=1");
        Files.writeString(folder.resolve("webhook.secret"), SECRET + "\n");
    }

    /** The newest archive that the build made. */
    private static Path archive() throws IOException {
        Path target = Path.of("..", "cli", "target").toAbsolutePath().normalize();
        List<Path> found = new ArrayList<>();
        for (Path place : List.of(target, target.resolve("fast"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> files = Files.list(place)) {
                    files.filter(file -> file.toString().endsWith(".tar.gz")).forEach(found::add);
                }
            }
        }
        Optional<Path> newest = found.stream()
                .max(Comparator.comparingLong(path -> path.toFile().lastModified()));
        return newest.orElseThrow(
                () -> new AssertionError("no archive below " + target + ": package the cli module first"));
    }

    private void image(String tag) {
        Shell.run(
                        Path.of("..").toAbsolutePath(),
                        Map.of(),
                        "",
                        List.of("bash", "-c", ". tools/machine.sh && shop_image " + IMAGE + ":" + tag))
                .orThrow();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
