package dev.longshore.tasks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A point of the machine's monotonic clock. */
record Deadline(long nanos) {
    static Deadline after(Duration limit) {
        Duration bounded = limit.compareTo(Tasks.FOREVER) > 0 ? Tasks.FOREVER : limit;
        return new Deadline(System.nanoTime() + (bounded.isNegative() ? 0 : bounded.toNanos()));
    }

    boolean passed() {
        return nanosLeft() <= 0;
    }

    /** Waits until about then; may return early. */
    void park() {
        LockSupport.parkNanos(this, nanosLeft());
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, nanosLeft()));
    }

    private long nanosLeft() {
        return nanos - System.nanoTime();
    }
}
