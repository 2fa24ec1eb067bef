package dev.longshore.tasks;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The threads that wait for one thing. A waiter enters the set before it looks, so that a change made after its look finds it
 * there: no wake-up is lost. All waiters are woken and look again; they race.
 */
final class Waiters {
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /** Returns true as soon as {@code look} does, false when the limit passed first. */
    boolean await(Duration limit, BooleanSupplier look) {
        if (look.getAsBoolean()) {
            return true;
        }
        if (limit.isZero() || limit.isNegative()) {
            return false;
        }
        Thread me = Thread.currentThread();
        threads.add(me);
        try {
            return look(Deadline.after(limit), look);
        } finally {
            threads.remove(me);
        }
    }

    private static boolean look(Deadline deadline, BooleanSupplier look) {
        while (!look.getAsBoolean()) {
            VirtualTask.refuseIfStopped();
            if (deadline.passed()) {
                return false;
            }
            deadline.park();
        }
        return true;
    }

    void wake() {
        threads.forEach(LockSupport::unpark);
    }
}
