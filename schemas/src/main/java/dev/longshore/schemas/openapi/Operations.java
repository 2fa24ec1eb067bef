package dev.longshore.schemas.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.KindSchema;
import java.util.List;

/** What can be done with the objects of one kind, at which paths. */
final class Operations {
    private static final List<String> OF_WRITES = List.of("dryRun", "fieldManager", "fieldValidation");
    private static final List<String> OF_PATCHES = List.of("dryRun", "fieldManager", "fieldValidation", "force");
    private static final List<String> OF_LISTS = List.of(
            "allowWatchBookmarks",
            "continue",
            "fieldSelector",
            "labelSelector",
            "limit",
            "resourceVersion",
            "resourceVersionMatch",
            "sendInitialEvents",
            "timeoutSeconds",
            "watch");
    private static final List<String> OF_DELETES = List.of("dryRun", "gracePeriodSeconds", "propagationPolicy");
    private static final List<String> PATCH_TYPES =
            List.of("application/apply-patch+yaml", "application/json-patch+json", "application/merge-patch+json");

    private final KindSchema schema;
    private final String reference;
    private final String root;

    /** @param root of the group and version, as {@code /apis/apps/v1} */
    Operations(KindSchema schema, String reference, String root) {
        this.schema = schema;
        this.reference = reference;
        this.root = root;
    }

    void into(ObjectNode paths) {
        String plural = schema.kind().plural();
        boolean namespaced = schema.kind().namespaced();
        String all = root + "/" + plural;
        String collection = namespaced ? root + "/namespaces/{namespace}/" + plural : all;
        if (namespaced) {
            operation(item(paths, all), "get", "list", OF_LISTS);
        }
        ObjectNode many = item(paths, collection);
        operation(many, "get", "list", OF_LISTS);
        operation(many, "post", "post", OF_WRITES);
        operation(many, "delete", "deletecollection", OF_LISTS);
        ObjectNode one = item(paths, collection + "/{name}");
        operation(one, "delete", "delete", OF_DELETES);
        readAndWrite(one);
        schema.subresources().stream()
                .filter(sub -> sub.equals("status") || sub.equals("scale"))
                .forEach(sub -> readAndWrite(item(paths, collection + "/{name}/" + sub)));
    }

    private void readAndWrite(ObjectNode item) {
        operation(item, "get", "get", List.of());
        operation(item, "put", "put", OF_WRITES);
        operation(item, "patch", "patch", OF_PATCHES);
    }

    private static ObjectNode item(ObjectNode paths, String path) {
        ObjectNode item = paths.putObject(path);
        for (String name : List.of("name", "namespace")) {
            if (path.contains("{" + name + "}")) {
                parameter(item, name, "path").put("required", true);
            }
        }
        return item;
    }

    private static ObjectNode parameter(ObjectNode where, String name, String in) {
        ObjectNode parameter =
                where.withArray("parameters").addObject().put("name", name).put("in", in);
        parameter.putObject("schema").put("type", "string");
        return parameter;
    }

    private void operation(ObjectNode item, String method, String action, List<String> parameters) {
        ObjectNode operation = item.putObject(method);
        parameters.forEach(name -> parameter(operation, name, "query"));
        if (method.equals("post") || method.equals("put")) {
            content(operation.putObject("requestBody"), "application/json", reference);
        }
        if (method.equals("patch")) {
            ObjectNode body = operation.putObject("requestBody");
            PATCH_TYPES.forEach(type -> content(body, type, ""));
        }
        String answer = action.equals("list") ? reference + "List" : action.startsWith("delete") ? "" : reference;
        ObjectNode ok = operation.putObject("responses").putObject("200").put("description", "OK");
        content(ok, "application/json", answer);
        operation.put("x-kubernetes-action", action);
        operation
                .putObject("x-kubernetes-group-version-kind")
                .put("group", schema.kind().group())
                .put("version", schema.kind().version())
                .put("kind", schema.kind().name());
    }

    private static void content(ObjectNode holder, String type, String reference) {
        ObjectNode schema = holder.withObject("/content").putObject(type).putObject("schema");
        if (reference.isEmpty()) {
            schema.put("type", "object");
        } else {
            schema.put("$ref", reference);
        }
    }
}
