package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a value is made of, as far as managers can own its parts apart from one another. */
final class Parts {
    private static final Shape ANYTHING = new Shape.Raw();

    private Parts() {}

    record Part(Shape shape, JsonNode node) {}

    /**
     * The parts by element, in the order of the value; empty for what is owned as a whole. Items that bear the same key, as environment
     * variables may, are {@link Elements#repeated} and owned together.
     */
    static Optional<Map<String, Part>> of(Shape shape, JsonNode node) {
        return switch (shape) {
            case Shape.Struct struct when node.isObject() && !struct.atomic() -> Optional.of(fields(struct, node));
            case Shape.MapOf map when node.isObject() && !map.atomic() -> Optional.of(entries(map, node));
            case Shape.ListOf list
            when node.isArray() && list.ownership() != Shape.Ownership.ATOMIC -> Optional.of(items(list, node));
            case Shape.Either either -> of(node.isObject() ? either.object() : either.other(), node);
            default -> Optional.empty();
        };
    }

    private static Map<String, Part> fields(Shape.Struct struct, JsonNode node) {
        Map<String, Part> parts = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            Shape.Field field = struct.named(entry.getKey());
            Shape shape = field == null ? ANYTHING : field.shape();
            parts.put(Elements.field(entry.getKey()), new Part(shape, entry.getValue()));
        });
        return parts;
    }

    private static Map<String, Part> entries(Shape.MapOf map, JsonNode node) {
        Map<String, Part> parts = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> parts.put(Elements.field(entry.getKey()), new Part(map.value(), entry.getValue())));
        return parts;
    }

    private static Map<String, Part> items(Shape.ListOf list, JsonNode node) {
        Map<String, Part> parts = new LinkedHashMap<>();
        node.forEach(item -> {
            String element = Elements.item(list, item);
            String free = element;
            for (int times = 2; parts.containsKey(free); times++) {
                free = Elements.repeated(element, times);
            }
            parts.put(free, new Part(list.item(), item));
        });
        return parts;
    }

    /** Puts parts together again, in their order. */
    static JsonNode whole(JsonNode like, Map<String, Part> parts) {
        if (like.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            parts.forEach((element, part) -> object.set(Elements.name(element), part.node()));
            return object;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        parts.values().forEach(part -> array.add(part.node()));
        return array;
    }
}
