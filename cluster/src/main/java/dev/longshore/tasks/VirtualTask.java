package dev.longshore.tasks;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** A body on a virtual thread. */
final class VirtualTask implements Task {
    private static final ScopedValue<VirtualTask> CURRENT = ScopedValue.newInstance();

    private final String name;
    private final Thread thread;
    private final Waiters joining = new Waiters();
    private volatile boolean stopped;
    private volatile boolean done;

    /** @param atEnd called once, when the body has ended in whatever way */
    VirtualTask(String name, Runnable body, Runnable atEnd) {
        this.name = name;
        this.thread = Thread.ofVirtual()
                .name(name)
                .unstarted(() -> ScopedValue.where(CURRENT, this).run(() -> {
                    try {
                        body.run();
                    } finally {
                        done = true;
                        atEnd.run();
                        joining.wake();
                    }
                }));
    }

    void begin() {
        thread.start();
    }

    /** Called by whoever is about to wait. A thread that is no task is never stopped. */
    static void refuseIfStopped() {
        if (CURRENT.isBound() && CURRENT.get().stopped) {
            throw new Stopped();
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean done() {
        return done;
    }

    @Override
    public void stop() {
        stopped = true;
        LockSupport.unpark(thread);
    }

    @Override
    public boolean join(Duration limit) {
        return joining.await(limit, this::done);
    }
}
