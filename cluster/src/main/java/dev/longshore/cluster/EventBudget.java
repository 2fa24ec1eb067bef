package dev.longshore.cluster;

import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** How many Events an object may have: 25 at once, one more every 5 minutes. Source: client-go, EventSourceObjectSpamFilter. */
final class EventBudget {
    private static final int BURST = 25;
    private static final long REFILL_NANOS = Duration.ofMinutes(5).toNanos();
    private static final int OBJECTS_MAX = 4_096;

    private record Bucket(long left, long since) {}

    private final Time time;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>();

    EventBudget(Time time) {
        this.time = time;
    }

    /** Takes one. Safe for any task. */
    synchronized boolean allows(String uid) {
        Bucket bucket = refilled(Objects.requireNonNullElseGet(buckets.remove(uid), this::full));
        boolean allowed = bucket.left() > 0;
        buckets.put(uid, allowed ? new Bucket(bucket.left() - 1, bucket.since()) : bucket);
        if (buckets.size() > OBJECTS_MAX) {
            buckets.remove(buckets.keySet().iterator().next()); // the one that was silent longest
        }
        return allowed;
    }

    private Bucket full() {
        return new Bucket(BURST, time.nanos());
    }

    private Bucket refilled(Bucket bucket) {
        long refills = (time.nanos() - bucket.since()) / REFILL_NANOS;
        long left = Math.min(BURST, bucket.left() + refills);
        return new Bucket(left, bucket.since() + refills * REFILL_NANOS);
    }
}
