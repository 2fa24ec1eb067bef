package dev.longshore.cluster;

import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.util.Optional;

/**
 * Keeps the state of a fold up to date with one watch. Whoever reads gets a state that is whole: while the watch begins anew the
 * old one stands. Readable by any task.
 */
public final class FoldFollower<S> {
    /**
     * @param revision everything up to it is in the state
     */
    public record Folded<S>(S state, long revision) {}

    private final String name;
    private final Fold<S> fold;
    private final Runnable changed;
    private final Tasks tasks;
    private final WatchTask watch;
    private volatile Optional<Folded<S>> folded = Optional.empty();

    /** @param changed called after each change, on the follower's task. Must not wait */
    public FoldFollower(
            Cluster cluster, Query query, Fold<S> fold, Runnable changed, Time time, Tasks tasks, Chance chance) {
        this.name = "fold " + query.kind().resource();
        this.fold = fold;
        this.changed = changed;
        this.tasks = tasks;
        this.watch = new WatchTask(cluster, query, new Building(), time, chance);
    }

    /** Starts the task that keeps the watch. */
    public Task start() {
        return tasks.start(name, watch::run);
    }

    /** Empty until everything was delivered once. */
    public Optional<Folded<S>> state() {
        return folded;
    }

    /** Only when the state has reached a revision, for example that of a write of one's own. */
    public Optional<S> atLeast(long revision) {
        return folded.filter(now -> now.revision() >= revision).map(Folded::state);
    }

    private final class Building implements WatchTask.Sink {
        private S state = fold.empty();
        private boolean whole;

        @Override
        public void begin() {
            state = fold.empty();
            whole = false;
        }

        @Override
        public void event(WatchEvent event) {
            state = fold.apply(state, event);
            if (whole) {
                publish(revision(event));
            }
        }

        @Override
        public void complete(long revision) {
            whole = true;
            publish(revision);
        }

        private void publish(long revision) {
            folded = Optional.of(new Folded<>(state, revision));
            changed.run();
        }

        private static long revision(WatchEvent event) {
            return switch (event) {
                case WatchEvent.Added(var item) -> item.revision();
                case WatchEvent.Modified(var item) -> item.revision();
                case WatchEvent.Deleted(var item) -> item.revision();
                case WatchEvent.Bookmark(long revision, boolean _) -> revision;
                case WatchEvent.Expired _, WatchEvent.Ended _ ->
                    throw new IllegalArgumentException("no revision: " + event);
            };
        }
    }
}
