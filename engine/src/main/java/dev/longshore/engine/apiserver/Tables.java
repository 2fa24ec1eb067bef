package dev.longshore.engine.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.schemas.Column;
import java.time.Instant;
import java.util.List;

/**
 * Objects as rows, and objects without all but their metadata. Source: meta/v1 Table, PartialObjectMetadata.
 *
 * @param columns what is told of each object
 * @param version of meta.k8s.io
 * @param include {@code None}, {@code Metadata} or {@code Object}
 */
record Tables(List<Column> columns, String version, String include, Instant now) {
    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;
    private static final List<Column> NAME_ONLY = List.of(
            new Column(
                    "Name",
                    "string",
                    "name",
                    "Name of the object.",
                    false,
                    (object, now) -> object.text("metadata", "name").orElse("")),
            new Column(
                    "Created At",
                    "date",
                    "",
                    "When the object was created.",
                    false,
                    (object, now) ->
                            object.text("metadata", "creationTimestamp").orElse("")));

    private static final Column DESIRED = new Column(
            "Desired",
            "integer",
            "",
            "How many are wanted.",
            false,
            (scale, now) -> scale.number("spec", "replicas").orElse(0));
    private static final Column AVAILABLE = new Column(
            "Available",
            "integer",
            "",
            "How many there are.",
            false,
            (scale, now) -> scale.number("status", "replicas").orElse(0));

    /** @throws ApiRefusal for an {@code includeObject} that does not exist */
    static Tables of(ApiRequest request, Representation.Table wanted) {
        String include = request.query().get("includeObject").orElse("Metadata");
        if (!List.of("None", "Metadata", "Object").contains(include)) {
            throw ApiRefusal.badRequest(
                    "unrecognized includeObject value: \"" + include + "\": expected None, Metadata or Object");
        }
        return new Tables(columns(request), wanted.version(), include, request.now());
    }

    private static List<Column> columns(ApiRequest request) {
        if (request.path().subresource().equals("scale")) {
            return List.of(NAME_ONLY.getFirst(), DESIRED, AVAILABLE);
        }
        return request.schema().columns().isEmpty()
                ? NAME_ONLY
                : request.schema().columns();
    }

    /** @param metadata of the list */
    ObjectNode table(List<Item> items, ObjectNode metadata) {
        ObjectNode table = MAKE.objectNode();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/" + version);
        table.set("metadata", metadata);
        ArrayNode definitions = table.putArray("columnDefinitions");
        columns.forEach(column -> define(definitions.addObject(), column));
        ArrayNode rows = table.putArray("rows");
        items.forEach(item -> fill(rows.addObject(), item));
        return table;
    }

    private static void define(ObjectNode definition, Column column) {
        definition.put("name", column.name()).put("type", column.type()).put("format", column.format());
        definition.put("description", column.doc()).put("priority", column.wide() ? 1 : 0);
    }

    private void fill(ObjectNode row, Item item) {
        Fields fields = item.fields();
        ArrayNode cells = row.putArray("cells");
        columns.forEach(column -> cells.add(Draft.json(column.cell().value(fields, now))));
        row.set(
                "object",
                switch (include) {
                    case "None" -> MAKE.nullNode();
                    case "Object" -> withRevision((ObjectNode) fields.copy(), item);
                    default -> metadataOnly(item, version);
                });
    }

    static ObjectNode metadataOnly(Item item, String version) {
        ObjectNode part = MAKE.objectNode();
        part.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/" + version);
        JsonNode metadata = item.fields().at("metadata").copy();
        part.set("metadata", metadata.isObject() ? metadata : MAKE.objectNode());
        return withRevision(part, item);
    }

    private static ObjectNode withRevision(ObjectNode tree, Item item) {
        tree.withObjectProperty("metadata").put("resourceVersion", Long.toString(item.revision()));
        return tree;
    }
}
