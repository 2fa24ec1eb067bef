package dev.longshore.engine.apiserver;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Requests answered, by verb, resource and status code, and watches open now. Resources are those served, so there are few of them. */
public final class RequestMetrics {
    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();
    private final AtomicLong watches = new AtomicLong();

    private record Key(String verb, String resource, int code) {}

    /**
     * One counter.
     * @param resource {@code deployments.apps}; {@code other} for what is no object
     */
    public record Sample(String verb, String resource, int code, long count) {}

    /** In order of resource, verb and code. */
    public List<Sample> samples() {
        return counts.entrySet().stream()
                .map(entry -> new Sample(
                        entry.getKey().verb(),
                        entry.getKey().resource(),
                        entry.getKey().code(),
                        entry.getValue().sum()))
                .sorted(Comparator.comparing(Sample::resource)
                        .thenComparing(Sample::verb)
                        .thenComparingInt(Sample::code))
                .toList();
    }

    public long openWatches() {
        return watches.get();
    }

    void answered(String verb, String resource, int code) {
        counts.computeIfAbsent(new Key(verb, resource, code), first -> new LongAdder())
                .increment();
    }

    /** Refuses beyond the limit. */
    boolean watchBegins(long limit) {
        if (watches.incrementAndGet() > limit) {
            watches.decrementAndGet();
            return false;
        }
        return true;
    }

    void watchEnded() {
        watches.decrementAndGet();
    }
}
