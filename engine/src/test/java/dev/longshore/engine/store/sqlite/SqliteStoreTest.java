package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreContract;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.StoreUnavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStoreTest extends StoreContract {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return Stores.open(folder, tasks);
    }

    private void reopen() {
        store.close();
        store = open();
    }

    @Test
    @DisplayName("C37, C40, C41: what was acknowledged is there after reopening, with revisions, floor and id")
    void everythingIsThereAfterReopening() {
        StoreKey gone = StoreKey.of("", "configmaps", "shop", "gone");
        long first = put(KEY, "a", 0);
        put(KEY, "ü\uD83D\uDE80", first);
        long doomed = put(gone, "", 0);
        store.compact(2);
        store.commit(List.of(new Change.Delete(gone, doomed), new Put(new StoreKey("/x"), bytes("x"), 0)), NO_GUARDS);
        List<Entry> before = changes(2);
        String id = store.storeId();

        reopen();

        assertThat(changes(2)).usingRecursiveComparison().isEqualTo(before);
        assertThat(texts(5)).containsExactly("ü\uD83D\uDE80");
        assertThat(store.get(KEY)).map(Entry::created).contains(first);
        assertThat(store.head()).isEqualTo(5);
        assertThat(store.floor()).isEqualTo(2);
        assertThat(store.storeId()).isEqualTo(id);
        assertThat(put(gone, "again", 0)).isEqualTo(6);
    }

    @Test
    void theNextRevisionIsNeverOneThatWasUsedEvenWhenItsRowIsGone() {
        long first = put(KEY, "a", 0);
        long second = revision(commit(new Change.Delete(KEY, first)));
        store.compact(second);

        reopen();

        assertThat(store.head()).isEqualTo(second);
        assertThat(put(KEY, "b", 0)).isEqualTo(second + 1);
    }

    @Test
    @DisplayName("C45: a full store refuses writes with FULL, loses nothing and can still be read")
    void aFullStoreIsReadOnly() {
        store.close();
        store = Stores.open(folder, tasks, new SqliteSettings(4096, 4096, 40));
        List<Long> written = new ArrayList<>();

        StoreUnavailable full = catchThrowableOfType(StoreUnavailable.class, () -> {
            for (int i = 0; i < 100; i++) {
                written.add(put(StoreKey.of("", "configmaps", "shop", "k" + i), "x".repeat(8000), 0));
            }
        });

        assertThat(full.why()).isEqualTo(StoreUnavailable.Cause.FULL);
        assertThat(full).hasMessageContaining("no space left on " + folder).hasMessageContaining("writes are refused");
        assertThat(written).hasSizeGreaterThan(3);
        assertThat(texts(store.head())).hasSameSizeAs(written);
        reopen();
        assertThat(texts(store.head())).hasSameSizeAs(written);
        put(KEY, "there is room again", 0);
    }

    @Test
    @DisplayName("C44: more than 4096 waiting writes are refused with BUSY, the others are answered")
    void aFullQueueIsBusy() {
        var faults = new ConcurrentLinkedQueue<StoreUnavailable.Cause>();
        var written = new ConcurrentLinkedQueue<Long>();
        byte[] value = new byte[64 * 1024];
        inParallel(6000, i -> {
            try {
                Put put = new Put(StoreKey.of("", "configmaps", "n", "k" + i), i < 500 ? value : bytes("x"), 0);
                written.add(((Committed) commit(put)).revisions().getFirst());
            } catch (StoreUnavailable busy) {
                faults.add(busy.why());
            }
        });

        assertThat(written.size() + faults.size()).isEqualTo(6000);
        assertThat(faults).isNotEmpty().containsOnly(StoreUnavailable.Cause.BUSY);
        assertThat(texts(store.head())).hasSize(written.size());
    }

    @Test
    void writesThatWaitTogetherShareTheSync() {
        inParallel(500, i -> put(StoreKey.of("", "configmaps", "n", "k" + i), "x", 0));
        reopen();

        assertThat(store.head()).isEqualTo(500);
        assertThat(Stores.groups(folder)).isLessThan(250);
    }

    @Test
    void compactionInSlicesKeepsTheProofs() {
        long seen = 0;
        for (int round = 0; round < 30; round++) {
            List<Change> many = IntStream.range(0, 100)
                    .<Change>mapToObj(i -> new Put(new StoreKey("/many/" + i), bytes("x"), 0))
                    .toList();
            seen = round == 0 ? revision(store.commit(many, NO_GUARDS)) : rewrite(seen);
        }
        store.compact(seen - 50);

        reopen();

        assertThat(store.floor()).isEqualTo(seen - 50);
        try (Stream<Entry> all = store.range("/many/", seen)) {
            assertThat(all).hasSize(100);
        }
        assertThat(Stores.rows(folder)).isEqualTo(150);
    }

    @Test
    @DisplayName(
            "D13: a crash between two slices of a compaction leaves a store that is whole, with the floor of the first")
    void aCrashInACompaction(@TempDir Path crashed) throws Exception {
        List<Change> many = IntStream.range(0, 100)
                .<Change>mapToObj(i -> new Put(new StoreKey("/many/" + i), bytes("x"), 0))
                .toList();
        long head = revision(store.commit(many, NO_GUARDS));
        for (int round = 0; round < 4; round++) {
            head = rewrite(head);
        }
        store.close();
        StoreFolder.Opened opened = StoreFolder.open(folder, Stores.SMALL);
        opened.journal().remove(200, opened.history().superseded(200));
        Stores.copy(folder, crashed);
        opened.journal().close();
        opened.release();

        store = Stores.open(crashed, tasks);
        assertThat(store.floor()).isEqualTo(200);
        assertThat(Stores.rows(crashed)).isEqualTo(400);
        store.compact(head);
        assertThat(Stores.rows(crashed)).isEqualTo(100);
        try (Stream<Entry> all = store.range("/many/", head)) {
            assertThat(all).hasSize(100);
        }
    }

    private long rewrite(long head) {
        List<Change> next = IntStream.range(0, 100)
                .<Change>mapToObj(i -> new Put(new StoreKey("/many/" + i), bytes("y" + head), head - 99 + i))
                .toList();
        return revision(store.commit(next, NO_GUARDS));
    }

    @Test
    void filesAreForTheirOwnerOnly() throws Exception {
        put(KEY, "a", 0);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as("%s", file)
                        .isEqualTo("rw-------");
            }
        }
        assertThat(folder.resolve("longshore.db-shm")).doesNotExist();
    }

    private List<Entry> changes(long after) {
        try (var changes = store.changesAfter(after)) {
            return changes.next(SOON);
        }
    }
}
