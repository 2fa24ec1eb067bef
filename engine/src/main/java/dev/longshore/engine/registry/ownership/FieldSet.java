package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A set of field paths, as a tree. Immutable. Elements are written as in {@code fieldsV1}: {@code f:name}, {@code k:{"name":"c"}},
 * {@code v:"x"}.
 *
 * @param self whether the path of this node is in the set
 * @param children none of them empty
 */
record FieldSet(boolean self, SortedMap<String, FieldSet> children) {
    static final FieldSet NONE = of(false, new TreeMap<>());
    static final FieldSet LEAF = of(true, new TreeMap<>());

    private static final String SELF = ".";

    /** @param children given away; empty ones are left out */
    static FieldSet of(boolean self, TreeMap<String, FieldSet> children) {
        children.values().removeIf(FieldSet::isEmpty);
        return new FieldSet(self, Collections.unmodifiableSortedMap(children));
    }

    /** Reads {@code fieldsV1}. */
    static FieldSet read(JsonNode written) {
        TreeMap<String, FieldSet> children = new TreeMap<>();
        written.properties().forEach(entry -> {
            if (!entry.getKey().equals(SELF)) {
                children.put(entry.getKey(), readChild(entry.getValue()));
            }
        });
        return of(written.has(SELF), children);
    }

    private static FieldSet readChild(JsonNode written) {
        return written.isEmpty() ? LEAF : read(written);
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (self && !children.isEmpty()) {
            json.putObject(SELF);
        }
        children.forEach((element, child) -> json.set(element, child.toJson()));
        return json;
    }

    boolean isEmpty() {
        return !self && children.isEmpty();
    }

    /** What of the set lies below an element. */
    FieldSet at(String element) {
        return children.getOrDefault(element, NONE);
    }

    FieldSet with(String element, FieldSet child) {
        TreeMap<String, FieldSet> more = new TreeMap<>(children);
        more.put(element, child);
        return of(self, more);
    }

    FieldSet without(Collection<String> elements) {
        TreeMap<String, FieldSet> fewer = new TreeMap<>(children);
        fewer.keySet().removeAll(elements);
        return of(self, fewer);
    }

    /** What is below, and not the path of this node. */
    FieldSet below() {
        return new FieldSet(false, children);
    }

    FieldSet asOwned() {
        return new FieldSet(true, children);
    }

    FieldSet union(FieldSet other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        return combined(self || other.self, other, FieldSet::union);
    }

    FieldSet minus(FieldSet other) {
        return isEmpty() || other.isEmpty() ? this : combined(self && !other.self, other, FieldSet::minus);
    }

    FieldSet intersect(FieldSet other) {
        return isEmpty() || other.isEmpty() ? NONE : combined(self && other.self, other, FieldSet::intersect);
    }

    private FieldSet combined(boolean both, FieldSet other, BinaryOperator<FieldSet> operation) {
        TreeMap<String, FieldSet> merged = new TreeMap<>();
        children.forEach((element, child) -> merged.put(element, operation.apply(child, other.at(element))));
        other.children.forEach(
                (element, child) -> merged.computeIfAbsent(element, any -> operation.apply(NONE, child)));
        return of(both, merged);
    }

    /** The paths in the set, as conflict messages print them: {@code .spec.containers[name="c"].image}. */
    List<String> paths() {
        List<String> found = new ArrayList<>();
        collect("", found);
        return found;
    }

    private void collect(String path, List<String> found) {
        if (self) {
            found.add(path);
        }
        for (Map.Entry<String, FieldSet> child : children.entrySet()) {
            child.getValue().collect(path + Elements.text(child.getKey()), found);
        }
    }
}
