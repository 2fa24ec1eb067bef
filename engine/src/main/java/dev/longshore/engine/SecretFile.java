package dev.longshore.engine;

import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file of secrets, one a line, the present one first; blank lines do not count. */
final class SecretFile {
    private SecretFile() {}

    /**
     * @param file none: no secrets
     * @throws ProcessFault when it cannot be read or holds none
     */
    static List<String> lines(@Nullable Path file) {
        if (file == null) {
            return List.of();
        }
        List<String> lines = read(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new ProcessFault(Exit.CONFIGURATION, file + " is empty: one secret a line is expected");
        }
        return lines;
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException fault) {
            throw ProcessFault.permission("the file " + file + " cannot be read", fault);
        }
    }
}
