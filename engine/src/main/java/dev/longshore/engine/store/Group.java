package dev.longshore.engine.store;

import dev.longshore.engine.store.Change.Delete;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Behind;
import dev.longshore.engine.store.CommitResult.Committed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Commits that become durable together, each checked against the history and those before it in the group. Nothing is visible until
 * {@link History#append}. For the one writer of a history.
 */
public final class Group {
    private static final byte[] NOTHING = {};
    private final History history;
    private final Map<StoreKey, Row> ahead = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private long head;

    public Group(History history) {
        this.history = history;
        this.head = history.head();
    }

    /** All rows in order of revision; whole commits. */
    public List<Row> rows() {
        return rows;
    }

    /** @return {@link Committed} or {@link Behind}; what is behind leaves no trace and takes no revision */
    public CommitResult add(List<Change> changes, List<Guard> guards) {
        Optional<CommitResult> refused = behind(changes, guards);
        if (refused.isPresent()) {
            return refused.get();
        }
        List<Long> revisions = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            Row row = row(changes.get(i), ++head, i + 1 < changes.size());
            ahead.put(row.entry().key(), row);
            rows.add(row);
            revisions.add(head);
        }
        return new Committed(List.copyOf(revisions));
    }

    /**
     * Refuses what no store takes.
     *
     * @throws IllegalArgumentException for no change, too many, a key twice, a key or value too large, a deletion of nothing
     */
    public static void check(List<Change> changes, List<Guard> guards) {
        require(!changes.isEmpty(), "a commit needs a change");
        require(
                changes.size() + guards.size() <= Store.COMMIT_MAX,
                "a commit takes at most " + Store.COMMIT_MAX + " changes and guards, this has "
                        + (changes.size() + guards.size()));
        Set<StoreKey> keys = new HashSet<>();
        for (Change change : changes) {
            StoreKey key = change.key();
            require(keys.add(key), "one commit changes " + key + " twice");
            int keyBytes = key.path().getBytes(StandardCharsets.UTF_8).length;
            require(
                    keyBytes > 0 && keyBytes <= StoreKey.BYTES_MAX && key.path().indexOf('\0') < 0,
                    "a key has 1 to " + StoreKey.BYTES_MAX + " bytes and no NUL, this has " + keyBytes);
            check(change);
        }
    }

    private static void check(Change change) {
        switch (change) {
            case Put(StoreKey key, byte[] value, long seen) -> {
                require(seen >= 0, "negative revision seen of " + key);
                require(
                        value.length <= Store.VALUE_BYTES_MAX,
                        "a value has at most " + Store.VALUE_BYTES_MAX + " bytes, that of " + key + " has "
                                + value.length);
            }
            case Delete(StoreKey key, long seen) -> require(seen > 0, "a deletion of " + key + " that saw nothing");
        }
    }

    private Optional<CommitResult> behind(List<Change> changes, List<Guard> guards) {
        for (Change change : changes) {
            long current = current(change.key());
            if (current != change.seen()) {
                return Optional.of(new Behind(change.key(), current));
            }
        }
        for (Guard guard : guards) {
            long current = current(guard.key());
            if (current != guard.revision()) {
                return Optional.of(new Behind(guard.key(), current));
            }
        }
        return Optional.empty();
    }

    private long current(StoreKey key) {
        return newest(key).map(Row::revision).orElse(0L);
    }

    /** The living state of a key, as this group will leave it. */
    private Optional<Row> newest(StoreKey key) {
        Row own = ahead.get(key);
        Optional<Row> row = own != null ? Optional.of(own) : history.newest(key);
        return row.filter(found -> !found.entry().deleted());
    }

    private Row row(Change change, long revision, boolean more) {
        Optional<Row> before = newest(change.key());
        long created = before.map(row -> row.entry().created()).orElse(revision);
        long version = before.map(Row::version).orElse(0L) + 1;
        return switch (change) {
            case Put(StoreKey key, byte[] value, long seen) ->
                new Row(new Entry(key, value, revision, created, false), seen, version, more);
            case Delete(StoreKey key, long seen) ->
                new Row(new Entry(key, NOTHING, revision, created, true), seen, version, more);
        };
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
