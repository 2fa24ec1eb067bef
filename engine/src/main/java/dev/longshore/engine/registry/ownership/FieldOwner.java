package dev.longshore.engine.registry.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/**
 * Who owns a field set. Source: meta/v1 ManagedFieldsEntry.
 *
 * @param subresource through which it wrote; empty for the object itself
 */
public record FieldOwner(String name, boolean applies, String apiVersion, String subresource) {
    /** Apply before Update, then by name. */
    static final Comparator<FieldOwner> ORDER = Comparator.comparing(FieldOwner::applies)
            .reversed()
            .thenComparing(FieldOwner::name)
            .thenComparing(FieldOwner::apiVersion)
            .thenComparing(FieldOwner::subresource);

    static FieldOwner read(JsonNode entry) {
        return new FieldOwner(
                entry.path("manager").asText(""),
                entry.path("operation").asText("").equals("Apply"),
                entry.path("apiVersion").asText(""),
                entry.path("subresource").asText(""));
    }

    /** @param time when it last changed; empty where nobody knows: no reader takes an empty time */
    ObjectNode toJson(String time, FieldSet fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("manager", name).put("operation", applies ? "Apply" : "Update").put("apiVersion", apiVersion);
        if (!time.isEmpty()) {
            json.put("time", time);
        }
        json.put("fieldsType", "FieldsV1").set("fieldsV1", fields.toJson());
        if (!subresource.isEmpty()) {
            json.put("subresource", subresource);
        }
        return json;
    }

    /** As a conflict message names it. */
    public String text() {
        String through = subresource.isEmpty() ? "" : " with subresource \"" + subresource + "\"";
        return "\"" + name + "\"" + through + (applies ? "" : " using " + apiVersion);
    }
}
