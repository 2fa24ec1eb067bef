package dev.longshore.engine.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Revisioned bytes by key. A revision counts writes of single keys; a commit of n changes takes n consecutive ones. What was
 * acknowledged is durable. Safe for any task. Every call throws {@link StoreUnavailable} when the store is full, busy or closed.
 */
public interface Store extends AutoCloseable {
    /** At most this many changes and guards together in one commit. */
    int COMMIT_MAX = 128;

    /** Largest value, in bytes. */
    int VALUE_BYTES_MAX = 3 * 1024 * 1024 / 2;

    /**
     * All or nothing. Answers when it is durable and {@link #changesAfter} can deliver it.
     *
     * @throws IllegalArgumentException for no change, too many, a key twice, a value too large
     */
    CommitResult commit(List<Change> changes, List<Guard> guards);

    /** The newest value of a key. */
    Optional<Entry> get(StoreKey key);

    /** Entries whose key begins with {@code prefix}, in binary order of key, as they were at a revision. The caller closes it. */
    Stream<Entry> range(String prefix, long atRevision);

    /** Everything after a revision, in order, whole commits at a time. The caller closes it. */
    Changes changesAfter(long revision);

    /** Forgets states that were superseded at or before {@code revision}. Backwards or twice is nothing. */
    void compact(long revision);

    /** Revisions at or below this one may be forgotten: reads before it are refused. */
    long floor();

    /** The newest revision; 0 when nothing was ever written. */
    long head();

    /** Stays the same for the life of the store. */
    String storeId();

    @Override
    void close();
}
