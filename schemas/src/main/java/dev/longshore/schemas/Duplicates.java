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

    static List<Problem> find(ArrayNode items, ListOf list, Place path) {
        return switch (list.ownership()) {
            case ATOMIC -> List.of();
            case SET -> ofSet(items, path);
            case MAP -> ofMap(items, list.keys(), path);
        };
    }

    private static List<Problem> ofSet(ArrayNode items, Place path) {
        List<Problem> problems = new ArrayList<>();
        Set<JsonNode> seen = HashSet.newHashSet(items.size());
        for (int i = 0; i < items.size(); i++) {
            if (!seen.add(items.get(i))) {
                problems.add(
                        Problem.duplicate(path + "[" + i + "]", items.get(i).toString()));
            }
        }
        return problems;
    }

    /** An item without any of its keys is reported elsewhere, as lacking what is required. */
    private static List<Problem> ofMap(ArrayNode items, List<String> keys, Place path) {
        List<Problem> problems = new ArrayList<>();
        Set<Object> seen = HashSet.newHashSet(items.size());
        for (int i = 0; i < items.size(); i++) {
            JsonNode item = items.get(i);
            if (hasAny(item, keys) && !seen.add(key(item, keys))) {
                problems.add(duplicate(item, keys, path + "[" + i + "]"));
            }
        }
        return problems;
    }

    private static boolean hasAny(JsonNode item, List<String> keys) {
        for (String key : keys) {
            if (item.hasNonNull(key)) {
                return true;
            }
        }
        return false;
    }

    /** What tells an item from the others: equal for items with equal keys. */
    private static Object key(JsonNode item, List<String> keys) {
        return switch (keys.size()) {
            case 1 -> item.path(keys.getFirst());
            case 2 -> List.of(item.path(keys.getFirst()), item.path(keys.getLast()));
            default -> keys.stream().map(item::path).toList();
        };
    }

    private static Problem duplicate(JsonNode item, List<String> keys, String place) {
        if (keys.size() == 1) {
            return Problem.duplicate(
                    place + "." + keys.getFirst(), item.path(keys.getFirst()).toString());
        }
        ObjectNode key = JsonNodeFactory.instance.objectNode();
        for (String name : keys) {
            if (item.hasNonNull(name)) {
                key.set(name, item.get(name));
            }
        }
        return Problem.duplicate(place, key.toString());
    }
}
