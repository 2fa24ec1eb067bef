package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.ONE;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Namespace;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Nothing is deleted by accident, and nothing waits in silence. */
class GuardsTest {
    private static Map<String, String> many(int count) {
        Map<String, String> files = new TreeMap<>(ONE);
        for (int i = 0; i < count; i++) {
            files.put("app/x" + i + ".yaml", configMap("x" + i, "k: v"));
        }
        return files;
    }

    /** How many of the ConfigMaps that {@link #many} may make are there. */
    private static long live(GitOpsWorld world) {
        return Stream.concat(Stream.of("a"), IntStream.range(0, 10).mapToObj(i -> "x" + i))
                .filter(name -> world.configMap(name).isPresent())
                .count();
    }

    @Test
    @DisplayName("A74: too many deletions wait for a person, what is to be applied does not")
    void theBrake() {
        GitOpsWorld.tell(world -> {
            world.begin(many(10));
            String commit =
                    world.push(Map.of("app/a.yaml", configMap("a", "k: w"), "app/n.yaml", configMap("new", "k: v")));
            world.await(
                    () -> "word", () -> world.told("web", "PruneBlocked: would delete 10 of 12 objects at " + commit));
            world.pass(Duration.ofMinutes(15));
            assertThat(live(world)).isEqualTo(11);
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "w");
            assertThat(world.configMap("new")).isPresent();
            assertThat(world.application().syncStatus()).isEqualTo("OutOfSync");

            world.patch(app("web"), "{operation: {sync: {prune: true}}}");
            world.synced(commit);
            assertThat(live(world)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("A71: with allowEmpty an empty folder deletes everything, within the brake")
    void anEmptyFolderMayBeMeant() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(many(3));
            world.application("automated: {prune: true, allowEmpty: true}");
            world.synced(commit);

            world.synced(world.push(Map.of("app/README.md", "nothing")));

            assertThat(live(world)).isZero();
        });
    }

    @Test
    @DisplayName("A72, S42: a folder that is gone or renamed deletes nothing, and is told")
    void aFolderThatIsGone() {
        GitOpsWorld.tell(world -> {
            world.begin(many(3));
            world.push(Map.of("apps/a.yaml", configMap("a", "k: v")));
            world.await(() -> "error", () -> world.told("web", "app path does not exist"));
            world.pass(Duration.ofMinutes(15));

            assertThat(world.configMap("x0")).isPresent();
            assertThat(world.application().syncStatus()).isEqualTo("Unknown");
        });
    }

    @Test
    @DisplayName("A80, A74: a child application that its parent drops counts with all that it would take along")
    void aChildTakesManyAlong() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = new TreeMap<>(ONE);
            for (int i = 0; i < 10; i++) {
                files.put("two/x" + i + ".yaml", configMap("x" + i, "k: v"));
            }
            files.put(
                    "app/child.yaml",
                    "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: child, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}, spec: {source: {repoURL: '"
                            + URL + "', path: two, targetRevision: main}, destination: {namespace: shop}, syncPolicy: {"
                            + FULL + "}}}");
            String commit = world.push(files);
            world.application(FULL);
            world.synced(commit);
            world.synced("child", commit);

            files.remove("app/child.yaml");
            String without = world.push(files);
            world.await(() -> "word", () -> world.told("web", "PruneBlocked: would delete 11 of 12 objects"));
            world.pass(Duration.ofMinutes(15));
            assertThat(live(world)).isEqualTo(11);

