package dev.longshore.tasks.simulated;

import dev.longshore.tasks.Stopped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs the tasks of simulated processes one at a time. Each is a virtual thread, but only the holder of the baton moves; at every
 * wait and at some calls it hands the baton to the task that the seed picks. Nobody ready: virtual time jumps to the next timer.
 *
 * <p>All state is touched by the holder of the baton only, or by the thread of the test while nobody holds it: plain fields. The
 * thread of the test waits in {@link #run} and looks every few seconds of real time whether the baton still moves; it decides
 * nothing else.
 */
public final class World {
    static final long NEVER = Long.MAX_VALUE;
    private static final int TURNS_AT_ONE_INSTANT = 200_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private record Timer(long at, long number, Runnable action) {}

    private final long seed;
    private final Rhythm rhythm;
    private final Duration patience;
    private final Turns last = new Turns();
    private final List<SimulatedTask> all = new ArrayList<>();
    private final List<SimulatedTask> ready = new ArrayList<>();
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::number));
    private final List<Violation> violations = new ArrayList<>();
    private Consumer<String> trace = line -> {};
    private boolean tracing;
    private BooleanSupplier enough = () -> false;
    private long now;
    private long until;
    private long digest;
    private long numbers;
    private long turnsNow;
    private boolean choosing;
    private volatile long turns;
    private volatile boolean over = true;
    private volatile boolean abandoned;
    private volatile @Nullable SimulatedTask current;
    private volatile @Nullable Thread tester;

    public World(long seed) {
        this(seed, Rhythm.of(seed), PATIENCE);
    }

    /** @param patience real time after which a task that does not come back to a port is given up */
    public World(long seed, Rhythm rhythm, Duration patience) {
        this.seed = seed;
        this.rhythm = rhythm;
        this.patience = patience;
    }

    public long seed() {
        return seed;
    }

    /** A draw that belongs to a name and how often it came by, and to nothing else. */
    public long draw(String name, long visit) {
        return Mix.of(Mix.of(seed, name), visit);
    }

    /** Virtual nanoseconds since the beginning. */
    public long now() {
        return now;
    }

    public long turns() {
        return turns;
    }

    /** Of every turn and every {@link #fold}: equal digests, equal courses. */
    public long digest() {
        return digest;
    }

    public void fold(long value) {
        digest = Mix.of(digest, value);
    }

    public List<Violation> violations() {
        return Collections.unmodifiableList(violations);
    }

    /** Ends the run at the end of this turn. */
    public void violate(String id, String text) {
        Violation found = new Violation(id, text, Duration.ofNanos(now), turns);
        violations.add(found);
        trace(found::toString);
    }

    public void traceTo(Consumer<String> sink) {
        trace = sink;
        tracing = true;
    }

    /** Says what happened, when somebody wants to know. The line must neither draw nor pass nor touch the world. */
    public void trace(Supplier<String> line) {
        if (tracing) {
            trace.accept(String.format(Locale.ROOT, "t=%.6f turn=%d %s", now / 1e9, turns, line.get()));
        }
    }

    /** Runs {@code action} after {@code delay}, while nobody holds the baton: it may change the world but must not wait. */
    public void after(Duration delay, Runnable action) {
        at(now + delay.toNanos(), action);
    }

    void at(long instant, Runnable action) {
        timers.add(new Timer(instant, numbers++, action));
    }

    /** See {@link #run(Duration, BooleanSupplier)}. */
    public void run(Duration limit) {
        run(limit, () -> false);
    }

    /** By the thread of the test: runs for so much virtual time, until the condition holds, or something is violated. */
    public void run(Duration limit, BooleanSupplier condition) {
        if (abandoned || !violations.isEmpty()) {
            return;
        }
        until = now + limit.toNanos();
        enough = condition;
        tester = Thread.currentThread();
        over = false;
        choose().ifPresentOrElse(this::handTo, this::giveBack);
        awaitEnd();
        if (violations.isEmpty() && !condition.getAsBoolean()) {
            now = Math.max(now, until);
        }
    }

    private void awaitEnd() {
        while (!over) {
            long seen = turns;
            long end = System.nanoTime() + patience.toNanos();
            while (!over && System.nanoTime() < end) {
                LockSupport.parkNanos(this, end - System.nanoTime());
            }
            SimulatedTask holder = current;
            if (!over && turns == seen && holder != null) {
                abandon(holder);
            }
        }
    }

    private void abandon(SimulatedTask holder) {
        abandoned = true;
        over = true;
        violate("stuck", holder.where() + " did not come back to a port\n" + frames(holder.stack(), 12));
    }

    private void giveBack() {
        current = null;
        over = true;
        LockSupport.unpark(tester);
    }

    private void handTo(SimulatedTask next) {
        current = next;
        next.resume();
    }

    /** Fires what is due and picks who goes next; nobody: the run is over. */
    private Optional<SimulatedTask> choose() {
        choosing = true;
        try {
            while (violations.isEmpty() && !enough.getAsBoolean()) {
                fireTimers();
                Optional<SimulatedTask> next = ready.isEmpty() ? Optional.empty() : pick();
                if (next.isPresent()) {
                    return next;
                }
                if (ready.isEmpty() && !jump()) {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } finally {
            choosing = false;
        }
    }

    private void fireTimers() {
        for (Timer next = timers.peek(); next != null && next.at() <= now; next = timers.peek()) {
            timers.poll();
            next.action().run();
        }
    }

    private boolean jump() {
        Timer next = timers.peek();
        if (next == null || next.at() > until) {
            return false;
        }
        if (next.at() > now) {
            now = next.at();
            turnsNow = 0;
        }
        return true;
    }

    /** One of the ready; those of a dead process are dropped, those of a frozen one wait for its thaw. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the holder of the baton
    private Optional<SimulatedTask> pick() {
        SimulatedTask task = rhythm.drawn()
                ? Collections.max(ready, Comparator.comparingLong(one -> Mix.of(one.key, one.turns)))
                : ready.getFirst();
        ready.remove(task);
        if (!task.process.takesTurns(task)) {
            return Optional.empty();
        }
        task.turns++;
        turns++;
        fold(task.key ^ now);
        last.add(task, now);
        if (++turnsNow > TURNS_AT_ONE_INSTANT) {
            violate("spin", task.where() + " and others took " + TURNS_AT_ONE_INSTANT + " turns at one instant");
            return Optional.empty();
        }
        return Optional.of(task);
    }

    /** The life of a task's thread. */
    void live(SimulatedTask me, Runnable body) {
        try {
            body.run();
        } catch (Stopped ended) {
            // the orderly end of a task that was stopped
        } catch (Throwable bug) {
            violate("uncaught", me.where() + " died: " + bug + "\n" + frames(bug.getStackTrace(), 4));
        }
        me.done = true;
        all.remove(me);
        wakeAll(me.joining);
        if (!abandoned) {
            choose().ifPresentOrElse(this::handTo, this::giveBack);
        }
    }

    void begin(SimulatedTask task) {
        all.add(task);
        ready.add(task);
    }

    void readyAgain(List<SimulatedTask> held) {
        ready.addAll(held);
        held.clear();
    }

    /** At a call that need not wait: others may go first. */
    public void pass(String site) {
        SimulatedTask me = current;
        if (me == null || choosing) {
            return;
        }
        me.at = site;
        if (abandoned || rhythm.handsOver(Mix.of(me.key, ++me.passes))) {
            yieldTurn(me);
        }
    }

    /** The running task hands over in any case. */
    void yieldTurn(SimulatedTask me) {
        ready.add(me);
        leave(me);
    }

    SimulatedTask running(String site) {
        SimulatedTask me = current;
        if (me == null || choosing) {
            throw new IllegalStateException("only a task may wait (" + site + ")");
        }
        me.at = site;
        return me;
    }

    /** Waits to be woken; false when the deadline passed first. */
    boolean await(List<SimulatedTask> waiters, long deadline, String site) {
        SimulatedTask me = running(site);
        me.refuseIfStopped();
        me.waiting = true;
        me.late = false;
        waiters.add(me);
        if (deadline != NEVER) {
            long turn = me.turns;
            at(deadline, () -> {
                if (me.waiting && me.turns == turn) {
                    me.late = true;
                    wake(me);
                }
            });
        }
        leave(me);
        waiters.remove(me);
        me.refuseIfStopped();
        return !me.late;
    }

    private void leave(SimulatedTask me) {
        Optional<SimulatedTask> next = abandoned ? Optional.empty() : choose();
        if (next.isPresent() && next.get().equals(me)) {
            return;
        }
        if (!abandoned) {
            next.ifPresentOrElse(this::handTo, this::giveBack);
        }
        while (abandoned || current != me) {
            LockSupport.park(this);
        }
    }

    void wake(SimulatedTask task) {
        if (task.waiting) {
            task.waiting = false;
            ready.add(task);
        }
    }

    void wakeAll(List<SimulatedTask> waiters) {
        waiters.forEach(this::wake);
    }

    /** The running task dies here and now with its whole process, as by a power cut. */
    public void dieHere(String site) {
        SimulatedTask me = running(site);
        me.process.kill();
        leave(me);
        throw new AssertionError("a dead task ran: " + me.where());
    }

    /** The process whose task runs now. */
    public Optional<SimulatedProcess> runningProcess() {
        SimulatedTask me = current;
        return me == null || choosing ? Optional.empty() : Optional.of(me.process);
    }

    /** Who waits where, of the living processes: one line for each task. */
    public List<String> waiting() {
        return all.stream()
                .filter(task -> task.process.alive())
                .map(SimulatedTask::where)
                .toList();
    }

    /** The last turns, oldest first. */
    public List<String> lastTurns(int count) {
        return last.lines(count);
    }

    private static String frames(StackTraceElement[] stack, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(count, stack.length); i++) {
            text.append("    at ").append(stack[i]).append('\n');
        }
        return text.toString().stripTrailing();
    }
}
