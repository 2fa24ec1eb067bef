package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.apps.ReplicaSet;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.core.Pod;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** An Application is looked at when something changes that it has to do with, and otherwise left in peace. */
class WakingTest {
    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Map<String, String> DEPLOYMENT = Map.of(
            "app/d.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}\n");

    @Test
    @DisplayName("A127: an application that is not well is not looked at while nothing changes")
    void nothingIsPolled() {
        GitOpsWorld.tell(world -> {
            world.begin(DEPLOYMENT);
            world.pass(Duration.ofSeconds(30));
            assertThat(world.application().healthStatus()).isEqualTo("Progressing");
            long passes = world.passes();

            world.pass(Duration.ofMinutes(5));

            assertThat(world.passes()).isEqualTo(passes);
        });
    }

    @Test
    @DisplayName("A69: why a pod does not run is in the status at once, and is gone when the pod is")
    void aPodWakesItsApplication() {
        GitOpsWorld.tell(world -> {
            world.begin(DEPLOYMENT);
            child(
                    world,
                    ReplicaSet.KIND,
                    "apps/v1",
                    "r",
                    world.cluster.get(deployment()).orElseThrow(),
                    "{replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}");
            Item replicaSet = world.cluster
                    .get(ObjectKey.of(ReplicaSet.KIND, "shop", "r"))
                    .orElseThrow();
            child(world, Pod.KIND, "v1", "p", replicaSet, "{containers: [{name: c, image: x}]}");
            ObjectKey pod = ObjectKey.of(Pod.KIND, "shop", "p");
            world.pass(Duration.ofSeconds(30));

            world.patch(
                    pod.sub("status"),
                    "{status: {phase: Pending, containerStatuses: [{name: c, image: x, imageID: '', ready: false, restartCount: 0, state: {waiting: {reason: ImagePullBackOff, message: no such image x}}}]}}");
            world.pass(MOMENT);
            assertThat(world.application().healthMessage()).contains("pod p: ImagePullBackOff: no such image x");

            world.delete(pod);
            world.pass(MOMENT);
            assertThat(world.application().healthMessage()).doesNotContain("pod p");
        });
    }

    @Test
    @DisplayName("an object that stood in the way is gone: the application goes on at once")
    void whatStoodInTheWayWakesIt() {
        GitOpsWorld.tell(world -> {
            world.write(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop, finalizers: [example.com/wait]}}",
                    ConfigMap.KIND);
            world.delete(key("a"));
            String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: v")));
            world.application(FULL);
            world.await(
                    () -> "wait",
                    () -> world.application().healthMessage().equals("ConfigMap:shop/a: Pending deletion"));
            world.pass(Duration.ofSeconds(30));

            world.patch(key("a"), "{metadata: {finalizers: null}}");
            world.pass(MOMENT);

            assertThat(world.application().commit()).contains(commit);
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
        });
    }

    @Test
    @DisplayName("an object or a namespace that comes from elsewhere is seen at once")
    void whatComesFromElsewhereIsSeen() {
        GitOpsWorld.tell(world -> {
            world.push(Map.of("app/a.yaml", configMap("a", "k: v")));
            world.application(URL, "web", "app", "");
            world.patch(app("web"), "{spec: {destination: {namespace: late}}}");
            world.await(
                    () -> "comparison", () -> world.application().healthStatus().equals("Missing"));
            world.pass(Duration.ofSeconds(30));
            long passes = world.passes();

            world.write("{apiVersion: v1, kind: Namespace, metadata: {name: late}}", Namespace.KIND);
            world.pass(MOMENT);
            assertThat(world.passes()).isGreaterThan(passes);
            world.write("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: late}}", ConfigMap.KIND);
            world.pass(MOMENT);
            assertThat(world.application().healthStatus()).isEqualTo("Healthy");
        });
    }

    @Test
    @DisplayName("a sync that waits for ever is given up after ten minutes")
    void aSyncIsGivenUp() {
        GitOpsWorld.tell(world -> {
            world.push(
                    Map.of(
                            "app/d.yaml",
                            DEPLOYMENT.get("app/d.yaml"),
                            "app/late.yaml",
                            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: late, annotations: {argocd.argoproj.io/sync-wave: '1'}}\n"));
            world.application(FULL);

            String word = "operation is terminating due to timeout";

            world.pass(Duration.ofMinutes(9).plusSeconds(30));
            assertThat(world.told("web", word)).isFalse();
            world.pass(Duration.ofMinutes(1));

            assertThat(world.told("web", word)).isTrue();
        });
    }

    private static ObjectKey deployment() {
        return ObjectKey.of(Deployment.KIND, "shop", "d");
    }

    private static void child(
            GitOpsWorld world, dev.longshore.objects.Kind kind, String version, String name, Item owner, String spec) {
        world.write(
                "{apiVersion: " + version + ", kind: " + kind.name() + ", metadata: {name: " + name
                        + ", namespace: shop, labels: {a: b}, ownerReferences: [{apiVersion: apps/v1, kind: "
                        + owner.kind().name() + ", name: " + owner.name() + ", uid: " + owner.uid()
                        + ", controller: true}]}, spec: " + spec + "}",
                kind);
    }
}
