package dev.longshore.client;

import dev.longshore.objects.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Selectors as they stand in a query string. Source: Kubernetes documentation, "Labels and Selectors", "Field Selectors". */
final class SelectorText {
    private SelectorText() {}

    static String labels(Selector selector) {
        return selector.requirements().stream().map(SelectorText::one).collect(Collectors.joining(","));
    }

    private static String one(Selector.Requirement requirement) {
        String key = requirement.key();
        List<String> values = requirement.values();
        return switch (requirement.operator()) {
            case IN ->
                values.size() == 1 ? key + "=" + values.getFirst() : key + " in (" + String.join(",", values) + ")";
            case NOT_IN -> key + " notin (" + String.join(",", values) + ")";
            case EXISTS -> key;
            case DOES_NOT_EXIST -> "!" + key;
            case GREATER_THAN -> key + ">" + values.getFirst();
            case LESS_THAN -> key + "<" + values.getFirst();
        };
    }

    static String fields(Map<String, String> equal, Map<String, String> unequal) {
        List<String> all = new ArrayList<>();
        equal.forEach((path, value) -> all.add(path + "=" + escaped(value)));
        unequal.forEach((path, value) -> all.add(path + "!=" + escaped(value)));
        return String.join(",", all);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
    }
}
