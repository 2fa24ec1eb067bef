package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/** Commits per second and their latency. {@code Rates FOLDER SECONDS WRITERS…}; writes values of 2 kB. */
final class Rates {
    private static final int VALUE_BYTES = 2048;

    private Rates() {}

    public static void main(String... arguments) throws Exception {
        Path parent = Path.of(arguments[0]);
        long seconds = Long.parseLong(arguments[1]);
        for (String writers : Arrays.asList(arguments).subList(2, arguments.length)) {
            Path folder = Files.createTempDirectory(parent, "rates");
            measure(folder, seconds, Integer.parseInt(writers));
            Stores.delete(folder);
        }
    }

    private static void measure(Path folder, long seconds, int writers) {
        Tasks tasks = Stores.tasks();
        var nanos = new ConcurrentLinkedQueue<Long>();
        try (SqliteStore store = SqliteStore.open(folder, tasks)) {
            long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
            List<Task> started = IntStream.range(0, writers)
                    .mapToObj(i -> tasks.start("writer", () -> write(store, new StoreKey("/w/" + i), end, nanos)))
                    .toList();
            started.forEach(task -> task.join(Tasks.FOREVER));
        }
        long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                "%d writers: %d commits/s, p50 %.2f ms, p99 %.2f ms%n",
                writers, sorted.length / seconds, millis(sorted, 50), millis(sorted, 99));
        long begin = System.nanoTime();
        try (SqliteStore store = SqliteStore.open(folder, tasks)) {
            System.out.printf("  reopened %d rows in %d ms%n", store.head(), (System.nanoTime() - begin) / 1_000_000);
        }
    }

    private static double millis(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1e6;
    }

    private static void write(SqliteStore store, StoreKey key, long end, ConcurrentLinkedQueue<Long> nanos) {
        byte[] value = new byte[VALUE_BYTES];
        long seen = 0;
        for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
            seen = ((Committed) store.commit(List.of(new Put(key, value, seen)), List.of()))
                    .revisions()
                    .getFirst();
            nanos.add(System.nanoTime() - begin);
        }
    }
}
