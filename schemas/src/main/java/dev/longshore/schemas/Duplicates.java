package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape.ListOf;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Items of sets and of lists with keys that stand there twice. */
final class Duplicates {
    private Duplicates() {}

    static List<Problem> find(ArrayNode items, ListOf list, String path) {
        return switch (list.ownership()) {
            case ATOMIC -> List.of();
            case SET -> ofSet(items, path);
            case MAP -> ofMap(items, list.keys(), path);
        };
    }

    private static List<Problem> ofSet(ArrayNode items, String path) {
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
    private static List<Problem> ofMap(ArrayNode items, List<String> keys, String path) {
        List<Problem> problems = new ArrayList<>();
        Set<ObjectNode> seen = new HashSet<>();
        for (int i = 0; i < items.size(); i++) {
            ObjectNode key = key(items.get(i), keys);
            if (!key.isEmpty() && !seen.add(key)) {
                String item = path + "[" + i + "]";
                problems.add(
                        keys.size() == 1
                                ? Problem.duplicate(
                                        item + "." + keys.getFirst(),
                                        key.path(keys.getFirst()).toString())
                                : Problem.duplicate(item, key.toString()));
            }
        }
        return problems;
    }

    private static ObjectNode key(JsonNode item, List<String> keys) {
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String name : keys) {
            if (item.hasNonNull(name)) {
                key.set(name, item.get(name));
            }
        }
        return key;
    }
}
