package dev.longshore.tasks;

import java.time.Duration;

/** Something that was started. */
public interface Task {
    String name();

    boolean done();

    /** Makes the present or next wait of the task, and every later one, throw {@link Stopped}. Returns at once. */
    void stop();

    /**
     * Waits for the end.
     * @return true when it ended, false when the limit passed.
     * @throws Stopped when the waiter is stopped
     */
    boolean join(Duration limit);
}
