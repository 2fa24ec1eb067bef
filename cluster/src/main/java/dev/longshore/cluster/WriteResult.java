package dev.longshore.cluster;

import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import java.util.List;

/** What became of a write. */
public sealed interface WriteResult {
    /**
     * Stored. A deletion that waits for finalizers or grace is one too.
     * @param created whether it was not there before
     */
    record Written(Item item, boolean created, List<String> warnings) implements WriteResult {}

    /** Nothing to change: no revision was used, nobody was woken. */
    record Unchanged(Item item, List<String> warnings) implements WriteResult {}

    /**
     * Gone.
     * @param item its last state
     */
    record Deleted(Item item) implements WriteResult {}

    /**
     * The caller's precondition does not hold: someone was faster.
     * @param current revision found
     */
    record Stale(long current) implements WriteResult {}

    record Missing() implements WriteResult {}

    record Exists() implements WriteResult {}

    /** Any other refusal, in Kubernetes' words. */
    record Refused(ApiStatus status) implements WriteResult {}

    /** It may have happened: read again. */
    record Unknown(String why) implements WriteResult {}
}
