package dev.longshore.cluster;

/** Where a watch begins. */
public sealed interface Start {
    /** Current items as additions, a bookmark that says they are complete, then changes. On the wire: sendInitialEvents. */
    Start FRESH = new Fresh();

    /** See {@link #FRESH}. */
    record Fresh() implements Start {}

    /** Changes later than a revision. */
    record After(long revision) implements Start {}

    static Start after(long revision) {
        return new After(revision);
    }
}