            world.patch(app("web"), "{operation: {sync: {prune: true}}}");
            world.synced(without);
            world.await(() -> "end", () -> world.cluster.get(app("child")).isEmpty());
            assertThat(live(world)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("A82: an object whose deletion somebody else holds up is named, and the others go on")
    void aDeletionIsHeldUp() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = many(2);
            files.put(
                    "app/stuck.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stuck, finalizers: [example.com/wait]}\n");
            world.begin(files);

            world.push(ONE);
            world.await(
                    () -> "word",
                    () -> world.told(
                            "web",
                            "DeletionError: ConfigMap shop/stuck is being deleted and waits for its finalizer example.com/wait"));
            world.await(
                    () -> "rest",
                    () -> world.configMap("x0").isEmpty()
                            && world.configMap("x1").isEmpty());
            String next = world.push(Map.of("app/a.yaml", configMap("a", "k: w")));
            world.await(
                    () -> "next",
                    () -> world.configMap("a").orElseThrow().text("data", "k").equals(Optional.of("w")));

            world.patch(key("stuck"), "{metadata: {finalizers: null}}");
            world.synced(next);
            assertThat(world.application().conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName("A82: an application that cannot go because of one of its objects says which")
    void anApplicationThatCannotGoSaysWhy() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = new TreeMap<>(ONE);
            files.put(
                    "app/stuck.yaml",
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: stuck, finalizers: [example.com/wait]}\n");
            world.begin(files);

            world.delete(app("web"));
            world.await(() -> "word", () -> world.told("web", "DeletionError: ConfigMap shop/stuck"));
            assertThat(world.configMap("a")).isEmpty();

            world.patch(key("stuck"), "{metadata: {finalizers: null}}");
            world.pass(Duration.ofSeconds(1));
            assertThat(world.cluster.get(app("web"))).isEmpty();
        });
    }

    @Test
    @DisplayName("A47: a namespace that was made for an application is not its own: it stays when the application goes")
    void aMadeNamespaceStays() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application(FULL + ", syncOptions: [CreateNamespace=true]");
            world.patch(app("web"), "{spec: {destination: {namespace: fresh}}}");
            world.await(
                    () -> "namespace",
                    () -> world.cluster
                            .get(ObjectKey.of(ConfigMap.KIND, "fresh", "a"))
                            .isPresent());
            world.synced(commit);

            world.delete(app("web"));
            world.await(() -> "end", () -> world.cluster.get(app("web")).isEmpty());
            world.pass(Duration.ofMinutes(1));

            assertThat(world.cluster.get(ObjectKey.of(ConfigMap.KIND, "fresh", "a")))
                    .isEmpty();
            assertThat(world.cluster.get(ObjectKey.of(Namespace.KIND, "fresh")))
                    .map(item -> item.terminating())
                    .contains(false);
        });
    }

    @Test
    @DisplayName("A117: a paused application is compared and not synced, and says that it is paused")
    void aPausedApplication() {
        GitOpsWorld.tell(world -> {
            world.begin(many(2));
            world.patch(app("web"), "{metadata: {annotations: {argocd.argoproj.io/skip-reconcile: 'true'}}}");
            world.push(ONE);
            world.outOfSync();
            world.patch(key("a"), "{data: {k: edited}}");
            world.pass(Duration.ofMinutes(15));
            assertThat(live(world)).isEqualTo(3);
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "edited");
            assertThat(world.told("web", "paused: the annotation argocd.argoproj.io/skip-reconcile"))
                    .isTrue();

            world.patch(app("web"), "{metadata: {annotations: {argocd.argoproj.io/skip-reconcile: null}}}");
            world.await(() -> "sync", () -> world.application().syncStatus().equals("Synced"));
            assertThat(live(world)).isEqualTo(1);
        });
    }

    @Test
    @DisplayName("A123: a sync that waits for a broken rollout gives way to the commit that mends it, within a second")
    void aMendingCommitIsNotHeldUp() {
        GitOpsWorld.tell(world -> {
            String deployment =
                    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}\n";
            String late =
                    "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: late, annotations: {argocd.argoproj.io/sync-wave: '1'}}\n";
            world.push(Map.of("app/d.yaml", deployment, "app/late.yaml", late));
            world.application(FULL);
            world.waitsForHealth("apps/Deployment/d");

            String mended = world.push(Map.of("app/d.yaml", deployment.replace("image: x", "image: z")));
            world.webhook();
            world.pass(Duration.ofMillis(1_500));

            assertThat(world.application().commit()).contains(mended);
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
        });
    }
}
