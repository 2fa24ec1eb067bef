package dev.longshore.engine.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult.Committed;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fresh store for each test, and short ways to write to it and read from it. */
public abstract class OpenedStore {
    protected static final StoreKey KEY = StoreKey.of("", "configmaps", "shop", "a");
    protected static final List<Guard> NO_GUARDS = List.of();
    protected static final Duration SOON = Duration.ofSeconds(10);
    protected static final String PREFIX = StoreKey.prefix("", "configmaps");

    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    /** What the store waits with. */
    protected final CountedTasks tasks = new CountedTasks(new VirtualTasks((name, fault) -> faults.add(fault)));

    protected Store store;

    /** An empty store. */
    protected abstract Store open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
        assertThat(faults).isEmpty();
    }

    protected final CommitResult commit(Change change) {
        return store.commit(List.of(change), NO_GUARDS);
    }

    /** Writes and must succeed. */
    protected final long put(StoreKey key, String value, long seen) {
        return revision(commit(new Put(key, bytes(value), seen)));
    }

    protected static long revision(CommitResult result) {
        assertThat(result).isInstanceOf(Committed.class);
        return ((Committed) result).revisions().getLast();
    }

    protected static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    protected final List<String> texts(long revision) {
        try (Stream<Entry> entries = store.range(PREFIX, revision)) {
            return entries.map(Entry::text).toList();
        }
    }

    /** Runs the work in tasks of its own and waits for all. */
    protected final void inParallel(int count, IntConsumer work) {
        List<Task> started = IntStream.range(0, count)
                .mapToObj(i -> tasks.start("parallel", () -> work.accept(i)))
                .toList();
        assertThat(started).allMatch(task -> task.join(SOON));
    }
}
