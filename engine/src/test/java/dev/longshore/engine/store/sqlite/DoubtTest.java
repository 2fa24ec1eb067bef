package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.tasks.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails at the worst moment. */
class DoubtTest {
    private static final StoreKey KEY = new StoreKey("/k");
    private final Tasks tasks = Stores.tasks();

    @TempDir
    Path folder;

    @TempDir
    Path copy;

    @Test
    @DisplayName(
            "R3, R5, C39: a commit whose end is unknown halts the process, answers Unknown and may be there afterwards")
    void aCommitInDoubtHalts() throws Exception {
        var halts = new ConcurrentLinkedQueue<String>();
        StoreFolder.Opened opened = StoreFolder.open(folder, Stores.SMALL);
        Writer writer = new Writer(opened.history(), opened.journal(), halts::add);
        Thread thread = Thread.ofPlatform().start(writer);
        opened.journal().highWater().close();

        Reply<CommitResult> reply = submit(writer);

        assertThat(reply.await()).isInstanceOf(CommitResult.Unknown.class);
        thread.join();
        assertThat(halts).singleElement().asString().contains(folder.toString());
        assertThat(opened.history().get(KEY)).isEmpty();
        assertThat(catchThrowableOfType(
                                StoreUnavailable.class, () -> submit(writer).await())
                        .why())
                .isEqualTo(StoreUnavailable.Cause.CLOSED);

        Stores.copy(folder, copy);
        try (SqliteStore store = Stores.open(copy, tasks)) {
            assertThat(store.get(KEY)).map(Entry::text).contains("a");
        }
    }

    private Reply<CommitResult> submit(Writer writer) {
        Reply<CommitResult> reply = Reply.to(tasks);
        writer.submit(new Work.Commit(List.of(new Put(KEY, new byte[] {'a'}, 0)), List.of(), reply));
        return reply;
    }

    @Test
    @DisplayName(
            "D5, C45: a disk that fills up refuses writes, keeps what was acknowledged, and takes writes again when there is room")
    void aFullDiskIsLeftAgain() throws Exception {
        run("mount", "-t", "tmpfs", "-o", "size=2m,mode=0700", "longshore-store", folder.toString());
        try {
            int written = fillAndFree(folder.resolve("s"));
            try (SqliteStore again = Stores.open(folder.resolve("s"), tasks)) {
                assertThat(again.head()).isEqualTo(written + 1L);
            }
        } finally {
            run("umount", folder.toString());
        }
    }

    private int fillAndFree(Path full) throws Exception {
        try (SqliteStore store = Stores.open(full, tasks)) {
            Path ballast = Files.write(folder.resolve("ballast"), new byte[1_400_000]);
            int written = fill(store);
            assertThat(written).isPositive();
            assertThat(store.head()).isEqualTo(written);

            Files.delete(ballast);
            assertThat(store.commit(List.of(new Put(new StoreKey("/after"), new byte[10], 0)), List.of()))
                    .isEqualTo(new CommitResult.Committed(List.of(written + 1L)));
            return written;
        }
    }

    /** @return number of writes until the disk was full */
    private static int fill(SqliteStore store) {
        int[] written = {0};
        StoreUnavailable full = catchThrowableOfType(StoreUnavailable.class, () -> {
            while (written[0] < 10_000) {
                store.commit(List.of(new Put(new StoreKey("/k/" + written[0]), new byte[3000], 0)), List.of());
                written[0]++;
            }
        });
        assertThat(full.why()).isEqualTo(StoreUnavailable.Cause.FULL);
        return written[0];
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
