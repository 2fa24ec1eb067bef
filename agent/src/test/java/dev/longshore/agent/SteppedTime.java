package dev.longshore.agent;

import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;

/** A clock that moves only when somebody waits. For tests of one task. */
public final class SteppedTime implements Time {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

    private long nanos;

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void sleep(Duration duration) {
        nanos += Math.max(0, duration.toNanos());
    }

    /** A signal whose waiter sees time pass; nobody else is there to raise it meanwhile. */
    public Signal signal() {
        return new Signal() {
            private boolean up;

            @Override
            public void raise() {
                up = true;
            }

            @Override
            public boolean await(Duration limit) {
                boolean raised = up;
                up = false;
                if (!raised) {
                    sleep(limit);
                }
                return raised;
            }
        };
    }
}
