package dev.longshore.engine.registry.patches;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' strategic merge patch: maps merge, lists merge by key where the kind says so, and words that begin with a dollar sign
 * direct it. Source: Kubernetes API machinery, strategicpatch.
 */
public final class StrategicPatches {
    static final String DIRECTIVE = "$patch";
    private static final String RETAIN = "$retainKeys";
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final Shape ANYTHING = new Shape.Raw();

    private StrategicPatches() {}

    /**
     * @param object not changed
     * @throws BadPatch when the patch is malformed
     */
    public static JsonNode apply(Shape shape, ObjectNode object, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            throw new BadPatch(true, "a strategic merge patch is an object");
        }
        return merge(shape, object, changes);
    }

    static ObjectNode merge(Shape shape, ObjectNode original, ObjectNode patch) {
        if (patch.has(DIRECTIVE)) {
            return directed(shape, original, patch);
        }
        ObjectNode result = original.deepCopy();
        for (Map.Entry<String, JsonNode> entry : patch.properties()) {
            if (!entry.getKey().startsWith("$")) {
                put(shape, result, entry.getKey(), entry.getValue(), patch);
            }
        }
        listsOnlyDirected(patch).forEach(name -> put(shape, result, name, JsonNodeFactory.instance.arrayNode(), patch));
        retain(patch, result);
        return result;
    }

    private static ObjectNode directed(Shape shape, ObjectNode original, ObjectNode patch) {
        ObjectNode rest = patch.deepCopy();
        rest.remove(DIRECTIVE);
        return switch (patch.path(DIRECTIVE).asText()) {
            case "replace" -> merge(shape, JsonNodeFactory.instance.objectNode(), rest);
            case "delete" -> JsonNodeFactory.instance.objectNode();
            case "merge" -> merge(shape, original, rest);
            default ->
                throw new BadPatch(
                        true, "unknown patch type: " + patch.path(DIRECTIVE).asText() + " in map: " + go(patch));
        };
    }

    private static void put(Shape shape, ObjectNode result, String name, JsonNode value, ObjectNode patch) {
        Shape below = below(shape, name);
        JsonNode old = result.path(name);
        if (value.isNull()) {
            result.remove(name);
        } else if (value instanceof ObjectNode changes) {
            ObjectNode base = old instanceof ObjectNode there ? there : JsonNodeFactory.instance.objectNode();
            result.set(name, merge(below, base, changes));
        } else if (value instanceof ArrayNode changes
                && below instanceof Shape.ListOf list
                && list.mergeKey() != null) {
            StrategicLists lists = new StrategicLists(list, patch.path(ORDER + name), patch.path(DELETE + name));
            result.set(name, lists.merge(old, changes));
        } else {
            result.set(name, value.deepCopy());
        }
    }

    private static Shape below(Shape shape, String name) {
        return switch (shape) {
            case Shape.Struct struct -> shapeOf(struct.named(name));
            case Shape.MapOf map -> map.value();
            case Shape.Either either -> below(either.object(), name);
            case Shape.ListOf list -> ANYTHING;
            case Shape.Raw raw -> ANYTHING;
            case Shape.Scalar scalar -> ANYTHING;
        };
    }

    private static Shape shapeOf(Shape.@Nullable Field field) {
        return field == null ? ANYTHING : field.shape();
    }

    /** Lists that the patch orders or thins out but does not extend. */
    private static Set<String> listsOnlyDirected(ObjectNode patch) {
        Set<String> names = new TreeSet<>();
        patch.fieldNames().forEachRemaining(word -> {
            if (word.startsWith(ORDER) || word.startsWith(DELETE)) {
                names.add(word.substring(word.indexOf('/') + 1));
            }
        });
        names.removeIf(patch::has);
        return names;
    }

    private static void retain(ObjectNode patch, ObjectNode result) {
        if (!patch.has(RETAIN)) {
            return;
        }
        Set<String> kept = new HashSet<>();
        patch.path(RETAIN).forEach(name -> kept.add(name.asText()));
        patch.properties().forEach(entry -> {
            if (!entry.getKey().startsWith("$") && !entry.getValue().isNull() && !kept.contains(entry.getKey())) {
                throw new BadPatch(true, "invalid patch format of retainKeys: " + entry.getKey() + " is not listed");
            }
        });
        result.retain(kept);
    }

    /** As Go prints a map, for that is what the message has. */
    static String go(JsonNode node) {
        StringBuilder text = new StringBuilder("map[");
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            text.append(text.length() > 4 ? " " : "")
                    .append(name)
                    .append(':')
                    .append(node.path(name).asText());
        }
        return text.append(']').toString();
    }
}
