package dev.longshore.cluster;

import static dev.longshore.cluster.Bodies.NAMESPACE;
import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.deployment;
import static dev.longshore.cluster.Bodies.json;
import static dev.longshore.cluster.Bodies.key;
import static dev.longshore.cluster.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.longshore.cluster.DeleteOptions.Propagation;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Exists;
import dev.longshore.cluster.WriteResult.Missing;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Stale;
import dev.longshore.cluster.WriteResult.Unchanged;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.objects.ApiStatus;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.Selector;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Pod;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every cluster promises about reading and writing, in process and over the wire. */
public abstract class ClusterContract {
    protected static final WriteOptions TESTER = WriteOptions.by("tester");

    protected Cluster cluster;

    /** A cluster with the namespace {@code default} and nothing else in it, as somebody with all rights. */
    protected abstract Cluster open();

    @BeforeEach
    void openCluster() {
        cluster = open();
    }

    @Test
    void whatWasCreatedIsReadBackWithWhatTheServerKeeps() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "v")), TESTER));

        assertThat(cluster.get(key(ConfigMap.KIND, "a"))).contains(made);
        assertThat(made.uid()).isNotEmpty();
        assertThat(made.fields().has("metadata", "creationTimestamp")).isTrue();
        assertThat(made.strings("data")).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void anObjectThatIsNotThereIsAbsent() {
        assertThat(cluster.get(key(ConfigMap.KIND, "none"))).isEmpty();
        assertThat(cluster.delete(key(ConfigMap.KIND, "none"), DeleteOptions.PLAIN))
                .isEqualTo(new Missing());
        assertThat(cluster.patch(key(ConfigMap.KIND, "none"), merge("{'data':{'a':'b'}}"), TESTER))
                .isEqualTo(new Missing());
    }

    @Test
    @DisplayName("C01: a second create finds that it exists")
    void createdTwice() {
        written(cluster.create(configMap("a", Map.of()), TESTER));

        assertThat(cluster.create(configMap("a", Map.of()), TESTER)).isEqualTo(new Exists());
    }

    @Test
    @DisplayName("C02: a generated name is the prefix and five letters of an alphabet without vowels")
    void generatesNames() {
        Draft draft = Draft.empty(key(ConfigMap.KIND, "")).with("job-", "metadata", "generateName");

        assertThat(written(cluster.create(draft, TESTER)).name()).matches("job-[bcdfghjklmnpqrstvwxz2456789]{5}");
    }

    @Test
    @DisplayName("C04: a namespace that is not there is not found")
    void needsItsNamespace() {
        ObjectKey elsewhere = ObjectKey.of(ConfigMap.KIND, "nowhere", "a");

        ApiStatus status = refused(cluster.create(Draft.empty(elsewhere), TESTER));

        assertThat(status.code()).isEqualTo(404);
        assertThat(status.message()).isEqualTo("namespaces \"nowhere\" not found");
    }

    @Test
    @DisplayName("C06: uid, creation time, generation and status of a new object are the server's")
    void ignoresWhatIsTheServers() {
        Draft forged = deployment("web", 2)
                .with("forged", "metadata", "uid")
                .with(7, "metadata", "generation")
                .with(3, "status", "replicas");

        Item made = written(cluster.create(forged, TESTER));

        assertThat(made.uid()).isNotEqualTo("forged");
        assertThat(made.generation()).isEqualTo(1);
        assertThat(made.fields().has("status", "replicas")).isFalse();
    }

    @Test
    @DisplayName("C08: a dry run answers as the write would and writes nothing")
    void dryRunWritesNothing() {
        assertThat(cluster.create(configMap("a", Map.of()), TESTER.asDryRun())).isInstanceOf(Written.class);

        assertThat(cluster.get(key(ConfigMap.KIND, "a"))).isEmpty();
    }

    @Test
    @DisplayName("C09: an unknown field is refused under strict validation and warned of under the mild one")
    void unknownFields() {
        Draft typo = deployment("web", 2).with(3, "spec", "replica");

        assertThat(refused(cluster.create(typo, TESTER)).message())
                .contains("strict decoding error: unknown field \"spec.replica\"");
        WriteOptions mild = new WriteOptions("tester", false, WriteOptions.FieldValidation.WARN);
        assertThat(cluster.create(typo, mild))
                .isInstanceOfSatisfying(
                        Written.class,
                        result -> assertThat(result.warnings()).contains("unknown field \"spec.replica\""));
    }

    @Test
    void whatIsWrongWithAnObjectIsSaidWithItsPath() {
        ApiStatus status = refused(cluster.create(deployment("web", -1), TESTER));

        assertThat(status.code()).isEqualTo(422);
        assertThat(status.causes()).extracting(ApiStatus.Cause::field).contains("spec.replicas");
        assertThat(status.message()).startsWith("Deployment.apps \"web\" is invalid: spec.replicas: ");
    }

    @Test
    @DisplayName("U01: a replace of an older state is stale and changes nothing")
    void staleReplace() {
        Item first = written(cluster.create(configMap("a", Map.of("k", "1")), TESTER));
        Item second = written(cluster.replace(first.draft().with("2", "data", "k"), TESTER));

        assertThat(cluster.replace(first.draft().with("3", "data", "k"), TESTER))
                .isEqualTo(new Stale(second.revision()));
        assertThat(cluster.get(first.key())).contains(second);
    }

    @Test
    @DisplayName("U03: a replace that changes nothing is unchanged and keeps the revision")
    void nothingToChange() {
        Item made = written(cluster.create(deployment("web", 2), TESTER));

        assertThat(cluster.replace(made.draft(), TESTER))
                .isInstanceOfSatisfying(
                        Unchanged.class,
                        same -> assertThat(same.item().revision()).isEqualTo(made.revision()));
    }

    @Test
    @DisplayName("U04: the generation counts changes of the spec only")
    void countsGenerations() {
        Item made = written(cluster.create(deployment("web", 2), TESTER));
        Item labelled = written(cluster.patch(made.key(), merge("{'metadata':{'labels':{'a':'b'}}}"), TESTER));
        Item reported = written(cluster.patch(made.key().sub("status"), merge("{'status':{'replicas':1}}"), TESTER));
        Item scaled = written(cluster.patch(made.key(), merge("{'spec':{'replicas':3}}"), TESTER));

        assertThat(List.of(made, labelled, reported, scaled))
                .extracting(Item::generation)
                .containsExactly(1L, 1L, 1L, 2L);
    }

    @Test
    @DisplayName("U05: the object's write leaves the status alone, the status' write everything else")
    void statusAndSpecKeepApart() {
        Item made = written(cluster.create(deployment("web", 2), TESTER));
        Draft both = made.draft().with(5, "spec", "replicas").with(4, "status", "replicas");

        Item reported = written(cluster.replace(both.sub("status"), TESTER));
        Draft again = reported.draft().with(6, "spec", "replicas").with(9, "status", "replicas");
        Item wished = written(cluster.replace(again, TESTER));

        assertThat(reported.number("spec", "replicas")).hasValue(2);
        assertThat(reported.number("status", "replicas")).hasValue(4);
        assertThat(wished.number("spec", "replicas")).hasValue(6);
        assertThat(wished.number("status", "replicas")).hasValue(4);
    }

    @Test
    @DisplayName("U06: a uid of another object is a conflict")
    void anotherUid() {
        Item made = written(cluster.create(configMap("a", Map.of()), TESTER));

        ApiStatus status = refused(cluster.replace(made.draft().with("other", "metadata", "uid"), TESTER));

        assertThat(status.code()).isEqualTo(409);
    }

    @Test
    @DisplayName("U07: a deployment's selector cannot be changed")
    void immutableSelector() {
        Item made = written(cluster.create(deployment("web", 1), TESTER));
        Draft other = made.draft()
                .with("api", "spec", "selector", "matchLabels", "app")
                .with("api", "spec", "template", "metadata", "labels", "app");

        ApiStatus status = refused(cluster.replace(other, TESTER));

        assertThat(status.message()).contains("spec.selector: Invalid value: ").contains("field is immutable");
    }

    @Test
    @DisplayName("P03: a JSON patch whose test fails is refused")
    void jsonPatch() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1")), TESTER));
        Patch right = new Patch.Json(json(
                "[{'op':'test','path':'/data/k','value':'1'}," + "{'op':'replace','path':'/data/k','value':'2'}]"));

        assertThat(written(cluster.patch(made.key(), right, TESTER)).strings("data"))
                .containsEntry("k", "2");
        assertThat(refused(cluster.patch(made.key(), right, TESTER)).code()).isEqualTo(422);
    }

    @Test
    @DisplayName("P04: a patched resourceVersion is a precondition")
    void patchWithRevision() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1")), TESTER));
        Item now = written(cluster.patch(made.key(), merge("{'data':{'k':'2'}}"), TESTER));
        Patch old = new Patch.Json(
                json("[{'op':'add','path':'/metadata/resourceVersion','value':'" + made.revision() + "'}]"));

        assertThat(cluster.patch(made.key(), old, TESTER)).isEqualTo(new Stale(now.revision()));
    }

    @Test
    @DisplayName("P05: null in a merge patch deletes")
    void mergePatch() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1", "l", "2")), TESTER));

        Item patched = written(cluster.patch(made.key(), merge("{'data':{'k':null}}"), TESTER));

        assertThat(patched.strings("data")).isEqualTo(Map.of("l", "2"));
    }

    @Test
    @DisplayName("P09: a strategic patch merges containers by name")
    void strategicPatch() {
        Item made = written(cluster.create(deployment("web", 1), TESTER));
        Patch image = new Patch.Strategic(
                json("{'spec':{'template':{'spec':{'containers':[{'name':'c','image':'web:2'}]}}}}"));

        Item patched = written(cluster.patch(made.key(), image, TESTER));

        assertThat(patched.items("spec", "template", "spec", "containers"))
                .singleElement()
                .satisfies(container -> {
                    assertThat(container.text("image")).contains("web:2");
                    assertThat(container.text("terminationMessagePath")).isPresent();
                });
    }

    @Test
    @DisplayName("S01, S02: an apply creates, and the same apply again is unchanged")
    void applies() {
        Patch wish = Patch.apply(deployment("web", 2), false);
        ObjectKey key = key(Deployment.KIND, "web");

        assertThat(cluster.patch(key, wish, TESTER))
                .isInstanceOfSatisfying(
                        Written.class, result -> assertThat(result.created()).isTrue());
        assertThat(cluster.patch(key, wish, TESTER)).isInstanceOf(Unchanged.class);
    }

    @Test
    @DisplayName("S04, S05: what another manager applied is a conflict, unless it is forced")
    void appliesAgainstAnother() {
        ObjectKey key = key(Deployment.KIND, "web");
        written(cluster.patch(key, Patch.apply(deployment("web", 2), false), TESTER));
        WriteOptions other = WriteOptions.by("other");

        ApiStatus status = refused(cluster.patch(key, Patch.apply(deployment("web", 3), false), other));
        assertThat(status.message())
                .isEqualTo("Apply failed with 1 conflict: conflict with \"tester\": .spec.replicas");
        assertThat(status.causes()).extracting(ApiStatus.Cause::reason).containsExactly("FieldManagerConflict");

        Item forced = written(cluster.patch(key, Patch.apply(deployment("web", 3), true), other));
        assertThat(forced.number("spec", "replicas")).hasValue(3);
    }

    @Test
    @DisplayName("S06: what a manager no longer applies goes when nobody else owns it")
    void appliesLess() {
        ObjectKey key = key(ConfigMap.KIND, "a");
        written(cluster.patch(key, Patch.apply(configMap("a", Map.of("k", "1", "l", "2")), false), TESTER));

        Item less = written(cluster.patch(key, Patch.apply(configMap("a", Map.of("l", "2")), false), TESTER));

        assertThat(less.strings("data")).isEqualTo(Map.of("l", "2"));
    }

    @Test
    void theScaleReadsAndWritesTheReplicas() {
        Item made = written(cluster.create(deployment("web", 2), TESTER));
        ObjectKey scale = made.key().sub("scale");

        Item shown = cluster.get(scale).orElseThrow();
        assertThat(shown.text("kind")).contains("Scale");
        assertThat(shown.number("spec", "replicas")).hasValue(2);
        assertThat(shown.text("status", "selector")).contains("app=web");
        Item answer = written(cluster.patch(scale, merge("{'spec':{'replicas':5}}"), TESTER));
        assertThat(answer.text("kind")).contains("Scale");
        assertThat(cluster.get(made.key()).orElseThrow().number("spec", "replicas"))
                .hasValue(5);
    }

    @Test
    void aPodIsBoundOnce() {
        Pod made = new Pod(written(cluster.create(pod("p"), TESTER)));

        Item bound = written(cluster.create(made.boundTo("node-1"), TESTER));

        assertThat(new Pod(bound).nodeName()).contains("node-1");
        assertThat(refused(cluster.create(made.boundTo("node-2"), TESTER)).message())
                .isEqualTo(
                        "Operation cannot be fulfilled on pods/binding \"p\": pod p is already assigned to node \"node-1\"");
    }

    @Test
    @DisplayName("X02: a delete of another uid or an older revision deletes nothing")
    void deletePreconditions() {
        Item made = written(cluster.create(configMap("a", Map.of("k", "1")), TESTER));
        Item now = written(cluster.patch(made.key(), merge("{'data':{'k':'2'}}"), TESTER));
        DeleteOptions old = new DeleteOptions(
                Optional.empty(), Optional.of(made.revision()), Propagation.BACKGROUND, Optional.empty(), false);

        assertThat(refused(cluster.delete(made.key(), DeleteOptions.only("other")))
                        .code())
                .isEqualTo(409);
        assertThat(cluster.delete(made.key(), old)).isEqualTo(new Stale(now.revision()));
        assertThat(cluster.delete(made.key(), DeleteOptions.only(made.uid()))).isInstanceOf(Deleted.class);
        assertThat(cluster.get(made.key())).isEmpty();
    }

    @Test
    @DisplayName("X03: an object with a finalizer stays, marked, until the finalizer goes")
    void finalizers() {
        Draft held = configMap("a", Map.of()).with(List.of("example.com/hold"), "metadata", "finalizers");
        Item made = written(cluster.create(held, TESTER));

        Item marked = written(cluster.delete(made.key(), DeleteOptions.PLAIN));
        assertThat(marked.terminating()).isTrue();
        assertThat(cluster.get(made.key())).contains(marked);
        assertThat(cluster.patch(made.key(), merge("{'metadata':{'finalizers':null}}"), TESTER))
                .isInstanceOf(Deleted.class);
        assertThat(cluster.get(made.key())).isEmpty();
    }

    @Test
    @DisplayName("X04: a deletion under way takes no new finalizer")
    void lateFinalizer() {
        Draft held = configMap("a", Map.of()).with(List.of("example.com/hold"), "metadata", "finalizers");
        Item made = written(cluster.create(held, TESTER));
        written(cluster.delete(made.key(), DeleteOptions.PLAIN));

        ApiStatus status = refused(cluster.patch(
                made.key(), merge("{'metadata':{'finalizers':['example.com/hold','example.com/late']}}"), TESTER));

        assertThat(status.message()).contains("no new finalizers can be added if the object is being deleted");
    }

    @Test
    @DisplayName("X05: a bound pod gets its grace, a second delete can only shorten it, none ends it")
    void gracefulDeletion() {
        Pod made = new Pod(written(cluster.create(pod("p"), TESTER)));
        written(cluster.create(made.boundTo("node-1"), TESTER));
        ObjectKey key = made.item().key();

        Item marked = written(cluster.delete(key, DeleteOptions.PLAIN));
        assertThat(marked.number("metadata", "deletionGracePeriodSeconds")).hasValue(30);
        Item shorter = written(cluster.delete(key, DeleteOptions.PLAIN.withGrace(5)));
        assertThat(shorter.number("metadata", "deletionGracePeriodSeconds")).hasValue(5);
        assertThat(cluster.delete(key, DeleteOptions.PLAIN.withGrace(60))).isInstanceOf(Unchanged.class);
        assertThat(cluster.delete(key, DeleteOptions.PLAIN.withGrace(0))).isInstanceOf(Deleted.class);
    }

    @Test
    void aPodWithoutANodeGoesAtOnce() {
        Item made = written(cluster.create(pod("p"), TESTER));

        assertThat(cluster.delete(made.key(), DeleteOptions.PLAIN)).isInstanceOf(Deleted.class);
    }

    @Test
    @DisplayName("X06: foreground and orphan deletion leave a finalizer for the garbage collector")
    void propagation() {
        Item made = written(cluster.create(configMap("a", Map.of()), TESTER));
        DeleteOptions foreground =
                new DeleteOptions(Optional.empty(), Optional.empty(), Propagation.FOREGROUND, Optional.empty(), false);

        Item marked = written(cluster.delete(made.key(), foreground));

        assertThat(marked.fields().texts("metadata", "finalizers")).containsExactly("foregroundDeletion");
    }

    @Test
    @DisplayName("X10, NS-02: a namespace terminates, takes nothing new, and goes with its last finalizer")
    void namespaceDeletion() {
        ObjectKey key = ObjectKey.of(Namespace.KIND, "shop");
        written(cluster.create(Draft.empty(key), TESTER));

        Item marked = written(cluster.delete(key, DeleteOptions.PLAIN));
        assertThat(marked.text("status", "phase")).contains("Terminating");
        ApiStatus late = refused(cluster.create(Draft.empty(ObjectKey.of(ConfigMap.KIND, "shop", "a")), TESTER));
        assertThat(late.code()).isEqualTo(403);
        assertThat(late.causes()).extracting(ApiStatus.Cause::reason).containsExactly("NamespaceTerminating");
        Draft empty = marked.draft().with(List.of(), "spec", "finalizers").sub("finalize");
        assertThat(cluster.replace(empty, TESTER)).isInstanceOf(Deleted.class);
        assertThat(cluster.get(key)).isEmpty();
    }

    @Test
    @DisplayName("X11, NS-04: the namespace default is not deleted")
    void immortalNamespace() {
        assertThat(refused(cluster.delete(ObjectKey.of(Namespace.KIND, NAMESPACE), DeleteOptions.PLAIN))
                        .code())
                .isEqualTo(403);
    }

    @Test
    @DisplayName("L01: an empty list has a revision")
    void emptyList() {
        Page page = cluster.list(Query.in(ConfigMap.KIND, NAMESPACE));

        assertThat(page.items()).isEmpty();
        assertThat(page.revision()).isPositive();
    }

    @Test
    @DisplayName("L02, L03: pages are of the first page's revision, whatever is written meanwhile")
    void pages() {
        for (String name : List.of("a", "b", "c")) {
            written(cluster.create(configMap(name, Map.of()), TESTER));
        }
        Query query = Query.in(ConfigMap.KIND, NAMESPACE);

        Page first = cluster.list(query.page(2, ""));
        written(cluster.create(configMap("bb", Map.of()), TESTER));
        cluster.delete(key(ConfigMap.KIND, "c"), DeleteOptions.PLAIN);
        Page second = cluster.list(query.page(2, first.next()));

        assertThat(first.items()).extracting(Item::name).containsExactly("a", "b");
        assertThat(first.remaining()).isEqualTo(1);
        assertThat(second.items()).extracting(Item::name).containsExactly("c");
        assertThat(second.revision()).isEqualTo(first.revision());
        assertThat(second.next()).isEmpty();
    }

    @Test
    @DisplayName("L04: a token that was never given is refused")
    void garbageToken() {
        Query query = Query.in(ConfigMap.KIND, NAMESPACE).page(2, "garbage");

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> cluster.list(query));

        assertThat(refused.status().code()).isEqualTo(400);
        assertThat(refused.status().message()).startsWith("continue key is not valid");
    }

    @Test
    @DisplayName("L08, L09: labels and fields select")
    void selectors() {
        Draft labelled = configMap("a", Map.of()).with(Map.of("app", "web"), "metadata", "labels");
        written(cluster.create(labelled, TESTER));
        written(cluster.create(configMap("b", Map.of()), TESTER));
        Query all = Query.in(ConfigMap.KIND, NAMESPACE);

        assertThat(names(all.labelled(Selector.of(Map.of("app", "web"))))).containsExactly("a");
        assertThat(names(all.where("metadata.name", "b"))).containsExactly("b");
        RefusedException refused =
                catchThrowableOfType(RefusedException.class, () -> cluster.list(all.where("spec.nodeName", "n")));
        assertThat(refused.status().code()).isEqualTo(400);
    }

    @Test
    void aKindThatIsNotServedIsSaidToBeUnknown() {
        Kind unknown = Kind.of("example.com", "v1", "Widget", "widgets");

        RefusedException refused = catchThrowableOfType(RefusedException.class, () -> cluster.list(Query.all(unknown)));

        assertThat(refused.status().code()).isEqualTo(404);
        assertThat(refused(cluster.create(Draft.empty(key(unknown, "w")), TESTER))
                        .code())
                .isEqualTo(404);
    }

    private List<String> names(Query query) {
        return cluster.list(query).items().stream().map(Item::name).toList();
    }

    protected static Patch merge(String body) {
        return new Patch.Merge(json(body));
    }

    protected static Item written(WriteResult result) {
        assertThat(result).isInstanceOf(Written.class);
        return ((Written) result).item();
    }

    protected static ApiStatus refused(WriteResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).status();
    }
}
