package dev.longshore.engine.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.StoreContract;
import dev.longshore.engine.store.StoreUnavailable;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends StoreContract {
    @Override
    protected Store open() {
        return new MemoryStore(tasks, "store-1");
    }

    @Test
    void anotherProcessFindsWhatTheOneBeforeWrote() {
        long revision = put(KEY, "a", 0);

        try (Store other = ((MemoryStore) store).reopened(tasks)) {
            assertThat(other.get(KEY)).map(Entry::text).contains("a");
            assertThat(other.head()).isEqualTo(revision);
            assertThat(other.storeId()).isEqualTo("store-1");
        }
        assertThatThrownBy(() -> store.get(KEY)).isInstanceOf(StoreUnavailable.class);
    }
}
