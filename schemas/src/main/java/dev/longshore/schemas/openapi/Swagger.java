package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.schemas.Release;
import dev.longshore.schemas.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The one OpenAPI v2 document of everything served, told from the documents of version 3. Older kubectl reads it to explain, to check
 * files before it sends them, to merge lists, and to learn whether a dry run exists. Source: kube-openapi, OpenAPI 2.0.
 */
public final class Swagger {
    private static final List<String> ITEM_PARTS = List.of("get", "put", "post", "delete", "patch");
    private static final List<String> SAME_IN_BOTH =
            List.of("description", "default", "enum", "format", "required", "type");
    private static final String PRESERVED = "x-kubernetes-preserve-unknown-fields";

    private Swagger() {}

    public static byte[] json(SchemaCatalog catalog) {
        return tree(catalog).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The same as a gnostic {@code openapi.v2.Document}, the form in which Go programs ask for it. */
    public static byte[] protobuf(SchemaCatalog catalog) {
        return SwaggerProtobuf.document(tree(catalog));
    }

    static ObjectNode tree(SchemaCatalog catalog) {
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("swagger", "2.0");
        document.putObject("info").put("title", "Longshore").put("version", "v" + Release.KUBERNETES);
        ObjectNode paths = document.putObject("paths");
        ObjectNode definitions = document.putObject("definitions");
        for (byte[] bytes : OpenApi.documents(catalog).values()) {
            JsonNode third = CanonicalJson.parse(bytes);
            third.path("paths").properties().forEach(path -> paths.set(path.getKey(), item(path.getValue())));
            third.at("/components/schemas")
                    .properties()
                    .forEach(schema -> definitions.set(schema.getKey(), schema(schema.getValue())));
        }
        return document;
    }

    private static ObjectNode item(JsonNode third) {
        ObjectNode item = JsonNodeFactory.instance.objectNode();
        if (third.has("parameters")) {
            item.set("parameters", parameters(third));
        }
        ITEM_PARTS.stream().filter(third::has).forEach(method -> item.set(method, operation(third.path(method))));
        return item;
    }

    private static ObjectNode operation(JsonNode third) {
        ObjectNode operation = extensions(third);
        ArrayNode parameters = parameters(third);
        JsonNode content = third.at("/requestBody/content");
        if (!content.isEmpty()) {
            ArrayNode consumes = operation.putArray("consumes");
            content.fieldNames().forEachRemaining(consumes::add);
            ObjectNode body =
                    parameters.addObject().put("name", "body").put("in", "body").put("required", true);
            body.set("schema", schema(content.elements().next().path("schema")));
        }
        operation.set("parameters", parameters);
        JsonNode ok = third.at("/responses/200");
        ObjectNode answer = operation.putObject("responses").putObject("200");
        answer.put("description", ok.path("description").asText());
        answer.set("schema", schema(ok.at("/content/application~1json/schema")));
        return operation;
    }

    /** Their type stands beside their name. */
    private static ArrayNode parameters(JsonNode holder) {
        ArrayNode parameters = JsonNodeFactory.instance.arrayNode();
        for (JsonNode parameter : holder.path("parameters")) {
            ObjectNode second = parameter.deepCopy();
            second.remove("schema");
            second.put("type", parameter.at("/schema/type").asText("string"));
            parameters.add(second);
        }
        return parameters;
    }

    /**
     * Version 2 lets a description stand beside a reference, and has no either-or: such a value counts as text, which clients let pass
     * whatever it is. Fields below something that keeps unknown ones are not told: clients would refuse all others.
     */
    private static ObjectNode schema(JsonNode third) {
        ObjectNode second = extensions(third);
        JsonNode target = third.has("allOf") ? third.path("allOf").path(0) : third;
        if (target.has("$ref")) {
            String name = target.path("$ref").asText();
            second.put("$ref", "#/definitions/" + name.substring(name.lastIndexOf('/') + 1));
        }
        SAME_IN_BOTH.stream().filter(third::has).forEach(word -> second.set(word, third.get(word)));
        if (third.has("oneOf")) {
            second.put("type", "string");
        }
        if (third.path(PRESERVED).asBoolean()) {
            second.remove("required");
            return second;
        }
        for (String nested : List.of("items", "additionalProperties")) {
            if (third.has(nested)) {
                second.set(nested, schema(third.path(nested)));
            }
        }
        if (third.has("properties")) {
            ObjectNode properties = second.putObject("properties");
            third.path("properties")
                    .properties()
                    .forEach(field -> properties.set(field.getKey(), schema(field.getValue())));
        }
        return second;
    }

    private static ObjectNode extensions(JsonNode third) {
        ObjectNode second = JsonNodeFactory.instance.objectNode();
        third.properties().stream()
                .filter(field -> field.getKey().startsWith("x-"))
                .forEach(field -> second.set(field.getKey(), field.getValue()));
        return second;
    }
}
