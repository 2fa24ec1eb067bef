package dev.longshore.schemas.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a release of Kubernetes states about the fields of its types: one tab-separated file per group and version, one row per
 * field. Where a type stands in several versions of a group, the latest counts.
 */
final class FactTables {
    /** The name under which a table lists what is flattened into a type. */
    static final String INLINE = "(inline)";

    private static final int COLUMNS = 12;
    private static final Map<String, String> SCALARS = Map.of(
            "Time", "time",
            "MicroTime", "microTime",
            "Duration", "duration",
            "Quantity", "quantity",
            "IntOrString", "intOrString",
            "FieldsV1", "raw",
            "RawExtension", "raw",
            "JSON", "raw");
    private static final List<String> PLAIN = List.of("string", "bool", "int32", "int64", "double", "bytes");

    private final Map<String, Map<String, List<Row>>> groups = new TreeMap<>();

    /** One field: its name and what the columns after it say; empty where they say nothing. */
    record Row(String field, List<String> cells) {
        String type() {
            return cells.get(0);
        }

        boolean pointer() {
            return cells.get(1).equals("ptr");
        }

        String proto() {
            return cells.get(2);
        }

        boolean required() {
            return cells.get(3).equals("req");
        }

        String listType() {
            return cells.get(4);
        }

        List<String> keys() {
            return listType().equals("map") ? List.of(cells.get(5).split(",", -1)) : List.of();
        }

        List<String> strategies() {
            return cells.get(6).isEmpty() ? List.of() : List.of(cells.get(6).split(",", -1));
        }

        String mergeKey() {
            return cells.get(7);
        }
    }

    private FactTables() {}

    /** Reads {@code GROUP_VERSION.tsv} of a folder. */
    static FactTables read(Path folder) throws IOException {
        FactTables tables = new FactTables();
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*_v*.tsv")) {
            found.forEach(files::add);
        }
        files.stream()
                .filter(file -> !file.toString().endsWith(".enums.tsv"))
                .sorted()
                .forEach(tables::add);
        return tables;
    }

    private void add(Path file) {
        String name = String.valueOf(file.getFileName());
        Map<String, List<Row>> types = new LinkedHashMap<>();
        for (String line : rows(file)) {
            List<String> cells = new ArrayList<>(Arrays.asList(line.split("\t", -1)));
            while (cells.size() < COLUMNS) {
                cells.add("");
            }
            types.computeIfAbsent(cells.get(0), _ -> new ArrayList<>())
                    .add(new Row(cells.get(1), List.copyOf(cells.subList(2, COLUMNS))));
        }
        groups.computeIfAbsent(name.substring(0, name.indexOf('_')), _ -> new LinkedHashMap<>())
                .putAll(types);
    }

    private static List<String> rows(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .skip(1)
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    /** The fields of a type, in the order of the table. */
    Optional<List<Row>> fields(String group, String type) {
        return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(type));
    }

    /** The type of a row in the words of kind files: {@code [core.Container]}, {@code {string: quantity}}. */
    String typeWord(String group, String type) {
        if (type.startsWith("[]") && !type.equals("[]byte")) {
            return "[" + typeWord(group, type.substring(2)) + "]";
        }
        if (type.startsWith("map[")) {
            return "{string: " + typeWord(group, type.substring(type.indexOf(']') + 1)) + "}";
        }
        return type.equals("ResourceList") ? "{string: quantity}" : simpleWord(group, type);
    }

    private String simpleWord(String group, String type) {
        String bare = type.substring(type.lastIndexOf('.') + 1);
        if (type.equals("[]byte") || PLAIN.contains(type)) {
            return type.equals("[]byte") ? "bytes" : type;
        }
        if (SCALARS.containsKey(bare)) {
            return SCALARS.getOrDefault(bare, "");
        }
        if (type.contains(".")) {
            return fields(type.substring(0, type.indexOf('.')), bare).isPresent() ? type : "string";
        }
        if (fields(group, type).isPresent()) {
            return type;
        }
        return fields("meta", type).isPresent() ? "meta." + type : "string";
    }
}
