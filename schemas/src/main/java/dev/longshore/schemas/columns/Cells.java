package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** All cells that have a name: each makes the text or number of one row. */
public final class Cells {
    private static final Map<String, BiFunction<Fields, Instant, Object>> NAMED = all();

    private Cells() {}

    /** By the word in a kind file. */
    public static Optional<BiFunction<Fields, Instant, Object>> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    private static Map<String, BiFunction<Fields, Instant, Object>> all() {
        Map<String, BiFunction<Fields, Instant, Object>> cells = new HashMap<>();
        cells.put("name", (object, now) -> object.text("metadata", "name").orElse(""));
        cells.put("age", (object, now) -> Ages.since(object.at("metadata", "creationTimestamp"), now));
        return cells;
    }
}
