package dev.longshore.cluster;

import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys that wait for a pass. A key is in it once however often it is added; it is never handed out again before {@link #done}, and
 * what is added meanwhile comes back then: a wish to look again is never lost. In order of arrival. Safe for any task; {@code add}
 * for any thread.
 *
 * <p>Handing out a key drops its appointment for later: the pass that follows looks at everything and says itself when it wants to
 * be called again.
 */
public final class KeyedQueue<K extends Comparable<? super K>> {
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(5);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(1_000);

    private record Due<K>(long at, long number, K key) {}

    private final Object lock = new Object();
    private final Time time;
    private final Tasks tasks;
    private final Signal work;
    private final Signal earlier;
    private final Backoff<K> backoff;
    private final Deque<K> waiting = new ArrayDeque<>();
    private final Set<K> queued = new HashSet<>();
    private final Set<K> inWork = new HashSet<>();
    private final Set<K> again = new HashSet<>();
    private final TreeSet<Due<K>> later = new TreeSet<>(KeyedQueue::order);
    private final Map<K, Due<K>> appointments = new HashMap<>();
    private long numbers;

    /** Backs off from 5 ms to 1,000 s. Source: client-go, DefaultControllerRateLimiter. */
    public KeyedQueue(Time time, Tasks tasks, Chance chance) {
        this(time, tasks, chance, FIRST_BACKOFF, LONGEST_BACKOFF);
    }

    public KeyedQueue(Time time, Tasks tasks, Chance chance, Duration firstBackoff, Duration longestBackoff) {
        this.time = time;
        this.tasks = tasks;
        this.work = tasks.signal();
        this.earlier = tasks.signal();
        this.backoff = new Backoff<>(firstBackoff, longestBackoff, chance);
    }

    /** Starts the one task that moves keys from later to now. */
    public Task start() {
        return tasks.start("appointments", this::keepAppointments);
    }

    /** Look at this key. */
    public void add(K key) {
        synchronized (lock) {
            push(key);
        }
        work.raise();
    }

    /** Look at this key after {@code delay}; the earliest of several appointments counts. */
    public void addAfter(K key, Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            add(key);
            return;
        }
        synchronized (lock) {
            appoint(key, time.nanos() + delay.toNanos());
        }
        earlier.raise();
    }

    /** Look at this key after a delay that grows with each retry in a row. */
    public void retry(K key) {
        Duration delay;
        synchronized (lock) {
            delay = backoff.next(key);
        }
        addAfter(key, delay);
    }

    /** The key went well: the next retry begins with a short delay again. */
    public void forget(K key) {
        synchronized (lock) {
            backoff.forget(key);
        }
    }

    /** How often in a row the key was retried. */
    int failures(K key) {
        synchronized (lock) {
            return backoff.failures(key);
        }
    }

    /** The next key, for one pass; {@link #done} must follow. Waits for one; empty when the limit passed. */
    public Optional<K> take(Duration limit) {
        long end = time.nanos() + Math.min(limit.toNanos(), Tasks.FOREVER.toNanos());
        while (true) {
            Optional<K> next = poll();
            if (next.isPresent()) {
                return next;
            }
            Duration left = limit.compareTo(Tasks.FOREVER) >= 0 ? Tasks.FOREVER : Duration.ofNanos(end - time.nanos());
            if (!work.await(left)) {
                return Optional.empty();
            }
        }
    }

    private Optional<K> poll() {
        Optional<K> next;
        boolean more;
        synchronized (lock) {
            next = Optional.ofNullable(waiting.poll());
            next.ifPresent(this::handOut);
            more = !waiting.isEmpty();
        }
        if (more) {
            work.raise(); // one raise wakes one worker: pass it on
        }
        return next;
    }

    /** The pass is over. */
    public void done(K key) {
        boolean back;
        synchronized (lock) {
            inWork.remove(key);
            back = again.remove(key);
            if (back) {
                push(key);
            }
        }
        if (back) {
            work.raise();
        }
    }

    /** How many keys wait now; those in work and those for later not counted. */
    public int depth() {
        synchronized (lock) {
            return waiting.size();
        }
    }

    private void push(K key) {
        if (inWork.contains(key)) {
            again.add(key);
        } else if (queued.add(key)) {
            waiting.add(key);
        }
    }

    private void handOut(K key) {
        queued.remove(key);
        inWork.add(key);
        cancel(key);
    }

    private void appoint(K key, long at) {
        Due<K> old = appointments.get(key);
        if (old == null || at < old.at()) {
            cancel(key);
            Due<K> due = new Due<>(at, numbers++, key);
            appointments.put(key, due);
            later.add(due);
        }
    }

    private void cancel(K key) {
        Due<K> due = appointments.remove(key);
        if (due != null) {
            later.remove(due);
        }
    }

    private void keepAppointments() {
        while (true) {
            boolean moved;
            Duration wait;
            synchronized (lock) {
                moved = moveDue(time.nanos());
                wait = later.isEmpty()
                        ? Tasks.FOREVER
                        : Duration.ofNanos(later.first().at() - time.nanos());
            }
            if (moved) {
                work.raise();
            }
            earlier.await(wait);
        }
    }

    private boolean moveDue(long now) {
        boolean moved = false;
        while (!later.isEmpty() && later.first().at() <= now) {
            K key = later.first().key();
            cancel(key);
            push(key);
            moved = true;
        }
        return moved;
    }

    private static int order(Due<?> one, Due<?> other) {
        int byTime = Long.compare(one.at(), other.at());
        return byTime != 0 ? byTime : Long.compare(one.number(), other.number());
    }
}
