package dev.longshore.engine.gitops.git;

import dev.longshore.tasks.Signal;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One call into JGit that ends in time, whatever the host does. JGit knows idle timeouts only, so the call runs as a task of its
 * own, and a call that is over its limit is cancelled and its thread interrupted, which closes the socket it reads from.
 */
final class Bounded {
    private static final Duration GLANCE = Duration.ofMillis(200);

    private final Tasks tasks;
    private final Time time;

    Bounded(Tasks tasks, Time time) {
        this.tasks = tasks;
        this.time = time;
    }

    /** Looked at every 200 ms while the call runs. */
    interface Brake {
        /** Why the call must end now; null when it may go on. */
        @Nullable
        String reason();
    }

    private static final class Call<T> {
        final AtomicReference<@Nullable T> result = new AtomicReference<>();
        final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
        final AtomicBoolean ended = new AtomicBoolean();
    }

    /**
     * The result of {@code body}, or what it threw.
     * @throws GitFault when the limit passed or the brake was pulled
     */
    <T> T call(String name, Duration limit, Brake brake, Callable<T> body) throws Exception {
        Call<T> call = new Call<>();
        Signal over = tasks.signal();
        tasks.start(name, () -> run(call, body, over));
        long start = time.nanos();
        while (!over.await(GLANCE) && !call.ended.get()) {
            String reason = brake.reason();
            if (reason == null && time.nanos() - start < limit.toNanos()) {
                continue;
            }
            Thread thread = call.thread.get();
            if (thread != null) {
                thread.interrupt();
            }
            throw new GitFault(reason != null ? reason : "no complete answer within " + limit.toSeconds() + " s");
        }
        Exception failure = call.failure.get();
        if (failure != null) {
            throw failure;
        }
        T result = call.result.get();
        if (result == null) {
            throw new GitFault("ended without an answer");
        }
        return result;
    }

    private static <T> void run(Call<T> call, Callable<T> body, Signal over) {
        call.thread.set(Thread.currentThread());
        try {
            call.result.set(body.call());
        } catch (Exception failed) {
            call.failure.set(failed);
        } finally {
            call.thread.set(null);
            call.ended.set(true);
            over.raise();
        }
    }
}
