package dev.longshore.schemas.compiler;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the words that are facts ({@code type proto zero required keys set atomic merge patch inline}) into kind and type files, in place,
 * from a folder of fact tables; every other word of a field, and types no table knows, stay as they are. New fields are added
 * in the order of the table, fields a release no longer has are taken out: the next release is a diff to read.
 */
public final class FactWords {
    private static final List<String> FACTS =
            List.of("type", "proto", "zero", "required", "keys", "set", "atomic", "merge", "patch");
    private static final Pattern TYPE = Pattern.compile("  (\\w+):");
    private static final Pattern FIELD = Pattern.compile("      ([\\w$-]+): \\{(.*)}");

    private final FactTables tables;
    private final String group;

    private FactWords(FactTables tables, String group) {
        this.tables = tables;
        this.group = group;
    }

    /** Arguments: the folder with {@code kinds/} and {@code types/}, and the folder with the fact tables. */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("two folders, please: the kind files', the fact tables'");
        }
        FactTables tables = FactTables.read(Path.of(arguments[1]));
        try (Stream<Path> files = Files.walk(Path.of(arguments[0]))) {
            files.filter(file -> file.toString().endsWith(".yaml")).sorted().forEach(file -> rewrite(tables, file));
        }
    }

    private static void rewrite(FactTables tables, Path file) {
        try {
            String folder = String.valueOf(
                    file.toAbsolutePath().getName(file.toAbsolutePath().getNameCount() - 2));
            List<String> before = Files.readAllLines(file);
            List<String> after = new FactWords(tables, folder.split("\\.", -1)[0]).rewrite(before);
            if (!after.equals(before)) {
                Files.write(file, after);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot rewrite " + file, unreadable);
        }
    }

    /** The lines of a file of {@code group}, with the facts of now. */
    static List<String> rewrite(FactTables tables, String group, List<String> lines) {
        return new FactWords(tables, group).rewrite(lines);
    }

    private List<String> rewrite(List<String> lines) {
        List<String> out = new ArrayList<>();
        int at = 0;
        while (at < lines.size()) {
            out.add(lines.get(at));
            Matcher type = TYPE.matcher(lines.get(at++));
            List<FactTables.Row> facts =
                    type.matches() ? tables.fields(group, type.group(1)).orElse(List.of()) : List.of();
            if (!facts.isEmpty()) {
                at = rewriteType(facts, lines, at, out);
            }
        }
        return out;
    }

    /** Copies the head of a type, then writes its fields; answers where the next type begins. */
    private int rewriteType(List<FactTables.Row> facts, List<String> lines, int start, List<String> out) {
        int at = start;
        Map<String, Map<String, String>> ours = new TreeMap<>();
        for (; at < lines.size() && lines.get(at).startsWith("    "); at++) {
            Matcher field = FIELD.matcher(lines.get(at));
            if (field.matches()) {
                ours.put(field.group(1), FlowWords.split(field.group(2)));
            } else if (!lines.get(at).startsWith("    fields:")
                    && !lines.get(at).startsWith("    inline:")) {
                out.add(lines.get(at));
            }
        }
        out.addAll(inlines(facts));
        out.add("    fields:");
        for (FactTables.Row fact : facts) {
            if (!fact.field().equals(FactTables.INLINE)) {
                out.add("      " + fact.field() + ": {"
                        + FlowWords.join(words(fact, ours.getOrDefault(fact.field(), Map.of()))) + "}");
            }
        }
        return at;
    }

    private static List<String> inlines(List<FactTables.Row> facts) {
        Map<String, String> inlined = new LinkedHashMap<>();
        facts.stream()
                .filter(fact ->
                        fact.field().equals(FactTables.INLINE) && !fact.proto().isEmpty())
                .forEach(fact -> inlined.put(fact.type(), fact.proto()));
        return inlined.isEmpty() ? List.of() : List.of("    inline: {" + FlowWords.join(inlined) + "}");
    }

    private Map<String, String> words(FactTables.Row fact, Map<String, String> ours) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("type", tables.typeWord(group, fact.type()));
        if (!fact.proto().isEmpty()) {
            words.put("proto", fact.proto());
        }
        if (fact.pointer()) {
            words.put("zero", "kept");
        }
        if (fact.required()) {
            words.put("required", "true");
        }
        sharing(fact, words);
        ours.forEach((word, value) -> {
            if (!FACTS.contains(word)) {
                words.put(word, value);
            }
        });
        return words;
    }

    /** How a list is owned and merged. */
    private static void sharing(FactTables.Row fact, Map<String, String> words) {
        if (!fact.keys().isEmpty()) {
            words.put("keys", fact.keys().toString());
        }
        if (fact.listType().equals("set")) {
            words.put("set", "true");
        }
        if (fact.listType().equals("atomic") && fact.type().startsWith("map[")) {
            words.put("atomic", "true");
        }
        if (!fact.mergeKey().isEmpty()) {
            words.put("merge", fact.mergeKey());
        }
        for (String strategy : fact.strategies()) {
            if (!strategy.equals("merge") || fact.mergeKey().isEmpty()) {
                words.put("patch", strategy);
            }
        }
    }
}
