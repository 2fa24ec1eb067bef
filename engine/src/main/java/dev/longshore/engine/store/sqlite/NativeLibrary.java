package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite itself, which the driver unpacks into a file to load it. The driver removes the file when the JVM ends in order, which one
 * that is killed or halted never does: each would leave a megabyte behind. Here it goes as soon as it is loaded.
 */
final class NativeLibrary {
    private static final String FOLDER = "org.sqlite.tmpdir";

    private NativeLibrary() {}

    /**
     * Loads it once for the JVM.
     * @throws OpenRefused when the temporary folder does not take it
     */
    static synchronized void load() {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        try {
            Path folder = Files.createTempDirectory("longshore-sqlite-");
            System.setProperty(FOLDER, folder.toString());
            SQLiteJDBCLoader.initialize();
            remove(folder);
        } catch (Exception fault) { // the driver declares no narrower one
            System.clearProperty(FOLDER);
            throw new OpenRefused(
                    Exit.PERMISSION,
                    "SQLite cannot be loaded from the temporary folder " + System.getProperty("java.io.tmpdir") + " ("
                            + fault.getMessage()
                            + "); it needs room there, and files that may be executed: name another one with"
                            + " LONGSHORE_JAVA_OPTS=-Djava.io.tmpdir=FOLDER",
                    fault);
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> unpacked;
        try (Stream<Path> files = Files.list(folder)) {
            unpacked = files.toList();
        }
        for (Path file : unpacked) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(folder);
    }
}
