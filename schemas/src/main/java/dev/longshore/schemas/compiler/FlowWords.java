package dev.longshore.schemas.compiler;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of one flow mapping as text, in order, values untouched: {@code type: [string], doc: "a, b"}. */
final class FlowWords {
    private FlowWords() {}

    /** @param inside what stands between the braces */
    static Map<String, String> split(String inside) {
        Map<String, String> words = new LinkedHashMap<>();
        for (String part : parts(inside)) {
            int colon = part.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("no \"word: value\": " + part);
            }
            words.put(
                    part.substring(0, colon).strip(), part.substring(colon + 1).strip());
        }
        return words;
    }

    static String join(Map<String, String> words) {
        List<String> parts = new ArrayList<>();
        words.forEach((word, value) -> parts.add(word + ": " + value));
        return String.join(", ", parts);
    }

    /** Cuts at the commas outside quotes and brackets. */
    private static List<String> parts(String inside) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            quoted = quoted != (c == '"' && (i == 0 || inside.charAt(i - 1) != '\\'));
            if (!quoted) {
                depth += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            }
            if (!quoted && depth == 0 && c == ',') {
                parts.add(inside.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(inside.substring(start).strip());
        parts.removeIf(String::isEmpty);
        return parts;
    }
}
