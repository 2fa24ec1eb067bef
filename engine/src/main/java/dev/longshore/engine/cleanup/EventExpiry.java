package dev.longshore.engine.cleanup;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.cluster.Query;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Event;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Deletes Events after an hour, and the oldest beyond a bound. Works on one key of its own, every minute. */
public final class EventExpiry implements Controller {
    /** The only key to enqueue. */
    public static final ObjectKey KEY = ObjectKey.of(Event.KIND, "kube-system", "expiry");

    private static final Duration KEPT = Duration.ofHours(1);
    private static final int COUNT_MAX = 20_000;
    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** An Event, and when it last came. */
    private record Seen(Item event, Optional<Instant> last) {}

    private final Cluster cluster;
    private final Executor executor;
    private final Time time;

    public EventExpiry(Cluster cluster, Executor executor, Time time) {
        this.cluster = cluster;
        this.executor = executor;
        this.time = time;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Outcome outcome =
                executor.perform(plan(cluster.list(Query.all(Event.KIND)).items(), time.now()));
        return outcome instanceof Outcome.Done ? Outcome.again(PERIOD) : outcome;
    }

    /** An Event that tells no time is kept until it is one too many. */
    static List<Action> plan(List<Item> events, Instant now) {
        List<Seen> oldestFirst = events.stream()
                .map(event -> new Seen(event, last(event)))
                .sorted(Comparator.comparing((Seen seen) -> seen.last().orElse(Instant.EPOCH))
                        .thenComparing(seen -> seen.event().key()))
                .toList();
        int surplus = Math.max(0, events.size() - COUNT_MAX);
        Instant before = now.minus(KEPT);
        return IntStream.range(0, oldestFirst.size())
                .filter(i -> i < surplus
                        || oldestFirst.get(i).last().filter(before::isAfter).isPresent())
                .mapToObj(i -> oldestFirst.get(i).event())
                .<Action>map(event -> new Action.Delete(event.key(), event.uid()))
                .toList();
    }

    private static Optional<Instant> last(Item event) {
        Fields fields = event.fields();
        return fields.text("series", "lastObservedTime")
                .or(() -> fields.text("lastTimestamp"))
                .or(() -> fields.text("eventTime"))
                .or(() -> fields.text("metadata", "creationTimestamp"))
                .map(Instant::parse);
    }
}
