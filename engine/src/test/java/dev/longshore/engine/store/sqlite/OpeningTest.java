package dev.longshore.engine.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.longshore.engine.store.Change.Put;
import dev.longshore.engine.store.OpenRefused;
import dev.longshore.engine.store.StoreKey;
import dev.longshore.process.Exit;
import dev.longshore.tasks.Tasks;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a store is not served, and what is said then. */
class OpeningTest {
    private final Tasks tasks = Stores.tasks();

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void aStoreWithThreeRows() {
        folder = temp.resolve("store");
        try (SqliteStore store = Stores.open(folder, tasks)) {
            write(store, 3);
        }
    }

    @Test
    @DisplayName("S-STORE-03, D9: a database that is older than the high-water file is refused with 74")
    void anOlderDatabaseIsRefused() throws IOException {
        Path old = temp.resolve("old.db");
        Stores.copyFile(folder.resolve("longshore.db"), old);
        try (SqliteStore store = Stores.open(folder, tasks)) {
            write(store, 1);
        }
        Stores.copyFile(old, folder.resolve("longshore.db"));

        assertRefused(74, folder.resolve("highwater").toString(), "went back in time", "backup");
    }

    @Test
    @DisplayName("D8: a lost write-ahead log is refused with 74")
    void aLostLogIsRefused() throws IOException {
        Path crashed = temp.resolve("crashed");
        Files.createDirectory(crashed);
        try (SqliteStore store = Stores.open(folder, tasks)) {
            write(store, 5);
            Stores.copy(folder, crashed);
        }
        assertThat(Files.size(crashed.resolve("longshore.db-wal"))).isPositive();
        Files.delete(crashed.resolve("longshore.db-wal"));
        folder = crashed;

        assertRefused(74);
    }

    @Test
    void aCrashBetweenCommitAndHighWaterMarkIsFine() throws IOException {
        Path crashed = temp.resolve("crashed");
        Files.createDirectory(crashed);
        Path mark = temp.resolve("mark");
        try (SqliteStore store = Stores.open(folder, tasks)) {
            Path before = temp.resolve("before");
            Files.createDirectory(before);
            Stores.copy(folder, before);
            Stores.copyFile(before.resolve("highwater"), mark);
            write(store, 1);
            Stores.copy(folder, crashed);
        }
        Stores.copyFile(mark, crashed.resolve("highwater"));

        try (SqliteStore store = Stores.open(crashed, tasks)) {
            assertThat(store.head()).isEqualTo(4);
        }
    }

    @Test
    void aHighWaterFileThatIsTwoGroupsBehindIsRefused() throws IOException {
        Path mark = temp.resolve("mark");
        Stores.copyFile(folder.resolve("highwater"), mark);
        try (SqliteStore store = Stores.open(folder, tasks)) {
            write(store, 1);
        }
        Stores.copyFile(mark, folder.resolve("highwater"));

        assertRefused(74, "older than the database");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"highwater", "longshore.db", "FORMAT"})
    @DisplayName("D10: a missing file is refused with 74, never made anew")
    void aMissingFileIsRefused(String name) throws IOException {
        Files.delete(folder.resolve(name));

        assertRefused(74, folder.toString(), name);
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    @DisplayName("D10: one damaged slot of the high-water file is outlived by the other, two are refused")
    void oneSlotIsEnough() throws IOException {
        overwrite("highwater", 100, 0);
        overwrite("highwater", 4096 + 100, 0);
        assertThatCode(this::openAndClose).doesNotThrowAnyException();

        overwrite("highwater", 40, 0xff);
        assertThatCode(this::openAndClose).doesNotThrowAnyException();
        overwrite("highwater", 40, 0xff);
        overwrite("highwater", 4096 + 40, 0xff);
        assertRefused(74);
    }

    @Test
    void aHighWaterFileOfAnotherStoreIsRefused() throws IOException {
        Path other = temp.resolve("other");
        Stores.open(other, tasks).close();
        Stores.copyFile(other.resolve("highwater"), folder.resolve("highwater"));

        assertRefused(74, "another store");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"format 2\\nwhatever\\n, NEWER", "format 0\\nstore x\\n, DAMAGED", "nonsense, DAMAGED", "'', DAMAGED"})
    @DisplayName("D15: a newer format is refused with 76 and nothing is written; nonsense with 74")
    void otherFormatsAreRefused(String text, Exit exit) throws IOException {
        Files.writeString(folder.resolve("FORMAT"), text.replace("\\n", "\n"));
        byte[] before = Files.readAllBytes(folder.resolve("longshore.db"));

        assertThat(refusal().exit()).isEqualTo(exit);
        assertThat(folder.resolve("longshore.db")).hasBinaryContent(before);
    }

    @Test
    @DisplayName("D12: a folder in use by this process is refused with 73, and stays locked")
    void oneProcessOpensOnce() throws Exception {
        try (SqliteStore first = Stores.open(folder, tasks)) {
            for (int again = 0; again < 2; again++) {
                assertRefused(73, "" + ProcessHandle.current().pid());
            }
            assertThat(Child.run(folder, "open"))
                    .contains("exit 73")
                    .contains("pid " + ProcessHandle.current().pid());
            write(first, 1);
        }
        openAndClose();
    }

    @Test
    void anInterruptedFirstStartBeginsAgain() throws IOException {
        Path fresh = temp.resolve("fresh");
        Files.createDirectory(fresh);
        Files.createFile(fresh.resolve("creating"));
        Files.writeString(fresh.resolve("longshore.db"), "half written");

        try (SqliteStore store = Stores.open(fresh, tasks)) {
            write(store, 1);
        }
        assertThat(fresh.resolve("creating")).doesNotExist();
    }

    @Test
    @DisplayName("D11: a folder that cannot be made is refused with 77")
    void aFolderWithoutRightsIsRefused() throws IOException {
        folder = Files.createFile(temp.resolve("file")).resolve("store");

        assertRefused(77, folder.toString());
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "ext4, rw, true",
        "overlay, 'rw,lowerdir=/a', true",
        "overlay, 'rw,lowerdir=/a,volatile', false",
        "nfs4, rw, false",
        "cifs, rw, false",
        "9p, rw, false"
    })
    @DisplayName("D11: only disks that keep what was synced")
    void onlyDependableDisks(String type, String options, boolean dependable) {
        assertThat(Disks.dependable(type, options)).isEqualTo(dependable);
    }

    private void assertRefused(int code, String... words) {
        OpenRefused refused = refusal();
        assertThat(refused.exit().code()).isEqualTo(code);
        for (String word : words) {
            assertThat(refused).hasMessageContaining(word);
        }
    }

    private OpenRefused refusal() {
        return Stores.refusal(folder, tasks).orElseThrow(() -> new AssertionError("it was opened"));
    }

    private void openAndClose() {
        Stores.open(folder, tasks).close();
    }

    private void overwrite(String name, long at, int value) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.seek(at);
            file.write(value);
        }
    }

    private static void write(SqliteStore store, int count) {
        for (int i = 0; i < count; i++) {
            byte[] value = ("v" + i).getBytes(StandardCharsets.UTF_8);
            store.commit(List.of(new Put(new StoreKey("/k/" + store.head()), value, 0)), List.of());
        }
    }
}
