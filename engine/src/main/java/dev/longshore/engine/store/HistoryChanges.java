package dev.longshore.engine.store;

import dev.longshore.tasks.Signal;
import java.time.Duration;
import java.util.List;

/** A reader's place in a history: costs nothing while it waits, and nothing is kept for it. */
final class HistoryChanges implements Changes {
    /** Entries after which a batch ends with the commit they belong to. */
    private static final int BATCH = 512;

    private final History history;
    private final Signal waker;
    private long place;
    private volatile boolean closed;

    HistoryChanges(History history, long place, Signal waker) {
        this.history = history;
        this.place = place;
        this.waker = waker;
    }

    @Override
    public List<Entry> next(Duration limit) {
        List<Entry> batch = read();
        while (batch.isEmpty() && waker.await(limit)) {
            batch = read();
        }
        return batch;
    }

    private List<Entry> read() {
        if (closed) {
            throw new StoreUnavailable(StoreUnavailable.Cause.CLOSED, "store: closed");
        }
        List<Entry> batch = history.after(place, BATCH);
        if (!batch.isEmpty()) {
            place = batch.getLast().revision();
        }
        return batch;
    }

    void wake() {
        waker.raise();
    }

    void end() {
        close();
        wake();
    }

    @Override
    public void close() {
        closed = true;
        history.forget(this);
    }
}
