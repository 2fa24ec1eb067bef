package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Group;
import dev.longshore.engine.store.History;
import dev.longshore.engine.store.Row;
import dev.longshore.engine.store.StoreUnavailable.Cause;
import dev.longshore.engine.store.sqlite.Work.Close;
import dev.longshore.engine.store.sqlite.Work.Commit;
import dev.longshore.engine.store.sqlite.Work.Compact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. Whatever queued up during the last sync is the next group: one transaction, one sync, then the
 * high-water mark, then everybody's answer. Compaction goes in slices between groups.
 */
final class Writer implements Runnable {
    private static final int QUEUE = 4096;
    private static final int GROUP_COMMITS = 512;
    private static final long GROUP_BYTES = 4L * 1024 * 1024;
    private static final long SLICE_REVISIONS = 1000;
    private static final long IDLE_SECONDS = 5;

    private final BlockingQueue<Work> queue = new ArrayBlockingQueue<>(QUEUE);
    private final Deque<Compact> compactions = new ArrayDeque<>();
    private final History history;
    private final Journal journal;
    private final Consumer<String> halt;
    private volatile boolean closing;
    private volatile boolean ended;

    /** @param halt ends the process at once; called when what is on disk is in doubt */
    Writer(History history, Journal journal, Consumer<String> halt) {
        this.history = history;
        this.journal = journal;
        this.halt = halt;
    }

    /** From any thread; never waits. What is not taken is refused. */
    void submit(Work work) {
        if (closing) {
            refuseAsClosed(work);
        } else if (!queue.offer(work)) {
            work.refuse(Cause.BUSY, "store: " + QUEUE + " writes are waiting already; try again in a second");
        } else if (ended && queue.remove(work)) {
            refuseAsClosed(work);
        }
    }

    /** From any thread: what was submitted before is still done. */
    void close() {
        closing = true;
        queue.offer(new Close()); // a full queue keeps the writer awake by itself
    }

    @Override
    public void run() {
        try {
            while (!closing || !queue.isEmpty()) {
                turn();
            }
            journal.close();
        } catch (InDoubt doubt) {
            halt.accept(doubt.message);
        } catch (Throwable bug) {
            halt.accept("store: the writer failed: " + bug);
            throw bug;
        } finally {
            ended = true;
            List<Work> rest = new ArrayList<>(compactions);
            queue.drainTo(rest);
            rest.forEach(Writer::refuseAsClosed);
        }
    }

    private static void refuseAsClosed(Work work) {
        work.refuse(Cause.CLOSED, "store: closed");
    }

    private void turn() {
        List<Commit> commits = new ArrayList<>();
        long bytes = 0;
        Work next = first();
        while (next != null) {
            switch (next) {
                case Commit commit -> {
                    commits.add(commit);
                    bytes += commit.bytes();
                }
                case Compact compact -> compactions.add(compact);
                case Close() -> {}
            }
            next = commits.size() < GROUP_COMMITS && bytes < GROUP_BYTES ? queue.poll() : null;
        }
        if (!commits.isEmpty()) {
            commit(commits);
        } else if (compactions.isEmpty()) {
            journal.idle();
        }
        compactSlice();
    }

    private @Nullable Work first() {
        try {
            return compactions.isEmpty() ? queue.poll(IDLE_SECONDS, TimeUnit.SECONDS) : queue.poll();
        } catch (InterruptedException nobodyDoesThat) {
            throw new IllegalStateException(nobodyDoesThat);
        }
    }

    private void commit(List<Commit> commits) {
        Group group = new Group(history);
        List<CommitResult> results = commits.stream()
                .map(commit -> group.add(commit.changes(), commit.guards()))
                .toList();
        try {
            if (!group.rows().isEmpty()) {
                journal.add(group.rows());
                history.append(group.rows());
            }
            for (int i = 0; i < commits.size(); i++) {
                commits.get(i).reply().give(results.get(i));
            }
        } catch (NotWritten refused) {
            commits.forEach(commit -> commit.refuse(refused.why, refused.message));
        } catch (RuntimeException doubt) {
            commits.forEach(commit -> commit.reply().give(new CommitResult.Unknown(doubt.toString())));
            throw doubt;
        }
    }

    private void compactSlice() {
        Compact first = compactions.peek();
        if (first == null) {
            return;
        }
        long target = Math.min(first.revision(), history.head());
        long to = Math.min(target, history.floor() + SLICE_REVISIONS);
        try {
            if (to > history.floor()) {
                List<Row> dead = history.superseded(to);
                journal.remove(to, dead);
                history.compact(to);
            }
            if (to >= target) {
                compactions.remove().reply().give(true);
            }
        } catch (NotWritten refused) {
            compactions.remove().refuse(refused.why, refused.message);
        }
    }

    /** Nothing was written. */
    static final class NotWritten extends RuntimeException {
        private static final long serialVersionUID = 1;
        final Cause why;
        final String message;

        NotWritten(Cause why, String message) {
            super(message);
            this.why = why;
            this.message = message;
        }
    }

    /** It may have been written. */
    static final class InDoubt extends RuntimeException {
        private static final long serialVersionUID = 1;

        final String message;

        InDoubt(String message, Throwable cause) {
            super(message, cause);
            this.message = message;
        }
    }
}
