package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.CommitResult;
import dev.longshore.engine.store.Guard;
import dev.longshore.engine.store.StoreUnavailable;
import java.util.List;

/** What waits for the writer thread. */
sealed interface Work {
    void refuse(StoreUnavailable.Cause why, String message);

    record Commit(List<Change> changes, List<Guard> guards, Reply<CommitResult> reply) implements Work {
        long bytes() {
            long sum = 0;
            for (Change change : changes) {
                sum += change instanceof Put put ? put.value().length : 0;
            }
            return sum;
        }

        @Override
        public void refuse(StoreUnavailable.Cause why, String message) {
            reply.refuse(why, message);
        }
    }

    record Compact(long revision, Reply<Boolean> reply) implements Work {
        @Override
        public void refuse(StoreUnavailable.Cause why, String message) {
            reply.refuse(why, message);
        }
    }

    /** Only wakes the writer: it is to end. */
    record Close() implements Work {
        @Override
        public void refuse(StoreUnavailable.Cause why, String message) {}
    }
}
