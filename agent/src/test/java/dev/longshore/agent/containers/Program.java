package dev.longshore.agent.containers;

import java.time.Duration;
import java.util.Optional;

/**
 * What a container of {@link FakeDocker} does once it is started.
 *
 * @param runs how long by itself; empty: until stopped
 * @param exitCode when it ends by itself
 * @param outOfMemory whether the kernel killed something in it
 * @param onTerm exit code after SIGTERM; empty: SIGTERM is ignored
 * @param startFault why it cannot start
 */
public record Program(
        Optional<Duration> runs,
        int exitCode,
        boolean outOfMemory,
        Optional<Integer> onTerm,
        Optional<ContainerFault> startFault) {
    /** Runs until it is killed; deaf to SIGTERM, as a PID 1 without handler is. */
    public static Program forever() {
        return new Program(Optional.empty(), 0, false, Optional.empty(), Optional.empty());
    }

    /** Ends by itself. Zero: before the call that starts it returns. */
    public static Program exits(int code, Duration after) {
        return new Program(Optional.of(after), code, false, Optional.empty(), Optional.empty());
    }

    /** Runs until SIGTERM and ends with {@code code}. */
    public static Program endsOnTerm(int code) {
        return new Program(Optional.empty(), 0, false, Optional.of(code), Optional.empty());
    }

    /** The engine creates it but cannot start it: 127 not found, 126 not executable, 128 other. */
    public static Program cannotStart(int code, String text) {
        ContainerFault fault = new ContainerFault(ContainerFault.Type.START_FAILED, text, code);
        return new Program(Optional.empty(), code, false, Optional.empty(), Optional.of(fault));
    }

    /** Ends after a memory kill; the code is 137 when the kernel took the main process, its own when it took a child. */
    public static Program runsOutOfMemory(int code, Duration after) {
        return new Program(Optional.of(after), code, true, Optional.empty(), Optional.empty());
    }
}
