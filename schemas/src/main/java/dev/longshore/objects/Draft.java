package dev.longshore.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.function.Consumer;

/** An object as a caller wants it written. Immutable: each {@code with} gives a new draft. */
public final class Draft {
    private final ObjectKey key;
    private final ObjectNode tree;

    private Draft(ObjectKey key, ObjectNode tree) {
        this.key = key;
        this.tree = tree;
    }

    /** @param tree copied */
    public static Draft of(ObjectKey key, ObjectNode tree) {
        return new Draft(key, tree.deepCopy());
    }

    /** A draft that shares the tree of what nobody changes. */
    static Draft of(ObjectKey key, Fields whole) {
        return new Draft(key, (ObjectNode) whole.tree());
    }

    /** A draft whose name and namespace are those of the body. */
    public static Draft of(Kind kind, ObjectNode body) {
        String namespace =
                kind.namespaced() ? body.path("metadata").path("namespace").asText("") : "";
        return of(
                ObjectKey.of(kind, namespace, body.path("metadata").path("name").asText("")), body);
    }

    /** A new object with type and identity, nothing else. */
    public static Draft empty(ObjectKey key) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("apiVersion", key.kind().apiVersion()).put("kind", key.kind().name());
        ObjectNode metadata = tree.putObject("metadata");
        if (!key.name().isEmpty()) {
            metadata.put("name", key.name());
        }
        if (!key.namespace().isEmpty()) {
            metadata.put("namespace", key.namespace());
        }
        return new Draft(key, tree);
    }

    public ObjectKey key() {
        return key;
    }

    /** The same content, meant for a subresource of the object. */
    public Draft sub(String subresource) {
        return new Draft(key.sub(subresource), tree);
    }

    /** Sets one value; objects on the way are made. {@code value}: see {@link #json}. */
    public Draft with(Object value, String... path) {
        return new Draft(key, Trees.with(tree, json(value), path));
    }

    /** Removes one value; absent is fine. */
    public Draft without(String... path) {
        return new Draft(key, Trees.without(tree, path));
    }

    /** Applies many changes to one copy. */
    public Draft edited(Consumer<ObjectNode> change) {
        ObjectNode copy = tree.deepCopy();
        change.accept(copy);
        return new Draft(key, copy);
    }

    /** Read-only. */
    public Fields fields() {
        return Fields.of(tree);
    }

    /** A tree of one's own. */
    public ObjectNode copy() {
        return tree.deepCopy();
    }

    /** {@code value} as JSON, numbers in the class that a parser gives them: a tree (copied), {@link Fields}, text, number, truth value, or an iterable or map of these. */
    public static JsonNode json(Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (value) {
            case JsonNode node -> node.deepCopy();
            case Fields fields -> fields.copy();
            case OwnerReference owner -> owner.toJson();
            case String text -> make.textNode(text);
            case Boolean flag -> make.booleanNode(flag);
            case Integer number -> make.numberNode(number);
            case Long number -> number(number);
            case Double number -> make.numberNode(number);
            case Map<?, ?> map -> {
                ObjectNode object = make.objectNode();
                map.forEach((name, child) -> object.set(String.valueOf(name), json(child)));
                yield object;
            }
            case Iterable<?> list -> {
                ArrayNode array = make.arrayNode();
                list.forEach(child -> array.add(json(child)));
                yield array;
            }
            default -> throw new IllegalArgumentException("no JSON form: " + value.getClass());
        };
    }

    /** In the node type that parsing would give: equal trees must be equal whoever made them. */
    private static JsonNode number(long number) {
        boolean small = number == (int) number;
        return small ? JsonNodeFactory.instance.numberNode((int) number) : JsonNodeFactory.instance.numberNode(number);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Draft draft && key.equals(draft.key) && tree.equals(draft.tree);
    }

    @Override
    public int hashCode() {
        return key.hashCode() * 31 + tree.hashCode();
    }

    /** Key only: values may be secret. */
    @Override
    public String toString() {
        return "draft of " + key;
    }
}
