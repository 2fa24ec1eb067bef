package dev.longshore.benchmarks;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Setup;

/** What reading a store costs beside 111,500 other keys. All stores of ours read from memory by the same code. */
@Fork(jvmArgsPrepend = "-Xms256m")
public class StoreBenchmark extends Measured {
    private final Store store = new MemoryStore(new VirtualTasks((name, fault) -> {}), "benchmark");
    private final StoreKey key = key("hundredthousand", 77_777);

    /** Three resources, each key written twice. */
    @Setup
    public void fill() {
        for (int round = 0; round < 2; round++) {
            fill("fivehundred", 500);
            fill("tenthousand", 10_000);
            fill("hundredthousand", 100_000);
        }
    }

    private void fill(String resource, int count) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StoreKey next = key(resource, i);
            byte[] value = ("value " + i).getBytes(StandardCharsets.UTF_8);
            changes.add(
                    new Put(next, value, store.get(next).map(Entry::revision).orElse(0L)));
            if (changes.size() == 100) {
                var _ = store.commit(changes, List.of());
                changes = new ArrayList<>();
            }
        }
    }

    private static StoreKey key(String resource, int number) {
        return StoreKey.of("", resource, "namespace", "object-" + number);
    }

    @Benchmark
    public Optional<Entry> get() {
        return store.get(key);
    }

    @Benchmark
    public long range500() {
        return range("fivehundred");
    }

    @Benchmark
    public long range10k() {
        return range("tenthousand");
    }

    @Benchmark
    public long range100k() {
        return range("hundredthousand");
    }

    private long range(String resource) {
        try (Stream<Entry> entries = store.range(StoreKey.prefix("", resource), store.head())) {
            return entries.mapToLong(Entry::revision).sum();
        }
    }
}
