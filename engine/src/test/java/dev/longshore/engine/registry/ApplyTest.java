package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.deployment;
import static dev.longshore.cluster.Bodies.json;
import static dev.longshore.cluster.Bodies.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Unchanged;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Fields;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Namespace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Server-side apply through the door. */
class ApplyTest {
    private static final WriteOptions ONE = WriteOptions.by("one");
    private static final WriteOptions TWO = WriteOptions.by("two");
    private static final ObjectKey MAP = key(ConfigMap.KIND, "a");
    private static final ObjectKey WEB = key(Deployment.KIND, "web");

    private final Cluster cluster = LocalClusters.admin();

    @Test
    @DisplayName("S01: an applied object has one entry with exactly the applied leaves")
    void exactEntry() {
        Item made = apply(deployment("web", 2), ONE);

        JsonNode entries = made.fields().at("metadata", "managedFields").copy();
        assertThat(entries).hasSize(1);
        assertThat(entries.get(0).path("manager").asText()).isEqualTo("one");
        assertThat(entries.get(0).path("operation").asText()).isEqualTo("Apply");
        assertThat(entries.get(0).path("apiVersion").asText()).isEqualTo("apps/v1");
        assertThat(entries.get(0).path("fieldsV1")).isEqualTo(json("""
                {'f:spec':{'f:replicas':{},'f:selector':{},'f:template':{'f:metadata':{'f:labels':{'f:app':{}}},
                 'f:spec':{'f:containers':{'k:{\\'name\\':\\'c\\'}':{'.':{},'f:image':{},'f:name':{}}}}}}}"""));
    }

    @Test
    @DisplayName("S03: a value two managers apply stays until the second leaves it out")
    void shared() {
        apply(configMap("a", Map.of("k", "1")), ONE);
        apply(configMap("a", Map.of("k", "1")), TWO);

        assertThat(apply(configMap("a", Map.of()), ONE).strings("data")).containsEntry("k", "1");
        assertThat(apply(configMap("a", Map.of()), TWO).strings("data")).isEmpty();
    }

    @Test
    @DisplayName("S05: a forced field belongs to the one who forced it, and to nobody else")
    void forced() {
        apply(configMap("a", Map.of("k", "1")), ONE);

        Item forced = written(cluster.patch(MAP, Patch.apply(configMap("a", Map.of("k", "2")), true), TWO));

        assertThat(owned(forced, "two")).isEqualTo(json("{'f:data':{'f:k':{}}}"));
        assertThat(managers(forced)).containsExactly("two");
    }

    @Test
    @DisplayName("S06: a container that is no longer applied goes with its defaults")
    void containerGoes() {
        Draft two = deployment("web", 1)
                .with(
                        List.of(Map.of("name", "c", "image", "web:1"), Map.of("name", "side", "image", "side:1")),
                        "spec",
                        "template",
                        "spec",
                        "containers");
        apply(two, ONE);

        Item one = apply(deployment("web", 1), ONE);

        assertThat(one.items("spec", "template", "spec", "containers"))
                .extracting(container -> container.text("name").orElseThrow())
                .containsExactly("c");
    }

    @Test
    @DisplayName("S07: ports are shared by number and protocol, TCP when none is given")
    void portKeys() {
        Draft ports = deployment("web", 1)
                .with(
                        List.of(Map.of("name", "c", "image", "web:1", "ports", List.of(Map.of("containerPort", 80)))),
                        "spec",
                        "template",
                        "spec",
                        "containers");

        Item made = apply(ports, ONE);

        assertThat(made.fields().at("metadata", "managedFields").toString())
                .contains("k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}");
        assertThat(cluster.patch(WEB, Patch.apply(ports, false), ONE)).isInstanceOf(Unchanged.class);
    }

    @Test
    @DisplayName("S07: an atomic list is one field")
    void atomicList() {
        Draft args = withContainer("args", List.of("a", "b"));
        apply(args, ONE);

        assertThat(conflicts(withContainer("args", List.of("a", "c"))))
                .contains(".spec.template.spec.containers[name=\"c\"].args");
    }

    @Test
    @DisplayName("S08: an update takes the fields it changes from whoever applied them")
    void updateTakes() {
        Item made = apply(configMap("a", Map.of("k", "1", "l", "1")), ONE);

        Item updated = written(cluster.replace(made.draft().with("2", "data", "k"), TWO));

        assertThat(owned(updated, "one")).isEqualTo(json("{'f:data':{'f:l':{}}}"));
        assertThat(owned(updated, "two")).isEqualTo(json("{'f:data':{'f:k':{}}}"));
    }

    @Test
    void aDefaultBelongsToNobody() {
        Item made = written(cluster.create(deployment("web", 2), ONE));

        assertThat(owned(made, "one").path("f:spec").has("f:replicas")).isTrue();
        assertThat(owned(made, "one").path("f:spec").has("f:progressDeadlineSeconds"))
                .isFalse();
    }

    @Test
    @DisplayName("S09: an apply of the status has its own entry and leaves the spec alone")
    void status() {
        Item made = apply(deployment("web", 2), ONE);
        Draft status = Draft.empty(WEB)
                .with(made.uid(), "metadata", "uid")
                .with(1, "status", "replicas")
                .with(9, "spec", "replicas");

        Item reported = written(cluster.patch(WEB.sub("status"), Patch.apply(status, true), TWO));

        assertThat(reported.number("spec", "replicas")).hasValue(2);
        assertThat(reported.number("status", "replicas")).hasValue(1);
        assertThat(owned(reported, "two")).isEqualTo(json("{'f:status':{'f:replicas':{}}}"));
        assertThat(reported.items("metadata", "managedFields"))
                .filteredOn(entry -> entry.text("manager").orElse("").equals("two"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.text("subresource")).contains("status"));
    }

