package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An object that moves between Applications is handed over: it is never gone, and stays the very same. */
class HandOverTest {
    private static final String OTHER = "https://git.example.com/other.git";
    private static final Map<String, String> BASE =
            Map.of("app/a.yaml", configMap("a", "k: v"), "two/c.yaml", configMap("c", "k: v"));
    private static final Map<String, String> IN_APP = with("app/b.yaml", configMap("b", "k: v"));
    private static final Map<String, String> IN_TWO = with("two/b.yaml", configMap("b", "k: v"));

    private static final Map<String, String> BOTH = with(IN_APP, "two/b.yaml", configMap("b", "k: v"));
    /** What the second application names can be read, but not rendered. */
    private static final Map<String, String> BROKEN = with(IN_TWO, "two/c.yaml", configMap("c", "k: v") + "data: {}\n");

    private static Map<String, String> with(String path, String text) {
        return with(BASE, path, text);
    }

    private static Map<String, String> with(Map<String, String> base, String path, String text) {
        Map<String, String> files = new TreeMap<>(base);
        files.put(path, text);
        return files;
    }

    private static void begin(GitOpsWorld world, Map<String, String> files, String policyOfSecond) {
        String commit = world.push(files);
        world.application(FULL);
        world.synced(commit);
        world.application(URL, "second", "two", policyOfSecond);
        world.await(() -> "second", () -> world.named("second").commit().isPresent());
    }

    /** A third application, of another repository, wishes for the object too; its commit. */
    private static String wishedElsewhere(GitOpsWorld world) {
        String commit = world.git.push(OTHER, "main", Map.of("three/b.yaml", configMap("b", "k: v")));
        world.application(OTHER, "third", "three", FULL);
        world.await(() -> "warning", () -> world.told("third", "SharedResourceWarning"));
        return commit;
    }

    private static String uid(GitOpsWorld world) {
        return world.configMap("b").orElseThrow().uid();
    }

    private static String unit(GitOpsWorld world) {
        return world.configMap("b")
                .orElseThrow()
                .annotations()
                .getOrDefault("argocd.argoproj.io/tracking-id", "")
                .replaceFirst(":.*", "");
    }

    @ParameterizedTest(
            name = "A76: from {0} to the other in one commit: the same object, in both orders of their passes")
    @CsvSource({"web, second", "second, web"})
    void movesInOneCommit(String from, String to) {
        GitOpsWorld.tell(world -> {
            begin(world, from.equals("web") ? IN_APP : IN_TWO, FULL);
            world.await(() -> "begin", () -> world.configMap("b").isPresent());
            String uid = uid(world);

            String commit = world.push(from.equals("web") ? IN_TWO : IN_APP);
            world.synced(from, commit);
            world.synced(to, commit);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo(to);
            assertThat(world.named(from).conditions()).isEmpty();
            assertThat(world.named(to).conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "A76: in two commits, first wished for by both and then dropped by the first: the same object, at once")
    void movesInTwoCommits() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String uid = uid(world);
            world.push(BOTH);
            world.await(() -> "warning", () -> world.told("second", "SharedResourceWarning"));

            String commit = world.push(IN_TWO);
            world.webhook();
            world.pass(Duration.ofSeconds(2));

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo("second");
            world.synced(commit);
            world.synced("second", commit);
        });
    }

