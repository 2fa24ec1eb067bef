package dev.longshore.engine.apiserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The kubectl of this machine, with a home of its own. */
final class Kubectl {
    private static final long LIMIT_SECONDS = 60;
    private final Path home;

    /** @param home holds the kubeconfig, and later its caches */
    Kubectl(Path home) {
        this.home = home;
    }

    /** What a run printed. */
    record Run(int code, String out, String err) {}

    Run run(String... arguments) {
        return runWith("", arguments);
    }

    /** With something to read. */
    Run runWith(String input, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", home.resolve("config").toString()));
        command.addAll(List.of(arguments));
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
        List<String> command = new ArrayList<>(
                List.of("kubectl", "--kubeconfig", home.resolve("config").toString()));
        command.addAll(List.of(arguments));
        return builder(command)
                .redirectError(home.resolve("err-of-watch").toFile())
                .start();
    }

    private ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("HOME", home.toString());
        return builder;
    }
}
