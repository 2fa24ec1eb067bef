package dev.longshore.engine.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.client.Transport;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.ApiWorld.Reply;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ApiServerTest {
    private static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
            + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json";
    private static final String GO_OPENAPI = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    private final ApiWorld world = new ApiWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("Z01: who proves nothing gets 401, and so does who proves something false or outdated")
    void whoProvesNothingGets401() {
        Identity ada = Identity.admin("ada");
        Authentication outdated = new Authentication.Proven(ada, Instant.EPOCH);

        for (Authentication caller :
                new Authentication[] {Authentication.nobody(), new Authentication.Rejected("foreign"), outdated}) {
            Reply reply = ask(world.as(caller), "/api/v1/pods");
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.json().path("reason").asText()).isEqualTo("Unauthorized");
        }
    }

    @Test
    @DisplayName("D07, D08: version and probes are for everybody")
    void versionAndProbesAreForEverybody() {
        Transport stranger = world.as(Authentication.nobody());

        assertThat(ask(stranger, "/version").json().path("major").asText()).isEqualTo("1");
        assertThat(ask(stranger, "/healthz").text()).isEqualTo("ok");
        assertThat(ask(stranger, "/livez").text()).isEqualTo("ok");
        assertThat(ask(stranger, "/readyz?verbose").text()).isEqualTo("[+]ping ok\n[+]store ok\nreadyz check passed\n");
    }

    @Test
    void aFailedCheckIsNamedButNotExplained() {
        world.health.put("store", Optional.of("disk on fire"));

        Reply reply = world.get("/readyz");

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.text()).contains("[-]store failed: reason withheld").doesNotContain("fire");
        assertThat(world.get("/livez").status()).isEqualTo(200);
        assertThat(world.get("/readyz/ping").status()).isEqualTo(200);
        assertThat(world.get("/readyz/store").status()).isEqualTo(500);
        assertThat(world.get("/readyz/nothing").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("D01: without Accept the classic documents come")
    void withoutAcceptTheClassicDocumentsCome() {
        assertThat(world.get("/api").json().path("versions").toString()).isEqualTo("[\"v1\"]");
        assertThat(world.get("/apis").json().path("kind").asText()).isEqualTo("APIGroupList");
        assertThat(world.get("/apis/apps").json().path("kind").asText()).isEqualTo("APIGroup");
        assertThat(world.get("/apis/apps/v1").json().path("kind").asText()).isEqualTo("APIResourceList");
        assertThat(world.get("/").json().path("paths").toString()).contains("/apis");
    }

    @Test
    @DisplayName("D04, D05: the aggregated document has its type and a tag")
    void theAggregatedDocumentHasItsTypeAndATag() {
        Reply reply = world.get("/apis", AGGREGATED);

        assertThat(reply.header("Content-Type"))
                .isEqualTo("application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        Reply again =
                world.call("GET", "/apis", Map.of("Accept", AGGREGATED, "If-None-Match", reply.header("ETag")), "");
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.text()).isEmpty();
        assertThat(again.header("Content-Type"))
                .as("a cache replaces what it kept: the type decides how the document is read")
                .isEqualTo(reply.header("Content-Type"));
    }

    @Test
    @DisplayName("D06: an older client gets v2beta1")
    void anOlderClientGetsV2beta1() {
        Reply reply = world.get(
                "/api", "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json");

        assertThat(reply.json().path("apiVersion").asText()).isEqualTo("apidiscovery.k8s.io/v2beta1");
    }

    @Test
    @DisplayName("D09: an unknown group is not found")
    void anUnknownGroupIsNotFound() {
        assertThat(world.get("/apis/nope/v1").json().path("reason").asText()).isEqualTo("NotFound");
    }

    @Test
    @DisplayName("O01: OpenAPI v2 comes in protobuf, in a type that Go can parse")
    void openApiV2ComesInProtobuf() {
        Reply reply = world.get("/openapi/v2", GO_OPENAPI);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Type"))
                .isEqualTo("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
        assertThat(reply.text()).startsWith("\n\u00032.0").contains("io.k8s.api.apps.v1.DeploymentSpec");
        Reply again = world.call(
                "GET", "/openapi/v2", Map.of("Accept", GO_OPENAPI, "If-None-Match", reply.header("ETag")), "");
        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    @DisplayName("O02: OpenAPI v2 comes in JSON to whoever asks for nothing else")
    void openApiV2ComesInJson() {
        JsonNode document = world.get("/openapi/v2").json();

        assertThat(document.path("swagger").asText()).isEqualTo("2.0");
        assertThat(document.at("/definitions/io.k8s.api.core.v1.Pod/x-kubernetes-group-version-kind/0/kind")
                        .asText())
                .isEqualTo("Pod");
    }

    @Test
    @DisplayName("O03: documents of OpenAPI v3 are found by hash and kept by clients")
    void documentsOfV3AreFoundByHash() {
        JsonNode index = world.get("/openapi/v3").json();
        String url = index.at("/paths/api~1v1/serverRelativeURL").asText();

        Reply document = world.get(url);
        Reply wrong = world.get("/openapi/v3/api/v1?hash=0");

        assertThat(document.header("Cache-Control")).contains("immutable");
        assertThat(url).contains(document.header("ETag").replace("\"", ""));
        assertThat(wrong.status()).isEqualTo(301);
        assertThat(wrong.header("Location")).isEqualTo(url);
        assertThat(world.get("/openapi/v3/api/v9").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("O04: every kind can be patched, with server-side validation")
    void everyKindCanBePatched() {
        String apps = world.get("/openapi/v3/apis/apps/v1").text();

        assertThat(apps).contains("fieldValidation").contains("dryRun").contains("\"Deployment\"");
    }

    @Test
    @DisplayName("N13: what is not supported is named, with where to look; details are always there")
    void whatIsNotSupportedIsNamed() {
        Reply reply = world.post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "{}");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.message())
                .startsWith("the server could not find the requested resource")
                .contains("selfsubjectaccessreviews.authorization.k8s.io (v1) is not supported")
                .contains("kubectl api-resources");
        assertThat(world.get("/api/v1/namespaces/default/pods/p/log")
                        .json()
                        .path("details")
                        .isObject())
                .isTrue();
    }

    @Test
    void documentsAreOnlyRead() {
        assertThat(world.post("/apis", "{}").status()).isEqualTo(405);
    }

    private static Reply ask(Transport transport, String path) {
        return ApiWorld.call(transport, "GET", path, Map.of(), "");
    }
}
