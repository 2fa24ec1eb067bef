package dev.longshore.engine.apiserver;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/** Warnings for people, as headers. Source: RFC 7234 §5.5, code 299. */
final class Warnings {
    private static final int CHARS_MAX = 4096;

    private Warnings() {}

    /** Each sentence once, as long as there is room. */
    static Answer onto(Answer answer, List<String> warnings) {
        Answer result = answer;
        int chars = 0;
        for (String warning : new LinkedHashSet<>(warnings)) {
            chars += warning.length();
            if (chars <= CHARS_MAX) {
                result = result.with("Warning", "299 - \"" + quoted(warning) + "\"");
            }
        }
        return result;
    }

    /** Headers hold printable ASCII only. */
    private static String quoted(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?").replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static List<String> join(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
