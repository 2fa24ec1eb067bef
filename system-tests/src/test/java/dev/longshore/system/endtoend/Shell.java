package dev.longshore.system.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands of this machine. */
final class Shell {
    private static final int LIMIT_SECONDS = 90;

    private Shell() {}

    /** What a command said; both outputs together. */
    record Result(int code, String out) {
        /** The output of a command that had to succeed. */
        String orThrow() {
            if (code != 0) {
                throw new AssertionError("exit code " + code + ": " + out);
            }
            return out;
        }
    }

    static Result run(Path folder, Map<String, String> environment, String input, List<String> command) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("no end after " + LIMIT_SECONDS + " s: " + String.join(" ", command));
            }
            return new Result(process.exitValue(), out);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    static String run(Path folder, String... command) {
        return run(folder, Map.of(), "", List.of(command)).orThrow();
    }
}
