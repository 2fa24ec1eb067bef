package dev.longshore.engine.apiserver;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text form of field selectors.
 *
 * @param equal paths and what they must be
 * @param unequal paths and what they must not be
 */
record FieldSelectors(Map<String, String> equal, Map<String, String> unequal) {
    /** @throws ApiRefusal when it cannot be read */
    static FieldSelectors parse(String text) {
        Map<String, String> equal = new LinkedHashMap<>();
        Map<String, String> unequal = new LinkedHashMap<>();
        for (String term : text.split("(?<!\\\\),", -1)) {
            if (!term.isEmpty()) {
                add(term, equal, unequal);
            }
        }
        return new FieldSelectors(equal, unequal);
    }

    private static void add(String term, Map<String, String> equal, Map<String, String> unequal) {
        int at = term.indexOf('=');
        if (at < 1) {
            throw ApiRefusal.badRequest(
                    "invalid field selector: \"" + term + "\": expected path=value, path==value or path!=value");
        }
        if (term.charAt(at - 1) == '!') {
            unequal.put(term.substring(0, at - 1), unescaped(term.substring(at + 1)));
        } else {
            int value = term.startsWith("==", at) ? at + 2 : at + 1;
            equal.put(term.substring(0, at), unescaped(term.substring(value)));
        }
    }

    private static String unescaped(String value) {
        return value.replaceAll("\\\\([\\\\,=])", "$1");
    }
}
