package dev.longshore.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.engine.store.Change.Delete;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Behind;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.tasks.Task;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every store promises. Each promise is one test; a store that passes may stand in for any other. What it promises to those who
 * follow its changes is the part above.
 */
public abstract class StoreContract extends StoreChangesContract {
    @Test
    @DisplayName("C01: a key that does not exist is created when nothing was seen")
    void creates() {
        long revision = put(KEY, "a", 0);

        assertThat(store.get(KEY)).hasValueSatisfying(entry -> {
            assertThat(entry.text()).isEqualTo("a");
            assertThat(entry.revision()).isEqualTo(revision);
            assertThat(entry.created()).isEqualTo(revision);
            assertThat(entry.deleted()).isFalse();
        });
    }

    @Test
    @DisplayName("C02: creating what exists is behind, and names the revision found")
    void createOfAnExistingKeyIsBehind() {
        long first = put(KEY, "a", 0);

        assertThat(commit(new Put(KEY, bytes("b"), 0))).isEqualTo(new Behind(KEY, first));
    }

    @Test
    @DisplayName("C03: a write that saw the newest revision replaces, and keeps the creation")
    void replaces() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);

        assertThat(store.get(KEY)).hasValueSatisfying(entry -> {
            assertThat(entry.text()).isEqualTo("b");
            assertThat(entry.revision()).isEqualTo(second);
            assertThat(entry.created()).isEqualTo(first);
        });
    }

    @Test
    @DisplayName("C04: a write that saw an older revision changes nothing")
    void staleWriteChangesNothing() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);

        assertThat(commit(new Put(KEY, bytes("c"), first))).isEqualTo(new Behind(KEY, second));
        assertThat(store.get(KEY)).map(Entry::text).contains("b");
        assertThat(store.head()).isEqualTo(second);
    }

    @Test
    @DisplayName("C05: a deletion compares too")
    void deletionCompares() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);

        assertThat(commit(new Delete(KEY, first))).isEqualTo(new Behind(KEY, second));
        assertThat(commit(new Delete(KEY, second))).isEqualTo(new Committed(List.of(second + 1)));
        assertThat(store.get(KEY)).isEmpty();
    }

    @Test
    @DisplayName("C06: deleting what does not exist is behind at 0")
    void deletionOfNothingIsBehind() {
        long first = put(KEY, "a", 0);
        commit(new Delete(KEY, first));

        assertThat(commit(new Delete(KEY, first))).isEqualTo(new Behind(KEY, 0));
        assertThatThrownBy(() -> commit(new Delete(KEY, 0))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("C07: what is created again has a new creation")
    void recreationIsNew() {
        long first = put(KEY, "a", 0);
        commit(new Delete(KEY, first));
        long again = put(KEY, "b", 0);

        assertThat(store.get(KEY)).map(Entry::created).contains(again);
    }

    @Test
    @DisplayName("C08: revisions begin at 1 and grow by one with each write; a refused write takes none")
    void revisionsAreContiguous() {
        assertThat(store.head()).isZero();
        long seen = 0;
        for (long expected = 1; expected <= 5; expected++) {
            commit(new Put(KEY, bytes("stale"), 99));
            seen = put(KEY, "v" + expected, seen);
            assertThat(seen).isEqualTo(expected);
        }
        assertThat(store.head()).isEqualTo(5);
    }

    @Test
    @DisplayName("C09: equal bytes are a write like any other")
    void equalBytesAreAWrite() {
        long first = put(KEY, "a", 0);

        assertThat(put(KEY, "a", first)).isEqualTo(first + 1);
    }

    @Test
    @DisplayName("C10: a range at a past revision shows the state of then")
    void pastStatesAreKnown() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);
        long third = revision(commit(new Delete(KEY, second)));

        assertThat(texts(0)).isEmpty();
        assertThat(texts(first)).containsExactly("a");
        assertThat(texts(second)).containsExactly("b");
        assertThat(texts(third)).isEmpty();
    }

    @Test
    @DisplayName("C11: a read below the floor is refused and says where the floor is; one at the floor is not")
    void readsBelowTheFloorAreRefused() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);
        store.compact(second);

        assertThatExceptionOfType(Compacted.class)
                .isThrownBy(() -> texts(first))
                .satisfies(refused -> assertThat(refused.floor()).isEqualTo(second));
        assertThat(texts(second)).containsExactly("b");
        assertThat(store.floor()).isEqualTo(second);
    }

    @Test
    @DisplayName("C12: a read later than the newest revision is refused")
    void readsOfTheFutureAreRefused() {
        put(KEY, "a", 0);

        assertThatThrownBy(() -> texts(2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("C13: a range is in binary order of key")
    void rangesAreSorted() {
        for (String name : List.of("b", "a.b", "a", "a-b", "B", "a0", "~")) {
            put(StoreKey.of("", "configmaps", "shop", name), name, 0);
        }

        assertThat(texts(store.head())).containsExactly("B", "a", "a-b", "a.b", "a0", "b", "~");
    }

    @Test
    @DisplayName("C14: a range at a revision does not move under later writes")
    void rangesAreSnapshots() {
        long first = put(KEY, "a", 0);
        try (Stream<Entry> open = store.range(PREFIX, first)) {
            put(KEY, "b", first);
            put(StoreKey.of("", "configmaps", "shop", "b"), "new", 0);

            assertThat(open.map(Entry::text)).containsExactly("a");
        }
        assertThat(texts(first)).containsExactly("a");
    }

    @Test
    @DisplayName("C17: a range ends with its prefix")
    void rangesEndWithTheirPrefix() {
        put(KEY, "a", 0);
        put(StoreKey.of("", "configmaps0", "shop", "a"), "other resource", 0);
        put(StoreKey.of("", "secrets", "shop", "a"), "other resource", 0);

        assertThat(texts(store.head())).containsExactly("a");
    }

    @Test
    @DisplayName("C18: a prefix covers keys with the highest characters")
    void prefixesCoverHighCharacters() {
        put(new StoreKey(PREFIX + "ns/\uffff"), "high", 0);

        assertThat(texts(store.head())).containsExactly("high");
    }

    @Test
    @DisplayName("C50: a range over 100,000 keys has each of them once, in order, as of its revision")
    void longRanges() {
        putHundreds(0, 500);
        long half = store.head();
        putHundreds(500, 1_000);

        assertThat(texts(store.head()))
                .isEqualTo(
                        IntStream.range(0, 100_000).mapToObj("%05d"::formatted).toList());
        assertThat(texts(half)).hasSize(50_000).last().isEqualTo("49999");
        assertThat(store.get(StoreKey.of("", "configmaps", "n", "k77777")))
                .map(Entry::text)
                .contains("77777");
    }

    private void putHundreds(int from, int to) {
        inParallel(to - from, i -> store.commit(hundred(from + i), NO_GUARDS));
    }

    private static List<Change> hundred(int which) {
        return IntStream.range(100 * which, 100 * which + 100)
                .mapToObj("%05d"::formatted)
                .<Change>map(text -> new Put(StoreKey.of("", "configmaps", "n", "k" + text), bytes(text), 0))
                .toList();
    }

    @Test
    @DisplayName("C19, C48: a key has 1 to 1024 bytes and no NUL")
    void keysAreBounded() {
        put(new StoreKey("/" + "k".repeat(StoreKey.BYTES_MAX - 1)), "fits", 0);

        for (String path : List.of("", "/" + "k".repeat(StoreKey.BYTES_MAX), "/a\0b")) {
            Change change = new Put(new StoreKey(path), bytes("x"), 0);
            assertThatThrownBy(() -> commit(change)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @DisplayName("C20: values of 0 B and 1.5 MiB fit, one more byte does not")
    void valuesAreBounded() {
        long empty = put(KEY, "", 0);
        assertThat(store.get(KEY))
                .hasValueSatisfying(entry -> assertThat(entry.value()).isEmpty());
        byte[] large = new byte[Store.VALUE_BYTES_MAX];
        commit(new Put(KEY, large, empty));

        assertThat(store.get(KEY))
                .hasValueSatisfying(entry -> assertThat(entry.value()).isEqualTo(large));
        Put tooLarge = new Put(KEY, new byte[Store.VALUE_BYTES_MAX + 1], empty + 1);
        assertThatThrownBy(() -> commit(tooLarge)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("C21, C22: a commit of several keys is all or nothing, and so is what depends on a guard")
    void commitsAreAtomic() {
        StoreKey other = StoreKey.of("", "configmaps", "shop", "b");
        long term = put(StoreKey.of("", "leases", "", "term"), "1", 0);
        Guard guard = new Guard(StoreKey.of("", "leases", "", "term"), term);
        List<Change> both = List.of(new Put(KEY, bytes("a"), 0), new Put(other, bytes("b"), 0));

        assertThat(store.commit(both, List.of(new Guard(other, 7)))).isEqualTo(new Behind(other, 0));
        assertThat(texts(store.head())).isEmpty();
        assertThat(store.commit(both, List.of(guard))).isEqualTo(new Committed(List.of(term + 1, term + 2)));
        assertThat(store.commit(List.of(new Put(KEY, bytes("c"), term + 1), new Delete(other, term + 1)), NO_GUARDS))
                .isEqualTo(new Behind(other, term + 2));
        assertThat(texts(store.head())).containsExactly("a", "b");
    }

    @Test
    @DisplayName("C22: a guard at 0 holds only while the key does not exist")
    void guardsOfAbsence() {
        StoreKey absent = StoreKey.of("", "configmaps", "shop", "absent");
        List<Change> change = List.of(new Put(KEY, bytes("a"), 0));

        assertThat(store.commit(change, List.of(new Guard(absent, 0)))).isEqualTo(new Committed(List.of(1L)));
        long there = put(absent, "there", 0);
        assertThat(store.commit(List.of(new Put(KEY, bytes("b"), 1)), List.of(new Guard(absent, 0))))
                .isEqualTo(new Behind(absent, there));
    }

    @Test
    @DisplayName("C23: 128 changes and guards fit, 129 do not; none is no commit; a key changes once")
    void commitsAreBounded() {
        List<Change> most = IntStream.range(0, Store.COMMIT_MAX)
                .<Change>mapToObj(i -> new Put(StoreKey.of("", "configmaps", "n", "k" + i), bytes("x"), 0))
                .toList();

        assertThat(store.commit(most, NO_GUARDS))
                .isEqualTo(new Committed(
                        LongStream.rangeClosed(1, Store.COMMIT_MAX).boxed().toList()));
        List<Change> again = List.of(new Put(KEY, bytes("a"), 0), new Put(KEY, bytes("b"), 0));
        assertThatThrownBy(() -> store.commit(most, List.of(new Guard(KEY, 0))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.commit(List.of(), NO_GUARDS)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.commit(again, NO_GUARDS)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("C24: of 64 writers that saw the same revision one wins")
    void oneWriterWins() {
        long first = put(KEY, "a", 0);
        var results = new ConcurrentLinkedQueue<CommitResult>();
        inParallel(64, writer -> results.add(commit(new Put(KEY, bytes("w" + writer), first))));

        assertThat(results).hasSize(64);
        assertThat(results).filteredOn(Committed.class::isInstance).containsExactly(new Committed(List.of(first + 1)));
        assertThat(results).filteredOn(Behind.class::isInstance).containsOnly(new Behind(KEY, first + 1));
    }

    @Test
    @DisplayName("C35: compacting up to the head keeps what lives and forgets what is gone")
    void compactionKeepsTheLiving() {
        StoreKey gone = StoreKey.of("", "configmaps", "shop", "gone");
        long first = put(KEY, "a", 0);
        put(KEY, "b", first);
        long doomed = put(gone, "x", 0);
        long head = revision(commit(new Delete(gone, doomed)));
        store.compact(head);

        assertThat(texts(head)).containsExactly("b");
        assertThat(store.get(KEY)).map(Entry::created).contains(first);
        assertThat(store.get(gone)).isEmpty();
        assertThat(store.head()).isEqualTo(head);
        assertThat(put(gone, "again", 0)).isEqualTo(head + 1);
    }

    @Test
    @DisplayName("S-STORE-04, S-STORE-05, S-STORE-17: of a revision seen one write wins, and nobody reads back in time")
    void keysAreLinearizable() {
        var won = new ConcurrentLinkedQueue<Put>();
        var newest = new AtomicLong();
        inParallel(16, task -> {
            for (int i = 0; i < 60; i++) {
                long before = newest.get();
                long seen = store.get(KEY).map(Entry::revision).orElse(0L);
                assertThat(seen).isGreaterThanOrEqualTo(before);
                Put put = new Put(KEY, bytes(task + "." + i), seen);
                if (commit(put) instanceof Committed(List<Long> revisions)) {
                    newest.accumulateAndGet(revisions.getFirst(), Math::max);
                    won.add(put);
                }
            }
        });

        assertThat(won).map(Put::seen).doesNotHaveDuplicates().hasSize((int) store.head());
        assertThat(won)
                .map(put -> new String(put.value(), StandardCharsets.UTF_8))
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, store.head())
                        .mapToObj(revision -> texts(revision).getFirst())
                        .toList());
    }

    @Test
    @DisplayName("S-STORE-06: a range at a revision is what all changes up to it add up to")
    void rangesAreTheSumOfTheChanges() {
        writeSixty();
        Map<StoreKey, String> state = new TreeMap<>();
        try (Changes changes = store.changesAfter(0)) {
            List<Entry> all = changes.next(SOON);
            assertThat(all).hasSize(60);
            for (Entry change : all) {
                state.put(change.key(), change.text());
                state.keySet().removeIf(key -> change.deleted() && key.equals(change.key()));

                assertThat(texts(change.revision())).containsExactlyElementsOf(state.values());
            }
        }
    }

    @Test
    @DisplayName("S-STORE-14: compaction leaves every state at or above the floor as it was")
    void compactionLeavesLaterStatesAlone() {
        writeSixty();
        List<List<String>> before = states(1, 60);

        for (long floor = 10; floor <= 60; floor += 10) {
            store.compact(floor);
            assertThat(states(floor, 60)).isEqualTo(before.subList((int) floor - 1, 60));
        }
    }

    @Test
    @DisplayName("C36: compacting twice or backwards is nothing")
    void compactionNeverGoesBack() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);
        store.compact(second);
        store.compact(second);
        store.compact(first);

        assertThat(store.floor()).isEqualTo(second);
        assertThat(texts(second)).containsExactly("b");
    }

    @Test
    @DisplayName("C41: the id of a store stays")
    void theIdStays() {
        String id = store.storeId();
        put(KEY, "a", 0);

        assertThat(store.storeId()).isEqualTo(id).isNotEmpty();
    }

    @Test
    @DisplayName("C43: a closed store says so, also to those who wait in it")
    void aClosedStoreSaysSo() {
        var faults = new ConcurrentLinkedQueue<StoreUnavailable.Cause>();
        Changes changes = store.changesAfter(0);
        Task reader = tasks.start("reader", () -> {
            try {
                changes.next(SOON);
            } catch (StoreUnavailable closed) {
                faults.add(closed.why());
            }
        });
        store.close();
        store.close();

        assertThat(reader.join(SOON)).isTrue();
        assertThat(faults).containsExactly(StoreUnavailable.Cause.CLOSED);
        assertThat(catchThrowableOfType(StoreUnavailable.class, () -> put(KEY, "a", 0))
                        .why())
                .isEqualTo(StoreUnavailable.Cause.CLOSED);
        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(StoreUnavailable.class);
    }

    /** Creations, replacements and deletions of four keys. */
    private void writeSixty() {
        long[] seen = new long[4];
        for (int i = 0; i < 60; i++) {
            StoreKey key = StoreKey.of("", "configmaps", "shop", "k" + i % 4);
            boolean delete = i % 7 == 6 && seen[i % 4] > 0;
            long revision =
                    revision(commit(delete ? new Delete(key, seen[i % 4]) : new Put(key, bytes("v" + i), seen[i % 4])));
            seen[i % 4] = delete ? 0 : revision;
        }
    }

    private List<List<String>> states(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(this::texts).toList();
    }
}
