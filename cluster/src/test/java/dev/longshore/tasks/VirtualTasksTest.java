package dev.longshore.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTasksTest extends TasksContract {
    @Override
    protected List<String> inATask(Body body) {
        List<String> failed = Collections.synchronizedList(new ArrayList<>());
        List<Throwable> thrown = Collections.synchronizedList(new ArrayList<>());
        VirtualTasks tasks = new VirtualTasks((name, fault) -> {
            failed.add(name);
            thrown.add(fault);
        });
        tasks.start("test", () -> body.run(new SystemTime(), tasks)).join(LONG);
        if (failed.contains("test")) {
            throw new AssertionError(thrown.get(failed.indexOf("test")));
        }
        assertThat(tasks.stopAll(LONG)).isEmpty();
        return failed;
    }

    @Test
    void anyThreadMayRaiseAndOffer() throws InterruptedException {
        VirtualTasks tasks = new VirtualTasks((name, fault) -> {});
        Mailbox<String> box = tasks.mailbox(2);
        Signal signal = tasks.signal();
        Task waiter = tasks.start("waiter", () -> {
            signal.await(Tasks.FOREVER);
            box.put("raised");
        });

        Thread foreign = Thread.ofPlatform().start(() -> {
            box.offer("offered");
            signal.raise();
        });
        foreign.join();

        assertThat(waiter.join(LONG)).isTrue();
        assertThat(box.take(LONG)).contains("offered");
        assertThat(box.take(LONG)).contains("raised");
    }

    @Test
    void stopAllNamesTheTasksThatDoNotEnd() {
        VirtualTasks tasks = new VirtualTasks((name, fault) -> {});
        Signal release = tasks.signal();
        tasks.start("obedient", () -> tasks.signal().await(Tasks.FOREVER));
        Task stubborn = tasks.start("stubborn", () -> {
            while (!release.await(java.time.Duration.ZERO)) {
                Thread.onSpinWait();
            }
        });

        assertThat(tasks.stopAll(SHORT)).containsExactly("stubborn");
        release.raise();
        assertThat(stubborn.join(LONG)).isTrue();
    }
}
