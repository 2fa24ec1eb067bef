package dev.longshore.engine.store;

import dev.longshore.tasks.Signal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All rows of a store that are still known, in memory: what every store of ours reads from. A store appends what is durable, so
 * whatever is read here is. One lock, held for moments and never over a wait; safe for any thread.
 */
public final class History {
    private final TreeMap<StoreKey, List<Row>> versions = new TreeMap<>();
    /** The rows after the floor, without a hole: the row of revision r is at r − floor − 1. */
    private final List<Row> log = new ArrayList<>();

    private final Set<HistoryChanges> readers = new LinkedHashSet<>();
    private long floor;

    /** An empty history. */
    public History() {}

    /**
     * What a store found when it was opened.
     *
     * @param rows in order of revision, without a hole above the floor
     */
    public History(List<Row> rows, long floor) {
        this.floor = floor;
        rows.forEach(this::add);
    }

    public synchronized long head() {
        return floor + log.size();
    }

    public synchronized long floor() {
        return floor;
    }

    /** The last row of a key, also when it is a deletion. */
    public synchronized Optional<Row> newest(StoreKey key) {
        return Optional.ofNullable(versions.get(key)).map(List::getLast);
    }

    /** The living value of a key. */
    public Optional<Entry> get(StoreKey key) {
        return newest(key).map(Row::entry).filter(entry -> !entry.deleted());
    }

    /** See {@link Store#range}; what it gives does not move any more. */
    public synchronized Stream<Entry> range(String prefix, long atRevision) {
        if (atRevision < floor) {
            throw new Compacted(floor);
        }
        if (atRevision > head()) {
            throw new IllegalArgumentException("revision " + atRevision + " is later than the newest, " + head());
        }
        Stream.Builder<Entry> found = Stream.builder(); // grows without copying
        for (Map.Entry<StoreKey, List<Row>> key :
                versions.tailMap(new StoreKey(prefix), true).entrySet()) {
            if (!key.getKey().path().startsWith(prefix)) {
                break;
            }
            at(key.getValue(), atRevision, found);
        }
        return found.build();
    }

    private static void at(List<Row> rows, long revision, Stream.Builder<Entry> into) {
        for (int i = rows.size() - 1; i >= 0; i--) {
            Entry entry = rows.get(i).entry();
            if (entry.revision() <= revision) {
                if (!entry.deleted()) {
                    into.add(entry);
                }
                return;
            }
        }
    }

    /** Makes whole commits visible and wakes whoever waits for them. */
    public void append(List<Row> rows) {
        wake(appended(rows));
    }

    private synchronized List<HistoryChanges> appended(List<Row> rows) {
        rows.forEach(this::add);
        return List.copyOf(readers);
    }

    /** Checks and appends in one step, for a store that has nothing to wait for between the two. */
    public CommitResult commit(List<Change> changes, List<Guard> guards) {
        CommitResult result;
        List<HistoryChanges> waiting;
        synchronized (this) {
            Group group = new Group(this);
            result = group.add(changes, guards);
            waiting = appended(group.rows());
        }
        wake(waiting);
        return result;
    }

    private void add(Row row) {
        if (row.revision() > floor) {
            if (row.revision() != head() + 1) {
                throw new IllegalStateException("revision " + row.revision() + " after " + head());
            }
            log.add(row);
        }
        versions.computeIfAbsent(row.entry().key(), key -> new ArrayList<>(2)).add(row);
    }

    /** Rows that no state later than or at {@code revision} needs, in the order in which they were superseded. */
    public synchronized List<Row> superseded(long revision) {
        List<Row> dead = new ArrayList<>();
        for (Row row : log.subList(0, (int) (Math.clamp(revision, floor, head()) - floor))) {
            version(row.entry().key(), row.seen()).ifPresent(dead::add);
            if (row.entry().deleted()) {
                dead.add(row);
            }
        }
        return dead;
    }

    private Optional<Row> version(StoreKey key, long revision) {
        return versions.getOrDefault(key, List.of()).stream()
                .filter(row -> row.revision() == revision)
                .findFirst();
    }

    /** Forgets what {@link #superseded} names and raises the floor; a lower floor is nothing. */
    public synchronized void compact(long revision) {
        long raised = Math.clamp(revision, floor, head());
        for (Row row : superseded(raised)) {
            StoreKey key = row.entry().key();
            List<Row> rows = versions.getOrDefault(key, new ArrayList<>());
            rows.remove(row);
            if (rows.isEmpty()) {
                versions.remove(key);
            }
        }
        log.subList(0, (int) (raised - floor)).clear();
        floor = raised;
    }

    /**
     * Whole commits after a revision, up to the one in which {@code about} entries are reached; empty when there is none yet.
     *
     * @throws Compacted when revision is below the floor
     */
    synchronized List<Entry> after(long revision, int about) {
        if (revision < floor) {
            throw new Compacted(floor);
        }
        List<Entry> next = new ArrayList<>();
        for (int i = (int) Math.min(revision - floor, log.size()); i < log.size(); i++) {
            Row row = log.get(i);
            next.add(row.entry());
            if (next.size() >= about && !row.more()) {
                break;
            }
        }
        return next;
    }

    /** See {@link Store#changesAfter}; {@code waker} makes the reader's wait end. */
    public Changes changesAfter(long revision, Signal waker) {
        HistoryChanges reader = new HistoryChanges(this, revision, waker);
        synchronized (this) {
            if (revision < floor) {
                throw new Compacted(floor);
            }
            readers.add(reader);
        }
        return reader;
    }

    synchronized void forget(HistoryChanges reader) {
        readers.remove(reader);
    }

    /** Number of open readers. */
    public synchronized int readers() {
        return readers.size();
    }

    /** Ends all readers: their next call says that the store is closed. */
    public void close() {
        List<HistoryChanges> open;
        synchronized (this) {
            open = List.copyOf(readers);
        }
        open.forEach(HistoryChanges::end);
    }

    private static void wake(List<HistoryChanges> readers) {
        readers.forEach(HistoryChanges::wake);
    }
}
