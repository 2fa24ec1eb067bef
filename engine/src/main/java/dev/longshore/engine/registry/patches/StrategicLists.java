package dev.longshore.engine.registry.patches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges one list item by item.
 *
 * @param order the wanted order of items, where the patch gives one
 * @param deleted plain values to take out
 */
record StrategicLists(Shape.ListOf list, JsonNode order, JsonNode deleted) {
    private static final String REPLACE = "replace";
    private static final String DELETE = "delete";

    ArrayNode merge(JsonNode original, ArrayNode patch) {
        Map<JsonNode, JsonNode> live = byKey(original);
        List<JsonNode> serverOrder = new ArrayList<>(live.keySet());
        List<JsonNode> patched = new ArrayList<>();
        if (replaces(patch)) {
            live.clear();
        }
        for (JsonNode item : patch) {
            change(live, patched, item);
        }
        deleted.forEach(live::remove);
        return arranged(live, wantedOrder(patched), serverOrder);
    }

    private void change(Map<JsonNode, JsonNode> live, List<JsonNode> patched, JsonNode item) {
        String directive = item.path(StrategicPatches.DIRECTIVE).asText("");
        if (directive.equals(REPLACE) && !item.has(mergeKey())) {
            return;
        }
        JsonNode key = key(item);
        if (directive.equals(DELETE)) {
            live.remove(key);
            return;
        }
        patched.add(key);
        live.put(key, merged(live.get(key), item));
    }

    private JsonNode merged(@Nullable JsonNode old, JsonNode item) {
        if (!(item instanceof ObjectNode changes)) {
            return item;
        }
        ObjectNode base = old instanceof ObjectNode there ? there : JsonNodeFactory.instance.objectNode();
        return StrategicPatches.merge(list.item(), base, changes);
    }

    private boolean replaces(ArrayNode patch) {
        for (JsonNode item : patch) {
            if (item.path(StrategicPatches.DIRECTIVE).asText("").equals(REPLACE) && !item.has(mergeKey())) {
                return true;
            }
        }
        return false;
    }

    private List<JsonNode> wantedOrder(List<JsonNode> patched) {
        if (!order.isArray()) {
            return patched;
        }
        List<JsonNode> wanted = new ArrayList<>();
        order.forEach(item -> wanted.add(key(item)));
        List<JsonNode> known = wanted.stream().filter(patched::contains).toList();
        if (!known.equals(patched)) {
            throw new BadPatch(
                    true,
                    "The order in patch list:\n" + patched + "\n doesn't match $setElementOrder list:\n" + wanted);
        }
        return wanted;
    }

    /**
     * Ordered items in their order; the others keep the server's, each before the first ordered one that followed it there. So what
     * is new comes first.
     */
    private static ArrayNode arranged(Map<JsonNode, JsonNode> items, List<JsonNode> wanted, List<JsonNode> server) {
        ArrayDeque<JsonNode> ordered =
                new ArrayDeque<>(wanted.stream().filter(items::containsKey).toList());
        ArrayDeque<JsonNode> others = new ArrayDeque<>(server.stream()
                .filter(key -> items.containsKey(key) && !wanted.contains(key))
                .toList());
        ArrayNode result = JsonNodeFactory.instance.arrayNode();
        while (!ordered.isEmpty() || !others.isEmpty()) {
            boolean other = ordered.isEmpty()
                    || (!others.isEmpty() && server.indexOf(others.peek()) < server.indexOf(ordered.peek()));
            result.add(items.get(other ? others.poll() : ordered.poll()));
        }
        return result;
    }

    private Map<JsonNode, JsonNode> byKey(JsonNode original) {
        Map<JsonNode, JsonNode> items = new LinkedHashMap<>();
        original.forEach(item -> items.put(key(item), item));
        return items;
    }

    private JsonNode key(JsonNode item) {
        if (mergeKey().isEmpty()) {
            return item;
        }
        if (!item.hasNonNull(mergeKey())) {
            throw new BadPatch(
                    true, "map: " + StrategicPatches.go(item) + " does not contain declared merge key: " + mergeKey());
        }
        return item.get(mergeKey());
    }

    private String mergeKey() {
        String key = list.mergeKey();
        return key == null ? "" : key;
    }
}
