package dev.longshore.schemas.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.schemas.SchemaCatalog;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SwaggerTest {
    private static final JsonNode DOCUMENT = Swagger.tree(SchemaCatalog.builtIn());
    private static final JsonNode DEFINITIONS = DOCUMENT.path("definitions");

    @Test
    void aKindIsFoundByItsGroupVersionAndName() {
        assertThat(DEFINITIONS
                        .path("io.k8s.api.apps.v1.Deployment")
                        .path("x-kubernetes-group-version-kind")
                        .toString())
                .isEqualTo("[{\"group\":\"apps\",\"version\":\"v1\",\"kind\":\"Deployment\"}]");
    }

    @Test
    void patchesSayThatTheyCanBeTriedOut() {
        JsonNode patch = DOCUMENT.path("paths")
                .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
                .path("patch");

        assertThat(patch.path("parameters").findValuesAsText("name")).contains("dryRun", "fieldValidation", "body");
        assertThat(patch.at("/x-kubernetes-group-version-kind/kind").asText()).isEqualTo("Deployment");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(DOCUMENT.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(DOCUMENT.at(reference.substring(1)))
                        .as(reference)
                        .isInstanceOf(ObjectNode.class));
    }

    @Test
    void onlyWordsOfVersionTwoAreUsed() {
        assertThat(DOCUMENT.findValues("allOf")).isEmpty();
        assertThat(DOCUMENT.findValues("oneOf")).isEmpty();
        assertThat(DOCUMENT.findValues("content")).isEmpty();
    }

    @Test
    void listsSayHowTheyAreMerged() {
        JsonNode containers = DEFINITIONS.at("/io.k8s.api.core.v1.PodSpec/properties/containers");

        assertThat(containers.path("x-kubernetes-patch-strategy").asText()).isEqualTo("merge");
        assertThat(containers.path("x-kubernetes-patch-merge-key").asText()).isEqualTo("name");
        assertThat(DEFINITIONS
                        .at("/io.k8s.api.apps.v1.DeploymentSpec/properties/strategy/x-kubernetes-patch-strategy")
                        .asText())
                .isEqualTo("retainKeys");
    }

    @Test
    void whatKeepsUnknownFieldsTellsNoneSoThatNoneIsRefused() {
        JsonNode spec = DEFINITIONS.path("io.argoproj.v1alpha1.ApplicationSpec");

        assertThat(spec.path("type").asText()).isEqualTo("object");
        assertThat(spec.has("properties")).isFalse();
    }

    @Test
    void theMessageBeginsWithTheVersionAndHoldsTheTypes() {
        String message = new String(Swagger.protobuf(SchemaCatalog.builtIn()), StandardCharsets.ISO_8859_1);

        assertThat(message).startsWith("\n\u00032.0\u0012\u0014\n\tLongshore\u0012\u0007v1.34.0B");
        assertThat(message).contains("#/definitions/io.k8s.api.apps.v1.DeploymentSpec");
    }

    @Test
    void theMessageIsWellFormed() {
        byte[] message = Swagger.protobuf(SchemaCatalog.builtIn());

        assertThat(endOfFields(message, 0, message.length)).isEqualTo(message.length);
    }

    /** Where the last whole field ends. Source: Protocol Buffers, "Encoding". */
    private static int endOfFields(byte[] message, int from, int end) {
        int at = from;
        while (at < end) {
            int tag = message[at] & 0x7f;
            at = message[at] < 0 ? at + 2 : at + 1;
            assertThat(tag & 7).isEqualTo(2);
            int length = 0;
            int shift = 0;
            do {
                length |= (message[at] & 0x7f) << shift;
                shift += 7;
            } while (message[at++] < 0);
            at += length;
        }
        return at;
    }
}
