package dev.longshore.engine.apiserver;

import static dev.longshore.engine.apiserver.ApiWorld.configMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.client.Transport;
import dev.longshore.engine.access.Authentication;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.apiserver.ApiWorld.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectEndpointTest {
    private static final String MAPS = "/api/v1/namespaces/default/configmaps";
    private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";
    private static final String MERGE = "application/merge-patch+json";
    private static final String APPLY = "application/apply-patch+yaml";
    private static final String WEB = """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,
             "selector":{"matchLabels":{"app":"web"}},"template":{"metadata":{"labels":{"app":"web"}},
             "spec":{"containers":[{"name":"c","image":"web:1"}]}}}}""";

    private final ApiWorld world = new ApiWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void whatWasCreatedIsRead() {
        Reply created = world.post(MAPS, configMap("a", "1"));
        Reply read = world.get(MAPS + "/a");

        assertThat(created.status()).isEqualTo(201);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.text()).isEqualTo(created.text());
        assertThat(read.json().at("/data/k").asText()).isEqualTo("1");
        assertThat(read.header("Cache-Control")).isEqualTo("no-cache, private");
        assertThat(read.header("Audit-Id")).isNotEmpty();
    }

    @Test
    @DisplayName("C01: a second create meets AlreadyExists")
    void aSecondCreateMeetsAlreadyExists() {
        world.post(MAPS, configMap("a", "1"));

        Reply second = world.post(MAPS, configMap("a", "2"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.json().path("reason").asText()).isEqualTo("AlreadyExists");
        assertThat(second.message()).isEqualTo("configmaps \"a\" already exists");
        assertThat(second.json().at("/details/kind").asText()).isEqualTo("configmaps");
    }

    @Test
    @DisplayName("C02: a name is drawn for a prefix")
    void aNameIsDrawnForAPrefix() {
        Reply created = world.post(MAPS, "{\"metadata\":{\"generateName\":\"job-\"}}");

        assertThat(created.json().at("/metadata/name").asText()).matches("job-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    @DisplayName("C05: a body for another kind or place is refused")
    void aBodyForAnotherKindIsRefused() {
        assertThat(world.post(MAPS, WEB).status()).isEqualTo(400);
        assertThat(world.post(MAPS, "{\"metadata\":{\"name\":\"a\",\"namespace\":\"other\"}}")
                        .message())
                .contains("does not match the namespace sent on the request");
    }

    @Test
    @DisplayName("C08: a dry run answers as if, and changes nothing")
    void aDryRunChangesNothing() {
        Reply dry = world.post(MAPS + "?dryRun=All", configMap("a", "1"));

        assertThat(dry.status()).isEqualTo(201);
        assertThat(world.get(MAPS + "/a").status()).isEqualTo(404);
        assertThat(world.post(MAPS + "?dryRun=Some", configMap("a", "1")).message())
                .contains("supported values: \"All\"");
    }

    @Test
    @DisplayName("C09: strict refuses unknown and repeated fields")
    void strictRefusesUnknownAndRepeatedFields() {
        String typo = WEB.replace("\"replicas\"", "\"replica\"");
        String twice = WEB.replace("\"replicas\":2", "\"replicas\":2,\"replicas\":3");

        Reply unknown = world.post(DEPLOYMENTS + "?fieldValidation=Strict", typo);
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.message()).contains("strict decoding error: unknown field \"spec.replica\"");
        Reply repeated = world.post(DEPLOYMENTS + "?fieldValidation=Strict", twice);
        assertThat(repeated.status()).isEqualTo(400);
        assertThat(repeated.message()).contains("duplicate field");
    }

    @Test
    @DisplayName("C10: without strictness they are warned of")
    void withoutStrictnessTheyAreWarnedOf() {
        Reply created = world.post(DEPLOYMENTS, WEB.replace("\"replicas\":2", "\"replica\":2,\"replica\":3"));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers().get("Warning"))
                .contains("299 - \"unknown field \\\"spec.replica\\\"\"")
                .contains("299 - \"duplicate field \\\"replica\\\"\"");
    }

    @Test
    @DisplayName("U01: a stale replace meets Conflict; U03: an equal one changes nothing")
    void aStaleReplaceMeetsConflict() {
        String first = world.post(MAPS, configMap("a", "1")).text();
        Reply same = world.put(MAPS + "/a", first);
        Reply other = world.put(MAPS + "/a", first.replace("\"k\":\"1\"", "\"k\":\"2\""));

        Reply stale = world.put(MAPS + "/a", first.replace("\"k\":\"1\"", "\"k\":\"3\""));

        assertThat(same.text()).isEqualTo(first);
        assertThat(other.status()).isEqualTo(200);
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.message())
                .isEqualTo("Operation cannot be fulfilled on configmaps \"a\": the object has been modified;"
                        + " please apply your changes to the latest version and try again");
    }

    @Test
    @DisplayName("P04, P05: merge and JSON patches change what they name")
    void mergeAndJsonPatchesChangeWhatTheyName() {
        world.post(MAPS, configMap("a", "1"));

        Reply merged = world.patch(MAPS + "/a", MERGE, "{\"data\":{\"k\":null,\"l\":\"2\"}}");
        Reply patched = world.patch(
                MAPS + "/a", "application/json-patch+json", "[{\"op\":\"add\",\"path\":\"/data/m\",\"value\":\"3\"}]");
        Reply stale = world.patch(
                MAPS + "/a",
                "application/json-patch+json",
                "[{\"op\":\"add\",\"path\":\"/metadata/resourceVersion\",\"value\":\"1\"}]");

        assertThat(merged.json().path("data").toString()).isEqualTo("{\"l\":\"2\"}");
        assertThat(patched.json().path("data").toString()).isEqualTo("{\"l\":\"2\",\"m\":\"3\"}");
        assertThat(stale.status()).isEqualTo(409);
    }

    @Test
    @DisplayName(
            "U02: a replace without a revision replaces whatever is there; P07, H04: of many at once each is applied, or told it is stale")
    void replacesWithoutARevisionAndManyAtOnce() throws InterruptedException {
        JsonNode made = world.post(MAPS, configMap("a", "1")).json();
        assertThat(world.put(MAPS + "/a", configMap("a", "2")).status()).isEqualTo(200);
        JsonNode current = world.get(MAPS + "/a").json();
        String seen = current.toString();
        List<Integer> statuses = new CopyOnWriteArrayList<>();

        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            String mine = seen.replace("\"k\":\"2\"", "\"k\":\"by-" + i + "\"");
            String key = "{\"data\":{\"key-" + i + "\":\"x\"}}";
            writers.add(Thread.ofVirtual().start(() -> {
                statuses.add(world.put(MAPS + "/a", mine).status());
                world.patch(MAPS + "/a", "application/merge-patch+json", key);
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(made.path("metadata").has("resourceVersion")).isTrue();
        assertThat(statuses).filteredOn(status -> status == 200).hasSizeLessThanOrEqualTo(1);
        assertThat(statuses).filteredOn(status -> status != 200).containsOnly(409);
        assertThat(world.get(MAPS + "/a").json().path("data")).hasSize(51);
    }

    @Test
    @DisplayName("U02: a custom resource is only replaced by someone who has seen it")
    void aCustomResourceIsOnlyReplacedWhenSeen() {
        String applications = "/apis/argoproj.io/v1alpha1/namespaces/default/applications";
        String body = "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"project\":\"default\",\"destination\":{},"
                + "\"source\":{\"repoURL\":\"https://example.invalid/a\"}}}";
        assertThat(world.post(applications, body).status()).isEqualTo(201);

        Reply blind = world.put(applications + "/a", body);

        assertThat(blind.status()).isEqualTo(422);
        assertThat(blind.message()).contains("metadata.resourceVersion").contains("must be specified for an update");
    }

    @Test
    @DisplayName("H02: a Secret of 900 KiB is kept, one over 1 MiB refused with its size")
    void largeSecrets() {
        String secrets = "/api/v1/namespaces/default/secrets";
        String fits = "{\"metadata\":{\"name\":\"a\"},\"stringData\":{\"k\":\"" + "x".repeat(900 * 1024) + "\"}}";
        String large = "{\"metadata\":{\"name\":\"b\"},\"stringData\":{\"k\":\"" + "x".repeat(1100 * 1024) + "\"}}";

        assertThat(world.post(secrets, fits).status()).isEqualTo(201);
        Reply refused = world.post(secrets, large);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.message()).contains("1048576");
    }

    @Test
    @DisplayName("Z06: a denial says who, what and where")
    void aDenialSaysWhoWhatAndWhere() {
        Transport node = world.as(Authentication.of(Identity.node("node-1")));

        Reply listed = ApiWorld.call(node, "GET", MAPS, Map.of(), "");
        Reply named = ApiWorld.call(node, "DELETE", "/api/v1/nodes/node-2", Map.of(), "");

        assertThat(listed.status()).isEqualTo(403);
        assertThat(listed.message())
                .isEqualTo("configmaps is forbidden: User \"system:node:node-1\" cannot list resource \"configmaps\""
                        + " in API group \"\" in the namespace \"default\"");
        assertThat(named.message())
                .isEqualTo("nodes \"node-2\" is forbidden: User \"system:node:node-1\" cannot delete resource \"nodes\""
                        + " in API group \"\" at the cluster scope");
    }

    @Test
    @DisplayName("N01, N02: bodies and answers may be YAML, refusals too")
    void bodiesAndAnswersMayBeYaml() {
        Map<String, String> yaml = Map.of("Content-Type", "application/yaml", "Accept", "application/yaml");

        Reply made = world.call("POST", MAPS, yaml, "metadata: {name: a}\ndata: {k: \"yes\"}\n");
        Reply refused = world.call("POST", MAPS, yaml, "metadata: {name: a}\n");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.header("Content-Type")).isEqualTo("application/yaml");
        assertThat(made.text()).contains("kind: ConfigMap\n").contains("  k: \"yes\"\n");
        assertThat(refused.text()).contains("reason: AlreadyExists\n");
        assertThat(world.get(MAPS, "application/yaml").text()).contains("items:\n- ");
        assertThat(world.get(MAPS + "?watch=true", "application/yaml").status()).isEqualTo(406);
    }

    @Test
    @DisplayName("P03: a JSON patch whose test fails or whose path is not there is refused, and the cause says why")
    void aJsonPatchThatDoesNotFit() {
        world.post(MAPS, configMap("a", "1"));

        for (String operation : new String[] {
            "{\"op\":\"test\",\"path\":\"/data/k\",\"value\":\"2\"}",
            "{\"op\":\"remove\",\"path\":\"/data/none\"}",
            "{\"op\":\"replace\",\"path\":\"/data/none\",\"value\":\"2\"}"
        }) {
            Reply reply = world.patch(MAPS + "/a", "application/json-patch+json", "[" + operation + "]");

            assertThat(reply.status()).as(operation).isEqualTo(422);
            assertThat(reply.json().at("/details/causes/0/field").asText()).isEqualTo("patch");
            assertThat(reply.json().at("/details/causes/0/message").asText()).isNotEmpty();
        }
    }

    @Test
    @DisplayName("C09: a value of a wrong type is refused, and its path told once")
    void aValueOfAWrongType() {
        Reply reply = world.post(
                "/apis/apps/v1/namespaces/default/deployments",
                "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"replicas\":\"two\"}}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.message().split("spec.replicas", -1))
                .as(reply.message())
                .hasSize(2);
    }

    @Test
    @DisplayName("P06, P08, N08: a patch of nothing, and one of an unknown type")
    void aPatchOfNothingAndOfAnUnknownType() {
        assertThat(world.patch(MAPS + "/absent", MERGE, "{}").status()).isEqualTo(404);
        assertThat(world.patch(MAPS + "/absent", "application/json", "{}").status())
                .isEqualTo(415);
    }

    @Test
    @DisplayName("S01, S02: an apply creates, and repeated it changes nothing")
    void anApplyCreatesAndRepeatedChangesNothing() {
        String yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {k: \"1\"}\n";

        Reply created = world.patch(MAPS + "/a?fieldManager=me", APPLY, yaml);
        Reply again = world.patch(MAPS + "/a?fieldManager=me", APPLY, yaml);

        assertThat(created.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(created.text());
        assertThat(created.json().at("/metadata/managedFields/0/manager").asText())
                .isEqualTo("me");
    }

    @Test
    @DisplayName("S04, S05: a field of another manager is a conflict, unless forced")
    void aFieldOfAnotherManagerIsAConflict() {
        String one =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"1\"}}";
        world.patch(MAPS + "/a?fieldManager=me", APPLY, one);
        String two = one.replace("\"k\":\"1\"", "\"k\":\"2\"");

        Reply conflict = world.patch(MAPS + "/a?fieldManager=you", APPLY, two);
        Reply forced = world.patch(MAPS + "/a?fieldManager=you&force=true", APPLY, two);

        assertThat(conflict.status()).isEqualTo(409);
        assertThat(conflict.json().at("/details/causes/0/reason").asText()).isEqualTo("FieldManagerConflict");
        assertThat(forced.status()).isEqualTo(200);
    }

    @Test
    @DisplayName("S10: an apply needs a manager; force needs an apply")
    void anApplyNeedsAManager() {
        assertThat(world.patch(MAPS + "/a", APPLY, "{}").message()).contains("is required for apply patch");
        assertThat(world.patch(MAPS + "/a?force=true", MERGE, "{}").message()).contains("force: Forbidden");
    }

    @Test
    @DisplayName("X01: a deletion names what is gone; X02: it may insist on a uid")
    void aDeletionNamesWhatIsGone() {
        String uid =
                world.post(MAPS, configMap("a", "1")).json().at("/metadata/uid").asText();

        Reply other = world.call(
                "DELETE",
                MAPS + "/a",
                Map.of(),
                "{\"preconditions\":{\"uid\":\"00000000-0000-4000-8000-000000000000\"}}");
        Reply gone = world.delete(MAPS + "/a");

        assertThat(other.status()).isEqualTo(409);
        assertThat(gone.status()).isEqualTo(200);
        assertThat(gone.json().path("status").asText()).isEqualTo("Success");
        assertThat(gone.json().at("/details/uid").asText()).isEqualTo(uid);
        assertThat(world.delete(MAPS + "/a").status()).isEqualTo(404);
    }

    @Test
    @DisplayName("X03: a finalizer holds it")
    void aFinalizerHoldsIt() {
        world.post(MAPS, "{\"metadata\":{\"name\":\"a\",\"finalizers\":[\"x.io/hold\"]}}");

        Reply going = world.delete(MAPS + "/a");

        assertThat(going.status()).isEqualTo(200);
        assertThat(going.json().at("/metadata/deletionTimestamp").asText()).isNotEmpty();
        assertThat(world.patch(MAPS + "/a", MERGE, "{\"metadata\":{\"finalizers\":null}}")
                        .status())
                .isEqualTo(200);
        assertThat(world.get(MAPS + "/a").status()).isEqualTo(404);
    }

    @Test
    void theScaleOfAnObjectIsReadAndWritten() {
        world.post(DEPLOYMENTS, WEB);

        Reply scaled = world.patch(DEPLOYMENTS + "/web/scale", MERGE, "{\"spec\":{\"replicas\":5}}");

        assertThat(scaled.status()).isEqualTo(200);
        assertThat(scaled.json().path("kind").asText()).isEqualTo("Scale");
        assertThat(world.get(DEPLOYMENTS + "/web/scale")
                        .json()
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(5);
        assertThat(world.get(DEPLOYMENTS + "/web").json().at("/spec/replicas").asInt())
                .isEqualTo(5);
    }

    @Test
    void aPodIsBoundOnce() {
        String pods = "/api/v1/namespaces/default/pods";
        world.post(
                pods, "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"containers\":[{\"name\":\"c\",\"image\":\"i:1\"}]}}");
        String binding =
                "{\"apiVersion\":\"v1\",\"kind\":\"Binding\",\"metadata\":{\"name\":\"p\"},\"target\":{\"name\":\"n1\"}}";

        Reply bound = world.post(pods + "/p/binding", binding);

        assertThat(bound.status()).isEqualTo(201);
        assertThat(bound.json().path("status").asText()).isEqualTo("Success");
        assertThat(world.get(pods + "/p").json().at("/spec/nodeName").asText()).isEqualTo("n1");
        assertThat(world.post(pods + "/p/binding", binding).message()).contains("already assigned to node \"n1\"");
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "GET, /api/v1/namespaces/default/pods/p/log, 404, pods/log is not supported yet",
        "POST, /api/v1/namespaces/default/pods/p/eviction, 404, pods/eviction is not supported yet",
        "GET, /api/v1/namespaces/default/pods/p/nonsense, 404, could not find the requested resource",
        "GET, /api/v1/namespaces/default/services, 404, could not find the requested resource",
        "GET, /api/v1/namespaces/default/nodes/n, 404, could not find the requested resource",
        "HEAD, /api/v1/namespaces/default/pods/p, 405, does not allow this method",
        "POST, /api/v1/namespaces/default/pods/p, 405, does not allow this method",
        "POST, /api/v1/pods, 405, does not allow this method",
        "DELETE, /api/v1/namespaces, 405, does not allow this method",
        "GET, /nothing, 404, could not find the requested resource"
    })
    void whatIsNotThereIsSaid(String method, String path, int status, String message) {
        Reply reply = world.call(method, path, Map.of(), "");

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.message()).contains(message);
    }

    @ParameterizedTest(name = "N02, N07, N11: {0} gives {1}")
    @CsvSource({
        "application/yaml, 201",
        "application/json; charset=utf-8, 201",
        "text/plain, 415",
        "application/vnd.kubernetes.protobuf, 415"
    })
    void bodiesComeInJsonOrYaml(String type, int status) {
        Reply reply = world.call("POST", MAPS, Map.of("Content-Type", type), configMap("a", "1"));

        assertThat(reply.status()).isEqualTo(status);
    }

    @Test
    @DisplayName("N07: protobuf is named, with the way round it")
    void protobufIsNamed() {
        Reply reply = world.call("POST", MAPS, Map.of("Content-Type", "application/vnd.kubernetes.protobuf"), "k8s");

        assertThat(reply.message()).contains("protobuf").contains("create -f");
    }

    @Test
    @DisplayName("N11: a body over 3 MiB is refused")
    void aBodyOverTheLimitIsRefused() {
        Reply reply = world.post(MAPS, " ".repeat(RequestBody.LIMIT_BYTES + 1));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.message()).contains("limit is 3145728");
    }

    @Test
    void aBodyThatIsNoObjectIsRefusedWithItsPlace() {
        assertThat(world.post(MAPS, "{\"a\":}").message()).contains("line 1");
        assertThat(world.post(MAPS, "[]").message()).contains("must be an object");
        assertThat(world.post(MAPS, "[".repeat(200)).status()).isEqualTo(400);
    }

    @Test
    @DisplayName("N09: people get it indented")
    void peopleGetItIndented() {
        world.post(MAPS, configMap("a", "1"));

        assertThat(world.get(MAPS + "/a?pretty=true").text()).contains("\n  \"kind\"");
        assertThat(world.call("GET", MAPS + "/a", Map.of("User-Agent", "curl/7.88"), "")
                        .text())
                .contains("\n  \"kind\"");
    }

    @Test
    void requestsAreCountedUnderNamesTheServerKnows() {
        world.get(MAPS);
        world.get(MAPS + "/absent");
        world.get("/made/up");

        assertThat(world.metrics.samples())
                .contains(
                        new RequestMetrics.Sample("list", "configmaps", 200, 1),
                        new RequestMetrics.Sample("get", "configmaps", 404, 1),
                        new RequestMetrics.Sample("other", "other", 404, 1));
    }
}
