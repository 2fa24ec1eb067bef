package dev.longshore.agent.pods;

import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.util.Optional;
import java.util.function.Supplier;

/** Lets so many tasks do something at a time; the others wait. */
final class Permits {
    private final Mailbox<Integer> free;

    Permits(Tasks tasks, int count) {
        free = tasks.mailbox(count);
        for (int number = 0; number < count; number++) {
            free.offer(number);
        }
    }

    /** Waits for a permit, works, gives it back. */
    <T> T with(Supplier<T> work) {
        Optional<Integer> permit = Optional.empty();
        while (permit.isEmpty()) {
            permit = free.take(Tasks.FOREVER);
        }
        try {
            return work.get();
        } finally {
            free.offer(permit.get());
        }
    }

    void run(Runnable work) {
        with(() -> {
            work.run();
            return true;
        });
    }
}
