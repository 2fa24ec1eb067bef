package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;

/** How the database must be run. Each setting is read back: some are silently not taken. */
final class Pragmas {
    /** Before this one, two connections that write and checkpoint at one moment damage the database. */
    private static final String SQLITE_MIN = "3.51.3";

    private record Pragma(String name, String value, String readBack) {}

    /** Order matters: exclusive before anything that reads the file, or shared memory is made; page size and vacuum before the log. */
    private static final List<Pragma> ALL = List.of(
            new Pragma("locking_mode", "EXCLUSIVE", "exclusive"),
            new Pragma("busy_timeout", "0", "0"),
            new Pragma("page_size", "4096", "4096"),
            new Pragma("auto_vacuum", "INCREMENTAL", "2"),
            new Pragma("journal_mode", "WAL", "wal"),
            new Pragma("synchronous", "FULL", "2"),
            new Pragma("wal_autocheckpoint", "0", "0"),
            new Pragma("foreign_keys", "OFF", "0"),
            new Pragma("trusted_schema", "OFF", "0"),
            new Pragma("cell_size_check", "ON", "1"),
            new Pragma("mmap_size", "0", "0"),
            new Pragma("temp_store", "MEMORY", "2"),
            new Pragma("cache_size", "-65536", "-65536"));

    private Pragmas() {}

    /** @throws OpenRefused when one does not hold, or SQLite is too old */
    static void set(Statement statement, Path file) throws SQLException {
        for (Pragma pragma : ALL) {
            statement.execute("PRAGMA " + pragma.name() + "=" + pragma.value());
            String found = text(statement, "PRAGMA " + pragma.name());
            if (!found.equalsIgnoreCase(pragma.readBack())) {
                throw new OpenRefused(
                        Exit.DAMAGED,
                        "store: " + file + ": " + pragma.name() + " is " + found + ", not " + pragma.readBack()
                                + ": the file is not one of ours, or its disk cannot hold a write-ahead log."
                                + " Give a folder on a local disk");
            }
        }
        String version = text(statement, "SELECT sqlite_version()");
        if (Arrays.compare(numbers(version), numbers(SQLITE_MIN)) < 0) {
            throw new OpenRefused(
                    Exit.DAMAGED,
                    "store: SQLite " + version + " can damage data; it must be " + SQLITE_MIN + " or newer");
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    private static int[] numbers(String version) {
        return Arrays.stream(version.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
