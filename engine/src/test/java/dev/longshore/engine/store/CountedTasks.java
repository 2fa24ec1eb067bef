package dev.longshore.engine.store;

import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Tasks as they are, with a count of how often their signals were raised. */
public final class CountedTasks implements Tasks {
    private final Tasks inner;
    private final AtomicLong raised = new AtomicLong();

    public CountedTasks(Tasks inner) {
        this.inner = inner;
    }

    /** Of all signals together. */
    public long raised() {
        return raised.get();
    }

    @Override
    public Task start(String name, Runnable body) {
        return inner.start(name, body);
    }

    @Override
    public <T> Mailbox<T> mailbox(int capacity) {
        return inner.mailbox(capacity);
    }

    @Override
    public Signal signal() {
        return new Counted(inner.signal(), raised);
    }

    private record Counted(Signal inner, AtomicLong raised) implements Signal {
        @Override
        public void raise() {
            raised.incrementAndGet();
            inner.raise();
        }

        @Override
        public boolean await(Duration limit) {
            return inner.await(limit);
        }
    }
}
