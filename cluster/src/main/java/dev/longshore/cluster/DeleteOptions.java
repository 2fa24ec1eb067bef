package dev.longshore.cluster;

import java.util.Optional;

/**
 * How to delete. Source: meta/v1 DeleteOptions.
 *
 * @param uid only this very object
 * @param revision only this very state
 * @param graceSeconds for pods; empty: the pod's own
 */
public record DeleteOptions(
        Optional<String> uid,
        Optional<Long> revision,
        Propagation propagation,
        Optional<Long> graceSeconds,
        boolean dryRun) {
    /** What becomes of dependants. */
    public enum Propagation {
        BACKGROUND,
        FOREGROUND,
        ORPHAN
    }

    /** In the background, whatever is there under the name. */
    public static final DeleteOptions PLAIN =
            new DeleteOptions(Optional.empty(), Optional.empty(), Propagation.BACKGROUND, Optional.empty(), false);

    /** Only the object with this uid: a new one of the same name stays. */
    public static DeleteOptions only(String uid) {
        return new DeleteOptions(Optional.of(uid), Optional.empty(), Propagation.BACKGROUND, Optional.empty(), false);
    }

    public DeleteOptions propagating(Propagation other) {
        return new DeleteOptions(uid, revision, other, graceSeconds, dryRun);
    }

    public DeleteOptions withGrace(long seconds) {
        return new DeleteOptions(uid, revision, propagation, Optional.of(seconds), dryRun);
    }
}
