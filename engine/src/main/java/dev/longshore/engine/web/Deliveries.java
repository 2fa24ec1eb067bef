package dev.longshore.engine.web;

import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** Which deliveries were taken, so that a repeated one does nothing, and how many had which result. Safe for any thread. */
@Singleton
final class Deliveries {
    private static final int REMEMBERED = 10_000;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private final Map<String, AtomicLong> results = new ConcurrentSkipListMap<>();

    /** Whether this id was taken before; an empty id never was. */
    synchronized boolean taken(String delivery) {
        return seen.contains(delivery);
    }

    synchronized void take(String delivery) {
        if (!delivery.isEmpty() && seen.add(delivery) && seen.size() > REMEMBERED) {
            seen.removeFirst();
        }
    }

    void count(String result) {
        results.computeIfAbsent(result, name -> new AtomicLong()).incrementAndGet();
    }

    /** By metric name. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new LinkedHashMap<>();
        results.forEach(
                (result, count) -> counts.put("longshore_webhook_total{result=\"" + result + "\"}", count.get()));
        return counts;
    }
}