    @Test
    @DisplayName("S10: an apply needs a field manager and brings no managed fields")
    void malformed() {
        Draft managed = configMap("a", Map.of()).with(List.of(Map.of("manager", "x")), "metadata", "managedFields");

        assertThat(refusal(cluster.patch(MAP, Patch.apply(configMap("a", Map.of()), false), WriteOptions.by(""))))
                .isEqualTo(422);
        assertThat(refusal(cluster.patch(MAP, Patch.apply(managed, false), ONE)))
                .isEqualTo(400);
    }

    @Test
    @DisplayName("S11: a patch of the managed fields changes who owns what")
    void editsOwnership() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1")), ONE));
        String entries =
                made.fields().at("metadata", "managedFields").toString().replace("\"one\"", "\"two\"");
        Patch edit = new Patch.Json(json("[{'op':'replace','path':'/metadata/managedFields','value':" + entries
                + "},{'op':'replace','path':'/metadata/resourceVersion','value':'" + made.revision() + "'}]"));

        assertThat(managers(written(cluster.patch(MAP, edit, ONE)))).containsExactly("two");
    }

    @Test
    @DisplayName(
            "S02: who applies nothing but a name changes nothing the second time, and makes nobody the owner of what is there")
    void nothingButAName() {
        Item made = apply(namespace(), ONE);

        assertThat(cluster.patch(made.key(), Patch.apply(namespace(), false), ONE))
                .isInstanceOf(Unchanged.class);
        assertThat(managers(made)).isEmpty();
    }

    @Test
    void whatNobodyOwnedBelongsToOneOfItsOwnFromTheFirstApplyOn() {
        Item made = apply(namespace(), ONE);

        Item labelled = apply(namespace().with("b", "metadata", "labels", "a"), ONE);

        assertThat(managers(labelled)).containsExactly("one", "before-first-apply");
        assertThat(labelled.items("metadata", "managedFields"))
                .allSatisfy(entry ->
                        assertThat(entry.text("time").map(Instant::parse)).isPresent());
        assertThat(made.revision()).isLessThan(labelled.revision());
    }

    @Test
    void anEntryWithoutATimeStaysWithoutOne() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1")), ONE));
        Patch edit = new Patch.Json(json("[{'op':'remove','path':'/metadata/managedFields/0/time'}]"));

        Item edited = written(cluster.patch(MAP, edit, TWO));

        assertThat(edited.items("metadata", "managedFields"))
                .allSatisfy(entry -> assertThat(entry.has("time")).isFalse());
        assertThat(made.revision()).isLessThan(edited.revision());
    }

    private static Draft namespace() {
        return Draft.empty(ObjectKey.of(Namespace.KIND, "shop"));
    }

    @Test
    void anObjectOfAnotherUidIsNotApplied() {
        Item made = apply(configMap("a", Map.of()), ONE);
        Draft other = configMap("a", Map.of("k", "1")).with("other", "metadata", "uid");

        assertThat(refusal(cluster.patch(made.key(), Patch.apply(other, true), ONE)))
                .isEqualTo(409);
        assertThat(refusal(cluster.patch(
                        key(ConfigMap.KIND, "b"),
                        Patch.apply(configMap("b", Map.of()).with("x", "metadata", "uid"), true),
                        ONE)))
                .isEqualTo(409);
    }

    @Test
    void scalingTakesTheReplicasFromWhoeverAppliedThem() {
        apply(deployment("web", 2), ONE);

        written(cluster.patch(WEB.sub("scale"), new Patch.Merge(json("{'spec':{'replicas':5}}")), TWO));

        assertThat(conflicts(deployment("web", 2)))
                .contains("conflict with \"two\" with subresource \"scale\" using apps/v1: .spec.replicas");
    }

    private Draft withContainer(String field, Object value) {
        return deployment("web", 1)
                .with(
                        List.of(Map.of("name", "c", "image", "web:1", field, value)),
                        "spec",
                        "template",
                        "spec",
                        "containers");
    }

    private String conflicts(Draft draft) {
        WriteResult result = cluster.patch(draft.key(), Patch.apply(draft, false), WriteOptions.by("three"));
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).status().message();
    }

    private Item apply(Draft draft, WriteOptions options) {
        WriteResult result = cluster.patch(draft.key(), Patch.apply(draft, false), options);
        return result instanceof Unchanged(Item same, var warnings) ? same : written(result);
    }

    private static JsonNode owned(Item item, String manager) {
        return item.items("metadata", "managedFields").stream()
                .filter(entry -> entry.text("manager").orElse("").equals(manager))
                .findFirst()
                .orElse(Fields.NONE)
                .at("fieldsV1")
                .copy();
    }

    private static List<String> managers(Item item) {
        return item.items("metadata", "managedFields").stream()
                .map(entry -> entry.text("manager").orElseThrow())
                .toList();
    }

    private static Item written(WriteResult result) {
        assertThat(result).isInstanceOf(Written.class);
        return ((Written) result).item();
    }

    private static int refusal(WriteResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).status().code();
    }
}
