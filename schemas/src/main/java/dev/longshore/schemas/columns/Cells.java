package dev.longshore.schemas.columns;

import dev.longshore.objects.Fields;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** All cells that have a name: each makes the text or number of one row. */
public final class Cells {
    static final String NONE = "<none>";
    static final String UNKNOWN = "<unknown>";

    private static final Map<String, BiFunction<Fields, Instant, Object>> NAMED = all();

    private Cells() {}

    /** By the word in a kind file. */
    public static Optional<BiFunction<Fields, Instant, Object>> named(String name) {
        return Optional.ofNullable(NAMED.get(name));
    }

    /** For the check that each is used. */
    public static Iterable<String> names() {
        return NAMED.keySet();
    }

    private static Map<String, BiFunction<Fields, Instant, Object>> all() {
        Map<String, BiFunction<Fields, Instant, Object>> cells = new HashMap<>();
        cells.put("name", (object, now) -> object.text("metadata", "name").orElse(""));
        cells.put("age", (object, now) -> Ages.since(object.at("metadata", "creationTimestamp"), now));
        cells.put(
                "data-count",
                (object, now) -> (long) object.entries("data").size()
                        + object.entries("binaryData").size());
        cells.put(
                "secrets-count", (object, now) -> (long) object.items("secrets").size());
        cells.putAll(PodCells.ALL);
        cells.putAll(NodeCells.ALL);
        cells.putAll(WorkloadCells.ALL);
        cells.putAll(EventCells.ALL);
        return cells;
    }

    /** The text at a path, or {@code otherwise} where there is none. */
    static String text(Fields object, String otherwise, String... path) {
        return object.text(path).filter(text -> !text.isEmpty()).orElse(otherwise);
    }
}
