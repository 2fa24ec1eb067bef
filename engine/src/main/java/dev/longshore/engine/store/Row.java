package dev.longshore.engine.store;

/**
 * One write as a store keeps it.
 *
 * @param seen revision it superseded; 0 for a creation
 * @param version counts writes since the creation, from 1
 * @param more whether the next revision belongs to the same commit
 */
public record Row(Entry entry, long seen, long version, boolean more) {
    public long revision() {
        return entry.revision();
    }
}
