package dev.longshore.engine.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A kubectl, with a home of its own. */
final class Kubectl {
    private static final long LIMIT_SECONDS = 60;
    private final Path home;
    private final String program;
    private final Map<String, String> environment = new HashMap<>();

    private Kubectl(Path home, String program) {
        this.home = home;
        this.program = program;
        environment.put("HOME", home.toString());
    }

    /**
     * The newest of this machine.
     *
     * @param home holds the kubeconfig, and later its caches
     */
    Kubectl(Path home) {
        this(home, "kubectl");
    }

    /** The one in the distribution's package, which may be years older: where the environment says, else fetched. */
    static Kubectl ofTheDistribution(Path home) {
        return new Kubectl(
                home, Optional.ofNullable(System.getenv("OLD_KUBECTL")).orElseGet(Kubectl::fetch));
    }

    private static String fetch() {
        Path folder = Path.of("target", "old-kubectl").toAbsolutePath();
        try {
            Process process = new ProcessBuilder(
                            "bash",
                            "-ec",
                            ". ../tools/machine.sh; distribution_kubectl \"$1\"",
                            "fetch",
                            folder.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String path = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (path.isEmpty()) {
                throw new AssertionError("this distribution has no package kubernetes-client");
            }
            return path;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** With one more variable in its environment. */
    Kubectl with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What a run printed. */
    record Run(int code, String out, String err) {}

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** With something to read. */
    Run runWith(String input, String... arguments) {
        List<String> command = command(arguments);
        Path out = home.resolve("out");
        Path err = home.resolve("err");
        try {
            Process process = builder(command)
                    .redirectInput(Files.writeString(home.resolve("in"), input).toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new Run(process.waitFor(), Files.readString(out), Files.readString(err));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** One that goes on until the caller ends it. */
    Process start(String... arguments) throws IOException {
        List<String> command = command(arguments);
        return builder(command)
                .redirectError(home.resolve("err-of-watch").toFile())
                .start();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(program, "--kubeconfig", home.resolve("config").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }
}
