package dev.longshore.engine.registry.view;

import dev.longshore.cluster.Start;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.engine.store.Store;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Item;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * A place in the window of one resource. It keeps no events: a reader that is slow enough for the window to pass it by is told
 * Expired.
 */
final class ViewWatch implements Watch {
    static final Duration BOOKMARK_AFTER = Duration.ofMinutes(1);

    private final View view;
    private final Signal signal;
    private final Time time;
    private final Sight sight;
    private final ArrayDeque<WatchEvent> initial = new ArrayDeque<>();
    private long place;
    private long spoke;
    private volatile Optional<WatchEvent> last = Optional.empty();

    /** What of the changes it shows. */
    record Sight(Matching wanted, Visibility visible) {
        private boolean shows(Optional<Resident> state) {
            return state.filter(wanted::test)
                    .filter(object -> visible.everything() || visible.shows(object.item()))
                    .isPresent();
        }

        /** The change as this watch sees it; empty when it does not concern it. */
        private Optional<WatchEvent> event(Changed change) {
            boolean now = shows(change.after());
            boolean before = shows(change.before());
            if (now) {
                Item item = change.after().orElseThrow().item();
                return Optional.of(before ? new WatchEvent.Modified(item) : new WatchEvent.Added(item));
            }
            return before
                    ? Optional.of(
                            new WatchEvent.Deleted(change.before().orElseThrow().at(change.revision())))
                    : Optional.empty();
        }

        private String resource() {
            return StoredKeys.prefix(wanted.query().kind());
        }
    }

    private ViewWatch(View view, Signal signal, Time time, Sight sight) {
        this.view = view;
        this.signal = signal;
        this.time = time;
        this.sight = sight;
        this.spoke = time.nanos();
    }

    static Watch open(View view, Store store, Signal signal, Time time, Sight sight, Start start) {
        ViewWatch watch = new ViewWatch(view, signal, time, sight);
        switch (start) {
            case Start.Fresh() -> {
                view.reachHead();
                watch.beginFresh();
            }
            case Start.After(long revision) -> watch.beginAfter(revision, store.head(), store.floor());
        }
        return watch;
    }

    private void beginFresh() {
        List<Resident> found = view.look(all -> {
            place = all.revision();
            Shelf shelf = all.shelf(sight.resource());
            shelf.watchers().add(signal);
            return shelf.candidates(sight.wanted());
        });
        found.stream()
                .filter(object -> sight.shows(Optional.of(object)))
                .forEach(object -> initial.add(new WatchEvent.Added(object.item())));
        initial.add(new WatchEvent.Bookmark(place, true));
    }

    private void beginAfter(long revision, long head, long floor) {
        place = revision;
        if (revision > head) {
            expire(Refusals.tooNewStatus(revision, head));
        } else if (revision < floor) {
            expire(Refusals.tooOld(revision, floor));
        } else {
            view.look(all -> all.shelf(sight.resource()).watchers().add(signal));
        }
    }

    @Override
    public Optional<WatchEvent> next(Duration limit) {
        long began = time.nanos();
        while (last.isEmpty()) {
            Optional<WatchEvent> event = seek();
            if (event.isPresent()) {
                spoke = time.nanos();
                return event;
            }
            Duration left = limit.minusNanos(time.nanos() - began);
            Duration quiet = BOOKMARK_AFTER.minusNanos(time.nanos() - spoke);
            if (!quiet.isPositive()) {
                spoke = time.nanos();
                return Optional.of(new WatchEvent.Bookmark(place, false));
            }
            if (!left.isPositive()) {
                return Optional.empty();
            }
            signal.await(left.compareTo(quiet) < 0 ? left : quiet);
        }
        return last;
    }

    private Optional<WatchEvent> seek() {
        if (!initial.isEmpty()) {
            return Optional.of(initial.poll());
        }
        try {
            return seekChange();
        } catch (Unavailable gone) {
            last = Optional.of(new WatchEvent.Ended(String.valueOf(gone.getMessage())));
            return last;
        }
    }

    private Optional<WatchEvent> seekChange() {
        Optional<Changed> change = step();
        while (change.isPresent()) {
            Optional<WatchEvent> event = sight.event(change.orElseThrow());
            if (event.isPresent()) {
                return event;
            }
            change = step();
        }
        return last;
    }

    /** Moves past the next change, or to the view's revision when there is none. */
    private Optional<Changed> step() {
        return view.look(all -> {
            Shelf shelf = all.shelf(sight.resource());
            if (shelf.lost() > place) {
                expire(Refusals.tooOld(place, shelf.lost()));
                return Optional.empty();
            }
            Optional<Changed> change = shelf.after(place);
            place = change.map(Changed::revision).orElse(Math.max(place, all.revision()));
            return change;
        });
    }

    private void expire(ApiStatus status) {
        last = Optional.of(new WatchEvent.Expired(status));
    }

    @Override
    public void close() {
        last = last.or(() -> Optional.of(new WatchEvent.Ended("closed by the reader")));
        try {
            view.look(all -> all.shelf(sight.resource()).watchers().remove(signal));
        } catch (Unavailable gone) {
            // An ended view keeps no watchers.
        }
        signal.raise();
    }
}
