package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Function;

/** An OpenAPI v2 document as protobuf. The numbers are those of the messages named. Source: gnostic, OpenAPIv2.proto. */
final class SwaggerProtobuf {
    private static final Map<String, Integer> METHODS = Map.of("get", 2, "put", 3, "post", 4, "delete", 5, "patch", 8);

    private SwaggerProtobuf() {}

    /** Document. */
    static byte[] document(JsonNode document) {
        JsonNode info = document.path("info");
        return new ProtobufMessage()
                .text(1, document.path("swagger").asText())
                .message(
                        2,
                        new ProtobufMessage()
                                .text(1, info.path("title").asText())
                                .text(2, info.path("version").asText()))
                .message(8, named(2, document.path("paths"), SwaggerProtobuf::pathItem))
                .message(9, named(1, document.path("definitions"), SwaggerProtobuf::schema))
                .toByteArray();
    }

    /** Paths, Definitions, Properties, Responses: pairs of a name and a message. */
    private static ProtobufMessage named(int field, JsonNode map, Function<JsonNode, ProtobufMessage> value) {
        ProtobufMessage all = new ProtobufMessage();
        map.properties()
                .forEach(entry -> all.message(
                        field,
                        new ProtobufMessage().text(1, entry.getKey()).message(2, value.apply(entry.getValue()))));
        return all;
    }

    /** PathItem. */
    private static ProtobufMessage pathItem(JsonNode item) {
        ProtobufMessage message = new ProtobufMessage();
        METHODS.entrySet().stream()
                .filter(method -> item.has(method.getKey()))
                .sorted(Map.Entry.comparingByValue())
                .forEach(method -> message.message(method.getValue(), operation(item.path(method.getKey()))));
        item.path("parameters").forEach(parameter -> message.message(9, parametersItem(parameter)));
        return message;
    }

    /** Operation. */
    private static ProtobufMessage operation(JsonNode operation) {
        ProtobufMessage message = new ProtobufMessage();
        operation.path("consumes").forEach(type -> message.text(7, type.asText()));
        operation.path("parameters").forEach(parameter -> message.message(8, parametersItem(parameter)));
        message.message(9, named(1, operation.path("responses"), SwaggerProtobuf::responseValue));
        return extensions(13, operation, message);
    }

    /** ParametersItem, and Parameter within. */
    private static ProtobufMessage parametersItem(JsonNode parameter) {
        boolean body = parameter.path("in").asText().equals("body");
        ProtobufMessage message = new ProtobufMessage()
                .message(body ? 1 : 2, body ? bodyParameter(parameter) : otherParameter(parameter));
        return new ProtobufMessage().message(1, message);
    }

    /** BodyParameter. */
    private static ProtobufMessage bodyParameter(JsonNode parameter) {
        return new ProtobufMessage()
                .text(2, parameter.path("name").asText())
                .text(3, "body")
                .flag(4, parameter.path("required").asBoolean())
                .message(5, schema(parameter.path("schema")));
    }

    /** NonBodyParameter with QueryParameterSubSchema or PathParameterSubSchema. */
    private static ProtobufMessage otherParameter(JsonNode parameter) {
        boolean query = parameter.path("in").asText().equals("query");
        ProtobufMessage message = new ProtobufMessage()
                .flag(1, parameter.path("required").asBoolean())
                .text(2, parameter.path("in").asText())
                .text(4, parameter.path("name").asText())
                .text(query ? 6 : 5, parameter.path("type").asText());
        return new ProtobufMessage().message(query ? 3 : 4, message);
    }

    /** ResponseValue with Response and SchemaItem. */
    private static ProtobufMessage responseValue(JsonNode response) {
        ProtobufMessage schema = new ProtobufMessage().message(1, schema(response.path("schema")));
        ProtobufMessage message = new ProtobufMessage()
                .text(1, response.path("description").asText())
                .message(2, schema);
        return new ProtobufMessage().message(1, message);
    }

    /** Schema. */
    private static ProtobufMessage schema(JsonNode schema) {
        ProtobufMessage message = new ProtobufMessage()
                .text(1, schema.path("$ref").asText())
                .text(2, schema.path("format").asText())
                .text(4, schema.path("description").asText());
        if (schema.has("default")) {
            message.message(5, any(schema.path("default")));
        }
        schema.path("required").forEach(name -> message.text(19, name.asText()));
        schema.path("enum").forEach(value -> message.message(20, any(value)));
        if (schema.has("additionalProperties")) {
            message.message(21, new ProtobufMessage().message(1, schema(schema.path("additionalProperties"))));
        }
        if (schema.has("type")) {
            message.message(
                    22, new ProtobufMessage().text(1, schema.path("type").asText()));
        }
        if (schema.has("items")) {
            message.message(23, new ProtobufMessage().message(1, schema(schema.path("items"))));
        }
        if (schema.has("properties")) {
            message.message(25, named(1, schema.path("properties"), SwaggerProtobuf::schema));
        }
        return extensions(31, schema, message);
    }

    /** NamedAny for each. */
    private static ProtobufMessage extensions(int field, JsonNode holder, ProtobufMessage into) {
        holder.properties().stream()
                .filter(entry -> entry.getKey().startsWith("x-"))
                .forEach(entry -> into.message(
                        field, new ProtobufMessage().text(1, entry.getKey()).message(2, any(entry.getValue()))));
        return into;
    }

    /** Any: a value as YAML, of which JSON is a part. */
    private static ProtobufMessage any(JsonNode value) {
        return new ProtobufMessage().text(2, value.toString());
    }
}
