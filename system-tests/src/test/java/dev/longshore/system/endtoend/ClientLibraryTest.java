package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult.Deleted;
import dev.longshore.cluster.WriteResult.Written;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.sqlite.SqliteStore;
import dev.longshore.objects.Draft;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.VirtualTasks;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client library as programs use it, unmodified, against an engine alone. */
class ClientLibraryTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String AWAY = "kube-node-lease";
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration RETRY = Duration.ofMillis(300);

    /** The library stretches its retries up to 2.2 times; the rest is for a busy machine. */
    private static final Duration RETRY_AT_MOST = Duration.ofMillis(660 + 1500);

    @RegisterExtension
    private static final Installation world = new Installation(5, 0);

    @Test
    void aClientLibraryWritesListsAndFollows() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (KubernetesClient client = client();
                SharedIndexInformer<ConfigMap> informer =
                        client.configMaps().inNamespace("default").inform(hearing(heard))) {
            client.configMaps().inNamespace("default").resource(settings("a")).create();
            world.until("the addition is heard", SOON, () -> heard.contains("+a"));

            client.configMaps().inNamespace("default").resource(settings("b")).update();
            world.until("the change is heard", SOON, () -> heard.contains("b"));
            assertThat(informer.getStore().list())
                    .extracting(map -> map.getMetadata().getName())
                    .contains("settings");

            client.configMaps().inNamespace("default").withName("settings").delete();
            world.until("the deletion is heard", SOON, () -> heard.contains("-b"));
        }
    }

    @Test
    void aClientLibraryScales() throws IOException {
        world.kubectlWith(Manifests.deployment("lib", 1, "1.0", "sleep 9"), "-n", "default", "create", "-f", "-")
                .orThrow();
        try (KubernetesClient client = client()) {
            client.apps().deployments().inNamespace("default").withName("lib").scale(3);

            Deployment scaled = client.apps()
                    .deployments()
                    .inNamespace("default")
                    .withName("lib")
                    .get();
            assertThat(scaled.getSpec().getReplicas()).isEqualTo(3);
        }
    }

    @Test
    @DisplayName("D13: a client library finds what is served")
    void aClientLibraryFindsWhatIsServed() throws IOException {
        try (KubernetesClient client = client()) {
            assertThat(client.supports("apps/v1", "Deployment")).isTrue();
            assertThat(client.supports("batch/v1", "Job")).isFalse();
            assertThat(client.hasApiGroup("argoproj.io", true)).isTrue();
            assertThat(client.getApiResources("apps/v1").getResources())
                    .extracting(APIResource::getName)
                    .contains("deployments", "deployments/scale", "replicasets");
        }
    }

    @Test
    @DisplayName("U08: a client library edits and patches; who saw an older state is told")
    void aClientLibraryEdits() throws IOException {
        try (KubernetesClient client = client()) {
            var maps = client.configMaps().inNamespace("default");
            ConfigMap first = maps.resource(named("edited", "a")).create();

            maps.withName("edited")
                    .edit(map ->
                            new ConfigMapBuilder(map).addToData("more", "b").build());
            maps.withName("edited").patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"third\":\"c\"}}");

            assertThat(maps.withName("edited").get().getData()).containsOnlyKeys("k", "more", "third");
            assertThatThrownBy(() -> maps.resource(first)
                            .lockResourceVersion(first.getMetadata().getResourceVersion())
                            .update())
                    .isInstanceOfSatisfying(KubernetesClientException.class, stale -> {
                        assertThat(stale.getCode()).isEqualTo(409);
                        assertThat(stale.getStatus().getReason()).isEqualTo("Conflict");
                    });
            assertThat(maps.withName("edited").delete()).hasSize(1);
            assertThat(maps.withName("edited").delete()).isEmpty();
        }
    }

    @Test
    @DisplayName("S13, S14: a client library applies on the server; a conflict names the other manager")
    void aClientLibraryApplies() throws IOException {
        try (KubernetesClient client = client()) {
            var maps = client.configMaps().inNamespace("default");
            maps.resource(named("applied", "a")).fieldManager("one").serverSideApply();

            maps.resource(named("applied", "dry")).dryRun().fieldManager("one").serverSideApply();
            assertThat(maps.withName("applied").get().getData()).containsEntry("k", "a");
            assertThatThrownBy(() -> maps.resource(named("applied", "b"))
                            .fieldManager("two")
                            .serverSideApply())
                    .hasMessageContaining("conflict with \"one\": .data.k");
            maps.resource(named("applied", "b"))
                    .fieldManager("two")
                    .forceConflicts()
                    .serverSideApply();
            assertThat(maps.withName("applied").get().getData()).containsEntry("k", "b");
        }
    }

    @Test
    @DisplayName("W12: an informer goes on where it was after the engine was started anew")
    void anInformerGoesOnAfterARestart() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (KubernetesClient client = client();
                SharedIndexInformer<ConfigMap> informer = client.configMaps()
                        .inNamespace("kube-public")
                        .runnableInformer(0)
                        .addEventHandler(hearing(heard))
                        .run()) {
            client.configMaps()
                    .inNamespace("kube-public")
                    .resource(named("before", "before"))
                    .create();
            world.until("the first is heard", SOON, () -> heard.contains("+before"));

            assertThat(world.stop("engine")).isZero();
            world.startEngine();
            client.configMaps()
                    .inNamespace("kube-public")
                    .resource(named("after", "after"))
                    .create();

            world.until("the second is heard", SOON, () -> heard.contains("+after"));
            assertThat(heard).containsExactly("+before", "+after");
            assertThat(informer.getStore().list()).hasSize(2);
        }
    }

    @Test
    @DisplayName("W13: an informer that was away while history was forgotten lists anew and misses nothing")
    void anInformerListsAnewWhenHistoryIsForgotten() throws IOException {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (KubernetesClient client = client();
                SharedIndexInformer<ConfigMap> informer = client.configMaps()
                        .inNamespace(AWAY)
                        .runnableInformer(0)
                        .addEventHandler(hearing(heard))
                        .run()) {
            client.configMaps()
                    .inNamespace(AWAY)
                    .resource(named("stays", "stays"))
                    .create();
            client.configMaps()
                    .inNamespace(AWAY)
                    .resource(named("goes", "goes"))
                    .create();
            world.until("both are heard", SOON, () -> heard.containsAll(List.of("+stays", "+goes")));
            String seen = informer.lastSyncResourceVersion();

            assertThat(world.stop("engine")).isZero();
            editAndForgetHistory();
            world.startEngine();

            world.until("what came meanwhile is heard", SOON, () -> heard.contains("+comes"));
            assertThat(heard).containsExactlyInAnyOrder("+stays", "+goes", "-goes", "+comes");
            assertThat(watch(seen)).contains("\"code\":410");
        }
    }

    /** What another engine does on the same store while the one of the clients is away. */
    private static void editAndForgetHistory() {
        VirtualTasks tasks = new VirtualTasks((name, fault) -> fault.printStackTrace());
        try (Store store = SqliteStore.open(world.folder.resolve("engine/store"), tasks);
                LocalCluster engine =
                        LocalCluster.open(store, SchemaCatalog::builtIn, new SystemTime(), tasks, new SystemChance())) {
            Cluster cluster = engine.as(Identity.admin("meanwhile"));
            assertThat(cluster.delete(key("goes"), DeleteOptions.PLAIN)).isInstanceOf(Deleted.class);
            Draft comes = Draft.empty(key("comes")).with(Map.of("k", "comes"), "data");
            assertThat(cluster.create(comes, WriteOptions.by("meanwhile"))).isInstanceOf(Written.class);
            store.compact(store.head());
        }
    }

    private static ObjectKey key(String name) {
        return ObjectKey.of(dev.longshore.objects.core.ConfigMap.KIND, AWAY, name);
    }

    private static String watch(String revision) {
        String path = "/api/v1/namespaces/" + AWAY + "/configmaps?watch=true&timeoutSeconds=1&resourceVersion=";
        return world.kubectl("get", "--raw", path + revision).out();
    }

    @Test
    @DisplayName(
            "H03: of two candidates the other one leads when the lease of a leader that died has run out, not before")
    void theOtherLeadsWhenALeaderDied() throws IOException {
        List<String> leading = new CopyOnWriteArrayList<>();
        try (KubernetesClient one = client();
                KubernetesClient two = client()) {
            CompletableFuture<?> leader = candidate(one, "one", leading);
            world.until("the first leads", SOON, () -> leading.contains("one"));
            CompletableFuture<?> other = candidate(two, "two", leading);

            leader.cancel(true); // it gives nothing back
            Instant renewed = Instant.parse(lease("renewTime"));
            world.until("the second leads", SOON, () -> leading.contains("two"));
            Instant acquired = Instant.parse(lease("acquireTime"));
            other.cancel(true);

            assertThat(leading).containsExactly("one", "two");
            assertThat(lease("holderIdentity")).isEqualTo("two");
            assertThat(lease("leaseTransitions")).isEqualTo("1");
            assertThat(Duration.between(renewed, acquired)).isBetween(LEASE, LEASE.plus(RETRY_AT_MOST));
        }
    }

    private static CompletableFuture<?> candidate(KubernetesClient client, String name, List<String> leading) {
        return client.leaderElector()
                .withConfig(new LeaderElectionConfigBuilder()
                        .withName("leadership")
                        .withLock(new LeaseLock("default", "leadership", name))
                        .withLeaseDuration(LEASE)
                        .withRenewDeadline(LEASE.dividedBy(2))
                        .withRetryPeriod(RETRY)
                        .withReleaseOnCancel(false)
                        .withLeaderCallbacks(new LeaderCallbacks(() -> leading.add(name), () -> {}, holder -> {}))
                        .build())
                .build()
                .start();
    }

    private static String lease(String field) {
        return world.kubectl("-n", "default", "get", "lease", "leadership", "-o", "jsonpath={.spec." + field + "}")
                .out();
    }

    private static KubernetesClient client() throws IOException {
        Config config = Config.fromKubeconfig(Files.readString(world.kubeconfig()));
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    private static ConfigMap settings(String value) {
        return named("settings", value);
    }

    private static ConfigMap named(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("k", value)
                .build();
    }

    private static ResourceEventHandler<ConfigMap> hearing(List<String> heard) {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap added) {
                heard.add("+" + value(added));
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap after) {
                heard.add(value(after));
            }

            @Override
            public void onDelete(ConfigMap gone, boolean unknown) {
                heard.add("-" + value(gone));
            }
        };
    }

    private static String value(ConfigMap map) {
        return map.getData() == null ? "" : map.getData().getOrDefault("k", "");
    }
}
