package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.Shape.Scalar;

/** What OpenAPI calls values without parts. */
final class ScalarSchemas {
    private ScalarSchemas() {}

    static ObjectNode of(Scalar scalar) {
        return switch (scalar) {
            case STRING, DURATION -> typed("string");
            case BOOL -> typed("boolean");
            case INT32 -> typed("integer").put("format", "int32");
            case INT64 -> typed("integer").put("format", "int64");
            case DOUBLE -> typed("number").put("format", "double");
            case BYTES -> typed("string").put("format", "byte");
            case TIME, MICRO_TIME -> typed("string").put("format", "date-time");
            case QUANTITY -> either("string", "number").put("description", "An amount, as 100m, 1.5 or 2Gi.");
            case INT_OR_STRING -> either("integer", "string").put("format", "int-or-string");
        };
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    private static ObjectNode either(String one, String other) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("oneOf").add(typed(one)).add(typed(other));
        return schema;
    }
}
