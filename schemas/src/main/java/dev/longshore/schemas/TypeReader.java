package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.schemas.Shape.Check;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Ownership;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.Shape.Support;
import dev.longshore.schemas.defaults.Defaulters;
import dev.longshore.schemas.formats.Formats;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Links the types of kind files to one another: first a struct for each, then their fields. */
final class TypeReader {
    private static final Map<String, Shape> PLAIN = Map.ofEntries(
            Map.entry("string", Scalar.STRING),
            Map.entry("bool", Scalar.BOOL),
            Map.entry("int32", Scalar.INT32),
            Map.entry("int64", Scalar.INT64),
            Map.entry("double", Scalar.DOUBLE),
            Map.entry("bytes", Scalar.BYTES),
            Map.entry("quantity", Scalar.QUANTITY),
            Map.entry("intOrString", Scalar.INT_OR_STRING),
            Map.entry("time", Scalar.TIME),
            Map.entry("microTime", Scalar.MICRO_TIME),
            Map.entry("duration", Scalar.DURATION),
            Map.entry("raw", new Shape.Raw()));

    private final JsonNode types;
    private final Map<String, Struct> structs = new LinkedHashMap<>();

    /** @param types by full name, as {@code core.PodSpec} */
    TypeReader(JsonNode types) {
        this.types = types;
    }

    Map<String, Struct> structs() {
        CatalogReader.entries(types).forEach((name, type) -> structs.put(name, struct(name, type)));
        structs.forEach((name, struct) -> fill(struct, types.path(name)));
        return structs;
    }

    private static Struct struct(String name, JsonNode type) {
        return new Struct(
                name,
                type.path("doc").asText(),
                type.path("atomic").asBoolean(),
                type.path("keepsUnknown").asBoolean(),
                Rules.named(texts(type.path("rules"))),
                Defaulters.named(texts(type.path("defaulters"))));
    }

    /** Its own fields, then those of the types that stand flat in it. */
    private void fill(Struct struct, JsonNode type) {
        CatalogReader.entries(type.path("fields"))
                .forEach((name, field) -> struct.add(field(struct.name(), name, field, type)));
        if (type.has("union")) {
            struct.unite(texts(type.path("union")));
        }
        CatalogReader.entries(type.path("inline")).keySet().forEach(inlined -> fill(struct, types.path(inlined)));
    }

    private Field field(String owner, String name, JsonNode field, JsonNode type) {
        String where = owner + "." + name;
        JsonNode marked = field.has("support") ? field : type;
        return new Field(
                owner,
                name,
                shape(where, field, field.path("type")),
                field.path("proto").asInt(),
                field.has("zero"),
                field.path("required").asBoolean(),
                field.get("default"),
                check(where, field),
                field.path("immutable").asBoolean(),
                field.path("patch").asText().equals("retainKeys"),
                support(marked),
                marked.path("reason").asText(),
                field.get("idle"),
                field.path("doc").asText());
    }

    private static Support support(JsonNode marked) {
        return marked.has("support")
                ? Support.valueOf(marked.path("support").asText().toUpperCase(Locale.ROOT))
                : Support.INHERITED;
    }

    private Shape shape(String where, JsonNode field, JsonNode word) {
        if (word.isArray()) {
            return list(field, shape(where, field, word.path(0)));
        }
        if (word.isObject()) {
            return new MapOf(
                    shape(where, field, word.path("string")),
                    field.path("atomic").asBoolean());
        }
        return named(where, word.asText());
    }

    private static ListOf list(JsonNode field, Shape item) {
        Ownership ownership =
                field.has("keys") ? Ownership.MAP : field.path("set").asBoolean() ? Ownership.SET : Ownership.ATOMIC;
        boolean byValue = field.path("patch").asText().equals("merge");
        String mergeKey = field.has("merge") ? field.path("merge").asText() : byValue ? "" : null;
        return new ListOf(item, ownership, texts(field.path("keys")), mergeKey);
    }

    private Shape named(String where, String word) {
        Shape plain = PLAIN.get(word);
        Shape found = plain == null ? structs.get(word) : plain;
        if (found == null) {
            throw new IllegalArgumentException(where + ": there is no type " + word);
        }
        return found;
    }

    private static Check check(String where, JsonNode field) {
        Check check = new Check(
                texts(field.path("enum")),
                number(field, "min"),
                number(field, "max"),
                field.path("minItems").asInt(-1),
                field.path("maxItems").asInt(-1),
                field.path("maxLength").asInt(-1),
                field.has("minLength"),
                field.has("duplicates"),
                format(where, field));
        return check.equals(Check.NONE) ? Check.NONE : check;
    }

    private static @Nullable Long number(JsonNode field, String word) {
        return field.has(word) ? field.path(word).asLong() : null;
    }

    private static @Nullable Format format(String where, JsonNode field) {
        if (!field.has("format")) {
            return null;
        }
        String name = field.path("format").asText();
        return Formats.named(name)
                .map(check -> new Format(name, check))
                .orElseThrow(() -> new IllegalArgumentException(where + ": there is no format " + name));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return List.copyOf(texts);
    }
}
