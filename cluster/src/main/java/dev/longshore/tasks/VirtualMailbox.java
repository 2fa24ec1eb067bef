package dev.longshore.tasks;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A queue behind a short lock; who must wait does so outside it. */
final class VirtualMailbox<T> implements Mailbox<T> {
    private final Queue<T> items = new ArrayDeque<>();
    private final int capacity;
    private final Waiters putting = new Waiters();
    private final Waiters taking = new Waiters();
    private boolean closed;

    VirtualMailbox(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a mailbox holds at least 1 item, not " + capacity);
        }
        this.capacity = capacity;
    }

    @Override
    public void put(T item) {
        if (!putting.await(Tasks.FOREVER, () -> add(item))) {
            throw new IllegalStateException("a mailbox stayed full for ever");
        }
    }

    /** Adds where there is room; a closed mailbox refuses loudly. */
    private boolean add(T item) {
        synchronized (items) {
            if (closed) {
                throw new Closed();
            }
            if (items.size() == capacity) {
                return false;
            }
            items.add(item);
        }
        taking.wake();
        return true;
    }

    @Override
    public boolean offer(T item) {
        try {
            return add(item);
        } catch (Closed refused) {
            return false;
        }
    }

    @Override
    public Optional<T> take(Duration limit) {
        Taken<T> taken = new Taken<>();
        taking.await(limit, () -> look(taken));
        return taken.item;
    }

    /** Whether there is nothing more to wait for. */
    private boolean look(Taken<T> taken) {
        synchronized (items) {
            taken.item = Optional.ofNullable(items.poll());
            if (taken.item.isEmpty()) {
                return closed;
            }
        }
        putting.wake();
        return true;
    }

    @Override
    public void close() {
        synchronized (items) {
            closed = true;
        }
        taking.wake();
        putting.wake();
    }

    private static final class Taken<T> {
        private Optional<T> item = Optional.empty();
    }
}
