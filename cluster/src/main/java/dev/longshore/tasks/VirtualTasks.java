package dev.longshore.tasks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * Each task on a virtual thread of its own.
 *
 * <p>Waits are for tasks. A thread that is none (of {@code main}, of a test) may wait too, and is then never stopped.
 */
public final class VirtualTasks implements Tasks {
    private final NavigableMap<Long, VirtualTask> running = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong();
    private final BiConsumer<String, Throwable> onFailure;

    /** @param onFailure gets the name of a task whose body failed, and why. That is a bug: log once, end the process */
    public VirtualTasks(BiConsumer<String, Throwable> onFailure) {
        this.onFailure = onFailure;
    }

    @Override
    public Task start(String name, Runnable body) {
        long number = numbers.incrementAndGet();
        VirtualTask task = new VirtualTask(name, () -> run(name, body), () -> running.remove(number));
        running.put(number, task);
        task.begin();
        return task;
    }

    private void run(String name, Runnable body) {
        try {
            body.run();
        } catch (Stopped ended) {
            // the orderly end of a task that was stopped
        } catch (Throwable fault) {
            onFailure.accept(name, fault);
        }
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity) {
        return new VirtualMailbox<>(capacity);
    }

    @Override
    public Signal signal() {
        return new VirtualSignal();
    }

    /**
     * Ends the process' tasks: stops each in reverse order of start, then waits for all.
     *
     * @param limit for all of them together
     * @return names of those that did not end in time
     */
    public List<String> stopAll(Duration limit) {
        Deque<VirtualTask> tasks = new ArrayDeque<>(running.values());
        tasks.descendingIterator().forEachRemaining(Task::stop);
        Deadline deadline = Deadline.after(limit);
        List<String> left = new ArrayList<>();
        for (VirtualTask task : tasks) {
            if (!task.join(deadline.left())) {
                left.add(task.name());
            }
        }
        return left;
    }
}
