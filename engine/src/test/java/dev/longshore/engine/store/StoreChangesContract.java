package dev.longshore.engine.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.store.Change.Delete;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.tasks.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every store promises to those who follow its changes. */
public abstract class StoreChangesContract extends OpenedStore {
    private static final int READERS = 10_000;

    @Test
    @DisplayName("C25, S-STORE-09: a list and the changes after it leave no hole, whenever it was taken")
    void listAndChangesJoin() {
        Task writer = tasks.start("writer", () -> {
            long seen = 0;
            for (int i = 0; i < 300; i++) {
                seen = put(KEY, "v" + i, seen);
            }
        });
        for (int i = 0; i < 100; i++) {
            long head = store.head();
            try (Changes changes = store.changesAfter(head)) {
                List<Entry> next = changes.next(head == 300 ? Duration.ZERO : SOON);
                assertThat(next.isEmpty() ? 301 : next.getFirst().revision()).isEqualTo(head + 1);
            }
        }
        assertThat(writer.join(SOON)).isTrue();
    }

    @Test
    @DisplayName(
            "C26, S-STORE-11: changes after the head wait, after a later one deliver nothing up to it, below the floor are refused")
    void changesStartAnywhereAboveTheFloor() {
        long seen = 0;
        for (int i = 1; i <= 4; i++) {
            seen = put(KEY, "v" + i, seen);
        }
        store.compact(2);

        assertThat(changesAfter(4)).isEmpty();
        assertThat(changesAfter(2)).containsExactly("v3", "v4");
        assertThatThrownBy(() -> changesAfter(1)).isInstanceOf(Compacted.class);
        try (Changes future = store.changesAfter(5)) {
            seen = put(KEY, "v5", seen);
            assertThat(future.next(Duration.ZERO)).isEmpty();
            put(KEY, "v6", seen);
            assertThat(future.next(SOON)).extracting(Entry::text).containsExactly("v6");
        }
    }

    @Test
    @DisplayName(
            "C27, S-STORE-07, S-STORE-08, S-STORE-09: two readers see the same changes in the same order, each once")
    void readersAgree() {
        List<Long> one = new ArrayList<>();
        List<Long> two = new ArrayList<>();
        try (Changes first = store.changesAfter(0);
                Changes second = store.changesAfter(0)) {
            inParallel(8, writer -> {
                for (int i = 0; i < 25; i++) {
                    put(StoreKey.of("", "configmaps", "w" + writer, "k" + i), "x", 0);
                }
            });
            drain(first, 200, one);
            drain(second, 200, two);
        }
        assertThat(one).isEqualTo(LongStream.rangeClosed(1, 200).boxed().toList());
        assertThat(two).isEqualTo(one);
    }

    @Test
    @DisplayName("S-STORE-10, S-STORE-15: a commit arrives whole, even when the batch before it was full")
    void commitsArriveWhole() {
        for (int commit = 0; commit < 12; commit++) {
            String namespace = "n" + commit;
            store.commit(
                    IntStream.range(0, 100)
                            .<Change>mapToObj(
                                    i -> new Put(StoreKey.of("", "configmaps", namespace, "k" + i), bytes("x"), 0))
                            .toList(),
                    NO_GUARDS);
        }
        try (Changes changes = store.changesAfter(0)) {
            for (long seen = 0; seen < 1200; ) {
                List<Entry> next = changes.next(SOON);
                assertThat(next.size() % 100).as("of a commit in part").isZero();
                assertThat(next).isNotEmpty();
                seen = next.getLast().revision();
            }
        }
    }

    @Test
    @DisplayName("C29: a deletion is a change with its own revision, without a value")
    void deletionsAreChanges() {
        long first = put(KEY, "a", 0);
        commit(new Delete(KEY, first));

        try (Changes changes = store.changesAfter(first)) {
            assertThat(changes.next(SOON)).singleElement().satisfies(entry -> {
                assertThat(entry.deleted()).isTrue();
                assertThat(entry.key()).isEqualTo(KEY);
                assertThat(entry.revision()).isEqualTo(first + 1);
                assertThat(entry.created()).isEqualTo(first);
                assertThat(entry.value()).isEmpty();
            });
        }
    }

