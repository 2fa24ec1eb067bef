package dev.longshore.engine.store.sqlite;

import dev.longshore.engine.store.OpenRefused;
import dev.longshore.process.Exit;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The file that says in which format the others are, and whose they are. */
final class FormatFile {
    private static final int FORMAT = 1;
    private static final Pattern TEXT = Pattern.compile("format (\\d{1,9})\nstore ([0-9a-f-]{36})\n(?s:.*)");
    private static final Pattern OTHER = Pattern.compile("format (\\d{1,9})\n(?s:.*)");

    private FormatFile() {}

    static void write(Path file, UUID storeId) throws IOException {
        Files.writeString(file, "format " + FORMAT + "\nstore " + storeId + "\ncreated " + Instant.now() + "\n");
    }

    /** @throws OpenRefused when it is newer or no such file */
    static UUID read(Path file) throws IOException {
        String text = text(file);
        Matcher any = OTHER.matcher(text);
        if (any.matches() && Integer.parseInt(any.group(1)) > FORMAT) {
            throw new OpenRefused(
                    Exit.NEWER,
                    "store: " + file + ": format " + any.group(1) + ", this program reads up to " + FORMAT
                            + ". Nothing was changed. Start the newer program, or restore a backup made by this one");
        }
        Matcher own = TEXT.matcher(text);
        if (!own.matches() || Integer.parseInt(own.group(1)) != FORMAT) {
            throw new OpenRefused(
                    Exit.DAMAGED, "store: " + file + " is damaged: it must begin with \"format " + FORMAT + "\"");
        }
        return UUID.fromString(own.group(2));
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (MalformedInputException damaged) {
            return "";
        }
    }
}
