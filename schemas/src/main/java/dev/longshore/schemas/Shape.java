package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a JSON value must look like; every consumer of a kind walks the same nodes. Immutable once linked. */
public sealed interface Shape {
    /** Values without parts. */
    enum Scalar implements Shape {
        STRING,
        BOOL,
        INT32,
        INT64,
        DOUBLE,
        BYTES,
        QUANTITY,
        INT_OR_STRING,
        TIME,
        MICRO_TIME,
        DURATION
    }

    /** Anything at all; kept as it is. */
    record Raw() implements Shape {}

    /**
     * @param keys the fields that identify an item when {@code ownership} is MAP
     * @param mergeKey strategic merge key; empty: items are merged by their value; null: the list is replaced as a whole
     */
    record ListOf(
            Shape item,
            Ownership ownership,
            List<String> keys,
            @Nullable String mergeKey) implements Shape {}

    /** A map with free keys. */
    record MapOf(Shape value, boolean atomic) implements Shape {}

    /** Either of two forms, told apart by whether the value is an object. */
    record Either(Shape object, Shape other) implements Shape {}

    /** How field managers share a list. Source: structured-merge-diff list types. */
    enum Ownership {
        ATOMIC,
        SET,
        MAP
    }

    /** How far a field is honoured; said to the user wherever it is not FULL. INHERITED: as far as the field it stands in. */
    enum Support {
        FULL,
        PARTIAL,
        NONE,
        INHERITED
    }

    /** A type with named fields. A class, for types are recursive; linked once, unchanged afterwards. */
    final class Struct implements Shape {
        private final String name;
        private final String doc;
        private final boolean atomic;
        private final boolean keepsUnknown;
        private final List<Set<String>> unions = new ArrayList<>();
        private final List<Rule> rules;
        private final List<Consumer<ObjectNode>> defaulters;
        private final Map<String, Field> fields = new LinkedHashMap<>();
        private final List<Field> defaulted = new ArrayList<>();
        private final List<Field> required = new ArrayList<>();
        private final List<Set<String>> unionsView = Collections.unmodifiableList(unions);
        private final Collection<Field> fieldsView = Collections.unmodifiableCollection(fields.values());
        private final List<Field> defaultedView = Collections.unmodifiableList(defaulted);
        private final List<Field> requiredView = Collections.unmodifiableList(required);

        Struct(
                String name,
                String doc,
                boolean atomic,
                boolean keepsUnknown,
                List<Rule> rules,
                List<Consumer<ObjectNode>> defaulters) {
            this.name = name;
            this.doc = doc;
            this.atomic = atomic;
            this.keepsUnknown = keepsUnknown;
            this.rules = List.copyOf(rules);
            this.defaulters = List.copyOf(defaulters);
        }

        /** Only while the catalogue is built. */
        void unite(List<String> union) {
            unions.add(Collections.unmodifiableSet(new LinkedHashSet<>(union)));
        }

        /** Only while the catalogue is built. */
        void add(Field field) {
            fields.put(field.name(), field);
            if (field.defaultValue() != null) {
                defaulted.add(field);
            }
            if (field.required()) {
                required.add(field);
            }
        }

        /** For example {@code core.PodSpec}. */
        public String name() {
            return name;
        }

        public String doc() {
            return doc;
        }

        /** Owned as a whole by one field manager. */
        public boolean atomic() {
            return atomic;
        }

        public boolean keepsUnknown() {
            return keepsUnknown;
        }

        /** Fields of which at most one may be given; in file order. */
        public List<Set<String>> unions() {
            return unionsView;
        }

        /** What must hold within a value of this type, wherever it stands; paths of problems begin here. */
        public List<Rule> rules() {
            return rules;
        }

        /** Set what depends on other fields; they run once the plain defaults of this type are in. */
        public List<Consumer<ObjectNode>> defaulters() {
            return defaulters;
        }

        /** Inlined ones included, in file order. */
        public Collection<Field> fields() {
            return fieldsView;
        }

        /** Null when there is no such field. */
        public @Nullable Field named(String jsonName) {
            return fields.get(jsonName);
        }

        /** Those with a default. */
        public List<Field> defaulted() {
            return defaultedView;
        }

        public List<Field> required() {
            return requiredView;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /**
     * One field of a struct.
     *
     * @param owner the struct that has it, as {@code core.PodSpec}
     * @param proto protobuf number; 0 when it has none
     * @param zeroKept whether 0, "", false and {} are values rather than absence
     * @param defaultValue null when there is none
     * @param reason why support is partial or none; empty when full
     * @param idle a value that asks for no more than is done anyway, honoured or not; null when there is none
     */
    record Field(
            String owner,
            String name,
            Shape shape,
            int proto,
            boolean zeroKept,
            boolean required,
            @Nullable JsonNode defaultValue,
            Check check,
            boolean immutable,
            boolean retainKeys,
            Support support,
            String reason,
            @Nullable JsonNode idle,
            String doc) {
        /** Whether {@code value} asks for nothing: its default, or what Go writes for nothing where the type has no pointer. */
        boolean asksNothing(JsonNode value) {
            boolean zero = (value.isContainerNode() && value.isEmpty())
                    || (value.isBoolean() && !value.booleanValue())
                    || (value.isNumber() && value.doubleValue() == 0)
                    || absent(value);
            return (zero && !zeroKept) || value.equals(defaultValue) || value.equals(idle);
        }

        /** Whether {@code value} says no more than its absence: {@code ""} where the type has no pointer. */
        boolean absent(@Nullable JsonNode value) {
            return value == null
                    || value instanceof NullNode
                    || (!zeroKept
                            && value instanceof TextNode
                            && value.textValue().isEmpty());
        }
    }

    /**
     * Bounds of a value. -1 and null mean unbounded.
     *
     * @param filled neither empty nor absent
     * @param duplicatesKept items with equal keys are no problem
     */
    record Check(
            List<String> oneOf,
            @Nullable Long min,
            @Nullable Long max,
            int minItems,
            int maxItems,
            int maxLength,
            boolean filled,
            boolean duplicatesKept,
            @Nullable Format format) {
        /** No bounds; shared by all fields of a catalogue that have none. */
        public static final Check NONE = new Check(List.of(), null, null, -1, -1, -1, false, false, null);
    }
}
