package dev.longshore.cluster;

/** Keeps folds up to date for a controller, as long as it runs. */
public interface Following {
    /** Begins at once. */
    <S> FoldFollower<S> follow(Query query, Fold<S> fold);
}
