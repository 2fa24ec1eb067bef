package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Closed;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

final class SimulatedMailbox<T> implements Mailbox<T> {
    private final SimulatedProcess process;
    private final int capacity;
    private final Queue<T> items = new ArrayDeque<>();
    private final List<SimulatedTask> putting = new ArrayList<>();
    private final List<SimulatedTask> taking = new ArrayList<>();
    private boolean closed;

    SimulatedMailbox(SimulatedProcess process, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a mailbox holds at least 1 item, not " + capacity);
        }
        this.process = process;
        this.capacity = capacity;
    }

    @Override
    public void put(T item) {
        process.await("put", Tasks.FOREVER, putting, () -> closed || items.size() < capacity);
        if (!offer(item)) {
            throw new Closed();
        }
    }

    @Override
    public boolean offer(T item) {
        if (closed || items.size() == capacity) {
            return false;
        }
        items.add(item);
        process.world().wakeAll(taking);
        return true;
    }

    @Override
    public Optional<T> take(Duration limit) {
        process.await("take", limit, taking, () -> closed || !items.isEmpty());
        Optional<T> item = Optional.ofNullable(items.poll());
        process.world().wakeAll(putting);
        return item;
    }

    @Override
    public void close() {
        closed = true;
        process.world().wakeAll(taking);
        process.world().wakeAll(putting);
    }
}
