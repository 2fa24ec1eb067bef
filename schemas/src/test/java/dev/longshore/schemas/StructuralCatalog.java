package dev.longshore.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** The built-in kinds without what another schema language cannot say: rules, unions, and defaults that depend on other fields. */
final class StructuralCatalog {
    private StructuralCatalog() {}

    static SchemaCatalog read() {
        try (InputStream in = CatalogReader.class.getResourceAsStream(CatalogReader.RESOURCE)) {
            JsonNode compiled = new ObjectMapper().readTree(in);
            compiled.path("types").forEach(type -> without(type, "rules", "union", "defaulters"));
            compiled.path("kinds").forEach(kind -> without(kind, "rules", "updates"));
            return SchemaCatalog.read(compiled);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void without(JsonNode object, String... words) {
        ((ObjectNode) object).remove(List.of(words));
    }
}
