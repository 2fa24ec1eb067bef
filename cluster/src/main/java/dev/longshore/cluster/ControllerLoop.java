package dev.longshore.cluster;

import dev.longshore.objects.ObjectKey;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Workers that take keys from a queue and call a controller, one pass for each. The only place that catches faults: it logs them
 * once with the key and has the key tried again after a growing delay. An error that is no {@link RuntimeException} ends the
 * worker, and with it the process.
 */
public final class ControllerLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ControllerLoop.class);

    private final String name;
    private final Controller controller;
    private final KeyedQueue<ObjectKey> queue;
    private final Tasks tasks;
    private final List<Task> running = new ArrayList<>();
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong faults = new AtomicLong();
    private final AtomicLong retries = new AtomicLong();

    /** @param name of the controller, as in {@code --disable=NAME} and in metrics */
    public ControllerLoop(String name, Controller controller, KeyedQueue<ObjectKey> queue, Tasks tasks) {
        this.name = name;
        this.controller = controller;
        this.queue = queue;
        this.tasks = tasks;
    }

    /** Starts the queue's appointments and {@code workers} workers. */
    public void start(int workers) {
        running.add(queue.start());
        for (int i = 0; i < workers; i++) {
            running.add(tasks.start(name, this::work));
        }
    }

    /** Asks all that was started to end; a pass in progress ends at its next wait. */
    public void stop() {
        running.reversed().forEach(Task::stop);
    }

    public LoopCounts counts() {
        return new LoopCounts(name, passes.get(), faults.get(), retries.get(), queue.depth());
    }

    private void work() {
        while (true) {
            queue.take(Tasks.FOREVER).ifPresent(this::pass);
        }
    }

    private void pass(ObjectKey key) {
        passes.incrementAndGet();
        try {
            settle(key, controller.reconcile(key));
        } catch (RuntimeException fault) {
            faults.incrementAndGet();
            report(key, fault);
            queue.retry(key);
        }
        queue.done(key);
    }

    private void settle(ObjectKey key, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> queue.forget(key);
            case Outcome.Again(var delay) -> {
                queue.forget(key);
                queue.addAfter(key, delay);
            }
            case Outcome.Retry(String why) -> {
                retries.incrementAndGet();
                say(key, why);
                queue.retry(key);
            }
        }
    }

    /** Once for each row of failures. Weather is one line, a bug is a stack trace. */
    private void report(ObjectKey key, RuntimeException fault) {
        switch (fault) {
            case Unavailable away -> say(key, away.getMessage());
            case RefusedException refused -> say(key, refused.getMessage());
            default -> {
                if (queue.failures(key) == 0) {
                    LOG.warn("{}: {} failed; trying again", name, key, fault);
                }
            }
        }
    }

    private void say(ObjectKey key, @Nullable String why) {
        if (queue.failures(key) == 0) {
            LOG.info("{}: {}: {}; trying again", name, key, why);
        }
    }
}
