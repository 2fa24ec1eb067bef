package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.ONE;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static dev.longshore.engine.gitops.GitOpsWorld.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.apps.Deployment;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GitOpsTest {
    @Test
    void whatIsPushedIsThere() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application(FULL);

            world.synced(commit);

            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
            assertThat(world.application().healthStatus()).isEqualTo("Healthy");
            assertThat(world.phase()).isEqualTo("Succeeded");
        });
    }

    @Test
    void theNextCommitChangesIt() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: w"))));

            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "w");
        });
    }

    @Test
    @DisplayName("A26: a webhook is followed at once, its loss only costs the poll period")
    void aWebhookIsFollowedAtOnce() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: w")));
            world.webhook();

            world.pass(Duration.ofSeconds(2));

            assertThat(world.application().commit()).contains(commit);
            assertThat(world.repository().lookedAt())
                    .isEqualTo(world.repository().lookAt());
        });
    }

    @Test
    @DisplayName("A23, S-GIT-09: when nothing changes nothing is written, over many polls")
    void nothingIsWrittenWhenNothingChanges() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.pass(Duration.ofSeconds(30));
            long before = world.head();
            int looks = world.git.looks();

            world.pass(Duration.ofMinutes(25));

            assertThat(world.head()).isEqualTo(before);
            assertThat(world.git.looks()).isGreaterThan(looks + 50);
        });
    }

    @Test
    @DisplayName("A22: a commit elsewhere in the repository renders nothing")
    void aCommitElsewhereRendersNothing() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            long renders = world.wiring.renders();
            Map<String, String> files = new LinkedHashMap<>(ONE);
            files.put("README.md", "hello");

            world.synced(world.push(files));

            assertThat(world.wiring.renders()).isEqualTo(renders);
        });
    }

    @Test
    @DisplayName("A70: what is removed from Git is pruned")
    void whatIsRemovedIsPruned() {
        GitOpsWorld.tell(world -> {
            Map<String, String> two = new LinkedHashMap<>(ONE);
            two.put("app/b.yaml", configMap("b", "k: v"));
            world.begin(two);

            world.synced(world.push(ONE));

            assertThat(world.configMap("b")).isEmpty();
            assertThat(world.configMap("a")).isPresent();
        });
    }

    @Test
    @DisplayName("A73: what asks for a confirmation stays, and is named")
    void pruneConfirmIsSaid() {
        GitOpsWorld.tell(world -> {
            world.begin(with(careful("Prune=confirm")));
            assertThat(world.application().conditions())
                    .anyMatch(text -> text.contains("app/careful.yaml:5") && text.contains("Prune=confirm"));

            world.push(ONE);
            world.await(
                    () -> "word", () -> world.told("PruneBlocked: ConfigMap shop/careful: needs pruning confirmation"));
            world.patch(app("web"), "{operation: {sync: {prune: true}}}");
            world.await(
                    () -> "result",
                    () -> world.application().operationState().orElseThrow().items("syncResult", "resources").stream()
                            .anyMatch(line -> line.text("name").equals(Optional.of("careful"))
                                    && line.text("status").equals(Optional.of("PruneSkipped"))));
            world.pass(Duration.ofMinutes(1));
            assertThat(world.configMap("careful")).isPresent();

            world.delete(key("careful"));
            world.await(() -> "peace", () -> world.application().conditions().isEmpty());
        });
    }

    @Test
    @DisplayName("A80: what asks for a confirmation of its deletion stays, with its namespace, and is named")
    void deleteConfirmIsSaid() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = with(careful("Delete=confirm"));
            files.put("app/shop.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: shop}\n");
            world.begin(files);

            world.delete(app("web"));
            world.await(() -> "end", () -> world.cluster.get(app("web")).isEmpty());
            world.pass(Duration.ofMinutes(1));

            assertThat(world.configMap("a")).isEmpty();
            assertThat(world.configMap("careful")).isPresent();
            assertThat(world.cluster
                            .get(ObjectKey.of(Namespace.KIND, "shop"))
                            .orElseThrow()
                            .terminating())
                    .isFalse();
            assertThat(world.events("DeletionSkipped"))
                    .anyMatch(text -> text.contains("ConfigMap shop/careful") && text.contains("confirmation"));
        });
    }

    private static Map<String, String> careful(String option) {
        return Map.of(
                "app/careful.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: careful\n  annotations: {argocd.argoproj.io/sync-options: "
                        + option + "}\n");
    }

    @Test
    @DisplayName("FR-01: the only manifest renamed away: refused, said, and done when a person asks")
    void theEmptyGuard() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String uid = world.configMap("a").orElseThrow().uid();
            String commit = world.push(Map.of("app/a.yaml.bak", configMap("a", "k: v")));
            world.outOfSync();
            world.pass(Duration.ofMinutes(1));

            assertThat(world.configMap("a").orElseThrow().uid()).isEqualTo(uid);
            assertThat(world.application().conditions())
                    .anyMatch(text -> text.contains("wipe out all resources") && text.contains(commit));

            world.patch(app("web"), "{operation: {sync: {prune: true}}}");
            world.synced(commit);
            assertThat(world.configMap("a")).isEmpty();
            assertThat(world.application().operation()).isEmpty();
            assertThat(world.phase()).isEqualTo("Succeeded");
        });
    }

    @Test
    @DisplayName("FR-29, A72: a broken commit changes nothing and names file and lines")
    void aBrokenCommitChangesNothing() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.push(Map.of(
                    "app/a.yaml", configMap("a", "k: w"), "app/cm.yaml", configMap("b", "k: v") + "data: {k: w}\n"));
            world.await(() -> "error", () -> world.application().syncStatus().equals("Unknown"));
            world.pass(Duration.ofMinutes(1));

            assertThat(world.application().conditions())
                    .anyMatch(text -> text.contains("app/cm.yaml:5:1") && text.contains("lines 4 and 5"));
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
            assertThat(world.configMap("b")).isEmpty();
            assertThat(world.application().healthStatus()).isEqualTo("Healthy");
        });
    }

    @Test
    void aMendedCommitGoesOn() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.push(Map.of("app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: [\n"));
            world.await(() -> "error", () -> world.application().syncStatus().equals("Unknown"));

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: w"))));

            assertThat(world.application().conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName("A30, A31: drift is undone within seconds")
    void driftIsUndone() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);

            world.patch(key("a"), "{data: {k: edited}}");
            world.pass(Duration.ofSeconds(2));
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");

            world.pass(Duration.ofMinutes(11));
            world.delete(key("a"));
            world.pass(Duration.ofSeconds(2));
            assertThat(world.configMap("a")).isPresent();
        });
    }

    @Test
    @DisplayName("A30: without selfHeal drift is said and left")
    void driftIsLeftWithoutHealing() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application("automated: {prune: true}");
            world.synced(commit);

            world.patch(key("a"), "{data: {k: edited}}");
            world.outOfSync();
            world.pass(Duration.ofMinutes(1));

            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "edited");
        });
    }

    @Test
    @DisplayName("A33: what others add is left alone")
    void additionsOfOthersStay() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);

            world.patch(key("a"), "{metadata: {labels: {mine: x}}}");
            world.pass(Duration.ofSeconds(30));

            assertThat(world.configMap("a").orElseThrow().labels()).containsEntry("mine", "x");
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
        });
    }

    @Test
    @DisplayName("FR-12: what the door defaults or writes otherwise is no difference")
    void defaultsAreNoDifference() {
        String deployment = """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: q}
                spec:
                  replicas: 1
                  selector: {matchLabels: {app: q}}
                  template:
                    metadata: {labels: {app: q}}
                    spec:
                      containers:
                      - name: c
                        image: bar/busybox:1
                        command: [sh, -c, sleep 999]
                        resources: {requests: {cpu: 1000m, memory: 1024Mi}, limits: {cpu: "1.0", memory: 1Gi}}
                        env: [{name: M, valueFrom: {resourceFieldRef: {resource: limits.memory}}}]
                      topologySpreadConstraints: [{maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway}]
                """;
        GitOpsWorld.tell(world -> {
            String commit = world.push(Map.of("app/q.yaml", deployment));
            world.application(FULL);
            world.synced(commit);
            ObjectKey key = ObjectKey.of(Deployment.KIND, "shop", "q");
            long revision = world.cluster.get(key).orElseThrow().revision();

            world.restart();
            world.pass(Duration.ofMinutes(2));

            Item live = world.cluster.get(key).orElseThrow();
            assertThat(live.generation()).isEqualTo(1);
            assertThat(live.revision()).isEqualTo(revision);
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
            assertThat(world.application().healthStatus()).isEqualTo("Progressing");
        });
    }

    @Test
    @DisplayName("A79: a copied tracking annotation makes nobody's object ours")
    void aCopiedAnnotationMeansNothing() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.write(
                    "{apiVersion: v1, kind: ConfigMap, metadata: {name: copy, namespace: shop, annotations: {argocd.argoproj.io/tracking-id: 'web:/ConfigMap:shop/a'}}}",
                    dev.longshore.objects.core.ConfigMap.KIND);

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: w"))));

            assertThat(world.configMap("copy")).isPresent();
        });
    }

    @Test
    @DisplayName("A80: an application that is deleted takes its objects along when its finalizer says so")
    void deletionTakesTheObjectsAlong() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);

            world.delete(app("web"));
            world.await(() -> "end", () -> world.cluster.get(app("web")).isEmpty());

            assertThat(world.configMap("a")).isEmpty();
        });
    }

    @Test
    @DisplayName("A80: without the finalizer the objects stay")
    void deletionLeavesTheObjects() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.patch(app("web"), "{metadata: {finalizers: []}}");

            world.delete(app("web"));
            world.pass(Duration.ofMinutes(1));

            assertThat(world.cluster.get(app("web"))).isEmpty();
            assertThat(world.configMap("a")).isPresent();
        });
    }

    @Test
    @DisplayName("A47: a missing destination namespace is made when asked, and said otherwise")
    void theNamespaceIsMade() {
        GitOpsWorld.tell(world -> {
            world.push(ONE);
            world.application("web", FULL);
            world.patch(app("web"), "{spec: {destination: {namespace: fresh}}}");
            world.await(
                    () -> "refusal",
                    () -> world.application().conditions().stream()
                            .anyMatch(text -> text.contains("namespace fresh does not exist")
                                    && text.contains("CreateNamespace=true")));

            world.patch(app("web"), "{spec: {syncPolicy: {syncOptions: ['CreateNamespace=true']}}}");
            world.await(() -> "sync", () -> world.application().syncStatus().equals("Synced"));

            assertThat(world.cluster.get(ObjectKey.of(Namespace.KIND, "fresh"))).isPresent();
        });
    }

    @Test
    @DisplayName("A43: a namespace and what goes into it come in one commit")
    void aNamespaceAndItsObjectsInOneCommit() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(Map.of(
                    "app/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x, namespace: own}\n",
                    "app/z.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: own}\n"));
            world.application(FULL);

            world.synced(commit);
        });
    }

    @Test
    @DisplayName("A52: a wave waits until the one before is healthy")
    void wavesWait() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(GitOpsWorld.TWO_WAVES);
            world.application(FULL);
            world.waitsForHealth("apps/Deployment/d");
            world.pass(Duration.ofSeconds(30));
            assertThat(world.configMap("late")).isEmpty();

            world.rolledOut("d");

            world.synced(commit);
            assertThat(world.configMap("late")).isPresent();
        });
    }

    @Test
    @DisplayName("A1: the first application follows its arguments")
    void theFirstApplication() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            FirstApplication.ensure(world.cluster, "argocd", URL, "app", "main");

            world.await(
                    () -> "sync",
                    () -> world.cluster
                            .get(app(FirstApplication.NAME))
                            .map(Application::new)
                            .filter(application ->
                                    application.commit().filter(commit::equals).isPresent())
                            .filter(application -> application.syncStatus().equals("Synced"))
                            .isPresent());

            long written =
                    world.cluster.get(app(FirstApplication.NAME)).orElseThrow().revision();
            FirstApplication.ensure(world.cluster, "argocd", URL, "app", "main");
            assertThat(world.cluster
                            .get(app(FirstApplication.NAME))
                            .orElseThrow()
                            .revision())
                    .isEqualTo(written);
        });
    }
}
