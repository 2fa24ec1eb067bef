package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.engine.registry.ownership.Parts.Part;
import dev.longshore.schemas.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The field sets of values. */
final class FieldSets {
    private static final String METADATA = Elements.field("metadata");
    private static final List<String> NEVER_OWNED = elements("apiVersion", "kind");
    private static final List<String> NEVER_OWNED_METADATA = elements(
            "name",
            "namespace",
            "creationTimestamp",
            "selfLink",
            "uid",
            "clusterName",
            "generation",
            "managedFields",
            "resourceVersion");

    private FieldSets() {}

    private static List<String> elements(String... names) {
        return Arrays.stream(names).map(Elements::field).toList();
    }

    /** What an apply of a value claims: its leaves, and its list items as such. */
    static FieldSet claimed(Shape shape, JsonNode node) {
        return Parts.of(shape, node)
                .filter(parts -> !parts.isEmpty())
                .map(FieldSets::claimedParts)
                .orElse(FieldSet.LEAF);
    }

    private static FieldSet claimedParts(Map<String, Part> parts) {
        TreeMap<String, FieldSet> children = new TreeMap<>();
        parts.forEach(
                (element, part) -> children.merge(Elements.owned(element), added(element, part), FieldSet::union));
        return FieldSet.of(false, children);
    }

    /** Every path of a value, those of its structs and lists too. */
    static FieldSet everything(Shape shape, JsonNode node) {
        TreeMap<String, FieldSet> children = new TreeMap<>();
        Parts.of(shape, node)
                .ifPresent(parts -> parts.forEach((element, part) -> children.merge(
                        Elements.owned(element), everything(part.shape(), part.node()), FieldSet::union)));
        return FieldSet.of(true, children);
    }

    /** Without what nobody owns: type, identity, and what the server keeps. */
    static FieldSet ownable(FieldSet set) {
        FieldSet metadata = set.at(METADATA).below().without(NEVER_OWNED_METADATA);
        return set.below().without(NEVER_OWNED).with(METADATA, metadata);
    }

    /** Which paths two states of an object differ in. */
    static Difference difference(Shape shape, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return Difference.NONE;
        }
        Optional<Map<String, Part>> old = Parts.of(shape, before);
        Optional<Map<String, Part>> now = Parts.of(shape, after);
        if (old.isPresent()
                && now.isPresent()
                && !old.orElseThrow().isEmpty()
                && !now.orElseThrow().isEmpty()) {
            return partsDifference(old.orElseThrow(), now.orElseThrow());
        }
        FieldSet gone = everything(shape, before).minus(everything(shape, after));
        return new Difference(claimed(shape, after), gone);
    }

    private static Difference partsDifference(Map<String, Part> old, Map<String, Part> now) {
        TreeMap<String, FieldSet> changed = new TreeMap<>();
        TreeMap<String, FieldSet> removed = new TreeMap<>();
        now.forEach((element, after) -> {
            Part before = old.get(element);
            Difference one = before == null
                    ? new Difference(added(element, after), FieldSet.NONE)
                    : difference(after.shape(), before.node(), after.node());
            changed.merge(Elements.owned(element), one.changed(), FieldSet::union);
            removed.merge(Elements.owned(element), one.removed(), FieldSet::union);
        });
        old.forEach((element, before) -> {
            Part left = now.get(Elements.owned(element));
            if (left == null) {
                removed.merge(Elements.owned(element), everything(before.shape(), before.node()), FieldSet::union);
            } else if (!now.containsKey(element)) {
                changed.merge(Elements.owned(element), added(element, left), FieldSet::union);
            }
        });
        return new Difference(FieldSet.of(false, changed), FieldSet.of(false, removed));
    }

    private static FieldSet added(String element, Part part) {
        FieldSet set = claimed(part.shape(), part.node());
        return Elements.isItem(element) ? set.asOwned() : set;
    }

    /**
     * @param changed came or have another value
     * @param removed are gone
     */
    record Difference(FieldSet changed, FieldSet removed) {
        static final Difference NONE = new Difference(FieldSet.NONE, FieldSet.NONE);

        boolean isEmpty() {
            return changed.isEmpty() && removed.isEmpty();
        }

        Difference ownable() {
            return new Difference(FieldSets.ownable(changed), FieldSets.ownable(removed));
        }
    }
}
