package dev.longshore.tasks;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

final class VirtualSignal implements Signal {
    private final AtomicBoolean up = new AtomicBoolean();
    private final Waiters waiting = new Waiters();

    @Override
    public void raise() {
        if (up.compareAndSet(false, true)) {
            waiting.wake();
        }
    }

    @Override
    public boolean await(Duration limit) {
        return waiting.await(limit, () -> up.compareAndSet(true, false));
    }
}
