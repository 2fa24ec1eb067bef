package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Group;
import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.History;
import dev.longshore.engine.store.OpenRefused;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.process.Exit;
import dev.longshore.tasks.Tasks;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store in one folder of one local disk. Reads never touch the disk: all rows above the floor, and the living ones below it, are
 * in memory. A write is answered when database and high-water mark are synced; writes that wait together share the sync.
 */
public final class SqliteStore implements Store {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStore.class);
    static final String DATABASE = "longshore.db";

    private final StoreFolder.Opened opened;
    private final Tasks tasks;
    private final Writer writer;
    private final Thread thread;
    private volatile boolean closed;

    private SqliteStore(StoreFolder.Opened opened, Tasks tasks, Consumer<String> halt) {
        this.opened = opened;
        this.tasks = tasks;
        this.writer = new Writer(opened.history(), opened.journal(), halt);
        this.thread = Thread.ofPlatform().name("store").start(writer);
    }

    /**
     * Opens the store in a folder, or makes one where nothing is; reads and proves all of it. Ends the process with code 70 when a
     * write fails in a way that leaves in doubt what is on disk.
     *
     * @throws OpenRefused when it must not be served
     */
    public static SqliteStore open(Path folder, Tasks tasks) {
        return open(folder, tasks, SqliteSettings.DEFAULT, message -> {
            LOG.error("{}", message);
            Runtime.getRuntime().halt(Exit.FAULT.code());
        });
    }

    /** @param halt called, with the reason, when what is on disk is in doubt: must end the process at once */
    public static SqliteStore open(Path folder, Tasks tasks, SqliteSettings settings, Consumer<String> halt) {
        return new SqliteStore(StoreFolder.open(folder, settings), tasks, halt);
    }

    @Override
    public CommitResult commit(List<Change> changes, List<Guard> guards) {
        Group.check(changes, guards);
        Reply<CommitResult> reply = Reply.to(tasks);
        writer.submit(new Work.Commit(List.copyOf(changes), List.copyOf(guards), reply));
        return reply.await();
    }

    @Override
    public void compact(long revision) {
        Reply<Boolean> reply = Reply.to(tasks);
        writer.submit(new Work.Compact(revision, reply));
        reply.await();
    }

    @Override
    public Optional<Entry> get(StoreKey key) {
        return history().get(key);
    }

    @Override
    public Stream<Entry> range(String prefix, long atRevision) {
        return history().range(prefix, atRevision);
    }

    @Override
    public Changes changesAfter(long revision) {
        return history().changesAfter(revision, tasks.signal());
    }

    @Override
    public long floor() {
        return history().floor();
    }

    @Override
    public long head() {
        return history().head();
    }

    @Override
    public String storeId() {
        return opened.storeId().toString();
    }

    private History history() {
        if (closed) {
            throw new StoreUnavailable(StoreUnavailable.Cause.CLOSED, "store: closed");
        }
        return opened.history();
    }

    /** Waits until what was submitted is written. */
    @Override
    public void close() {
        closed = true;
        writer.close();
        opened.history().close();
        try {
            thread.join();
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        opened.release();
    }
}