    @Test
    @DisplayName("C30, C34, S-STORE-11: a reader whose place was compacted away is told, not given a hole")
    void slowReadersAreTold() {
        long first = put(KEY, "a", 0);
        try (Changes changes = store.changesAfter(0)) {
            assertThat(changes.next(SOON)).hasSize(1);
            long second = put(KEY, "b", first);
            put(KEY, "c", second);
            store.compact(second + 1);

            assertThatThrownBy(() -> changes.next(SOON)).isInstanceOf(Compacted.class);
        }
    }

    @Test
    @DisplayName("A waiting reader gets the change when it is made")
    void waitingReadersAreWoken() {
        var seen = new ConcurrentLinkedQueue<String>();
        Task reader;
        try (Changes changes = store.changesAfter(0)) {
            reader = tasks.start("reader", () -> changes.next(SOON).forEach(entry -> seen.add(entry.text())));
            put(KEY, "a", 0);
            assertThat(reader.join(SOON)).isTrue();
        }
        assertThat(seen).containsExactly("a");
    }

    @Test
    @DisplayName("C31: ten thousand readers each get the one change once")
    void tenThousandReaders() {
        List<Changes> readers =
                Stream.generate(() -> store.changesAfter(0)).limit(READERS).toList();
        var seen = new ConcurrentLinkedQueue<List<Long>>();
        List<Task> waiting = readers.stream()
                .map(reader -> tasks.start("reader", () -> seen.add(revisions(reader.next(SOON)))))
                .toList();
        long only = put(KEY, "a", 0);

        assertThat(waiting).allMatch(task -> task.join(SOON));
        assertThat(seen).hasSize(READERS).containsOnly(List.of(only));
        assertThat(readers).allMatch(reader -> reader.next(Duration.ZERO).isEmpty());
        readers.forEach(Changes::close);
    }

    @Test
    @DisplayName("C33: a reader that closed, was stopped or could not begin leaves nothing that a write would wake")
    void readersThatWentAreForgotten() {
        long first = put(KEY, "a", 0);
        long second = put(KEY, "b", first);
        store.compact(second);
        List<Task> stopped = Stream.generate(() -> tasks.start("reader", () -> waitAfter(second)))
                .limit(100)
                .toList();
        for (int i = 0; i < 100; i++) {
            store.changesAfter(second).close();
            assertThatThrownBy(() -> store.changesAfter(first)).isInstanceOf(Compacted.class);
        }
        stopped.forEach(Task::stop);
        assertThat(stopped).allMatch(task -> task.join(SOON));

        try (Changes reader = store.changesAfter(second)) {
            long before = tasks.raised();
            put(KEY, "c", second);
            assertThat(tasks.raised() - before).as("readers woken").isEqualTo(1);
            assertThat(reader.next(SOON)).hasSize(1);
        }
    }

    private void waitAfter(long revision) {
        try (Changes changes = store.changesAfter(revision)) {
            changes.next(SOON);
        }
    }

    private static List<Long> revisions(List<Entry> entries) {
        return entries.stream().map(Entry::revision).toList();
    }

    private List<String> changesAfter(long revision) {
        try (Changes changes = store.changesAfter(revision)) {
            return changes.next(Duration.ZERO).stream().map(Entry::text).toList();
        }
    }

    private static void drain(Changes changes, int count, List<Long> into) {
        while (into.size() < count) {
            List<Entry> next = changes.next(SOON);
            assertThat(next).as("changes after the %s that came", into.size()).isNotEmpty();
            next.forEach(entry -> into.add(entry.revision()));
        }
    }
}
