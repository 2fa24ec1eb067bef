package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.WriteOptions.FieldValidation;
import dev.longshore.engine.apiserver.http.Exchange;
import dev.longshore.manifests.YamlBody;
import dev.longshore.objects.ApiStatus;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request body, read.
 *
 * @param tree what it holds
 * @param warnings what was let through, one sentence each
 */
record RequestBody(JsonNode tree, List<String> warnings) {
    static final int LIMIT_BYTES = 3 * 1024 * 1024;
    private static final int NESTING_MAX = 100;
    private static final int NUMBER_DIGITS_MAX = 1000;
    private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
    private static final ObjectMapper LENIENT = new ObjectMapper(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(NESTING_MAX)
                            .maxNumberLength(NUMBER_DIGITS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final ObjectMapper STRICT = LENIENT.copy().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    /** The media type without its parameters, in lower case; empty when none was given. */
    static String mediaType(Exchange exchange) {
        return exchange.header("content-type")
                .map(type -> type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
    }

    /**
     * Reads one object; no media type counts as JSON.
     *
     * @throws ApiRefusal when it is none
     */
    static RequestBody read(Exchange exchange, FieldValidation validation) {
        byte[] bytes = exchange.readBody(LIMIT_BYTES);
        RequestBody body = switch (mediaType(exchange)) {
            case "", "application/json" -> json(bytes, validation);
            case "application/yaml", "application/x-yaml", "text/yaml" -> yaml(bytes);
            case String other -> throw unsupported(other);
        };
        body.object();
        return body;
    }

    /** An object in JSON or YAML, as apply patches are, whatever their media type says. */
    static RequestBody yamlOrJson(byte[] bytes, FieldValidation validation) {
        return bytes.length > 0 && bytes[0] == '{' ? json(bytes, validation) : yaml(bytes);
    }

    private static RequestBody yaml(byte[] bytes) {
        return switch (YamlBody.read(bytes)) {
            case YamlBody.Body(ObjectNode object) -> new RequestBody(object, List.of());
            case YamlBody.Malformed(String message) ->
                throw ApiRefusal.badRequest("the YAML of the request body cannot be read: " + message);
        };
    }

    /** Any JSON value. A repeated key is refused, warned of or let through. */
    static RequestBody json(byte[] bytes, FieldValidation validation) {
        try {
            return new RequestBody(STRICT.readTree(bytes), List.of());
        } catch (IOException fault) {
            Optional<String> repeated = repeatedKey(fault);
            if (repeated.isEmpty() || validation == FieldValidation.STRICT) {
                throw ApiRefusal.badRequest(repeated.map(name -> "strict decoding error: " + name)
                        .orElseGet(() -> "the JSON of the request body cannot be read: " + where(fault)));
            }
            return new RequestBody(
                    lenient(bytes), validation == FieldValidation.WARN ? List.of(repeated.get()) : List.of());
        }
    }

    private static JsonNode lenient(byte[] bytes) {
        try {
            return LENIENT.readTree(bytes);
        } catch (IOException fault) {
            throw ApiRefusal.badRequest("the JSON of the request body cannot be read: " + where(fault));
        }
    }

    private static Optional<String> repeatedKey(IOException fault) {
        String message = String.valueOf(fault.getMessage());
        int at = message.indexOf("Duplicate field '");
        if (at < 0) {
            return Optional.empty();
        }
        int name = at + "Duplicate field '".length();
        return Optional.of("duplicate field \"" + message.substring(name, message.indexOf('\'', name)) + "\"");
    }

    private static String where(IOException fault) {
        if (!(fault instanceof JsonProcessingException json)) {
            return String.valueOf(fault.getMessage());
        }
        String place = json.getLocation() == null
                ? ""
                : " at line " + json.getLocation().getLineNr() + ", column "
                        + json.getLocation().getColumnNr();
        return json.getOriginalMessage() + place;
    }

    private static ApiRefusal unsupported(String type) {
        String message = type.equals(PROTOBUF)
                ? "protobuf request bodies are not supported yet; kubectl sends them for \"create KIND\" from 1.32 on:"
                        + " use \"create -f\" or \"apply\" with a file"
                : "the body of the request was in an unknown format (" + type
                        + ") - accepted media types include: application/json, application/yaml";
        return new ApiRefusal(ApiStatus.of(415, "UnsupportedMediaType", message));
    }

    static ApiRefusal unsupportedPatch() {
        return new ApiRefusal(ApiStatus.of(
                415,
                "UnsupportedMediaType",
                "the body of the request was in an unknown format - accepted media types include:"
                        + " application/json-patch+json, application/merge-patch+json,"
                        + " application/strategic-merge-patch+json, application/apply-patch+yaml"));
    }

    /** @throws ApiRefusal when it holds something else */
    ObjectNode object() {
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiRefusal.badRequest("the request body must be an object");
    }
}