    @Test
    @DisplayName(
            "A78: two applications wish for one object: the first keeps it, both are warned, and the first is well")
    void bothAreWarned() {
        GitOpsWorld.tell(world -> {
            begin(world, BOTH, FULL);
            world.await(
                    () -> "warnings",
                    () -> world.told("second", "SharedResourceWarning: two/b.yaml:2: ConfigMap shop/b is part of")
                            && world.told(
                                    "web",
                                    "SharedResourceWarning: ConfigMap shop/b is wanted by application argocd/second"));
            assertThat(unit(world)).isEqualTo("web");
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
            assertThat(world.configMap("c")).isPresent();

            world.synced("second", world.push(IN_APP));
            world.pass(Duration.ofSeconds(1));
            assertThat(world.application().conditions()).isEmpty();
            assertThat(world.named("second").conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "A76: the other application has no policy: the object stays, is said, and is handed over when somebody asks")
    void waitsForAPerson() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, "");
            String uid = uid(world);
            String commit = world.push(IN_TWO);
            String word =
                    "PruneBlocked: ConfigMap shop/b: awaiting hand-over to argocd/second, which has it at two/b.yaml:2";
            world.await(() -> "word", () -> world.told("web", word));
            world.patch(app("web"), "{operation: {sync: {prune: true}}}");
            world.pass(Duration.ofMinutes(15));
            assertThat(uid(world)).isEqualTo(uid);
            assertThat(world.application().syncStatus()).isEqualTo("OutOfSync");

            world.patch(app("second"), "{operation: {sync: {}}}");
            world.synced("second", commit);
            world.synced(commit);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo("second");
        });
    }

    @Test
    @DisplayName(
            "A76, A72: the other application cannot be rendered: what it names stays until it is mended, the rest is pruned")
    void anErrorIsNotAnEmptyWish() {
        GitOpsWorld.tell(world -> {
            begin(world, with(IN_APP, "app/old.yaml", configMap("old", "k: v")), FULL);
            String uid = uid(world);
            world.push(BROKEN);
            world.await(
                    () -> "word",
                    () -> world.told("web", "ConfigMap shop/b: argocd/second names it and cannot be rendered"));
            world.await(() -> "prune", () -> world.configMap("old").isEmpty());
            world.pass(Duration.ofMinutes(15));
            assertThat(uid(world)).isEqualTo(uid);

            String commit = world.push(IN_TWO);
            world.synced(commit);
            world.synced("second", commit);

            assertThat(uid(world)).isEqualTo(uid);
        });
    }

    @Test
    @DisplayName("A76, A72: one that cannot be rendered holds nothing in a namespace that it neither names nor fills")
    void anErrorReachesNoFurtherThanItsWords() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            world.patch(app("second"), "{spec: {destination: {namespace: default}}}");
            world.push(BROKEN);

            world.await(() -> "prune", () -> world.configMap("b").isEmpty());
        });
    }

    @Test
    @DisplayName("A76: the other application gives it up too: it is pruned as ever")
    void isPrunedInTheEnd() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, "");
            world.push(IN_TWO);
            world.await(() -> "word", () -> world.told("web", "awaiting hand-over"));

            String commit = world.push(BASE);
            world.synced(commit);

            assertThat(world.configMap("b")).isEmpty();
            assertThat(world.application().conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName("A76: to an application of another repository: the same object")
    void movesBetweenRepositories() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String uid = uid(world);
            String elsewhere = wishedElsewhere(world);

            world.synced(world.push(BASE));
            world.synced("third", elsewhere);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo("third");
        });
    }

    @Test
    @DisplayName(
            "A76, A72: the local copy of the other repository cannot be opened: the object stays, and is handed over")
    void whatCannotBeReadMayWishForIt() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String uid = uid(world);
            String elsewhere = wishedElsewhere(world);
            world.reached.close(OTHER);
            String commit = world.push(BASE);
            world.await(() -> "word", () -> world.told("web", "argocd/third could not be read"));

            world.reached.mend(OTHER);
            world.pass(Duration.ofMinutes(1));
            world.synced(commit);
            world.synced("third", elsewhere);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo("third");
        });
    }

    @Test
    @DisplayName("A76: one whose spec cannot be followed holds nothing, although its local copy cannot be opened")
    void whatCannotBeFollowedWishesForNothing() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String elsewhere = world.git.push(OTHER, "main", Map.of("three/d.yaml", configMap("d", "k: v")));
            world.application(OTHER, "third", "three", FULL);
            world.synced("third", elsewhere);
            world.patch(app("third"), "{spec: {project: other}}");
            world.await(() -> "word", () -> world.told("third", "InvalidSpecError"));
            world.reached.close(OTHER);

            world.synced(world.push(BASE));

            assertThat(world.configMap("b")).isEmpty();
        });
    }

    @Test
    @DisplayName("A76: to an application of another namespace, whose own look at the host comes later: the same object")
    void movesBetweenNamespaces() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String uid = uid(world);
            world.delete(app("second"));
            world.write(
                    "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: second, namespace: shop}, spec: {source: {repoURL: '"
                            + URL
                            + "', path: two, targetRevision: main}, destination: {namespace: shop}, syncPolicy: {"
                            + FULL + "}}}",
                    Application.KIND);
            ObjectKey second = ObjectKey.of(Application.KIND, "shop", "second");
            world.await(
                    () -> "second",
                    () -> world.cluster
                            .get(second)
                            .map(Application::new)
                            .filter(one -> one.syncStatus().equals("Synced"))
                            .isPresent());

            String commit = world.push(IN_TWO);
            world.webhook();
            world.synced(commit);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(unit(world)).isEqualTo("shop_second");
        });
    }

    @Test
    @DisplayName("A130: from a parent to the child that comes in the same commit: the same object")
    void movesFromParentToChild() {
        GitOpsWorld.tell(world -> {
            String commit = world.push(IN_APP);
            world.application(FULL);
            world.synced(commit);
            String uid = uid(world);
            Map<String, String> nested = new TreeMap<>(IN_TWO);
            nested.put(
                    "app/child.yaml",
                    "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: child, namespace: argocd}, spec: {source: {repoURL: '"
                            + URL
                            + "', path: two, targetRevision: side}, destination: {namespace: shop}, syncPolicy: {automated: {}}}}");
            world.git.push(URL, "side", nested);
            String parent = world.push(nested);

            world.synced(parent);
            world.await(() -> "child", () -> unit(world).equals("child"));

            assertThat(uid(world)).isEqualTo(uid);
        });
    }

    @Test
    @DisplayName("A76: a whole folder moves: nothing is empty, everything is handed over")
    void aWholeFolderMoves() {
        GitOpsWorld.tell(world -> {
            begin(world, IN_APP, FULL);
            String uid = uid(world);

            Map<String, String> moved = new TreeMap<>(IN_TWO);
            moved.remove("app/a.yaml");
            moved.put("two/a.yaml", configMap("a", "k: v"));
            moved.put("app/README.md", "moved");
            String commit = world.push(moved);
            world.synced(commit);
            world.synced("second", commit);

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(world.application().conditions()).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "A80: the application that has an object is deleted with all that is its own: what another one wishes for stays")
    void deletionLeavesWhatOthersWishFor() {
        GitOpsWorld.tell(world -> {
            begin(world, BOTH, FULL);
            world.await(() -> "warning", () -> world.told("second", "SharedResourceWarning"));
            String uid = uid(world);

            world.delete(app("web"));
            world.await(() -> "end", () -> world.cluster.get(app("web")).isEmpty());
            world.await(() -> "hand-over", () -> unit(world).equals("second"));

            assertThat(uid(world)).isEqualTo(uid);
            assertThat(world.configMap("a")).isEmpty();
        });
    }

    @Test
    @DisplayName(
            "A80: an application that its parent renames takes nothing along: the new one has all its objects, the very same")
    void anApplicationIsRenamed() {
        GitOpsWorld.tell(world -> {
            world.begin(with("app/child.yaml", child("old")));
            world.await(() -> "child", () -> world.configMap("c").isPresent());
            String uid = world.configMap("c").orElseThrow().uid();

            world.synced(world.push(with("app/child.yaml", child("new"))));
            world.await(() -> "end", () -> world.cluster.get(app("old")).isEmpty());
            world.await(() -> "sync", () -> world.named("new").syncStatus().equals("Synced"));

            assertThat(world.configMap("c").orElseThrow().uid()).isEqualTo(uid);
            assertThat(world.named("new").conditions()).isEmpty();
        });
    }

    private static String child(String name) {
        return "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: " + name
                + ", namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}, spec: {source: {repoURL: '"
                + URL + "', path: two, targetRevision: main}, destination: {namespace: shop}, syncPolicy: {" + FULL
                + "}}}";
    }

    @Test
    @DisplayName(
            "A83: a namespace is not pruned while another application has something in it, whatever it says of itself")
    void aNamespaceOfOthersStays() {
        GitOpsWorld.tell(world -> {
            Map<String, String> files = new TreeMap<>(BASE);
            files.put(
                    "app/ns.yaml",
                    "apiVersion: v1\nkind: Namespace\nmetadata: {name: shared, annotations: {argocd.argoproj.io/sync-options: Prune=true}}\n");
            files.put("two/c.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, namespace: shared}\n");
            begin(world, files, FULL);
            ObjectKey inside = ObjectKey.of(key("c").kind(), "shared", "c");
            world.await(() -> "inside", () -> world.cluster.get(inside).isPresent());

            files.remove("app/ns.yaml");
            world.push(files);
            world.await(() -> "word", () -> world.told("web", "Namespace shared: holds objects of argocd/second"));
            world.pass(Duration.ofMinutes(15));

            assertThat(world.cluster.get(inside)).isPresent();
            assertThat(world.cluster
                            .get(ObjectKey.of(Namespace.KIND, "shared"))
                            .orElseThrow()
                            .terminating())
                    .isFalse();
        });
    }
}
