package dev.longshore.engine;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.ControllerLoop;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Fold;
import dev.longshore.cluster.FoldFollower;
import dev.longshore.cluster.Following;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.registry.Term;
import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Starts controllers, each under an identity of its own and within one term, and stops them in reverse order. */
final class Acting {
    private static final Duration FIRST_LOOK = Duration.ofMillis(100);
    private final LocalCluster cluster;
    private final Term term;
    private final Time time;
    private final Tasks tasks;
    private final Chance chance;
    private final Set<String> disabled;
    private final List<ControllerLoop> loops = new ArrayList<>();
    private final List<Task> feeds = new ArrayList<>();

    Acting(LocalCluster cluster, Term term, Time time, Tasks tasks, Chance chance, Set<String> disabled) {
        this.cluster = cluster;
        this.term = term;
        this.time = time;
        this.tasks = tasks;
        this.chance = chance;
        this.disabled = disabled;
    }

    /** One watch of a controller, and which keys a change of it wakes. */
    record Feed(Query query, Function<KeyedQueue<ObjectKey>, WatchFeed.Listener> listener) {}

    /** What a controller is made from: the door as its identity sees it, and an executor that writes under its name. */
    record Place(Cluster cluster, Executor executor, Following following, Time time, Chance chance) {}

    /** Starts a controller, unless it was disabled by name. */
    void start(String name, int workers, Function<Place, Controller> make, Function<Cluster, List<Feed>> feedsOf) {
        if (disabled.contains(name)) {
            return;
        }
        Cluster door = cluster.as(Identity.controller(name), term);
        Chance own = chance.fork(name);
        KeyedQueue<ObjectKey> queue = new KeyedQueue<>(time, tasks, own.fork("queue"));
        Executor executor = new ClusterExecutor(door, "longshore-" + name, time);
        Place place = new Place(door, executor, following(door, own), time, own);
        ControllerLoop loop = new ControllerLoop(name, make.apply(place), queue, tasks);
        loop.start(workers);
        loops.add(loop);
        List<Told> told = new ArrayList<>();
        for (Feed feed : feedsOf.apply(door)) {
            Chance drawn = own.fork(feed.query().kind().resource());
            WatchFeed.Listener listener = feed.listener().apply(queue);
            told.add(new Told(new WatchFeed(door, feed.query(), listener, time, tasks, drawn), listener));
        }
        told.forEach(one -> feeds.add(one.feed().start()));
        feeds.add(tasks.start("first look", () -> tellAgain(told)));
    }

    private Following following(Cluster door, Chance own) {
        return new Following() {
            @Override
            public <S> FoldFollower<S> follow(Query query, Fold<S> fold) {
                Chance drawn = own.fork("fold " + query.kind().resource());
                FoldFollower<S> follower = new FoldFollower<>(door, query, fold, () -> {}, time, tasks, drawn);
                feeds.add(follower.start());
                return follower;
            }
        };
    }

    /**
     * Watches of one controller begin one after the other, so an object may go after the first has told what depends on it and before
     * the second could have told that it went. Once all have begun everything is told once more: from then on each change is seen.
     */
    private void tellAgain(List<Told> told) {
        while (!told.stream().allMatch(one -> one.feed().complete())) {
            time.sleep(FIRST_LOOK);
        }
        told.forEach(one ->
                one.feed().items().forEach(item -> one.listener().changed(Optional.empty(), Optional.of(item))));
    }

    private record Told(WatchFeed feed, WatchFeed.Listener listener) {}

    List<LoopCounts> counts() {
        return loops.stream().map(ControllerLoop::counts).toList();
    }

    /** Returns at once; a pass in progress ends at its next wait. */
    void stop() {
        feeds.forEach(Task::stop);
        loops.reversed().forEach(ControllerLoop::stop);
    }
}
