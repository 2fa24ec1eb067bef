package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Page;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.Compacted;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The watch cache of one engine. Reads see a state of the store that may be behind; {@link #reach} waits until it is not. Its lock
 * is held for a few look-ups and never over a wait or a call of a port.
 */
public final class View implements Snapshot, AutoCloseable {
    /** So much of the past is read at start, for watches that resume. */
    static final int RECALLED_MAX = 10_000;

    private final Object lock = new Object();
    private final Store store;
    private final Tasks tasks;
    private final Time time;
    private final Completion completion;
    private final List<Waiter> waiters = new ArrayList<>();
    private Shelves shelves;
    private String ended = "";
    private Optional<Task> follower = Optional.empty();

    /** Who waits for which revision. */
    private record Waiter(long revision, Signal signal) {}

    private View(Store store, Tasks tasks, Time time, Completion completion) {
        this.store = store;
        this.tasks = tasks;
        this.time = time;
        this.completion = completion;
        this.shelves = load();
    }

    /**
     * Reads the store and follows it from then on, until it is closed.
     *
     * @param catalog what objects of earlier engines are completed by
     */
    public static View open(Store store, Supplier<SchemaCatalog> catalog, Tasks tasks, Time time) {
        View view = new View(store, tasks, time, new Completion(catalog, store.head()));
        view.follower = Optional.of(tasks.start("view", view::follow));
        view.reach(store.head());
        return view;
    }

    private Shelves load() {
        Shelves loaded = new Shelves(Math.max(store.floor(), store.head() - RECALLED_MAX), completion);
        try (Stream<Entry> entries = store.range("/", loaded.revision())) {
            entries.forEach(loaded::settle);
        }
        return loaded;
    }

    private void follow() {
        try {
            while (open()) {
                try (Changes changes = store.changesAfter(look(Shelves::revision))) {
                    absorbAll(changes);
                } catch (Compacted overtaken) {
                    reload();
                }
            }
        } catch (StoreUnavailable gone) {
            end("the store is gone: " + gone.getMessage());
        } finally {
            end("the view no longer follows the store");
        }
    }

    private void absorbAll(Changes changes) {
        while (open()) {
            List<Entry> entries = changes.next(Tasks.FOREVER);
            Set<Signal> wake;
            synchronized (lock) {
                wake = shelves.absorb(entries);
                wake.addAll(reached());
            }
            wake.forEach(Signal::raise);
        }
    }

    /** Watches that stand before the new base end with Expired. */
    private void reload() {
        Shelves fresh = load();
        List<Signal> wake;
        synchronized (lock) {
            fresh.inherit(shelves);
            shelves = fresh;
            wake = new ArrayList<>(fresh.watchers());
            wake.addAll(reached());
        }
        wake.forEach(Signal::raise);
    }

    private List<Signal> reached() {
        return waiters.stream()
                .filter(waiter -> waiter.revision() <= shelves.revision())
                .map(Waiter::signal)
                .toList();
    }

    /**
     * Waits until everything up to a revision is in.
     * @throws Unavailable when the view ends before
     */
    public void reach(long revision) {
        if (!reach(revision, Duration.ofDays(1))) {
            throw new Unavailable("the view did not reach revision " + revision + " within a day");
        }
    }

    /** The same with a limit; false when it passed. */
    boolean reach(long revision, Duration limit) {
        if (look(Shelves::revision) >= revision) {
            return true;
        }
        Waiter waiter = new Waiter(revision, tasks.signal());
        synchronized (lock) {
            waiters.add(waiter);
        }
        try {
            return look(Shelves::revision) >= revision
                    || (waiter.signal().await(limit) && look(Shelves::revision) >= revision);
        } finally {
            synchronized (lock) {
                waiters.remove(waiter);
            }
        }
    }

    /** Waits until everything acknowledged before the call is in. */
    public void reachHead() {
        reach(store.head());
    }

    /** Asks something under the lock. The question must neither wait nor keep a shelf. */
    <T> T look(Function<Shelves, T> question) {
        synchronized (lock) {
            if (!ended.isEmpty()) {
                throw new Unavailable(ended);
            }
            return question.apply(shelves);
        }
    }

    @Override
    public Optional<Item> get(ObjectKey key) {
        String path = StoredKeys.of(key).path();
        return look(all -> all.shelf(StoredKeys.prefix(key.kind())).get(path)).map(Resident::item);
    }

    @Override
    public List<Item> all(Query query) {
        Matching wanted = Matching.of(query);
        return look(all -> all.shelf(StoredKeys.prefix(query.kind())).candidates(wanted)).stream()
                .filter(wanted::test)
                .map(Resident::item)
                .toList();
    }

    /** @throws dev.longshore.cluster.RefusedException for a bad selector, token or revision */
    public Page list(Query query, Visibility visible) {
        return new Listing(this, store, completion, Matching.of(query), visible).page();
    }

    /** The caller closes it. */
    public Watch watch(Query query, Start start, Visibility visible) {
        return ViewWatch.open(
                this, store, tasks.signal(), time, new ViewWatch.Sight(Matching.of(query), visible), start);
    }

    private boolean open() {
        synchronized (lock) {
            return ended.isEmpty();
        }
    }

    /** Watches end, waiters and later callers get {@link Unavailable}. */
    private void end(String why) {
        List<Signal> wake;
        synchronized (lock) {
            ended = ended.isEmpty() ? why : ended;
            wake = new ArrayList<>(shelves.watchers());
            waiters.forEach(waiter -> wake.add(waiter.signal()));
        }
        wake.forEach(Signal::raise);
    }

    @Override
    public void close() {
        end("the cluster is closed");
        follower.ifPresent(Task::stop);
    }
}
