package dev.longshore.engine.apiserver;

import static dev.longshore.engine.apiserver.ApiWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.objects.CanonicalJson;
import dev.longshore.schemas.SchemaCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io";

    @Test
    @DisplayName("T04: a kind without columns of its own is shown by its name and when it was made")
    void aKindWithoutColumns() throws IOException {
        SchemaCatalog plain = withoutColumns("ConfigMap");
        try (ApiWorld world = new ApiWorld(() -> plain)) {
            world.post(MAPS, configMap("a", "1"));

            JsonNode table = world.get(MAPS, TABLE).json();

            assertThat(table.at("/columnDefinitions/0/name").asText()).isEqualTo("Name");
            assertThat(table.at("/columnDefinitions/0/format").asText()).isEqualTo("name");
            assertThat(table.at("/columnDefinitions/1/name").asText()).isEqualTo("Created At");
            assertThat(table.at("/columnDefinitions/1/type").asText()).isEqualTo("date");
            assertThat(table.path("columnDefinitions")).hasSize(2);
            assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("a");
            assertThat(Instant.parse(table.at("/rows/0/cells/1").asText())).isBeforeOrEqualTo(world.time.now());
        }
    }

    /** The catalogue of the product, with one kind as a file without columns would have it. */
    private static SchemaCatalog withoutColumns(String kind) throws IOException {
        try (InputStream file = SchemaCatalog.class.getResourceAsStream("kinds.json")) {
            JsonNode compiled = CanonicalJson.parse(file.readAllBytes());
            compiled.path("kinds").forEach(one -> {
                if (one.at("/kind/name").asText().equals(kind)) {
                    ((ObjectNode) one).remove("columns");
                }
            });
            return SchemaCatalog.read(compiled);
        }
    }
}
