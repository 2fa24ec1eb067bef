package dev.longshore.engine.registry;

import dev.longshore.cluster.WriteResult;
import dev.longshore.engine.registry.view.StoredKeys;
import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Guard;
import dev.longshore.objects.ObjectKey;
import java.util.List;

/** What a write comes to, given a snapshot. */
sealed interface Decision {
    /** Nothing is to be written. */
    record Answer(WriteResult result) implements Decision {}

    /** Something is to be written. */
    sealed interface Commit extends Decision {
        Change change();

        List<Guard> guards();
    }

    /**
     * @param seen revision of the state it rests on; 0: there was none
     */
    record Store(ObjectKey key, byte[] bytes, long seen, List<Guard> guards, List<String> warnings) implements Commit {
        @Override
        public Change change() {
            return new Change.Put(StoredKeys.of(key), bytes, seen);
        }
    }

    /** @param bytes the last state */
    record Drop(ObjectKey key, byte[] bytes, long seen, List<Guard> guards) implements Commit {
        @Override
        public Change change() {
            return new Change.Delete(StoredKeys.of(key), seen);
        }
    }
}
