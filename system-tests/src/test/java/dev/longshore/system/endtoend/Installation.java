package dev.longshore.system.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One engine and some agents, unpacked from the archive and started as users do, with a bare Git repository and a clone to edit. Ports,
 * names, networks and folders are its own; closing it removes them all.
 */
final class Installation implements AutoCloseable {
    static final String SECRET = "end-to-end-secret";
    static final String IMAGE = "longshore-endtoend/busybox";
    private static final Duration START = Duration.ofSeconds(60);

    final Path folder;
    final Path clone;
    final int apiPort = freePort();
    final int webPort = freePort();
    private final String name;
    private final String range;
    private final Map<String, Process> programs = new LinkedHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();

    private Installation(int slot) throws IOException {
        folder = Files.createTempDirectory("longshore-endtoend");
        clone = folder.resolve("repo");
        name = "e2e-" + folder.getFileName().toString().replaceAll("[^0-9]", "");
        range = "10." + (120 + slot) + ".0.0/16";
        unpack();
        image("1.0");
        image("1.1");
        repository();
    }

    /** @param slot keeps the address ranges of several installations apart; 0 to 9 */
    static Installation start(int slot, int agents) throws IOException {
        Installation installation = new Installation(slot);
        installation.startEngine();
        for (int i = 1; i <= agents; i++) {
            installation.startAgent("node-" + i);
        }
        for (int i = 1; i <= agents; i++) {
            String node = "node-" + i;
            installation.until(
                    "node " + node + " is ready",
                    START,
                    () -> installation
                            .kubectl(
                                    "get",
                                    "node",
                                    node,
                                    "-o",
                                    "jsonpath={.status.conditions[?(@.type==\"Ready\")].status}")
                            .out()
                            .equals("True"));
        }
        return installation;
    }

    // --- programs

    void startEngine(String... more) {
        List<String> command = new ArrayList<>(List.of(
                launcher(),
                "engine",
                "--data",
                folder.resolve("engine").toString(),
                "--api-port",
                "" + apiPort,
                "--web-port",
                "" + webPort,
                "--cluster-cidr",
                range,
                "--allow-file",
                "--poll",
                "3",
                "--webhook-secret-file",
                folder.resolve("webhook.secret").toString(),
                "--kubeconfig",
                kubeconfig().toString()));
        command.addAll(List.of(more));
        launch("engine", command);
        until("the engine is ready", START, () -> get("/readyz").statusCode() == 200);
    }

    void startAgent(String node) {
        List<String> command = new ArrayList<>(List.of(
                launcher(),
                "agent",
                "--engine",
                "https://127.0.0.1:" + apiPort,
                "--node-name",
                node,
                "--data",
                folder.resolve(node).toString(),
                "--cluster-name",
                name,
                "--network-name",
                network(),
                "--cluster-cidr",
                range,
                "--cpu",
                "1",
                "--memory",
                "4Gi"));
        if (!Files.exists(folder.resolve(node))) {
            String token = Shell.run(
                    folder,
                    launcher(),
                    "token",
                    "create",
                    "--kubeconfig",
                    kubeconfig().toString(),
                    "--node",
                    node);
            command.addAll(List.of("--token", token.strip()));
        }
        launch(node, command);
    }

    private void launch(String program, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(log(program).toFile()));
            programs.put(program, builder.start());
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    private Process program(String name) {
        return Optional.ofNullable(programs.get(name))
                .orElseThrow(() -> new AssertionError(name + " was never started"));
    }

    /** Like a power cut of one process. */
    void kill(String program) {
        Process process = program(program);
        process.destroyForcibly();
        awaitEnd(process);
    }

    /** SIGTERM, then an orderly end. @return the exit code */
    int stop(String program) {
        Process process = program(program);
        process.destroy();
        awaitEnd(process);
        return process.exitValue();
    }

    private static void awaitEnd(Process process) {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("the process did not end within 30 s");
            }
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    String log(String program, int lines) throws IOException {
        List<String> all = Files.readAllLines(log(program));
        return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }

    private Path log(String program) {
        return folder.resolve(program + ".log");
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
        return "file://" + folder.resolve("repo.git");
    }

    void write(String file, String text) {
        try {
            Path path = clone.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }

    /** Commits everything and pushes; the hook tells the engine. @return the commit */
    String push(String message, String... options) {
        Shell.run(clone, "git", "add", "-A");
        Shell.run(clone, "git", "commit", "-q", "--allow-empty", "-m", message);
        List<String> command = new ArrayList<>(List.of("git", "push", "-q", "origin", "main"));
        command.addAll(List.of(options));
        Shell.run(clone, Map.of(), "", command).orThrow();
        return Shell.run(clone, "git", "rev-parse", "HEAD").strip();
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
                """.formatted(unit, repoUrl(), path, revision, unit);
        kubectl("create", "namespace", "argocd");
        kubectlWith(namespaceManifest("argocd"), "apply", "--server-side", "-f", "-")
                .orThrow();
        kubectlWith(manifest, "apply", "--server-side", "-f", "-").orThrow();
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

    void until(String what, Duration limit, Callable<Boolean> condition) {
        await(what)
                .atMost(limit)
                .pollInterval(Duration.ofMillis(200))
                .ignoreExceptions()
                .until(condition);
    }

    // --- making and removing

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

    private void repository() throws IOException {
        Shell.run(folder, "git", "init", "-q", "--bare", "--initial-branch=main", "repo.git");
        Path hook = folder.resolve("repo.git/hooks/post-receive");
        Files.writeString(hook, """
                #!/bin/sh
                body='{"ref":"refs/heads/main","repository":{"clone_url":"%s"}}'
                sign=$(printf '%%s' "$body" | openssl dgst -sha256 -hmac '%s' | sed 's/^.* //')
                curl -sS -m 5 -o /dev/null -H 'Content-Type: application/json' -H 'X-GitHub-Event: push' \\
                    -H "X-Hub-Signature-256: sha256=$sign" --data-binary "$body" http://127.0.0.1:%d/api/webhook || true
                """.formatted(repoUrl(), SECRET, webPort));
        if (!hook.toFile().setExecutable(true)) {
            throw new AssertionError("cannot make the hook executable");
        }
        Shell.run(folder, "git", "clone", "-q", "repo.git", "repo");
        Shell.run(clone, "git", "checkout", "-q", "-B", "main");
        Shell.run(clone, "git", "config", "user.name", "You");
        Shell.run(clone, "git", "config", "user.email", "you@example.invalid");
        write("README.md", "empty\n");
        push("begin");
    }

    @Override
    public void close() throws IOException {
        programs.values().forEach(Process::destroy);
        programs.values().forEach(Installation::awaitEnd);
        String label = "label=longshore.io/cluster=" + name;
        List<String> left =
                Shell.run(folder, "docker", "ps", "-aq", "-f", label).lines().toList();
        if (!left.isEmpty()) {
            List<String> remove = new ArrayList<>(List.of("docker", "rm", "-f"));
            remove.addAll(left);
            Shell.run(folder, Map.of(), "", remove);
        }
        Shell.run(folder, Map.of(), "", List.of("docker", "network", "rm", network()));
        unmount();
        delete();
    }

    private void unmount() throws IOException {
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                .map(line -> line.split(" ", 6)[4])
                .filter(point -> point.startsWith(folder + File.separator))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        mounts.forEach(point -> Shell.run(Path.of("/"), "umount", point));
    }

    private void delete() throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException fault) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException fault) {
            throw new AssertionError(fault);
        }
    }
}
