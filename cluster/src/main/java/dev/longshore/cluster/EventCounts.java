package dev.longshore.cluster;

import dev.longshore.objects.ObjectKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The counts of the Events written last, by key. Safe for any task. */
final class EventCounts {
    private static final int KEPT_MAX = 4_096;

    private final Map<ObjectKey, Long> counts = new LinkedHashMap<>();

    synchronized OptionalLong of(ObjectKey key) {
        Long count = counts.get(key);
        return count == null ? OptionalLong.empty() : OptionalLong.of(count);
    }

    synchronized void put(ObjectKey key, long count) {
        counts.remove(key);
        counts.put(key, count);
        if (counts.size() > KEPT_MAX) {
            counts.remove(counts.keySet().iterator().next());
        }
    }

    synchronized void forget(ObjectKey key) {
        counts.remove(key);
    }
}
