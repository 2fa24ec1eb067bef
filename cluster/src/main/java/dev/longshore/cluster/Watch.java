package dev.longshore.cluster;

import java.time.Duration;
import java.util.Optional;

/** A stream of changes. For one task. */
public interface Watch extends AutoCloseable {
    /**
     * The next change. Empty when the limit passed. After {@link WatchEvent.Expired} or {@link WatchEvent.Ended} it gives that again.
     *
     * @throws dev.longshore.tasks.Stopped when the task is stopped while waiting
     */
    Optional<WatchEvent> next(Duration limit);

    /** Idempotent, from any task. */
    @Override
    void close();
}
