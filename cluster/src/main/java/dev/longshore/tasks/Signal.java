package dev.longshore.tasks;

import java.time.Duration;

/** One bit: a raise before an await is not lost, raises while it is up are one, await lowers it. */
public interface Signal {
    /** From any thread. */
    void raise();

    /**
     * @return false when the limit passed; exactly one waiter gets a raise.
     * @throws Stopped when stopped
     */
    boolean await(Duration limit);
}
