package dev.longshore.engine.registry;

import static dev.longshore.cluster.Bodies.NAMESPACE;
import static dev.longshore.cluster.Bodies.configMap;
import static dev.longshore.cluster.Bodies.json;
import static dev.longshore.cluster.Bodies.key;
import static dev.longshore.cluster.Bodies.pod;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Start;
import dev.longshore.cluster.Watch;
import dev.longshore.cluster.WatchEvent;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Refused;
import dev.longshore.cluster.WriteResult.Unchanged;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.objects.Draft;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Event;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.core.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the door itself adds: who may, who tracks, and what the server writes into some kinds. */
class DoorRulesTest {
    private static final WriteOptions TESTER = WriteOptions.by("tester");
    private static final String TRACKING = "argocd.argoproj.io/tracking-id";

    private final LocalCluster local = LocalClusters.open();
    private final Cluster admin = local.as(Identity.admin("test"));

    @Test
    @DisplayName("S-API-10: nobody reads or writes what no rule grants them")
    void strangers() {
        written(admin.create(configMap("a", Map.of()), TESTER));
        Cluster stranger = local.as(Identity.ANONYMOUS);

        assertThatThrownBy(() -> stranger.get(key(ConfigMap.KIND, "a"))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> stranger.list(Query.all(ConfigMap.KIND))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> stranger.watch(Query.all(ConfigMap.KIND), Start.FRESH))
                .isInstanceOf(RefusedException.class);
        assertThat(stranger.delete(key(ConfigMap.KIND, "a"), DeleteOptions.PLAIN))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.status().code()).isEqualTo(403));
    }

    @Test
    void aNodeSeesTheConfigMapsOfItsPodsFromTheMomentTheyAreBound() {
        Draft naming = pod("p").with(List.of(Map.of("name", "v", "configMap", Map.of("name", "a"))), "spec", "volumes");
        Pod made = new Pod(written(admin.create(naming, TESTER)));
        Item map = written(admin.create(configMap("a", Map.of()), TESTER));
        Cluster node = local.as(Identity.node("node-1"));

        try (Watch watch = node.watch(Query.all(ConfigMap.KIND), Start.after(map.revision()))) {
            written(admin.patch(map.key(), merge("{'data':{'k':'unseen'}}"), TESTER));
            assertThat(watch.next(Duration.ofMillis(20))).isEmpty();
            written(admin.create(made.boundTo("node-1"), TESTER));
            written(admin.patch(map.key(), merge("{'data':{'k':'seen'}}"), TESTER));

            assertThat(watch.next(Duration.ofSeconds(10))).get().isInstanceOf(WatchEvent.Modified.class);
            assertThat(node.get(map.key())).isPresent();
        }
    }

    @Test
    void onlyGitOpsSetsTheTrackingAnnotation() {
        Draft tracked =
                configMap("a", Map.of()).with(Map.of(TRACKING, "web:/ConfigMap:default/a"), "metadata", "annotations");

        assertThat(admin.create(tracked, TESTER)).isInstanceOfSatisfying(Written.class, result -> {
            assertThat(result.item().annotations()).doesNotContainKey(TRACKING);
            assertThat(result.warnings()).anyMatch(warning -> warning.contains(TRACKING));
        });
        Cluster gitops = local.as(Identity.gitops());
        Item mine = written(gitops.patch(tracked.key(), Patch.apply(tracked, false), WriteOptions.by("gitops")));
        assertThat(mine.annotations()).containsKey(TRACKING);
        assertThat(admin.patch(tracked.key(), merge("{'metadata':{'annotations':null}}"), TESTER))
                .isInstanceOf(Unchanged.class);
        assertThat(admin.list(Query.trackedBy(ConfigMap.KIND, "web")).items()).hasSize(1);
    }

    @Test
    void anApplyOfTheTrackingAnnotationByOthersOwnsNothingOfIt() {
        Draft tracked = configMap("a", Map.of("k", "1"))
                .with(Map.of(TRACKING, "web:/ConfigMap:default/a"), "metadata", "annotations");

        Item made = written(admin.patch(tracked.key(), Patch.apply(tracked, false), TESTER));

        assertThat(made.fields().at("metadata", "managedFields").toString()).doesNotContain(TRACKING);
    }

    @Test
    void aNewPodIsPendingAndRunsAsTheDefaultAccount() {
        Item made = written(admin.create(pod("p"), TESTER));

        assertThat(new Pod(made).phase()).isEqualTo("Pending");
        assertThat(made.text("status", "qosClass")).contains("BestEffort");
        assertThat(made.text("spec", "serviceAccountName")).contains("default");
        assertThat(admin.list(Query.all(Pod.KIND).where("status.phase", "Pending"))
                        .items())
                .hasSize(1);
    }

    @Test
    void onlyAPodThatNamesAnotherAccountIsWarnedThatNoTokenIsMounted() {
        Draft plain = pod("p");
        Draft robot = pod("q").with("robot", "spec", "serviceAccountName");

        assertThat(((Written) admin.create(plain, TESTER)).warnings()).isEmpty();
        assertThat(((Written) admin.create(robot, TESTER)).warnings())
                .anySatisfy(warning ->
                        assertThat(warning).startsWith("spec.serviceAccountName: honoured in part: the pod can read"));
    }

    @Test
    void stringDataBecomesData() {
        Draft secret = Draft.empty(key(Secret.KIND, "s")).with(Map.of("k", "v"), "stringData");

        Item made = written(admin.create(secret, TESTER));

        assertThat(made.strings("data")).isEqualTo(Map.of("k", "dg=="));
        assertThat(made.fields().has("stringData")).isFalse();
    }

    @Test
    void aNamespaceBearsItsNameAsLabelAndKeepsItsFinalizer() {
        ObjectKey key = ObjectKey.of(Namespace.KIND, "shop");
        Item made = written(admin.create(Draft.empty(key), TESTER));
        Item stripped =
                written(admin.replace(made.draft().without("spec").with("b", "metadata", "labels", "a"), TESTER));

        assertThat(stripped.labels()).containsEntry("kubernetes.io/metadata.name", "shop");
        assertThat(stripped.fields().texts("spec", "finalizers")).containsExactly("kubernetes");
        assertThat(stripped.text("status", "phase")).contains("Active");
    }

    @Test
    void theLastFinalizerOfAPodWithGraceLeavesItToItsAgent() {
        Draft held = pod("p").with(List.of("example.com/hold"), "metadata", "finalizers");
        Pod made = new Pod(written(admin.create(held, TESTER)));
        written(admin.create(made.boundTo("node-1"), TESTER));
        ObjectKey key = made.item().key();
        written(admin.delete(key, DeleteOptions.PLAIN));

        assertThat(admin.patch(key, merge("{'metadata':{'finalizers':null}}"), TESTER))
                .isInstanceOf(Written.class);
        assertThat(admin.delete(key, DeleteOptions.PLAIN.withGrace(0))).isInstanceOf(Deleted.class);
    }

    @Test
    void eventsMayTellOfTheEndOfTheirNamespace() {
        ObjectKey shop = ObjectKey.of(Namespace.KIND, "shop");
        written(admin.create(Draft.empty(shop), TESTER));
        written(admin.delete(shop, DeleteOptions.PLAIN));
        Draft event = Draft.empty(ObjectKey.of(Event.KIND, "shop", "e"))
                .with(Map.of("namespace", "shop", "kind", "Pod", "name", "p"), "involvedObject");

        assertThat(admin.create(event, TESTER)).isInstanceOf(Written.class);
    }

    @Test
    void aDryRunDeleteDeletesNothing() {
        Item made = written(admin.create(configMap("a", Map.of()), TESTER));
        DeleteOptions dry = new DeleteOptions(
                DeleteOptions.PLAIN.uid(),
                DeleteOptions.PLAIN.revision(),
                DeleteOptions.PLAIN.propagation(),
                DeleteOptions.PLAIN.graceSeconds(),
                true);

        assertThat(admin.delete(made.key(), dry)).isInstanceOf(Deleted.class);
        assertThat(admin.list(Query.in(ConfigMap.KIND, NAMESPACE)).items()).containsExactly(made);
    }

    private static Patch merge(String body) {
        return new Patch.Merge(json(body));
    }

    private static Item written(WriteResult result) {
        assertThat(result).isInstanceOf(Written.class);
        return ((Written) result).item();
    }
}
