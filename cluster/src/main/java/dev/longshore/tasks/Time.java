package dev.longshore.tasks;

import java.time.Duration;
import java.time.Instant;

/** Time as one process sees it. */
public interface Time {
    /** Wall clock: may jump and differ between processes. For stamps people see, never for durations. */
    Instant now();

    /** Only grows. For durations and deadlines, in nanoseconds from an arbitrary start. */
    long nanos();

    /**
     * Waits at least {@code duration}; zero or less only lets others run.
     * @throws Stopped when this task was stopped
     */
    void sleep(Duration duration);
}
