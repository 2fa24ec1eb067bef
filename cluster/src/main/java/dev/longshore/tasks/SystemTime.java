package dev.longshore.tasks;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Time of this machine. Its waits belong to the tasks of one {@link VirtualTasks}. */
public final class SystemTime implements Time {
    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public void sleep(Duration duration) {
        Deadline deadline = Deadline.after(duration);
        VirtualTask.refuseIfStopped();
        if (deadline.passed()) {
            LockSupport.parkNanos(1); // of a virtual thread: its carrier runs another
        }
        while (!deadline.passed()) {
            deadline.park();
            VirtualTask.refuseIfStopped();
        }
    }
}
