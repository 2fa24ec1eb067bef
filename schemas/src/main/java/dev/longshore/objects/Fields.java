package dev.longshore.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Read-only cursor into a JSON tree that somebody else owns. An absent field, a null and a value of another type than asked for
 * all answer as absent. Nothing handed out can be changed; {@link #copy()} gives a tree of one's own.
 */
public final class Fields {
    /** Points at nothing. */
    public static final Fields NONE = new Fields(MissingNode.getInstance());

    private final JsonNode node;

    private Fields(JsonNode node) {
        this.node = node;
    }

    /** Wraps {@code tree}; the caller promises not to change it any more. */
    public static Fields of(JsonNode tree) {
        return new Fields(tree);
    }

    /** The value below a path of field names; {@link #NONE} when any of them is absent. */
    public Fields at(String... path) {
        JsonNode found = find(path);
        return found.isMissingNode() ? NONE : new Fields(found);
    }

    /** Whether there is a value other than null. */
    public boolean has(String... path) {
        return !find(path).isMissingNode();
    }

    /** A string. */
    public Optional<String> text(String... path) {
        JsonNode found = find(path);
        return found.isTextual() ? Optional.of(found.textValue()) : Optional.empty();
    }

    /** A whole number that fits 64 bits. */
    public OptionalLong number(String... path) {
        JsonNode found = find(path);
        return found.isIntegralNumber() && found.canConvertToLong()
                ? OptionalLong.of(found.longValue())
                : OptionalLong.empty();
    }

    /** A truth value; absent counts as false. */
    public boolean flag(String... path) {
        return find(path).asBoolean(false);
    }

    /** A string or number as text, as int-or-string and quantity fields hold it. */
    public Optional<String> scalar(String... path) {
        JsonNode found = find(path);
        return found.isValueNode() && !found.isMissingNode() ? Optional.of(found.asText()) : Optional.empty();
    }

    /** The items of a list, in order; empty when absent. */
    public List<Fields> items(String... path) {
        JsonNode found = find(path);
        if (!found.isArray()) {
            return List.of();
        }
        List<Fields> items = new ArrayList<>(found.size());
        found.forEach(item -> items.add(new Fields(item)));
        return Collections.unmodifiableList(items);
    }

    /** The strings of a list of strings, in order. */
    public List<String> texts(String... path) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : find(path)) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            }
        }
        return Collections.unmodifiableList(texts);
    }

    /** The fields of an object, in document order; empty when absent. */
    public Map<String, Fields> entries(String... path) {
        Map<String, Fields> entries = new LinkedHashMap<>();
        find(path).properties().forEach(entry -> entries.put(entry.getKey(), new Fields(entry.getValue())));
        return Collections.unmodifiableMap(entries);
    }

    /** The entries of a map of strings, in document order. */
    public Map<String, String> strings(String... path) {
        Map<String, String> strings = new LinkedHashMap<>();
        find(path).properties().forEach(entry -> {
            if (entry.getValue().isTextual()) {
                strings.put(entry.getKey(), entry.getValue().textValue());
            }
        });
        return Collections.unmodifiableMap(strings);
    }

    /** Takes the fields of this object one by one, in document order; none when it is no object. */
    public void eachEntry(BiConsumer<String, Fields> taker) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            taker.accept(entry.getKey(), new Fields(entry.getValue()));
        }
    }

    /** Whether there is neither a field nor an item. */
    public boolean isEmpty() {
        return node.isEmpty();
    }

    public boolean isObject() {
        return node.isObject();
    }

    public boolean isList() {
        return node.isArray();
    }

    /** The tree itself, for those who need its nodes. Not to be changed. */
    public JsonNode tree() {
        return node;
    }

    /** A tree of one's own, free to change. */
    public JsonNode copy() {
        return node.deepCopy();
    }

    private JsonNode find(String... path) {
        JsonNode found = node;
        for (String name : path) {
            found = found.path(name);
        }
        return found.isNull() ? MissingNode.getInstance() : found;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && node.equals(fields.node);
    }

    @Override
    public int hashCode() {
        return node.hashCode();
    }

    /** The JSON text. */
    @Override
    public String toString() {
        return node.toString();
    }
}
