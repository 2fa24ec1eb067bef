package dev.longshore.engine.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every GitHost promises. */
public abstract class GitHostContract {
    protected static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Map<String, String> ONE = Map.of("app/cm.yaml", "a: 1\n", "README.md", "hello\n");
    private static final Map<String, String> TWO = Map.of("app/cm.yaml", "a: 2\n", "README.md", "hello\n");

    /** The far end of one repository. */
    public interface Origin {
        GitHost.Address address();

        String push(String branch, Map<String, String> files);

        void point(String ref, String commit);

        void remove(String ref);

        void prune();
    }

    protected abstract GitHost host();

    protected abstract Origin origin();

    /** An address where nothing is. */
    protected abstract GitHost.Address nowhere();

    @Test
    void saysWhereTheRefsPoint() {
        String commit = origin().push("main", ONE);
        origin().point("refs/tags/v1", commit);

        assertThat(host().refs(origin().address(), LIMIT))
                .containsEntry("HEAD", commit)
                .containsEntry("refs/heads/main", commit)
                .containsEntry("refs/tags/v1", commit);
    }

    @Test
    void bringsTheFilesOfACommit() {
        String commit = origin().push("main", ONE);

        Tree tree = host().fetch(origin().address(), commit, LIMIT).tree();

        assertThat(tree.read("app/cm.yaml", 100)).isEqualTo("a: 1\n".getBytes(StandardCharsets.UTF_8));
        assertThat(tree.list("")).extracting(Tree.Entry::path).containsExactly("README.md", "app");
        assertThat(tree.list("app"))
                .containsExactly(new Tree.Entry(
                        "app/cm.yaml",
                        "cm.yaml",
                        Tree.Type.FILE,
                        tree.id("app/cm.yaml").orElseThrow(),
                        5));
    }

    @Test
    void saysWhoMadeTheCommit() {
        String commit = origin().push("main", ONE);

        Commit fetched = host().fetch(origin().address(), commit, LIMIT);

        assertThat(fetched.sha()).isEqualTo(commit);
        assertThat(fetched.author()).isEqualTo("somebody");
    }

    @Test
    void equalIdsMeanEqualContents() {
        Tree one = host().fetch(origin().address(), origin().push("main", ONE), LIMIT)
                .tree();
        Tree two = host().fetch(origin().address(), origin().push("main", TWO), LIMIT)
                .tree();

        assertThat(one.id("README.md")).isEqualTo(two.id("README.md"));
        assertThat(one.id("app")).isNotEqualTo(two.id("app"));
        assertThat(one.id("")).isNotEqualTo(two.id(""));
        assertThat(one.id("nowhere")).isEqualTo(Optional.empty());
    }

    @Test
    void whatIsAbsentIsSaid() {
        Tree tree = host().fetch(origin().address(), origin().push("main", ONE), LIMIT)
                .tree();

        assertThat(tree.list("nowhere")).isEqualTo(List.of());
        assertThatThrownBy(() -> tree.read("nowhere.yaml", 10))
                .isInstanceOf(GitFault.class)
                .hasMessageContaining("nowhere.yaml");
        assertThatThrownBy(() -> tree.read("app", 10)).isInstanceOf(GitFault.class);
    }

    @Test
    void aFileBeyondItsLimitIsNamed() {
        Tree tree = host().fetch(origin().address(), origin().push("main", ONE), LIMIT)
                .tree();

        assertThatThrownBy(() -> tree.read("app/cm.yaml", 4))
                .isInstanceOf(GitFault.class)
                .hasMessageContaining("app/cm.yaml")
                .hasMessageContaining("4 bytes");
    }

    @Test
    void aCommitThatWasFetchedStaysWhenTheHostForgetsIt() {
        String old = origin().push("main", ONE);
        host().fetch(origin().address(), old, LIMIT);
        origin().push("main", TWO);
        origin().prune();

        assertThat(host().fetch(origin().address(), old, LIMIT).tree().id("app"))
                .isPresent();
    }

    @Test
    void whatIsAtHandIsGivenWithoutAsking() {
        String commit = origin().push("main", ONE);
        assertThat(host().local(origin().address(), commit)).isEmpty();
        host().fetch(origin().address(), commit, LIMIT);

        assertThat(host().local(origin().address(), commit).orElseThrow().tree().id("app"))
                .isPresent();
    }

    /** FR-23. */
    @Test
    void aForcedPushIsFollowedAfterTheHostForgotTheOldCommits() {
        String first = origin().push("main", ONE);
        String second = origin().push("main", TWO);
        host().fetch(origin().address(), second, LIMIT);
        origin().point("refs/heads/main", first);
        origin().prune();
        String third = origin().push("main", Map.of("app/cm.yaml", "a: 3\n"));
        host().keep(origin().address(), Set.of(third));

        String head = host().refs(origin().address(), LIMIT).get("refs/heads/main");

        assertThat(head).isEqualTo(third);
        assertThat(host().fetch(origin().address(), third, LIMIT).tree().list(""))
                .hasSize(1);
    }

    @Test
    void aCommitTheHostDoesNotHaveIsAFault() {
        origin().push("main", ONE);

        assertThatThrownBy(() -> host().fetch(origin().address(), "0123456789012345678901234567890123456789", LIMIT))
                .isInstanceOf(GitFault.class);
    }

    @Test
    void aRemovedBranchIsNotListed() {
        origin().push("main", ONE);
        origin().push("side", TWO);
        origin().remove("refs/heads/side");

        assertThat(host().refs(origin().address(), LIMIT))
                .containsKey("refs/heads/main")
                .doesNotContainKey("refs/heads/side");
    }

    @Test
    void anAddressWithoutARepositoryIsAFaultThatNamesIt() {
        assertThatThrownBy(() -> host().refs(nowhere(), LIMIT))
                .isInstanceOf(GitFault.class)
                .hasMessageContaining(nowhere().url());
    }

    @Test
    void manyPushesOneAfterTheOtherAreAllHad() {
        for (int i = 0; i < 12; i++) {
            String commit = origin().push("main", Map.of("app/cm.yaml", "a: " + i + "\n"));
            Tree tree = host().fetch(origin().address(), commit, LIMIT).tree();
            host().keep(origin().address(), Set.of(commit));
            assertThat(new String(tree.read("app/cm.yaml", 100), StandardCharsets.UTF_8))
                    .isEqualTo("a: " + i + "\n");
        }
    }

    @Test
    void manyMayFetchFromOneAddressAtOnce() {
        List<String> commits = IntStream.range(0, 12)
                .mapToObj(i -> origin().push("main-" + i, Map.of("app/cm.yaml", "a: " + i + "\n")))
                .toList();
        Set<String> wanted = Set.copyOf(commits);
        List<String> faults = new CopyOnWriteArrayList<>();

        Tasks tasks = new VirtualTasks((name, why) -> {});
        List<Task> fetching = commits.stream()
                .map(commit -> tasks.start("fetch", () -> {
                    try {
                        host().fetch(origin().address(), commit, LIMIT);
                        host().keep(origin().address(), wanted);
                    } catch (GitFault fault) {
                        faults.add(String.valueOf(fault.getMessage()));
                    }
                }))
                .toList();
        fetching.forEach(one -> one.join(Tasks.FOREVER));

        assertThat(faults).isEmpty();
        assertThat(commits)
                .allSatisfy(commit -> assertThat(host().local(origin().address(), commit)
                                .orElseThrow()
                                .tree()
                                .read("app/cm.yaml", 100))
                        .isNotEmpty());
    }
}
