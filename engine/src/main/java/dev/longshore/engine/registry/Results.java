package dev.longshore.engine.registry;

import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;

/** What a decision looks like to its caller once it is carried out. */
final class Results {
    private Results() {}

    static WriteResult of(Decision.Commit commit, long revision) {
        return switch (commit) {
            case Decision.Store(var key, byte[] bytes, long seen, var guards, var warnings) ->
                new WriteResult.Written(Item.of(key, revision, bytes), seen == 0, warnings);
            case Decision.Drop(var key, byte[] bytes, long seen, var guards) ->
                new WriteResult.Deleted(Item.of(key, revision, bytes));
        };
    }

    /** Not carried out: the revision is that of the state it rests on. */
    static WriteResult dry(Decision.Commit commit) {
        return switch (commit) {
            case Decision.Store store -> of(store, store.seen());
            case Decision.Drop drop -> of(drop, drop.seen());
        };
    }

    static ApiStatus termIsOver(long current) {
        return ApiStatus.of(
                409,
                "Conflict",
                "this engine no longer acts: another one began a term at revision " + current
                        + "; stop what acts here");
    }
}
