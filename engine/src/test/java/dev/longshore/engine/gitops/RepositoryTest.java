package dev.longshore.engine.gitops;

import static dev.longshore.engine.gitops.GitOpsWorld.FULL;
import static dev.longshore.engine.gitops.GitOpsWorld.ONE;
import static dev.longshore.engine.gitops.GitOpsWorld.URL;
import static dev.longshore.engine.gitops.GitOpsWorld.app;
import static dev.longshore.engine.gitops.GitOpsWorld.configMap;
import static dev.longshore.engine.gitops.GitOpsWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.cluster.Query;
import dev.longshore.objects.gitops.Repository;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of an Application when its repository is gone, away, rewritten or another one. */
class RepositoryTest {
    @Test
    void aVersionRangeIsNotSupportedYet() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.patch(app("web"), "{spec: {source: {targetRevision: '>=1.2 <2'}}}");
            world.await(
                    () -> "word", () -> world.told("'>=1.2 <2'") && world.told("version ranges are not supported yet"));
            world.pass(Duration.ofMinutes(1));

            assertThat(world.configMap("a")).isPresent();
        });
    }

    @Test
    @DisplayName("S39, A72: a branch that is gone deletes nothing, and its return is followed")
    void aBranchThatIsGoneDeletesNothing() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.git.remove(URL, "refs/heads/main");
            world.await(
                    () -> "error",
                    () -> world.application().conditions().stream()
                            .anyMatch(text -> text.contains("revision 'main' not found in remote")));
            world.pass(Duration.ofMinutes(1));
            assertThat(world.configMap("a")).isPresent();

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: w"))));
        });
    }

    @Test
    @DisplayName("S43, G1: a host that is away is said; drift is still undone")
    void aHostThatIsAway() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            world.git.fail(URL, "the host refuses the connection");
            world.await(
                    () -> "error",
                    () -> world.application().conditions().stream()
                            .anyMatch(text -> text.contains("the host refuses the connection")));
            assertThat(world.application().syncStatus()).isEqualTo("Unknown");

            world.patch(key("a"), "{data: {k: edited}}");
            world.pass(Duration.ofSeconds(2));
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");

            world.git.mend(URL);
            String commit = world.push(Map.of("app/a.yaml", configMap("a", "k: w")));
            world.pass(Duration.ofMinutes(5));
            world.synced(commit);
        });
    }

    @Test
    @DisplayName("FR-23: a forced push is followed although the host forgot the old commits")
    void aForcedPushIsFollowed() {
        GitOpsWorld.tell(world -> {
            String first = world.push(ONE);
            world.application(FULL);
            world.synced(first);
            Map<String, String> two = new LinkedHashMap<>(ONE);
            two.put("app/b.yaml", configMap("b", "k: v"));
            String second = world.push(two);
            world.synced(second);
            world.git.point(URL, "refs/heads/main", first);
            String third = world.push(Map.of("app/a.yaml", configMap("a", "k: c")));
            world.git.prune(URL);

            world.synced(third);

            assertThat(world.configMap("b")).isEmpty();
            assertThat(world.events("HeadMoved"))
                    .anyMatch(text -> text.contains(second.substring(0, 12)) && text.contains(third.substring(0, 12)));
            long before = world.head();
            world.restart();
            world.pass(Duration.ofMinutes(2));
            assertThat(world.head()).isEqualTo(before);
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
        });
    }

    @Test
    void anotherAddressLeavesTheOldRepository() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String other = "https://git.example.com/other.git";
            String commit = world.git.push(other, "main", Map.of("app/a.yaml", configMap("a", "k: other")));

            world.patch(app("web"), "{spec: {source: {repoURL: '" + other + "'}}}");
            world.synced(commit);

            assertThat(world.cluster.list(Query.all(Repository.KIND)).items())
                    .singleElement()
                    .extracting(item -> new Repository(item).url())
                    .isEqualTo(other);
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "other");
        });
    }

    @Test
    void aRefThatItsOnlyApplicationLeftGoes() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String dev = world.git.push(URL, "dev", Map.of("app/a.yaml", configMap("a", "k: dev")));

            world.patch(app("web"), "{spec: {source: {targetRevision: dev}}}");
            world.synced(dev);

            world.await(() -> "one ref", () -> world.repository().heads().equals(Map.of("dev", dev)));
            assertThat(world.repository().refs()).containsExactly("dev");
            assertQuiet(world);
            assertThat(world.events("HeadMoved")).isEmpty();
        });
    }

    @Test
    void aRefGoesWithTheLastApplicationThatAskedForIt() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String dev = world.git.push(URL, "dev", Map.of("other/b.yaml", configMap("b", "k: v")));
            world.application(URL, "other", "other", FULL);
            world.patch(app("other"), "{spec: {source: {targetRevision: dev}}}");
            world.synced("other", dev);
            world.await(() -> "both refs", () -> world.repository().heads().size() == 2);
            assertQuiet(world);

            world.delete(app("other"));
            world.await(() -> "one ref", () -> world.repository().refs().equals(List.of("main")));

            world.synced(world.push(Map.of("app/a.yaml", configMap("a", "k: w"))));
            assertQuiet(world);
        });
    }

    @Test
    void theRevisionOfARequestIsAskedForAsLongAsItRuns() {
        GitOpsWorld.tell(world -> {
            String first = world.push(ONE);
            String second = world.push(Map.of("app/a.yaml", configMap("a", "k: w")));
            world.application("");
            world.await(
                    () -> "comparison",
                    () -> world.application().commit().filter(second::equals).isPresent());

            world.patch(app("web"), "{operation: {sync: {revision: " + first + "}}}");
            world.await(
                    () -> "the request is honoured", () -> world.configMap("a").isPresent());

            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
            world.await(() -> "one ref", () -> world.repository().refs().equals(List.of("main")));
            assertQuiet(world);
        });
    }

    @Test
    void whatAPersonAsksForIsStillLookedAt() {
        GitOpsWorld.tell(world -> {
            world.begin(ONE);
            String dev = world.git.push(URL, "dev", ONE);
            String name = world.repository().item().name();
            world.write(
                    "{apiVersion: longshore.io/v1alpha1, kind: Repository, metadata: {name: " + name
                            + ", namespace: argocd}, spec: {refs: [dev]}}",
                    Repository.KIND);
            String side = world.git.push(URL, "side", ONE);
            world.patch(app("web"), "{spec: {source: {targetRevision: side}}}");
            world.synced(side);
            world.await(() -> "main is left", () -> world.repository().refs().equals(List.of("dev", "side")));

            assertThat(world.repository().heads()).containsOnly(Map.entry("dev", dev), Map.entry("side", side));
            assertQuiet(world);
        });
    }

    private static void assertQuiet(GitOpsWorld world) {
        world.pass(Duration.ofSeconds(10));
        long before = world.head();
        world.pass(Duration.ofMinutes(2));
        assertThat(world.head()).isEqualTo(before);
    }

    interface Fault {
        void begin(FaultyGitHost host, String url);
    }

    static Stream<Named<Fault>> faults() {
        return Stream.of(
                Named.of("opened", (Fault) FaultyGitHost::close), Named.of("read", (Fault) FaultyGitHost::damage));
    }

    @ParameterizedTest(name = "a local copy that cannot be {0} for a moment is read again within seconds")
    @MethodSource("faults")
    void aLocalCopyThatCannotBeReadForAMoment(Fault fault) {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application(FULL);
            world.synced(commit);
            fault.begin(world.reached, URL);
            world.patch(key("a"), "{data: {k: edited}}");
            world.await(() -> "word", () -> world.told("ComparisonError"));
            assertThat(world.application().syncStatus()).isEqualTo("Unknown");

            world.reached.mend(URL);
            world.pass(Duration.ofSeconds(5));

            assertThat(world.application().conditions()).isEmpty();
            assertThat(world.application().syncStatus()).isEqualTo("Synced");
            assertThat(world.configMap("a").orElseThrow().strings("data")).containsEntry("k", "v");
        });
    }

    @ParameterizedTest(name = "a sync under way goes on when its commit could not be {0} for a moment")
    @MethodSource("faults")
    void aSyncUnderWayOutlivesIt(Fault fault) {
        GitOpsWorld.tell(world -> {
            String commit = world.push(GitOpsWorld.TWO_WAVES);
            world.application(FULL);
            world.await(() -> "first wave", () -> world.phase().equals("Running"));
            fault.begin(world.reached, URL);
            world.patch(app("web"), "{metadata: {annotations: {argocd.argoproj.io/refresh: hard}}}");
            world.await(() -> "word", () -> world.told("ComparisonError"));
            assertThat(world.phase()).isEqualTo("Running");

            world.reached.mend(URL);
            world.rolledOut("d");
            world.pass(Duration.ofSeconds(10));

            world.synced(commit);
            assertThat(world.configMap("late")).isPresent();
        });
    }

    @ParameterizedTest(name = "a sync that somebody asks for while the commit cannot be {0} is performed when it can")
    @MethodSource("faults")
    void aRequestIsKept(Fault fault) {
        GitOpsWorld.tell(world -> {
            String commit = world.push(ONE);
            world.application("");
            world.outOfSync();
            fault.begin(world.reached, URL);
            world.patch(app("web"), "{operation: {sync: {}}}");
            world.await(() -> "word", () -> world.told("ComparisonError"));

            world.reached.mend(URL);
            world.pass(Duration.ofSeconds(5));

            world.synced(commit);
            assertThat(world.phase()).isEqualTo("Succeeded");
        });
    }
}
