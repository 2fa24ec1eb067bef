package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.schemas.Shape;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One step of a path, as {@code fieldsV1} writes it. */
final class Elements {
    private static final int PREFIX = 2;
    private static final Pattern REPEATED = Pattern.compile("#\\d+$");

    private Elements() {}

    static String field(String name) {
        return "f:" + name;
    }

    /** The same item once more: a place of its own in the list, owned with the first. */
    static String repeated(String element, int times) {
        return element + "#" + times;
    }

    /** What owns a place: repeated items go with the first. No scalar and no key ends as a repetition does. */
    static String owned(String element) {
        return isItem(element) ? REPEATED.matcher(element).replaceFirst("") : element;
    }

    /** The field's name. */
    static String name(String element) {
        return element.substring(PREFIX);
    }

    /** Whether it is an item of a list. */
    static boolean isItem(String element) {
        return element.charAt(0) != 'f';
    }

    /** An item of a list that is shared item by item. A key field that is not given counts with its default. */
    static String item(Shape.ListOf list, JsonNode item) {
        if (list.ownership() == Shape.Ownership.SET) {
            return "v:" + item;
        }
        TreeMap<String, JsonNode> keys = new TreeMap<>();
        for (String key : list.keys()) {
            JsonNode value = item.hasNonNull(key) ? item.get(key) : fallback(list, key);
            if (!value.isMissingNode()) {
                keys.put(key, value);
            }
        }
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        keys.forEach(json::set);
        return "k:" + json;
    }

    private static JsonNode fallback(Shape.ListOf list, String key) {
        if (list.item() instanceof Shape.Struct struct) {
            Shape.Field field = struct.named(key);
            if (field != null && field.defaultValue() != null) {
                return field.defaultValue();
            }
        }
        return JsonNodeFactory.instance.missingNode();
    }

    /** As conflict messages print it. */
    static String text(String element) {
        String rest = element.substring(PREFIX);
        return switch (element.charAt(0)) {
            case 'k' ->
                "["
                        + CanonicalJson.parse(rest.getBytes(StandardCharsets.UTF_8)).properties().stream()
                                .map(key -> key.getKey() + "=" + key.getValue())
                                .collect(Collectors.joining(","))
                        + "]";
            case 'v' -> "[=" + rest + "]";
            default -> "." + rest;
        };
    }
}
