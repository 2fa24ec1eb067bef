package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.tasks.Tasks;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The order in which waiting writes are done. */
class WriterTest {
    private static final StoreKey HOT = new StoreKey("/hot");
    private static final int WAITING = 4_000;
    private final Tasks tasks = Stores.tasks();

    @TempDir
    Path folder;

    @Test
    @DisplayName("C51: whoever writes to a key of their own is answered in their turn, however many wait for a hot one")
    void everyWriteInItsTurn() {
        StoreFolder.Opened opened = StoreFolder.open(folder, Stores.SMALL);
        Writer writer = new Writer(opened.history(), opened.journal(), doubt -> {
            throw new AssertionError(doubt);
        });
        List<Reply<CommitResult>> replies = new ArrayList<>();
        long groups = Stores.groups(folder);
        long seen = 0;
        for (int i = 1; i <= WAITING; i++) {
            boolean own = i % 100 == 0;
            replies.add(submit(writer, own ? new Put(new StoreKey("/own/" + i), new byte[0], 0) : hot(seen)));
            seen = own ? seen : i;
        }
        writer.close();
        writer.run();
        opened.release();

        assertThat(replies)
                .map(Reply::await)
                .isEqualTo(IntStream.rangeClosed(1, WAITING)
                        .mapToObj(i -> new Committed(List.of((long) i)))
                        .toList());
        assertThat(Stores.groups(folder) - groups)
                .as("nobody waits for all of those behind")
                .isGreaterThanOrEqualTo(WAITING / 512);
    }

    private static Put hot(long seen) {
        return new Put(HOT, new byte[0], seen);
    }

    private Reply<CommitResult> submit(Writer writer, Put put) {
        Reply<CommitResult> reply = Reply.to(tasks);
        writer.submit(new Work.Commit(List.of(put), List.of(), reply));
        return reply;
    }
}
