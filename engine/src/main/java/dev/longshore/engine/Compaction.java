package dev.longshore.engine;

import dev.longshore.engine.store.Store;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.Optional;

/**
 * Forgets old states: at least five minutes and 10,000 revisions of history stay, so that watches can resume, and at most 200,000, so
 * that the store opens fast.
 */
final class Compaction {
    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final long KEPT_MIN = 10_000;
    private static final long KEPT_MAX = 200_000;
    private final Store store;
    private final Time time;
    private Optional<Task> task = Optional.empty();

    Compaction(Store store, Time time) {
        this.store = store;
        this.time = time;
    }

    void start(Tasks tasks) {
        task = Optional.of(tasks.start("compaction", this::run));
    }

    void stop() {
        task.ifPresent(Task::stop);
    }

    private void run() {
        long before = store.head();
        while (true) {
            time.sleep(PERIOD);
            long head = store.head();
            store.compact(floor(head, before));
            before = head;
        }
    }

    /** @param before the newest revision one period ago */
    static long floor(long head, long before) {
        return Math.max(Math.min(head - KEPT_MIN, before), head - KEPT_MAX);
    }
}
