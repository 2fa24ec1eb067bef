package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JSON tree as YAML that every reader understands alike: text stands bare only where neither YAML 1.1 nor 1.2 could take it for
 * something else, else in double quotes.
 */
public final class YamlText {
    private static final Pattern BARE = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*(:[A-Za-z0-9_./-]+)*");
    private static final Set<String> OTHERWISE_MEANT =
            Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf");

    private final StringBuilder out = new StringBuilder();

    private YamlText() {}

    /** One document, ending with a line feed. */
    public static String of(JsonNode tree) {
        YamlText text = new YamlText();
        if (tree.isContainerNode() && !tree.isEmpty()) {
            text.block(tree, 0);
        } else {
            text.scalar(tree);
            text.out.append('\n');
        }
        return text.out.toString();
    }

    private void block(JsonNode tree, int depth) {
        if (tree.isArray()) {
            tree.forEach(item -> {
                indent(depth);
                out.append("- ");
                item(item, depth + 1);
            });
        } else {
            tree.properties().forEach(field -> {
                indent(depth);
                field(field.getKey(), field.getValue(), depth);
            });
        }
    }

    /** The first field of a mapping stands behind the dash of its item. */
    private void item(JsonNode item, int depth) {
        if (!item.isContainerNode() || item.isEmpty()) {
            scalar(item);
            out.append('\n');
            return;
        }
        int begin = out.length();
        block(item, depth);
        out.delete(begin, begin + 2 * depth);
    }

    private void field(String name, JsonNode value, int depth) {
        text(name);
        out.append(':');
        if (value.isContainerNode() && !value.isEmpty()) {
            out.append('\n');
            block(value, value.isArray() ? depth : depth + 1);
        } else {
            out.append(' ');
            scalar(value);
            out.append('\n');
        }
    }

    private void indent(int depth) {
        out.repeat(' ', 2 * depth);
    }

    private void scalar(JsonNode value) {
        if (value.isTextual()) {
            text(value.asText());
        } else {
            out.append(value); // numbers, truth values, null and empty containers are written as in JSON
        }
    }

    private void text(String text) {
        if (BARE.matcher(text).matches() && !OTHERWISE_MEANT.contains(text.toLowerCase(Locale.ROOT))) {
            out.append(text);
            return;
        }
        out.append('"');
        text.codePoints().forEach(this::quoted);
        out.append('"');
    }

    private void quoted(int character) {
        switch (character) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            case '\r' -> out.append("\\r");
            default -> {
                if (printable(character)) {
                    out.appendCodePoint(character);
                } else {
                    out.append(String.format("\\u%04x", character));
                }
            }
        }
    }

    /** Source: YAML 1.1, c-printable, without line breaks and the byte order mark. */
    private static boolean printable(int character) {
        return (character >= 0x20 && character < 0x7f)
                || (character >= 0xa0 && character < 0xd800 && character != 0x2028 && character != 0x2029)
                || (character >= 0xe000 && character < 0xfffe && character != 0xfeff)
                || character > 0xffff;
    }
}
