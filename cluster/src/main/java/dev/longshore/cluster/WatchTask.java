package dev.longshore.cluster;

import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one watch alive for ever: begins fresh, goes on after the last revision seen when the stream breaks, begins fresh again
 * when that revision is too old, and waits with growing delay while the cluster does not answer.
 */
final class WatchTask {
    private static final Logger LOG = LoggerFactory.getLogger(WatchTask.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(50);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final int GONE = 410;

    /** A stream that brings nothing for so long may be dead without saying so. */
    private static final Duration SILENCE_MAX = Duration.ofMinutes(10);

    private static final WatchEvent FELL_SILENT = new WatchEvent.Ended("nothing came");

    /** Gets what the watch brings. Called by one task. */
    interface Sink {
        /** The current items follow as additions; what was known before may be outdated. */
        void begin();

        void event(WatchEvent event);

        /** Everything up to {@code revision} was delivered; the first one after a begin says that the items are complete. */
        void complete(long revision);
    }

    private final Cluster cluster;
    private final Query query;
    private final Sink sink;
    private final Time time;
    private final Backoff<ObjectKey> backoff;
    private final ObjectKey me;
    private OptionalLong last = OptionalLong.empty();
    private boolean initial;

    WatchTask(Cluster cluster, Query query, Sink sink, Time time, Chance chance) {
        this.cluster = cluster;
        this.query = query;
        this.sink = sink;
        this.time = time;
        this.backoff = new Backoff<>(FIRST_BACKOFF, LONGEST_BACKOFF, chance);
        this.me = ObjectKey.of(query.kind(), query.namespace(), "");
    }

    /** The body of the task; never returns. */
    void run() {
        while (true) {
            try (Watch watch = open()) {
                follow(watch);
            } catch (Unavailable away) {
                report(away.getMessage());
            } catch (RefusedException refused) {
                forgetIfGone(refused);
                report(refused.getMessage());
            }
            time.sleep(backoff.next(me));
        }
    }

    private Watch open() {
        initial = last.isEmpty();
        if (initial) {
            sink.begin();
        }
        return cluster.watch(query, initial ? Start.FRESH : Start.after(last.getAsLong()));
    }

    private void follow(Watch watch) {
        while (true) {
            WatchEvent event = watch.next(SILENCE_MAX).orElse(FELL_SILENT);
            switch (event) {
                case WatchEvent.Added(var item) -> changed(event, item.revision());
                case WatchEvent.Modified(var item) -> changed(event, item.revision());
                case WatchEvent.Deleted(var item) -> changed(event, item.revision());
                case WatchEvent.Bookmark(long revision, boolean ends) -> bookmark(revision, ends);
                case WatchEvent.Expired(var status) -> {
                    last = OptionalLong.empty();
                    return;
                }
                case WatchEvent.Ended(String why) -> {
                    return;
                }
            }
        }
    }

    private void changed(WatchEvent event, long revision) {
        sink.event(event);
        if (!initial) {
            seen(revision);
        }
    }

    private void bookmark(long revision, boolean ends) {
        if (initial && !ends) {
            return;
        }
        initial = false;
        sink.complete(revision);
        seen(revision);
    }

    private void seen(long revision) {
        last = OptionalLong.of(revision);
        backoff.forget(me);
    }

    private void forgetIfGone(RefusedException refused) {
        if (refused.status().code() == GONE) {
            last = OptionalLong.empty();
        }
    }

    /** Once for each outage. */
    private void report(@Nullable String why) {
        if (backoff.failures(me) == 0) {
            LOG.info("watch of {}: {}; trying again", query.kind().resource(), why);
        }
    }
}
