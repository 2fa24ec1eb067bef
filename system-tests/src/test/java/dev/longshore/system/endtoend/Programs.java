package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The programs of one installation by name, each with a log of that name; a name may be started again when its program has ended. */
final class Programs {
    private static final int LIMIT_SECONDS = 30;
    private final Path folder;
    private final Map<String, Process> started = new LinkedHashMap<>();

    Programs(Path folder) {
        this.folder = folder;
    }

    void start(String name, List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(name + ".log").toFile()));
            started.put(name, builder.start());
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    boolean isAlive(String name) {
        return program(name).isAlive();
    }

    /** Like a power cut of one process. */
    void kill(String name) {
        program(name).destroyForcibly();
        awaitEnd(program(name));
    }

    /** SIGTERM, then an orderly end. @return the exit code */
    int stop(String name) {
        program(name).destroy();
        awaitEnd(program(name));
        return program(name).exitValue();
    }

    void stopAll() {
        started.values().forEach(Process::destroy);
        started.values().forEach(Programs::awaitEnd);
    }

    private Process program(String name) {
        return Optional.ofNullable(started.get(name))
                .orElseThrow(() -> new AssertionError(name + " was never started"));
    }

    private static void awaitEnd(Process process) {
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("the end of pid %d within %d s", process.pid(), LIMIT_SECONDS)
                    .isTrue();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        } finally {
            process.destroyForcibly();
        }
    }
}
