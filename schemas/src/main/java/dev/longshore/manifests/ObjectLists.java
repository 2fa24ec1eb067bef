package dev.longshore.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Top-level values to single objects: {@code List} and typed lists are taken apart, everything else must be an object. */
final class ObjectLists {
    private static final String LIST = "List";

    private ObjectLists() {}

    static List<Parsed> flat(Parsed content) {
        ObjectNode object = object(content);
        String kind = object.get("kind").textValue();
        return kind.endsWith(LIST) && (object.has("items") || kind.equals(LIST))
                ? items(object, content, kind)
                : List.of(content);
    }

    private static ObjectNode object(Parsed content) {
        if (!(content.value() instanceof ObjectNode object)) {
            throw fault(content, "", "a Kubernetes object must be a mapping with apiVersion and kind");
        }
        for (String field : List.of("apiVersion", "kind")) {
            JsonNode value = object.path(field);
            if (!value.isTextual() || value.textValue().isEmpty()) {
                throw fault(content, field, field + " is missing, empty or no text");
            }
        }
        return object;
    }

    private static List<Parsed> items(ObjectNode list, Parsed content, String kind) {
        JsonNode items = list.path("items");
        if (items.isNull()) {
            return List.of();
        }
        if (!items.isArray()) {
            throw fault(content, "items", "a " + kind + " needs a list of items");
        }
        List<Parsed> objects = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            Parsed item = typed(new Parsed(items.get(i), spot(content, i)), list, kind);
            if (object(item).get("kind").textValue().endsWith(LIST)
                    && item.value().has("items")) {
                throw fault(item, "", "a list inside a list is not supported: write its items here");
            }
            objects.add(item);
        }
        return objects;
    }

    /** Items of a typed list may leave their type out. */
    private static Parsed typed(Parsed item, ObjectNode list, String kind) {
        if (kind.equals(LIST) || !(item.value() instanceof ObjectNode object) || object.has("kind")) {
            return item;
        }
        ObjectNode whole = object.deepCopy();
        whole.put("kind", kind.substring(0, kind.length() - LIST.length()));
        whole.set("apiVersion", list.get("apiVersion"));
        return new Parsed(whole, item.spot());
    }

    private static Spot spot(Parsed content, int index) {
        Spot items = content.spot().fields().get("items");
        return items == null ? content.spot() : items.items().get(index);
    }

    private static Unreadable fault(Parsed content, String path, String text) {
        Manifest.Place place = content.spot().of(path).orElse(content.spot().place());
        return new Unreadable(place.line(), place.column(), text);
    }
}
