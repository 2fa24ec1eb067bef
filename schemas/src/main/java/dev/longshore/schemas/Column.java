package dev.longshore.schemas;

import dev.longshore.objects.Fields;
import java.time.Instant;

/**
 * One printer column of a kind's Table.
 *
 * @param type {@code string}, {@code integer}, {@code date}, …
 * @param format {@code name} for the first column, else mostly empty
 * @param wide shown with {@code -o wide} only (priority 1)
 */
public record Column(String name, String type, String format, String doc, boolean wide, Cell cell) {
    /** Makes the text or number of one row. */
    @FunctionalInterface
    public interface Cell {
        /** @return a String, Integer, Long or Boolean */
        Object value(Fields object, Instant now);
    }
}
