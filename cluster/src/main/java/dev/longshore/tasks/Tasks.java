package dev.longshore.tasks;

import java.time.Duration;

/** Starts tasks and makes what they wait on. One instance per process; every task belongs to it, nested ones too. */
public interface Tasks {
    /** A limit that never passes. Longer durations do not fit a long of nanoseconds. */
    Duration FOREVER = Duration.ofDays(36_500);

    /** @param name fixed text without ids or counters: it is part of the schedule in simulation */
    Task start(String name, Runnable body);

    /** @param capacity at least 1 */
    <T> Mailbox<T> mailbox(int capacity);

    Signal signal();
}
