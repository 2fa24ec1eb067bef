package dev.longshore.tasks;

import java.time.Duration;
import java.util.Optional;

/** Bounded queue, first in first out, many writers, many readers. */
public interface Mailbox<T> {
    /**
     * Waits while full.
     * @throws Stopped when stopped.
     * @throws Closed when closed before or meanwhile
     */
    void put(T item);

    /**
     * Never waits; from any thread.
     * @return false when full or closed: the caller must have an answer to that
     */
    boolean offer(T item);

    /**
     * Waits for an item. Empty: the limit passed, or closed and drained. A zero limit looks once.
     * @throws Stopped when stopped
     */
    Optional<T> take(Duration limit);

    /** Items already in are still taken. Idempotent. */
    void close();
}
