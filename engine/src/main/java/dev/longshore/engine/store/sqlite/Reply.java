package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.StoreUnavailable;
import dev.longshore.tasks.Mailbox;
import dev.longshore.tasks.Tasks;
import java.util.function.Supplier;

/** Room for one answer: a task waits, the writer thread gives it. */
record Reply<T>(Mailbox<Supplier<T>> box) {
    static <T> Reply<T> to(Tasks tasks) {
        return new Reply<>(tasks.mailbox(1));
    }

    /** From any thread; the first answer counts. */
    void give(T answer) {
        box.offer(() -> answer);
    }

    void refuse(StoreUnavailable.Cause why, String message) {
        box.offer(() -> {
            throw new StoreUnavailable(why, message);
        });
    }

    T await() {
        return box.take(Tasks.FOREVER).orElseThrow().get();
    }
}
