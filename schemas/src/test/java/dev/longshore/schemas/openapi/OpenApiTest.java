package dev.longshore.schemas.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.SchemaCatalog;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final String DEPLOYMENT = "io.k8s.api.apps.v1.Deployment";

    @Test
    void thereIsADocumentForEveryGroupAndVersion() {
        assertThat(OpenApi.documents(SchemaCatalog.builtIn()).keySet())
                .containsExactlyInAnyOrder(
                        "api/v1",
                        "apis/apps/v1",
                        "apis/coordination.k8s.io/v1",
                        "apis/argoproj.io/v1alpha1",
                        "apis/longshore.io/v1alpha1");
    }

    @Test
    void explainFindsTheKindByItsOperationsAndWalksItsFields() {
        JsonNode document = document("apis/apps/v1");
        JsonNode list = document.path("paths")
                .path("/apis/apps/v1/namespaces/{namespace}/deployments")
                .path("get");
        JsonNode kind = document.path("components").path("schemas").path(DEPLOYMENT);

        assertThat(list.path("x-kubernetes-group-version-kind").toString())
                .isEqualTo("{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"Deployment\"}");
        assertThat(kind.path("x-kubernetes-group-version-kind").toString())
                .isEqualTo("[{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"Deployment\"}]");
        assertThat(kind.at("/properties/spec/allOf/0/$ref").asText())
                .isEqualTo("#/components/schemas/io.k8s.api.apps.v1.DeploymentSpec");
        assertThat(kind.at("/properties/metadata/$ref").asText())
                .isEqualTo("#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
    }

    @Test
    void patchesSayThatTheServerValidates() {
        JsonNode patch =
                document("api/v1").path("paths").path("/api/v1/nodes/{name}").path("patch");

        assertThat(patch.path("parameters").findValuesAsText("name")).contains("dryRun", "fieldValidation");
        assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asText()).isEqualTo("Node");
    }

    @Test
    void listsSayHowTheyAreOwnedAndMerged() {
        JsonNode schemas = document("api/v1").path("components").path("schemas");
        JsonNode volumes =
                schemas.path("io.k8s.api.core.v1.PodSpec").path("properties").path("volumes");

        assertThat(volumes.path("x-kubernetes-list-type").asText()).isEqualTo("map");
        assertThat(volumes.path("x-kubernetes-list-map-keys").toString()).isEqualTo("[\"name\"]");
        assertThat(volumes.path("x-kubernetes-patch-strategy").asText()).isEqualTo("merge,retainKeys");
        assertThat(volumes.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
    }

    @Test
    void explainSaysWhatIsNotHonoured() {
        JsonNode schemas = document("api/v1").path("components").path("schemas");

        assertThat(schemas.path("io.k8s.api.core.v1.Container")
                        .path("properties")
                        .path("livenessProbe")
                        .path("description")
                        .asText())
                .isEqualTo("Not honoured: probes are not run yet.");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        for (String path : OpenApi.documents(SchemaCatalog.builtIn()).keySet()) {
            JsonNode document = document(path);
            assertThat(document.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allSatisfy(reference -> assertThat(document.at(reference.substring(1)))
                            .as(reference)
                            .isInstanceOf(ObjectNode.class));
        }
    }

    @Test
    void theSameKindsGiveTheSameBytes() {
        assertThat(OpenApi.document(SchemaCatalog.builtIn(), "apps", "v1"))
                .isEqualTo(OpenApi.document(SchemaCatalog.builtIn(), "apps", "v1"));
    }

    private static JsonNode document(String path) {
        Map<String, byte[]> documents = OpenApi.documents(SchemaCatalog.builtIn());
        try {
            return new ObjectMapper().readTree(documents.get(path));
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }
}
