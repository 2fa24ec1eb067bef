package dev.longshore.agent.containers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Commands of this machine. */
final class Shell {
    private Shell() {}

    /** @return what it wrote; a failing command fails the test with it */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            int code = process.waitFor();
            if (code != 0) {
                throw new AssertionError(command[0] + " ended with " + code + ": " + output);
            }
            return output;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
