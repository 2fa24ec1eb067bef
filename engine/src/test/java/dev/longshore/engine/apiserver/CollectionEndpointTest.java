package dev.longshore.engine.apiserver;

import static dev.longshore.engine.apiserver.ApiWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.engine.apiserver.ApiWorld.Reply;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.schemas.Column;
import dev.longshore.schemas.SchemaCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectionEndpointTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String TABLE = "application/json;as=Table;v=v1;g=meta.k8s.io,application/json";
    private static final String PARTIAL = "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io";

    private final ApiWorld world = new ApiWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    @DisplayName("L01: an empty list has items and a revision")
    void anEmptyListHasItemsAndARevision() {
        Reply list = world.get(MAPS);

        assertThat(list.json().path("kind").asText()).isEqualTo("ConfigMapList");
        assertThat(list.json().path("items").isArray()).isTrue();
        assertThat(list.json().at("/metadata/resourceVersion").asText()).matches("\\d+");
    }

    @Test
    @DisplayName("L02, L03, C16 of the store: pages show one revision and count what is left")
    void pagesShowOneRevision() {
        create(25);

        List<String> names = new ArrayList<>();
        JsonNode first = world.get(MAPS + "?limit=10").json();
        collect(first, names);
        world.post(MAPS, configMap("between", "1"));
        JsonNode second = world.get(MAPS + "?limit=10&continue=" + next(first)).json();
        collect(second, names);
        JsonNode third = world.get(MAPS + "?limit=10&continue=" + next(second)).json();
        collect(third, names);

        assertThat(names).hasSize(25).doesNotContain("between");
        assertThat(first.at("/metadata/remainingItemCount").asInt()).isEqualTo(15);
        assertThat(third.at("/metadata/continue").isMissingNode()).isTrue();
        assertThat(second.at("/metadata/resourceVersion")).isEqualTo(first.at("/metadata/resourceVersion"));
    }

    @Test
    @DisplayName(
            "L05, C15 of the store: a token whose revision is forgotten is 410, with a token that goes on from there")
    void anExpiredTokenComesWithOneThatGoesOn() {
        create(3);
        String token = next(world.get(MAPS + "?limit=2").json());
        world.post(MAPS, configMap("newer", "1"));
        world.store.compact(world.cluster.head());

        Reply expired = world.get(MAPS + "?limit=2&continue=" + token);
        JsonNode rest =
                world.get(MAPS + "?limit=2&continue=" + next(expired.json())).json();

        assertThat(expired.status()).isEqualTo(410);
        assertThat(expired.json().path("reason").asText()).isEqualTo("Expired");
        assertThat(rest.findValuesAsText("name")).containsExactly("m02", "newer");
    }

    @Test
    @DisplayName("T01: the scale of an object is a table of its own")
    void theScaleIsATableOfItsOwn() {
        String deployments = "/apis/apps/v1/namespaces/default/deployments";
        world.post(deployments, """
                {"metadata":{"name":"web"},"spec":{"replicas":3,"selector":{"matchLabels":{"a":"b"}},"template":{
                 "metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i:1"}]}}}}""");

        JsonNode table = world.get(deployments + "/web/scale", TABLE).json();

        assertThat(table.path("columnDefinitions").findValuesAsText("name"))
                .containsExactly("Name", "Desired", "Available");
        assertThat(table.at("/rows/0/cells").toString()).isEqualTo("[\"web\",3,0]");
    }

    @ParameterizedTest(name = "L04, L06: {0} gives {1}")
    @CsvSource({
        "continue=garbage, 400, continue key is not valid",
        "resourceVersion=0, 200, ''",
        "resourceVersion=x, 422, resourceVersion",
        "resourceVersionMatch=Exact, 422, unless resourceVersion is provided",
        "resourceVersion=0&resourceVersionMatch=Exact, 422, is forbidden",
        "resourceVersion=1&resourceVersionMatch=NotOlderThan, 200, ''",
        "resourceVersion=1&resourceVersionMatch=Never, 422, supported values",
        "sendInitialEvents=true, 422, sendInitialEvents is forbidden for list",
        "limit=x, 400, limit",
        "labelSelector=a%20b, 400, unable to parse requirement",
        "fieldSelector=spec.nothing%3Dx, 400, field label not supported"
    })
    void readOptionsMeanWhatTheyMeanElsewhere(String query, int status, String message) {
        Reply reply = world.get(MAPS + "?" + query);

        assertThat(reply.status()).as(reply.text()).isEqualTo(status);
        assertThat(reply.text()).contains(message);
    }

    @Test
    @DisplayName("L08, L09: selectors choose")
    void selectorsChoose() {
        create(3);

        assertThat(names(world.get(MAPS + "?labelSelector=v%20in%20(1,2)"))).containsExactly("m01", "m02");
        assertThat(names(world.get(MAPS + "?fieldSelector=metadata.name%3Dm02")))
                .containsExactly("m02");
        assertThat(names(world.get("/api/v1/configmaps?fieldSelector=metadata.name!%3Dm02")))
                .containsExactly("m00", "m01");
    }

    @Test
    @DisplayName("T01, T02: a table has the columns of its kind, and as much of each object as was asked for")
    void aTableHasTheColumnsOfItsKind() {
        create(1);

        JsonNode table = world.get(MAPS + "?limit=500", TABLE).json();
        JsonNode whole = world.get(MAPS + "?includeObject=Object", TABLE).json();
        JsonNode none = world.get(MAPS + "?includeObject=None", TABLE).json();

        assertThat(table.path("kind").asText()).isEqualTo("Table");
        assertThat(table.path("columnDefinitions"))
                .extracting(column -> column.path("name").asText())
                .containsExactlyElementsOf(SchemaCatalog.builtIn().of(ConfigMap.KIND).columns().stream()
                        .map(Column::name)
                        .toList());
        assertThat(table.at("/rows/0/cells/0").asText()).isEqualTo("m00");
        assertThat(table.at("/rows/0/object/kind").asText()).isEqualTo("PartialObjectMetadata");
        assertThat(table.at("/rows/0/object/metadata/namespace").asText()).isEqualTo("default");
        assertThat(whole.at("/rows/0/object/data/k").asText()).isEqualTo("0");
        assertThat(none.at("/rows/0/object").isNull()).isTrue();
        assertThat(world.get(MAPS + "?includeObject=Half", TABLE).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("T07: metadata alone")
    void metadataAlone() {
        create(1);

        JsonNode list = world.get(MAPS, PARTIAL).json();

        assertThat(list.path("kind").asText()).isEqualTo("PartialObjectMetadataList");
        assertThat(list.at("/items/0/metadata/name").asText()).isEqualTo("m00");
        assertThat(list.at("/items/0").has("data")).isFalse();
    }

    @ParameterizedTest(name = "X07: nothing is deleted by a request with {0} and {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "?labelSelectors=v%3D1 | {}",
                "?dryrun=All           | {}",
                "''                    | {'dryRun':'All'}",
                "''                    | {'dryrun':['All']}",
                "''                    | {'precondition':{'uid':'x'}}",
                "''                    | {'kind':'ConfigMap'}"
            })
    void nothingIsDeletedByMistake(String query, String body) {
        create(3);

        Reply reply =
                world.call("DELETE", MAPS + query, Map.of("Content-Type", "application/json"), body.replace('\'', '"'));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message()).contains("nothing was deleted");
        assertThat(names(world.get(MAPS))).hasSize(3);
    }

    @Test
    @DisplayName("X07: a collection is deleted by selector")
    void aCollectionIsDeletedBySelector() {
        create(3);

        Reply deleted = world.delete(MAPS + "?labelSelector=v!%3D1");

        assertThat(names(deleted)).containsExactly("m00", "m02");
        assertThat(names(world.get(MAPS))).containsExactly("m01");
    }

    private void create(int count) {
        for (int i = 0; i < count; i++) {
            assertThat(world.post(MAPS, configMap("m%02d".formatted(i), Integer.toString(i)))
                            .status())
                    .isEqualTo(201);
        }
    }

    private static String next(JsonNode list) {
        return list.at("/metadata/continue").asText();
    }

    private static List<String> names(Reply list) {
        List<String> names = new ArrayList<>();
        collect(list.json(), names);
        return names;
    }

    private static void collect(JsonNode list, List<String> names) {
        list.path("items").forEach(item -> names.add(item.at("/metadata/name").asText()));
    }
}
