package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import dev.longshore.schemas.Shape.Check;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import dev.longshore.schemas.formats.Formats;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A kind as JSON Schema 2020-12, judged by another program: what the walker must agree with. */
final class OracleSchema {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final ObjectNode root = MAKE.objectNode();
    private final ObjectNode types = root.putObject("$defs");
    private final KindSchema kind;
    private final JsonSchema schema;

    /** A string format of ours; whatever it says of absent values, it is not asked about them. */
    private record Named(String getName, Predicate<String> good) implements Format {
        @Override
        public boolean matches(ExecutionContext context, String value) {
            return good.test(value);
        }
    }

    OracleSchema(KindSchema kind) {
        this.kind = kind;
        root.put("$ref", reference(kind.root(), false, true));
        JsonMetaSchema.Builder meta = JsonMetaSchema.builder(JsonMetaSchema.getV202012());
        for (String name : Formats.names()) {
            meta.format(new Named(
                    name,
                    value -> value.isEmpty()
                            || Formats.named(name).orElseThrow().apply(value).isEmpty()));
        }
        for (Scalar scalar : Scalar.values()) {
            meta.format(new Named("x-" + scalar, value -> Scalars.fits(MAKE.textNode(value), scalar)));
        }
        JsonMetaSchema ours = meta.build();
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012, builder -> builder.metaSchema(ours))
                .getSchema(
                        root,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** Where something is wrong, in the walker's notation. */
    Set<String> faults(ObjectNode object) {
        Set<String> faults = new TreeSet<>();
        complete(object, kind.root());
        for (ValidationMessage message : schema.validate(object)) {
            String path = path(message.getInstanceLocation());
            String property = message.getProperty();
            faults.add(property == null ? path : path.isEmpty() ? property : path + "." + property);
        }
        return faults;
    }

    /** An absent object with a default is judged as that default: what it lacks is lacking below it. */
    private static void complete(JsonNode node, Shape shape) {
        if (shape instanceof ListOf list && node.isArray()) {
            node.forEach(item -> complete(item, list.item()));
        }
        if (shape instanceof Struct struct && node instanceof ObjectNode object) {
            for (Field field : struct.fields()) {
                JsonNode value = field.defaultValue();
                if (value != null && value.isObject() && !object.has(field.name())) {
                    object.set(field.name(), value.deepCopy());
                }
                complete(object.path(field.name()), field.shape());
            }
        }
    }

    private String path(JsonNodePath location) {
        StringBuilder path = new StringBuilder();
        Shape shape = kind.root();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            boolean item = element instanceof Integer || shape instanceof MapOf;
            path.append(item ? "[" + element + "]" : (path.isEmpty() ? "" : ".") + element);
            shape = below(shape, String.valueOf(element));
        }
        return path.toString();
    }

    private static Shape below(Shape shape, String name) {
        return switch (shape) {
            case Struct struct -> {
                Field field = struct.named(name);
                yield field == null ? new Shape.Raw() : field.shape();
            }
            case ListOf list -> list.item();
            case MapOf map -> map.value();
            default -> shape;
        };
    }

    private String reference(Struct struct, boolean reported, boolean top) {
        String name = struct.name() + (reported ? "-reported" : "");
        if (!types.has(name)) {
            fill(types.putObject(name), struct, reported, top);
        }
        return "#/$defs/" + name;
    }

    private void fill(ObjectNode type, Struct struct, boolean reported, boolean top) {
        type.put("type", "object");
        if (!struct.keepsUnknown()) {
            type.put("additionalProperties", false);
        }
        ObjectNode properties = type.putObject("properties");
        ArrayNode required = type.putArray("required");
        for (Field field : struct.fields()) {
            boolean below = reported || (top && field.name().equals("status"));
            properties.set(field.name(), shape(field.shape(), field, below));
            if (field.required() && field.defaultValue() == null && !below) {
                required.add(field.name());
            }
        }
    }

    private ObjectNode shape(Shape shape, Field field, boolean reported) {
        ObjectNode schema = MAKE.objectNode();
        return switch (shape) {
            case Struct struct -> schema.put("$ref", reference(struct, reported, false));
            case ListOf list -> {
                schema.put("type", "array").set("items", shape(list.item(), field, reported));
                yield field.check().minItems() > 0 && !reported
                        ? schema.put("minItems", field.check().minItems())
                        : schema;
            }
            case MapOf map ->
                schema.put("type", "object").set("additionalProperties", shape(map.value(), field, reported));
            case Shape.Either either -> shape(either.object(), field, reported);
            case Shape.Raw raw -> schema;
            case Scalar scalar -> scalar(schema, scalar, field, reported);
        };
    }

    private static ObjectNode scalar(ObjectNode schema, Scalar scalar, Field field, boolean reported) {
        Check check = reported ? Check.NONE : field.check();
        return switch (scalar) {
            case STRING -> text(schema.put("type", "string"), check, field, reported);
            case DURATION -> schema.put("type", "string");
            case BOOL -> schema.put("type", "boolean");
            case DOUBLE -> schema.put("type", "number");
            case BYTES, TIME, MICRO_TIME -> schema.put("type", "string").put("format", "x-" + scalar);
            case INT32 -> range(schema.put("type", "integer"), check, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case INT64 -> range(schema.put("type", "integer"), check, Long.MIN_VALUE, Long.MAX_VALUE);
            case QUANTITY -> {
                schema.putArray("type").add("string").add("number");
                yield schema.put("format", "x-" + scalar);
            }
            case INT_OR_STRING -> {
                schema.putArray("type").add("string").add("integer");
                yield range(schema, check, Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
        };
    }

    private static ObjectNode range(ObjectNode schema, Check check, long least, long most) {
        Long min = check.min();
        Long max = check.max();
        return schema.put("minimum", min == null ? least : min).put("maximum", max == null ? most : max);
    }

    /** An empty text is no value where Go has no pointer. */
    private static ObjectNode text(ObjectNode schema, Check check, Field field, boolean reported) {
        boolean emptyIsAbsent = !field.zeroKept();
        if (field.required() && emptyIsAbsent && field.shape() == Scalar.STRING && !reported) {
            schema.put("minLength", 1);
        }
        if (!check.oneOf().isEmpty()) {
            ArrayNode values = schema.putArray("enum");
            check.oneOf().forEach(values::add);
            if (emptyIsAbsent) {
                values.add("");
            }
        }
        dev.longshore.schemas.Format format = check.format();
        return format == null ? schema : schema.put("format", format.name());
    }
}
