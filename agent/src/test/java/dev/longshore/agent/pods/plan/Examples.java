package dev.longshore.agent.pods.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import java.time.Instant;

/** Objects for tests, written with single quotes. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final String ONE_APP = "{containers: [{name: 'web', image: 'web:1'}]}";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES, JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .build();

    private Examples() {}

    /** Pod {@code shop/web-0} of uid {@code u1} on node-1. */
    public static Pod pod(String spec) {
        return pod(spec, "{}");
    }

    public static Pod pod(String spec, String status) {
        return pod(spec, status, "");
    }

    /** Being deleted, with so much grace from noon on. */
    static Pod deleted(String spec, long graceSeconds) {
        return pod(
                spec,
                "{phase: 'Running'}",
                ", deletionTimestamp: '%s', deletionGracePeriodSeconds: %d"
                        .formatted(NOON.plusSeconds(graceSeconds), graceSeconds));
    }

    private static Pod pod(String spec, String status, String metadata) {
        ObjectNode tree =
                tree("{apiVersion: 'v1', kind: 'Pod', metadata: {name: 'web-0', namespace: 'shop', uid: 'u1', "
                        + "labels: {app: 'web', tier: 'a\\'b'}, annotations: {note: 'two\\nlines'}" + metadata
                        + "}, spec: "
                        + spec + ", status: " + status + "}");
        ((ObjectNode) tree.get("spec")).put("nodeName", "node-1");
        return new Pod(Item.read(Pod.KIND, tree));
    }

    public static Item configMap(String name, String data) {
        return item(ConfigMap.KIND, name, "data: " + data);
    }

    public static Item secret(String name, String data) {
        return item(Secret.KIND, name, "data: " + data);
    }

    public static Fields fields(String json) {
        return Fields.of(tree(json));
    }

    public static ObjectNode tree(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(json, malformed);
        }
    }

    private static Item item(Kind kind, String name, String content) {
        return Item.read(
                kind,
                tree("{metadata: {name: '" + name + "', namespace: 'shop', uid: 'u-" + name + "'}, " + content + "}"));
    }
}
