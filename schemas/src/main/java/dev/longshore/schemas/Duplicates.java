package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape.ListOf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Items of sets and of lists with keys that stand there twice. */
final class Duplicates {
    private Duplicates() {}

    static List<Problem> find(ArrayNode items, ListOf list, CharSequence path) {
        return switch (list.ownership()) {
            case ATOMIC -> List.of();
            case SET -> ofSet(items, path);
            case MAP -> ofMap(items, list.keys(), path);
        };
    }

    private static List<Problem> ofSet(ArrayNode items, CharSequence path) {
        List<Problem> problems = new ArrayList<>();
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i))) {
                problems.add(
                        Problem.duplicate(path + "[" + i + "]", items.get(i).toString()));
            }
        }
        return problems;
    }

    /** An item without any of its keys is reported elsewhere, as lacking what is required. */
    private static List<Problem> ofMap(ArrayNode items, List<String> keys, CharSequence path) {
        List<Problem> problems = new ArrayList<>();
        Set<JsonNode> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            JsonNode key = key(items.get(i), keys);
            if (!key.isMissingNode() && !seen.add(key)) {
                String item = path + "[" + i + "]";
                problems.add(Problem.duplicate(keys.size() == 1 ? item + "." + keys.getFirst() : item, key.toString()));
            }
        }
        return problems;
    }

    private static JsonNode key(JsonNode item, List<String> keys) {
        if (keys.size() == 1) {
            return item.path(keys.getFirst());
        }
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String name : keys) {
            if (item.hasNonNull(name)) {
                key.set(name, item.get(name));
            }
        }
        return key.isEmpty() ? MissingNode.getInstance() : key;
    }
}
