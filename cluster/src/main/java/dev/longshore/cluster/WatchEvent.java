package dev.longshore.cluster;

import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;

/** One item of a watch. */
public sealed interface WatchEvent {
    /** New to the query: created, or now selected. */
    record Added(Item item) implements WatchEvent {}

    record Modified(Item item) implements WatchEvent {}

    /** Gone, or no longer selected: the last state, at the revision of the deletion. */
    record Deleted(Item item) implements WatchEvent {}

    /**
     * Everything up to this revision was delivered.
     * @param initial whether it ends the initial items
     */
    record Bookmark(long revision, boolean initial) implements WatchEvent {}

    /** The start is too old, or the reader too slow: list again. Last. */
    record Expired(ApiStatus status) implements WatchEvent {}

    /** The stream broke or was ended by the server: watch again from the last revision seen. Last. */
    record Ended(String why) implements WatchEvent {}
}
