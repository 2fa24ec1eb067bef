package dev.longshore.cluster;

/**
 * State that follows a stream of changes; may be thrown away and rebuilt at any moment.
 * @param <S> an immutable state
 */
public interface Fold<S> {
    S empty();

    /** Pure. */
    S apply(S state, WatchEvent change);
}
