package dev.longshore.schemas;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** JSON for tests, with bare names and single quotes. */
final class Trees {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(JsonParser.Feature.ALLOW_SINGLE_QUOTES)
            .enable(JsonParser.Feature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA.mappedFeature());

    private Trees() {}

    static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    /** A Pod of one container, {@code spec} and {@code container} being further fields of them. */
    static ObjectNode pod(String spec, String container) {
        return tree("{apiVersion: 'v1', kind: 'Pod', metadata: {name: 'p'}, spec: {" + spec
                + " containers: [{name: 'c', image: 'i:1', " + container + "}]}}");
    }

    /** A Deployment whose template carries the labels it selects. */
    static ObjectNode deployment(String spec) {
        return tree("{apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'web'}, spec: {" + spec
                + " selector: {matchLabels: {app: 'web'}}, template: {metadata: {labels: {app: 'web'}},"
                + " spec: {containers: [{name: 'c', image: 'i:1'}]}}}}");
    }
}
