package dev.longshore.cluster;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * What a query selects, kept up to date by one watch, and every change of it told to a listener with the state before. A gap in
 * the watch hides nothing: what changed or went away meanwhile is told when the watch is back. Readable by any task.
 */
public final class WatchFeed {
    /** Hears of each change, in order, on the feed's task. Must not wait. */
    @FunctionalInterface
    public interface Listener {
        /**
         * At least one of both is there.
         * @param before empty: new to the query
         * @param after empty: gone, or no longer selected
         */
        void changed(Optional<Item> before, Optional<Item> after);

        /**
         * The watch itself told that an object was deleted, as opposed to a gap after which it was missing. Heard before the change.
         * @param last as the watch showed it before
         */
        default void deleted(Item last) {}
    }

    private final String name;
    private final Tasks tasks;
    private final WatchTask watch;
    private final Listener listener;
    private final ConcurrentSkipListMap<ObjectKey, Item> items = new ConcurrentSkipListMap<>();
    private volatile boolean complete;

    public WatchFeed(Cluster cluster, Query query, Listener listener, Time time, Tasks tasks, Chance chance) {
        this.name = "watch " + query.kind().resource();
        this.tasks = tasks;
        this.listener = listener;
        this.watch = new WatchTask(cluster, query, new Items(), time, chance);
    }

    /** Starts the task that keeps the watch. */
    public Task start() {
        return tasks.start(name, watch::run);
    }

    /** Whether all items were delivered once. Before that, absence says nothing. */
    public boolean complete() {
        return complete;
    }

    public Optional<Item> get(ObjectKey key) {
        return Optional.ofNullable(items.get(key));
    }

    /** In order of key. */
    public List<Item> items() {
        return List.copyOf(items.values());
    }

    private final class Items implements WatchTask.Sink {
        private final Set<ObjectKey> unseen = new TreeSet<>();

        @Override
        public void begin() {
            unseen.clear();
            unseen.addAll(items.keySet());
        }

        @Override
        public void event(WatchEvent event) {
            switch (event) {
                case WatchEvent.Added(Item item) -> put(item);
                case WatchEvent.Modified(Item item) -> put(item);
                case WatchEvent.Deleted(Item item) -> delete(item.key());
                case WatchEvent.Bookmark _, WatchEvent.Expired _, WatchEvent.Ended _ -> {}
            }
        }

        @Override
        public void complete(long revision) {
            List.copyOf(unseen).forEach(this::remove);
            complete = true;
        }

        private void put(Item item) {
            unseen.remove(item.key());
            Optional<Item> before = Optional.ofNullable(items.put(item.key(), item));
            if (!before.equals(Optional.of(item))) {
                listener.changed(before, Optional.of(item));
            }
        }

        private void delete(ObjectKey key) {
            get(key).ifPresent(listener::deleted);
            remove(key);
        }

        private void remove(ObjectKey key) {
            unseen.remove(key);
            Optional<Item> before = Optional.ofNullable(items.remove(key));
            if (before.isPresent()) {
                listener.changed(before, Optional.empty());
            }
        }
    }
}
