package dev.longshore.engine.gitops.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.longshore.engine.gitops.git.JGitHost.Settings;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JGitHostTest {
    private static final Map<String, String> FILES = Map.of("app/cm.yaml", "a: 1\n");
    private static final GitHost.Credentials SECRET = new GitHost.Credentials("bot", "canary-1f9");

    @TempDir
    Path folder;

    private JGitHost host;
    private BareOrigin origin;

    @BeforeEach
    void begin() {
        host = host(Settings.in(folder.resolve("local")).allowing(true, true));
        Path far = folder.resolve("far.git");
        origin = new BareOrigin(far, new GitHost.Address(far.toUri().toString(), Optional.empty()));
    }

    @AfterEach
    void end() {
        host.close();
    }

    private static JGitHost host(Settings settings) {
        return new JGitHost(settings, new VirtualTasks((name, why) -> {}), new SystemTime());
    }

    @Test
    void manyMayAskWhenItHasJustBeenStarted() {
        String commit = "0123456789012345678901234567890123456789";
        Tasks tasks = new VirtualTasks((name, why) -> {});
        for (int start = 0; start < 20; start++) {
            try (JGitHost fresh =
                    host(Settings.in(folder.resolve("start-" + start)).allowing(true, true))) {
                List<String> faults = new CopyOnWriteArrayList<>();
                List<Task> readers = IntStream.range(0, 8)
                        .mapToObj(i -> tasks.start("reader", () -> {
                            try {
                                fresh.local(origin.address(), commit);
                            } catch (GitFault fault) {
                                faults.add(String.valueOf(fault.getMessage()));
                            }
                        }))
                        .toList();
                readers.forEach(reader -> reader.join(Tasks.FOREVER));
                assertThat(faults).isEmpty();
            }
        }
    }

    @Nested
    class OverFiles extends GitHostContract {
        @Override
        protected GitHost host() {
            return host;
        }

        @Override
        protected Origin origin() {
            return origin;
        }

        @Override
        protected GitHost.Address nowhere() {
            return new GitHost.Address(folder.resolve("none.git").toUri().toString(), Optional.empty());
        }
    }

    @Nested
    class OverHttp extends GitHostContract {
        private SmartHttpServer server;
        private BareOrigin far;

        @BeforeEach
        void serve() {
            BareOrigin served = new BareOrigin(folder.resolve("served.git"), origin.address());
            server = new SmartHttpServer(served.git(), Optional.of(SECRET));
            far = served.reachedBy(new GitHost.Address(server.url("shop.git"), Optional.of(SECRET)));
        }

        @AfterEach
        void stop() {
            server.close();
        }

        @Override
        protected GitHost host() {
            return host;
        }

        @Override
        protected Origin origin() {
            return far;
        }

        @Override
        protected GitHost.Address nowhere() {
            return new GitHost.Address(server.url("none.git"), Optional.empty());
        }

        @Test
        void refusedCredentialsAreSaidWithoutThem() {
            far.push("main", FILES);
            GitHost.Address wrong = new GitHost.Address(
                    server.url("shop.git"), Optional.of(new GitHost.Credentials("bot", "canary-wrong")));

            assertThatThrownBy(() -> host.refs(wrong, LIMIT))
                    .hasMessageContaining("refuses the credentials")
                    .hasMessageNotContaining("canary");
        }

        @Test
        void redirectsAreNotFollowed() {
            assertThatThrownBy(() -> host.refs(new GitHost.Address(server.url("moved.git"), Optional.empty()), LIMIT))
                    .isInstanceOf(GitFault.class)
                    .hasMessageContaining("redirects");
        }

        @Test
        void plainHttpNeedsAFlag() {
            JGitHost strict = JGitHostTest.host(Settings.in(folder.resolve("strict")));

            assertThatThrownBy(() -> strict.refs(far.address(), LIMIT)).hasMessageContaining("--allow-http");
        }
    }

    @Test
    void filesNeedAFlag() {
        JGitHost strict = host(Settings.in(folder.resolve("strict")));

        assertThatThrownBy(() -> strict.refs(origin.address(), GitHostContract.LIMIT))
                .hasMessageContaining("--allow-file");
    }

    @Test
    void credentialsInAnAddressAreRefusedAndNotRepeated() {
        GitHost.Address address = new GitHost.Address("https://bot:canary@git.example.com/x", Optional.empty());

        assertThatThrownBy(() -> host.refs(address, GitHostContract.LIMIT))
                .hasMessageContaining("Secret")
                .hasMessageNotContaining("canary");
    }

    @Test
    void aHostThatHangsIsLeftInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            GitHost.Address address =
                    new GitHost.Address("http://127.0.0.1:" + silent.getLocalPort() + "/x.git", Optional.empty());

            assertThatThrownBy(() -> host.refs(address, Duration.ofMillis(300)))
                    .isInstanceOf(GitFault.class)
                    .hasMessageContaining("no complete answer");
            assertThatThrownBy(() -> host.fetch(address, "0".repeat(40), Duration.ofMillis(300)))
                    .isInstanceOf(GitFault.class)
                    .hasMessageContaining("no complete answer");
        }
    }

    @Test
    void aFetchOfTooManyBytesIsRefusedHoweverFastItWas() {
        String commit = origin.push(
                "main", Map.of("app/cm.yaml", UUID.randomUUID().toString().repeat(50)));
        JGitHost small = host(new Settings(folder.resolve("small"), true, true, 100, 1_000));

        assertThatThrownBy(() -> small.fetch(origin.address(), commit, GitHostContract.LIMIT))
                .isInstanceOf(GitFault.class)
                .hasMessageContaining("more than 100 bytes in one fetch");
        assertThat(small.local(origin.address(), commit)).isEmpty();
    }

    @Test
    void aFetchOfTooManyObjectsIsRefused() {
        String commit = origin.push("main", FILES);
        JGitHost small = host(new Settings(folder.resolve("small"), true, true, 1 << 20, 2));

        assertThatThrownBy(() -> small.fetch(origin.address(), commit, GitHostContract.LIMIT))
                .hasMessageContaining("more than 2 objects");
    }

    @Test
    void theUsersGitConfigurationIsIgnored() throws IOException {
        String commit = origin.push("main", FILES);
        Path home = folder.resolve("home");
        Files.createDirectories(home);
        Files.writeString(
                home.resolve(".gitconfig"),
                "[url \"file:///nowhere/\"]\n\tinsteadOf = " + origin.address().url() + "\n");
        String before = System.setProperty("user.home", home.toString());
        try {
            assertThat(host.refs(origin.address(), GitHostContract.LIMIT)).containsEntry("HEAD", commit);
        } finally {
            System.setProperty("user.home", before);
        }
    }

    @Test
    void anEngineStartedAgainStillHasWhatItFetched() {
        String commit = origin.push("main", FILES);
        host.fetch(origin.address(), commit, GitHostContract.LIMIT);
        origin.remove("refs/heads/main");
        origin.prune();

        JGitHost again = host(Settings.in(folder.resolve("local")).allowing(true, true));

        assertThat(again.fetch(origin.address(), commit, GitHostContract.LIMIT)
                        .tree()
                        .id("app"))
                .isPresent();
    }

    @Test
    void linksAndSubmodulesAreToldApart() {
        DirCache index = DirCache.newInCore();
        String commit = origin.commit("main", inserter -> {
            ObjectId target = inserter.insert(Constants.OBJ_BLOB, "/etc/passwd".getBytes(StandardCharsets.UTF_8));
            var builder = index.builder();
            builder.add(BareOrigin.entry("link.yaml", FileMode.SYMLINK, target));
            builder.add(BareOrigin.entry("sub", FileMode.GITLINK, ObjectId.fromString("1".repeat(40))));
            builder.finish();
            return index.writeTree(inserter);
        });

        Tree tree = host.fetch(origin.address(), commit, GitHostContract.LIMIT).tree();

        assertThat(tree.list("")).extracting(Tree.Entry::type).containsExactly(Tree.Type.LINK, Tree.Type.SUBMODULE);
        assertThatThrownBy(() -> tree.read("link.yaml", 100)).isInstanceOf(GitFault.class);
    }

    @ParameterizedTest(name = "S31: an entry {0} is refused")
    @ValueSource(strings = {"..", ".git", ".GIT", "git~1", ".g\u200cit", "a\\b", "a\u0001b"})
    void treesWithNamesThatMeanSomethingElseAreRefused(String name) {
        String commit = origin.commit("main", inserter -> {
            ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[0]);
            TreeFormatter tree = new TreeFormatter();
            byte[] raw = name.getBytes(StandardCharsets.UTF_8);
            tree.append(raw, 0, raw.length, FileMode.REGULAR_FILE, blob, true);
            return inserter.insert(tree);
        });

        assertThatThrownBy(() -> host.fetch(origin.address(), commit, GitHostContract.LIMIT)
                        .tree()
                        .list(""))
                .isInstanceOf(GitFault.class)
                .hasMessageContaining("malformed tree");
    }
}
