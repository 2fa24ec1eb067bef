package dev.longshore.engine.store.memory;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Group;
import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.History;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.tasks.Tasks;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store in memory. Never waits but in {@link Changes#next}, and that through {@code Tasks} only. Equal calls in equal order give
 * equal revisions.
 */
public final class MemoryStore implements Store {
    private final History history;
    private final Tasks tasks;
    private final String storeId;
    private volatile boolean closed;

    /** An empty store. */
    public MemoryStore(Tasks tasks, String storeId) {
        this(new History(), tasks, storeId);
    }

    private MemoryStore(History history, Tasks tasks, String storeId) {
        this.history = history;
        this.tasks = tasks;
        this.storeId = storeId;
    }

    /** The same content as another process sees it after this one ended; this handle and its readers are closed. */
    public MemoryStore reopened(Tasks other) {
        close();
        return new MemoryStore(history, other, storeId);
    }

    @Override
    public CommitResult commit(List<Change> changes, List<Guard> guards) {
        requireOpen();
        Group.check(changes, guards);
        return history.commit(changes, guards);
    }

    @Override
    public Optional<Entry> get(StoreKey key) {
        requireOpen();
        return history.get(key);
    }

    @Override
    public Stream<Entry> range(String prefix, long atRevision) {
        requireOpen();
        return history.range(prefix, atRevision);
    }

    @Override
    public Changes changesAfter(long revision) {
        requireOpen();
        return history.changesAfter(revision, tasks.signal());
    }

    @Override
    public void compact(long revision) {
        requireOpen();
        history.compact(revision);
    }

    @Override
    public long floor() {
        requireOpen();
        return history.floor();
    }

    @Override
    public long head() {
        requireOpen();
        return history.head();
    }

    @Override
    public String storeId() {
        return storeId;
    }

    @Override
    public void close() {
        closed = true;
        history.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new StoreUnavailable(StoreUnavailable.Cause.CLOSED, "store: closed");
        }
    }
}
