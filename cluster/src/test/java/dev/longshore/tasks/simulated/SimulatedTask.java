package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Stopped;
import dev.longshore.tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A task of a simulated process. Everything but {@link #thread} is touched by the holder of the baton alone. */
final class SimulatedTask implements Task {
    final SimulatedProcess process;
    final long key;
    /** {@code process/task}. */
    final String label;

    final List<SimulatedTask> joining = new ArrayList<>();
    long turns;
    long passes;
    boolean waiting;
    boolean late;
    boolean stopped;
    boolean done;
    String at = "start";
    private final String name;
    private final Thread thread;

    SimulatedTask(SimulatedProcess process, String name, long key, Runnable body) {
        this.process = process;
        this.name = name;
        this.key = key;
        this.label = process.name() + "/" + name;
        this.thread =
                Thread.ofVirtual().name(name).unstarted(() -> process.world().live(this, body));
    }

    /** Lets the thread run on; it has just been given the baton. */
    void resume() {
        if (turns == 1) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    void refuseIfStopped() {
        if (stopped) {
            throw new Stopped();
        }
    }

    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    /** For people: {@code engine-0/replicasets at take}. */
    String where() {
        return label + " at " + at;
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
        process.world().wake(this);
    }

    @Override
    public boolean join(Duration limit) {
        return process.await("join", limit, joining, () -> done);
    }
}
