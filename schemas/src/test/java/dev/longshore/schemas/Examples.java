package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape.Field;
import dev.longshore.schemas.Shape.ListOf;
import dev.longshore.schemas.Shape.MapOf;
import dev.longshore.schemas.Shape.Scalar;
import dev.longshore.schemas.Shape.Struct;
import java.util.Random;

/** Objects of a kind that are right by construction: any field, any depth, drawn from a seed. */
final class Examples {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private final Random random;
    private final double share;

    /** @param share of the optional fields that are there: 1 for all */
    Examples(long seed, double share) {
        this.random = new Random(seed);
        this.share = share;
    }

    ObjectNode of(KindSchema schema) {
        ObjectNode object = struct(schema.root());
        object.put("apiVersion", schema.kind().apiVersion());
        object.put("kind", schema.kind().name());
        return object;
    }

    private ObjectNode struct(Struct struct) {
        ObjectNode object = MAKE.objectNode();
        for (Field field : struct.fields()) {
            if (field.required() || random.nextDouble() < share) {
                object.set(field.name(), value(field.shape(), field));
            }
        }
        return object;
    }

    private JsonNode value(Shape shape, Field field) {
        return switch (shape) {
            case Struct struct -> struct(struct);
            case ListOf list -> list(list, field);
            case MapOf map -> {
                ObjectNode object = MAKE.objectNode();
                object.set("a", value(map.value(), field));
                yield object;
            }
            case Shape.Either either -> value(either.object(), field);
            case Shape.Raw raw -> MAKE.objectNode().put("anything", 1);
            case Scalar scalar -> scalar(scalar, field);
        };
    }

    private ArrayNode list(ListOf list, Field field) {
        return MAKE.arrayNode().add(value(list.item(), field));
    }

    private JsonNode scalar(Scalar scalar, Field field) {
        Long min = field.check().min();
        return switch (scalar) {
            case STRING -> text(field);
            case DURATION -> MAKE.textNode("1s");
            case BOOL -> MAKE.booleanNode(random.nextBoolean());
            case INT32, INT64 -> MAKE.numberNode(min == null ? 1 : min.longValue());
            case DOUBLE -> MAKE.numberNode(1.5);
            case BYTES -> MAKE.textNode("eA==");
            case QUANTITY -> MAKE.textNode("100m");
            case INT_OR_STRING -> MAKE.textNode("30%");
            case TIME -> MAKE.textNode("2026-01-01T00:00:00Z");
            case MICRO_TIME -> MAKE.textNode("2026-01-01T00:00:00.000000Z");
        };
    }

    private JsonNode text(Field field) {
        return MAKE.textNode(
                field.check().oneOf().isEmpty()
                        ? "a"
                        : field.check()
                                .oneOf()
                                .get(random.nextInt(field.check().oneOf().size())));
    }
}
