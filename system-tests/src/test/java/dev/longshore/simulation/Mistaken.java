package dev.longshore.simulation;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ForwardingCluster;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.Optional;

/** A node's door with a planted mistake. */
final class Mistaken extends ForwardingCluster {
    private final Planted planted;
    private final Time time;

    Mistaken(Cluster inner, Planted planted, Time time) {
        super(inner);
        this.planted = planted;
        this.time = time;
    }

    @Override
    public Watch watch(Query query, Start start) {
        Watch watch = super.watch(query, start);
        return planted == Planted.DEAF_WATCH ? new Deaf(watch, time) : watch;
    }

    private record Deaf(Watch inner, Time time) implements Watch {
        @Override
        public Optional<WatchEvent> next(Duration limit) {
            Optional<WatchEvent> event = inner.next(limit);
            if (event.equals(Optional.of(new WatchEvent.Ended("the server is silent")))) {
                time.sleep(Duration.ofDays(1));
            }
            return event;
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
