package dev.longshore.benchmarks;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.engine.store.sqlite.SqliteSettings;
import dev.longshore.engine.store.sqlite.SqliteStore;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How long writers of keys of their own wait while many others fight for one key, against the same writers while nobody else writes,
 * and while as many write to keys of their own. Turn and turn about; each round gives one ratio of two 99th percentiles.
 */
public final class HotKey {
    private static final int ROUNDS = 7;
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final int OBSERVED = 8;
    private static final int OTHERS = 64;
    private static final int VALUE_BYTES = 2_048;
    private static final double RATIO_MAX = 5;

    private final SqliteStore store;
    private final Tasks tasks;

    private HotKey(SqliteStore store, Tasks tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    /** Takes no arguments; writes to the folder of temporary files. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("hot-key");
        Tasks tasks = new VirtualTasks((name, fault) -> {
            throw new IllegalStateException(name, fault);
        });
        try (SqliteStore store = SqliteStore.open(folder, tasks, SqliteSettings.DEFAULT, message -> {
            throw new IllegalStateException(message);
        })) {
            new HotKey(store, tasks).compare();
        }
        delete(folder);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void compare() {
        List<Double> toAlone = new ArrayList<>();
        List<Double> toSpread = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            double alone = turn("alone", 0, i -> new StoreKey("/none"));
            double spread = turn("spread", OTHERS, i -> new StoreKey("/spread/" + i));
            double hot = turn("hot", OTHERS, i -> new StoreKey("/hot"));
            toAlone.add(hot / alone);
            toSpread.add(hot / spread);
        }
        print("hot / alone", toAlone);
        print("hot / spread", toSpread);
    }

    private static void print(String name, List<Double> ratios) {
        double[] sorted =
                ratios.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double median = sorted[sorted.length / 2];
        System.out.printf(
                Locale.ROOT,
                "%s: median %.2f of %d, %.2f to %.2f: %s %.0f%n",
                name,
                median,
                sorted.length,
                sorted[0],
                sorted[sorted.length - 1],
                median <= RATIO_MAX ? "at most" : "MORE THAN",
                RATIO_MAX);
    }

    /** @return 99th percentile of what those observed waited, in milliseconds */
    private double turn(String name, int others, IntFunction<StoreKey> contested) {
        long end = System.nanoTime() + TURN.toNanos();
        var waited = new ConcurrentLinkedQueue<Long>();
        var unseen = new ConcurrentLinkedQueue<Long>();
        List<Task> writers = new ArrayList<>();
        IntStream.range(0, others)
                .mapToObj(i -> tasks.start("other", () -> write(contested.apply(i), end, unseen)))
                .forEach(writers::add);
        IntStream.range(0, OBSERVED)
                .mapToObj(i -> tasks.start("observed", () -> write(new StoreKey("/own/" + i), end, waited)))
                .forEach(writers::add);
        writers.forEach(writer -> writer.join(Tasks.FOREVER));
        store.compact(store.head());
        long[] sorted = waited.stream().mapToLong(Long::longValue).sorted().toArray();
        double p99 = sorted[sorted.length * 99 / 100] / 1e6;
        System.out.printf(
                Locale.ROOT,
                "%-7s %6d writes observed, %6d others; p50 %.2f ms, p99 %.2f ms%n",
                name,
                sorted.length,
                unseen.size(),
                sorted[sorted.length / 2] / 1e6,
                p99);
        return p99;
    }

    private void write(StoreKey key, long end, ConcurrentLinkedQueue<Long> waited) {
        byte[] value = new byte[VALUE_BYTES];
        Arrays.fill(value, (byte) 'x');
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            long seen = store.get(key).map(Entry::revision).orElse(0L);
            var _ = store.commit(List.of(new Put(key, value, seen)), List.of());
            waited.add(System.nanoTime() - begin);
        }
    }
}
