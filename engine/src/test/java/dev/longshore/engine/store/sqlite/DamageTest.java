package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.engine.store.Change;
import dev.longshore.engine.store.Change.Delete;
import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.Changes;
import dev.longshore.engine.store.Entry;
import dev.longshore.engine.store.OpenRefused;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.tasks.Tasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One damaged place per try: the store is refused, or serves exactly what was written. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DamageTest {
    private static final long FLOOR = 20;
    private final Tasks tasks = Stores.tasks();

    private Path temp = Path.of("");
    private Path closed = temp;
    private Path crashed = temp;
    private List<String> closedContent = List.of();
    private List<String> crashedContent = List.of();

    @BeforeAll
    void twoSoundStores(@TempDir Path shared) throws IOException {
        temp = shared;
        closed = temp.resolve("closed");
        crashed = Files.createDirectory(temp.resolve("crashed"));
        try (SqliteStore store = Stores.open(closed, tasks)) {
            fill(store, 60);
            store.compact(FLOOR);
            closedContent = content(store);
        }
        Path work = temp.resolve("work");
        Files.createDirectory(work);
        Stores.copy(closed, work);
        try (SqliteStore store = Stores.open(work, tasks)) {
            fill(store, 25);
            crashedContent = content(store);
            Stores.copy(work, crashed);
        }
    }

    @ParameterizedTest(name = "{0}, seeds from {1}")
    @CsvSource({"longshore.db, 0, 150", "longshore.db-wal, 1000, 100", "highwater, 2000, 40", "FORMAT, 3000, 10"})
    @DisplayName("S-STORE-16, D6, D7, D8: a damaged store is refused or right, never wrong")
    void damageIsNeverServed(String file, long firstSeed, int tries) throws IOException {
        boolean log = file.endsWith("-wal");
        int refused = 0;
        for (long seed : LongStream.range(firstSeed, firstSeed + tries).toArray()) {
            Path victim = Files.createDirectory(temp.resolve("victim-" + seed));
            Stores.copy(log ? crashed : closed, victim);
            String what = damage(victim.resolve(file), new Random(seed));
            refused += verdict(victim, log ? crashedContent : closedContent, "seed " + seed + ": " + what);
            Stores.delete(victim);
        }
        System.out.println(file + ": " + refused + " of " + tries + " refused, the others right");
    }

    /** @return 1 when refused */
    private int verdict(Path victim, List<String> expected, String what) {
        List<String> halts = new ArrayList<>();
        try (SqliteStore store = SqliteStore.open(victim, tasks, Stores.SMALL, halts::add)) {
            assertThat(content(store)).as(what).isEqualTo(expected);
            return 0;
        } catch (OpenRefused refused) {
            assertThat(refused.exit().code()).as(what).isIn(74, 76);
            assertThat(refused).as(what).hasMessageContaining(victim.toString());
            return 1;
        }
    }

    private static String damage(Path file, Random random) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        int page = at / 4096 * 4096;
        int pageEnd = Math.min(page + 4096, bytes.length);
        int kind = random.nextInt(6);
        byte[] before = bytes.clone();
        switch (kind) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> {
                for (int i = at; i < Math.min(at + 1 + random.nextInt(64), bytes.length); i++) {
                    bytes[i] = (byte) random.nextInt(256);
                }
            }
            case 3 -> Arrays.fill(bytes, page, pageEnd, (byte) 0);
            case 4 ->
                System.arraycopy(
                        before,
                        random.nextInt(bytes.length - (pageEnd - page) + 1) / 4096 * 4096,
                        bytes,
                        page,
                        pageEnd - page);
            default -> bytes = Arrays.copyOf(bytes, at);
        }
        Files.write(file, bytes);
        return "damage " + kind + " at " + at + " of " + before.length;
    }

    private static void fill(SqliteStore store, int count) {
        Random random = new Random(count);
        for (int i = 0; i < count; i++) {
            StoreKey key = new StoreKey("/k/" + random.nextInt(12));
            long seen = store.get(key).map(entry -> entry.revision()).orElse(0L);
            byte[] value = new byte[random.nextInt(1500)];
            random.nextBytes(value);
            Change change = seen > 0 && i % 9 == 0 ? new Delete(key, seen) : new Put(key, value, seen);
            StoreKey other = new StoreKey("/other/" + store.head());
            store.commit(i % 4 == 0 ? List.of(change, new Put(other, value, 0)) : List.of(change), List.of());
        }
    }

    /** Everything that can be read: the state at the floor and all changes since. */
    private static List<String> content(SqliteStore store) {
        List<String> content = new ArrayList<>();
        try (Stream<Entry> state = store.range("/", store.floor());
                Changes changes = store.changesAfter(store.floor())) {
            Stream.concat(state, changes.next(Duration.ZERO).stream())
                    .map(entry -> entry.key() + " " + entry.revision() + " " + entry.created() + " " + entry.deleted()
                            + " " + Arrays.hashCode(entry.value()))
                    .forEach(content::add);
        }
        content.add("floor " + store.floor() + " head " + store.head() + " store " + store.storeId());
        return content;
    }
}
