package dev.longshore.engine.store;

import java.util.List;

/** What became of a commit. */
public sealed interface CommitResult {
    /**
     * Durable.
     * @param revisions one for each change, in order
     */
    record Committed(List<Long> revisions) implements CommitResult {}

    /**
     * Nothing was written: a change or guard saw another revision.
     * @param current 0 when the key does not exist
     */
    record Behind(StoreKey key, long current) implements CommitResult {}

    /** It may have happened. */
    record Unknown(String why) implements CommitResult {}
}
