package dev.longshore.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every driver of {@link Time} and {@link Tasks} promises. */
public abstract class TasksContract {
    protected static final Duration SHORT = Duration.ofMillis(5);
    protected static final Duration LONG = Duration.ofSeconds(20);

    /** The body of a test, run as a task. */
    public interface Body {
        void run(Time time, Tasks tasks);
    }

    /**
     * Runs {@code body} as a task of a fresh process until it has ended; what it throws flies to the caller.
     *
     * @return names of the tasks that ended with a failure
     */
    protected abstract List<String> inATask(Body body);

    @Test
    void aRaiseBeforeTheAwaitIsNotLostAndSeveralAreOne() {
        inATask((time, tasks) -> {
            Signal signal = tasks.signal();
            signal.raise();
            signal.raise();

            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.await(SHORT)).isFalse();
        });
    }

    @Test
    void exactlyOneWaiterGetsARaise() {
        inATask((time, tasks) -> {
            Signal signal = tasks.signal();
            Mailbox<Boolean> woken = tasks.mailbox(10);
            for (int i = 0; i < 3; i++) {
                tasks.start("waiter", () -> woken.put(signal.await(Duration.ofMillis(50))));
            }
            signal.raise();

            assertThat(drain(woken, 3)).containsExactlyInAnyOrder(true, false, false);
        });
    }

    @Test
    void aMailboxIsFirstInFirstOutAndBounded() {
        inATask((time, tasks) -> {
            Mailbox<String> box = tasks.mailbox(2);

            assertThat(box.offer("a")).isTrue();
            assertThat(box.offer("b")).isTrue();
            assertThat(box.offer("c")).isFalse();
            assertThat(drain(box, 2)).containsExactly("a", "b");
            assertThat(box.take(Duration.ZERO)).isEmpty();
            assertThat(box.take(SHORT)).isEmpty();
        });
    }

    @Test
    void aMailboxHoldsAtLeastOne() {
        inATask((time, tasks) ->
                assertThatThrownBy(() -> tasks.mailbox(0)).isInstanceOf(IllegalArgumentException.class));
    }

    @Test
    void aPutWaitsForRoom() {
        inATask((time, tasks) -> {
            Mailbox<String> box = tasks.mailbox(1);
            box.put("a");
            Task writer = tasks.start("writer", () -> box.put("b"));

            assertThat(writer.join(SHORT)).isFalse();
            assertThat(drain(box, 2)).containsExactly("a", "b");
            assertThat(writer.join(LONG)).isTrue();
        });
    }

    @Test
    void whatIsInAClosedMailboxIsStillTaken() {
        inATask((time, tasks) -> {
            Mailbox<String> box = tasks.mailbox(2);
            box.put("a");
            box.close();
            box.close();

            assertThat(box.offer("b")).isFalse();
            assertThatThrownBy(() -> box.put("b")).isInstanceOf(Closed.class);
            assertThat(box.take(Tasks.FOREVER)).contains("a");
            assertThat(box.take(Tasks.FOREVER)).isEmpty();
        });
    }

    @Test
    void closingWakesReadersAndWriters() {
        inATask((time, tasks) -> {
            Mailbox<String> full = tasks.mailbox(1);
            Mailbox<String> empty = tasks.mailbox(1);
            Mailbox<String> ends = tasks.mailbox(2);
            full.put("a");
            tasks.start("writer", () -> ends.put(thrownBy(() -> full.put("b"))));
            tasks.start("reader", () -> ends.put("read " + empty.take(Tasks.FOREVER)));
            time.sleep(SHORT);
            full.close();
            empty.close();

            assertThat(drain(ends, 2)).containsExactlyInAnyOrder("Closed", "read " + Optional.empty());
        });
    }

    @Test
    void manyWritersAndReadersLoseAndDoubleNothing() {
        inATask((time, tasks) -> {
            Mailbox<Integer> box = tasks.mailbox(3);
            Mailbox<Integer> taken = tasks.mailbox(200);
            for (int writer = 0; writer < 4; writer++) {
                int first = writer * 50;
                tasks.start("writer", () -> {
                    for (int i = 0; i < 50; i++) {
                        box.put(first + i);
                    }
                });
                tasks.start("reader", () -> {
                    for (int i = 0; i < 50; i++) {
                        taken.put(box.take(LONG).orElseThrow());
                    }
                });
            }

            List<Integer> all = drain(taken, 200);
            Collections.sort(all);
            assertThat(all).hasSize(200).doesNotHaveDuplicates().startsWith(0).endsWith(199);
        });
    }

    @Test
    void aSleepLastsAtLeastAsLongAsAsked() {
        inATask((time, tasks) -> {
            long before = time.nanos();
            time.sleep(SHORT);
            time.sleep(Duration.ZERO);
            time.sleep(SHORT.negated());

            assertThat(time.nanos() - before).isGreaterThanOrEqualTo(SHORT.toNanos());
        });
    }

    @Test
    void aJoinSaysWhetherTheTaskHasEnded() {
        inATask((time, tasks) -> {
            Signal go = tasks.signal();
            Task task = tasks.start("task", () -> go.await(Tasks.FOREVER));

            assertThat(task.join(SHORT)).isFalse();
            assertThat(task.done()).isFalse();
            go.raise();
            assertThat(task.join(Tasks.FOREVER)).isTrue();
            assertThat(task.done()).isTrue();
            assertThat(task.name()).isEqualTo("task");
        });
    }

    @Test
    void everyWaitOfAStoppedTaskThrowsStopped() {
        inATask((time, tasks) -> {
            Mailbox<String> full = tasks.mailbox(1);
            full.put("a");
            Task never = tasks.start("never", () -> tasks.signal().await(Tasks.FOREVER));
            List<Runnable> waits = List.of(
                    () -> time.sleep(LONG),
                    () -> time.sleep(Duration.ZERO),
                    () -> full.put("b"),
                    () -> tasks.mailbox(1).take(LONG),
                    () -> tasks.signal().await(LONG),
                    () -> never.join(LONG));

            assertThat(asStopped(tasks, waits)).hasSize(6).containsOnly("Stopped");
            never.stop();
        });
    }

    @Test
    void whatNeedNotWaitGoesOnInAStoppedTask() {
        inATask((time, tasks) -> {
            Mailbox<String> box = tasks.mailbox(2);
            Signal signal = tasks.signal();
            Task ended = tasks.start("ended", () -> {});
            ended.join(LONG);
            List<Runnable> calls = List.of(
                    () -> box.put("a"),
                    () -> box.offer("b"),
                    () -> box.take(LONG),
                    () -> tasks.mailbox(1).take(Duration.ZERO),
                    signal::raise,
                    () -> signal.await(LONG),
                    () -> ended.join(LONG));

            assertThat(asStopped(tasks, calls)).hasSize(7).containsOnly("nothing");
        });
    }

    @Test
    void aStopEndsAWaitInProgress() {
        inATask((time, tasks) -> {
            Task task = tasks.start("task", () -> tasks.signal().await(Tasks.FOREVER));
            time.sleep(SHORT);
            task.stop();

            assertThat(task.join(LONG)).isTrue();
        });
    }

    @Test
    void childrenOutliveTheirParent() {
        inATask((time, tasks) -> {
            Mailbox<String> box = tasks.mailbox(1);
            Task parent = tasks.start(
                    "parent",
                    () -> tasks.start("child", () -> {
                        time.sleep(SHORT);
                        box.put("done");
                    }));

            assertThat(parent.join(LONG)).isTrue();
            assertThat(box.take(LONG)).contains("done");
        });
    }

    @Test
    void aFailureInATaskIsReportedWithItsName() {
        List<String> failed = inATask((time, tasks) -> {
            Runnable bug = () -> {
                throw new IllegalStateException("a bug, on purpose");
            };
            tasks.start("broken", bug);
            time.sleep(SHORT);
        });

        assertThat(failed).isNotEmpty().containsOnly("broken");
    }

    /** What each call throws in a task that was stopped before. */
    private static List<String> asStopped(Tasks tasks, List<Runnable> calls) {
        Mailbox<String> results = tasks.mailbox(calls.size());
        Task task = tasks.start("stopped", () -> {
            thrownBy(() -> tasks.signal().await(Tasks.FOREVER));
            calls.forEach(call -> results.offer(thrownBy(call)));
        });
        task.stop();
        task.join(LONG);
        return drain(results, calls.size());
    }

    private static String thrownBy(Runnable call) {
        try {
            call.run();
            return "nothing";
        } catch (Stopped | Closed thrown) {
            return thrown.getClass().getSimpleName();
        }
    }

    private static <T> List<T> drain(Mailbox<T> box, int count) {
        List<T> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            box.take(LONG).ifPresent(items::add);
        }
        return items;
    }
}
