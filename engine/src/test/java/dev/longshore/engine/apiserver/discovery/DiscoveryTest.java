package dev.longshore.engine.apiserver.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.schemas.SchemaCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DiscoveryTest {
    private static final SchemaCatalog CATALOG = SchemaCatalog.builtIn();

    @Test
    @DisplayName("D02: every group has a preferred version among its versions")
    void everyGroupHasAPreferredVersion() {
        JsonNode groups = ClassicDiscovery.groups(CATALOG).path("groups");

        assertThat(groups)
                .isNotEmpty()
                .allSatisfy(group -> assertThat(group.path("versions")).contains(group.path("preferredVersion")));
        assertThat(groups)
                .extracting(group -> group.path("name").asText())
                .contains("apps")
                .doesNotContain("");
    }

    @Test
    @DisplayName("D03: a kind is found with its names, verbs and parts")
    void aKindIsFoundWithNamesVerbsAndParts() {
        List<JsonNode> resources = new ArrayList<>();
        ClassicDiscovery.resources(CATALOG, "apps", "v1")
                .orElseThrow()
                .path("resources")
                .forEach(resources::add);

        JsonNode deployments = named(resources, "deployments");
        assertThat(deployments.path("singularName").asText()).isEqualTo("deployment");
        assertThat(deployments.path("shortNames").toString()).isEqualTo("[\"deploy\"]");
        assertThat(deployments.path("categories").toString()).isEqualTo("[\"all\"]");
        assertThat(deployments.path("verbs").toString())
                .isEqualTo(
                        "[\"create\",\"delete\",\"deletecollection\",\"get\",\"list\",\"patch\",\"update\",\"watch\"]");
        JsonNode scale = named(resources, "deployments/scale");
        assertThat(scale.path("group").asText()).isEqualTo("autoscaling");
        assertThat(scale.path("kind").asText()).isEqualTo("Scale");
        assertThat(named(resources, "deployments/status").has("group")).isFalse();
    }

    @Test
    @DisplayName("D03: namespaces are deleted one by one; what is not served is not announced")
    void whatIsNotServedIsNotAnnounced() {
        List<JsonNode> resources = new ArrayList<>();
        ClassicDiscovery.resources(CATALOG, "", "v1")
                .orElseThrow()
                .path("resources")
                .forEach(resources::add);

        assertThat(named(resources, "namespaces").path("verbs").toString()).doesNotContain("deletecollection");
        assertThat(resources)
                .extracting(resource -> resource.path("name").asText())
                .contains("pods/binding", "pods/status", "namespaces/finalize")
                .doesNotContain("pods/eviction", "pods/log");
    }

    @Test
    @DisplayName("D04, D06: the aggregated documents tell the same as the classic ones")
    void bothFormsTellTheSame() {
        JsonNode aggregated = AggregatedDiscovery.groups(CATALOG, "v2");

        assertThat(names(aggregated)).isEqualTo(classicNames());
        assertThat(AggregatedDiscovery.core(CATALOG, "v2beta1")
                        .path("apiVersion")
                        .asText())
                .isEqualTo("apidiscovery.k8s.io/v2beta1");
        assertThat(AggregatedDiscovery.core(CATALOG, "v2")
                        .path("items")
                        .path(0)
                        .path("metadata")
                        .has("name"))
                .isFalse();
    }

    @Test
    @DisplayName("D07: the version is a Kubernetes release without pre-release part")
    void theVersionIsAPlainRelease() {
        JsonNode version = ServerVersion.document();

        assertThat(version.path("gitVersion").asText()).matches("v1\\.\\d+\\.\\d+\\+longshore\\.[0-9A-Za-z.-]+");
        assertThat(version.path("minor").asText()).matches("\\d+");
    }

    @Test
    @DisplayName("D09: a group that nobody serves is not there")
    void aGroupNobodyServesIsNotThere() {
        assertThat(ClassicDiscovery.group(CATALOG, "nope")).isEmpty();
        assertThat(ClassicDiscovery.resources(CATALOG, "nope", "v1")).isEmpty();
    }

    private static JsonNode named(List<JsonNode> resources, String name) {
        return resources.stream()
                .filter(resource -> resource.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(JsonNode aggregated) {
        Set<String> names = new TreeSet<>();
        for (JsonNode group : aggregated.path("items")) {
            for (JsonNode version : group.path("versions")) {
                for (JsonNode resource : version.path("resources")) {
                    String name = resource.path("resource").asText();
                    names.add(name);
                    resource.path("subresources")
                            .forEach(sub -> names.add(
                                    name + "/" + sub.path("subresource").asText()));
                }
            }
        }
        return names;
    }

    private static Set<String> classicNames() {
        Set<String> names = new TreeSet<>();
        for (JsonNode group : ClassicDiscovery.groups(CATALOG).path("groups")) {
            for (JsonNode version : group.path("versions")) {
                ClassicDiscovery.resources(
                                CATALOG,
                                group.path("name").asText(),
                                version.path("version").asText())
                        .orElseThrow()
                        .path("resources")
                        .forEach(resource -> names.add(resource.path("name").asText()));
            }
        }
        return names;
    }
}
