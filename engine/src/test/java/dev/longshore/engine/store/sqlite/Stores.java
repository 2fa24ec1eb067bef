package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Small stores for tests, and what lies in their folders. */
final class Stores {
    static final SqliteSettings SMALL = new SqliteSettings(64 * 1024, 64 * 1024, 0);

    private Stores() {}

    static Tasks tasks() {
        return new VirtualTasks((name, fault) -> {
            throw new AssertionError(name, fault);
        });
    }

    static SqliteStore open(Path folder, Tasks tasks) {
        return open(folder, tasks, SMALL);
    }

    static SqliteStore open(Path folder, Tasks tasks, SqliteSettings settings) {
        return SqliteStore.open(folder, tasks, settings, message -> {
            throw new AssertionError(message);
        });
    }

    /** Opens and closes; the refusal, when there was one. */
    static Optional<OpenRefused> refusal(Path folder, Tasks tasks) {
        try {
            open(folder, tasks).close();
            return Optional.empty();
        } catch (OpenRefused refused) {
            return Optional.of(refused);
        }
    }

    /** Transactions of an open or closed store, from a copy of it. */
    static long groups(Path folder) {
        return meta(folder).group();
    }

    static long rows(Path folder) {
        return meta(folder).rows();
    }

    private static Meta meta(Path folder) {
        try {
            Path copy = Files.createTempDirectory("store");
            copy(folder, copy);
            try (Database database = Database.open(copy.resolve(SqliteStore.DATABASE), 0)) {
                return database.meta();
            } finally {
                delete(copy);
            }
        } catch (IOException | SQLException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** Only with {@code cp}: a process that closes a file it has locked loses the lock. */
    static void copy(Path from, Path to) throws IOException {
        try {
            int code = new ProcessBuilder("cp", "-a", from + "/.", to.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("cp ended with " + code);
            }
        } catch (InterruptedException impatient) {
            throw new IOException(impatient);
        }
    }

    static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : all) {
                Files.delete(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
