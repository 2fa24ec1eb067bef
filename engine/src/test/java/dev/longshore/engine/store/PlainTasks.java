package dev.longshore.engine.store;

import dev.longshore.tasks.Closed;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Stopped;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tasks on virtual threads, just enough for the tests of stores: nothing of it can be stopped. */
public final class PlainTasks implements Tasks {
    @Override
    public Task start(String name, Runnable body) {
        return new Running(Thread.ofVirtual().name(name).start(body));
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity) {
        return new Queue<>(new ArrayBlockingQueue<>(capacity));
    }

    @Override
    public Signal signal() {
        return new Bit(new Semaphore(0));
    }

    private static <R> R waiting(Callable<R> wait) {
        try {
            return wait.call();
        } catch (InterruptedException stopped) {
            throw new Stopped();
        } catch (Exception impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private record Running(Thread thread) implements Task {
        @Override
        public String name() {
            return thread.getName();
        }

        @Override
        public boolean done() {
            return !thread.isAlive();
        }

        @Override
        public void stop() {
            thread.interrupt();
        }

        @Override
        public boolean join(Duration limit) {
            return waiting(() -> thread.join(limit));
        }
    }

    private record Bit(Semaphore permits) implements Signal {
        @Override
        public void raise() {
            permits.release();
        }

        @Override
        public boolean await(Duration limit) {
            boolean raised = waiting(() -> permits.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS));
            permits.drainPermits();
            return raised;
        }
    }

    private record Queue<T>(BlockingQueue<T> items) implements Mailbox<T> {
        @Override
        public void put(T item) {
            if (!offer(item)) {
                throw new Closed();
            }
        }

        @Override
        public boolean offer(T item) {
            return items.offer(item);
        }

        @Override
        public Optional<T> take(Duration limit) {
            return waiting(() -> Optional.ofNullable(items.poll(limit.toMillis(), TimeUnit.MILLISECONDS)));
        }

        @Override
        public void close() {}
    }
}
