package dev.longshore.system.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The tools people have, unmodified, against an engine alone. */
class ClientsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    private static final Installation world = new Installation(3, 0);

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
    @DisplayName(
            "RS-21, D-38: orphans are adopted again by the next of that name; a foreground deletion leaves nothing")
    void ownersComeAndGo() {
        String manifest = Manifests.deployment("owned", 2, "1.0", "sleep 9");
        world.kubectlWith(manifest, "-n", "default", "create", "-f", "-").orThrow();
        world.until("its pods are there", SOON, () -> uids("pods", "owned").size() == 2);
        List<String> pods = uids("pods", "owned");
        List<String> sets = uids("replicasets", "owned");

        world.kubectl("-n", "default", "delete", "deployment", "owned", "--cascade=orphan")
                .orThrow();
        world.kubectlWith(manifest, "-n", "default", "create", "-f", "-").orThrow();
        String adopted = "jsonpath={.items[*].metadata.ownerReferences[*].uid}";
        String next = world.kubectl("-n", "default", "get", "deployment", "owned", "-o", "jsonpath={.metadata.uid}")
                .out();
        world.until(
                "they are adopted",
                SOON,
                () -> world.kubectl("-n", "default", "get", "replicasets", "-l", "app=owned", "-o", adopted)
                        .out()
                        .equals(next));
        assertThat(uids("replicasets", "owned")).isEqualTo(sets);
        assertThat(uids("pods", "owned")).isEqualTo(pods);

        world.kubectl("-n", "default", "delete", "deployment", "owned", "--cascade=foreground")
                .orThrow();
        assertThat(uids("replicasets", "owned")).isEmpty();
        assertThat(uids("pods", "owned")).isEmpty();
    }

    private static List<String> uids(String resource, String app) {
        String uids = "jsonpath={range .items[*]}{.metadata.uid}{\"\\n\"}{end}";
        return world.kubectl("-n", "default", "get", resource, "-l", "app=" + app, "-o", uids)
                .out()
                .lines()
                .sorted()
                .toList();
    }

    @Test
    @DisplayName("D-21, D-22: an undo to a revision that is not there, or while paused, is refused")
    void anUndoThatCannotBe() {
        world.kubectlWith(Manifests.deployment("undone", 1, "1.0", "sleep 9"), "-n", "default", "create", "-f", "-")
                .orThrow();
        world.until(
                "its set is there", SOON, () -> uids("replicasets", "undone").size() == 1);
        world.kubectl("-n", "default", "set", "image", "deployment/undone", "c=" + Installation.IMAGE + ":1.1")
                .orThrow();
        world.until(
                "the next one too", SOON, () -> uids("replicasets", "undone").size() == 2);

        Shell.Result absent = world.kubectl("-n", "default", "rollout", "undo", "deployment/undone", "--to-revision=9");
        world.kubectl("-n", "default", "rollout", "pause", "deployment/undone").orThrow();
        Shell.Result paused = world.kubectl("-n", "default", "rollout", "undo", "deployment/undone");

        assertThat(absent.code()).isNotZero();
        assertThat(absent.out()).contains("unable to find specified revision 9");
        assertThat(paused.code()).isNotZero();
        assertThat(paused.out()).contains("paused");
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

            assertThat(world.stop("engine")).isIn(0, 143);
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
    void kubectlDoesADaysWork() {
        assertThat(world.kubectlWith(
                                Manifests.deployment("day", 2, "1.0", "sleep 9"),
                                "-n",
                                "default",
                                "apply",
                                "--server-side",
                                "-f",
                                "-")
                        .out())
                .contains("serverside-applied");
        assertThat(world.kubectl("get", "all", "-A", "-o", "wide").out()).contains("deployment.apps/day");
        assertThat(world.kubectl("-n", "default", "get", "deployment", "day", "-o", "yaml")
                        .out())
                .contains("replicas: 2");
        assertThat(world.kubectl("-n", "default", "describe", "deployment", "day")
                        .out())
                .contains("Replicas:");
        assertThat(world.kubectl("-n", "default", "scale", "deployment", "day", "--replicas=1")
                        .out())
                .contains("scaled");
        assertThat(world.kubectl("-n", "default", "run", "one", "--image=" + Installation.IMAGE + ":1.0")
                        .out())
                .contains("pod/one created");
        assertThat(world.kubectl("explain", "deployment.spec.strategy").out()).contains("rollingUpdate");
        assertThat(world.kubectl("-n", "default", "delete", "deployment/day", "pod/one", "--wait=false")
                        .out())
                .contains("deleted");
    }

    @Test
    void aFieldThatIsNotHonouredIsWarnedAbout() {
        String manifest = Manifests.deployment("warned", 0, "1.0", "sleep 9")
                .replace("terminationGracePeriodSeconds: 1", "automountServiceAccountToken: true");

        assertThat(world.kubectlWith(manifest, "-n", "default", "apply", "--server-side", "-f", "-")
                        .out())
                .contains("Warning:")
                .contains("spec.template.spec.automountServiceAccountToken");
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
