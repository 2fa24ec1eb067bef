package dev.longshore.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Pod;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Small objects for tests of clusters. */
public final class Bodies {
    public static final String NAMESPACE = "default";

    private Bodies() {}

    /** JSON with single quotes. */
    public static JsonNode json(String text) {
        return CanonicalJson.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    public static ObjectKey key(Kind kind, String name) {
        return ObjectKey.of(kind, NAMESPACE, name);
    }

    public static Draft configMap(String name, Map<String, String> data) {
        return Draft.empty(key(ConfigMap.KIND, name)).with(data, "data");
    }

    public static Draft deployment(String name, int replicas) {
        ObjectNode body = (ObjectNode) json("""
                {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'web','namespace':'default'},
                 'spec':{'selector':{'matchLabels':{'app':'web'}},'template':{'metadata':{'labels':{'app':'web'}},
                 'spec':{'containers':[{'name':'c','image':'web:1'}]}}}}""");
        return Draft.of(key(Deployment.KIND, name), body)
                .with(name, "metadata", "name")
                .with(replicas, "spec", "replicas");
    }

    public static Draft pod(String name) {
        ObjectNode body = (ObjectNode) json("""
                {'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','namespace':'default'},
                 'spec':{'containers':[{'name':'c','image':'web:1'}]}}""");
        return Draft.of(key(Pod.KIND, name), body).with(name, "metadata", "name");
    }
}
