package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.columns.Cells;

/** Printer columns from their words: a path that the kind has, or the name of a cell where a path is not enough. */
final class ColumnReader {
    private ColumnReader() {}

    static Column column(JsonNode words, Struct root) {
        String type = words.path("type").asText("string");
        return new Column(
                words.path("name").asText(),
                type,
                words.path("format").asText(),
                words.path("name").asText(),
                words.path("wide").asBoolean(),
                words.has("path")
                        ? atPath(words.path("path").asText(), type, root)
                        : named(words.path("cell").asText()));
    }

    private static Column.Cell named(String name) {
        return Cells.named(name)
                .map(cell -> (Column.Cell) cell::apply)
                .orElseThrow(() -> new IllegalArgumentException("there is no cell " + name));
    }

    private static Column.Cell atPath(String path, String type, Struct root) {
        String[] steps = path.substring(1).split("\\.", -1);
        checkPath(root, steps, path);
        return type.equals("integer")
                ? (object, now) -> object.number(steps).orElse(0)
                : (object, now) -> object.scalar(steps).orElse("");
    }

    private static void checkPath(Struct root, String[] steps, String path) {
        Shape shape = root;
        for (String step : steps) {
            Field field = shape instanceof Struct struct ? struct.named(step) : null;
            if (field == null) {
                throw new IllegalArgumentException("a column of " + root + ": " + path + ": there is no field " + step);
            }
            shape = field.shape();
        }
    }
}
