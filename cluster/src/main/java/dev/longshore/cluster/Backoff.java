package dev.longshore.cluster;

import dev.longshore.tasks.Chance;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a key waits after each failure in a row: doubling from {@code first} up to {@code most}, then somewhere between half of
 * that and all of it, so that what failed together does not come back together. For one owner; not safe for several tasks.
 */
final class Backoff<K> {
    private static final int DOUBLINGS_MAX = 40;

    private final Chance chance;
    private final Duration first;
    private final Duration most;
    private final Map<K, Integer> failures = new HashMap<>();

    Backoff(Duration first, Duration most, Chance chance) {
        this.first = first;
        this.most = most;
        this.chance = chance;
    }

    /** Counts one more failure. */
    Duration next(K key) {
        int before = Math.min(failures.merge(key, 1, Integer::sum) - 1, DOUBLINGS_MAX);
        double doubled = (double) first.toMillis() * Math.pow(2, before);
        double millis = Math.min(doubled, (double) most.toMillis());
        double part = 0.5 + chance.below(1_000) / 2_000.0;
        return Duration.ofNanos((long) (millis * part * 1e6));
    }

    /** After a success. */
    void forget(K key) {
        failures.remove(key);
    }

    int failures(K key) {
        return failures.getOrDefault(key, 0);
    }
}
