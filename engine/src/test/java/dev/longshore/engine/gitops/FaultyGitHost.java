package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** A Git host some of whose repositories never answer, or whose local copies cannot be opened or read now. */
final class FaultyGitHost implements GitHost {
    private final GitHost inner;
    private final Time time;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private final Set<String> closed = ConcurrentHashMap.newKeySet();
    private final Set<String> damaged = ConcurrentHashMap.newKeySet();

    FaultyGitHost(GitHost inner, Time time) {
        this.inner = inner;
        this.time = time;
    }

    /** It accepts the connection and never answers: each call ends with its limit. */
    void hang(String url) {
        hanging.add(url);
    }

    /** Its local copy cannot be opened until {@link #mend}. */
    void close(String url) {
        closed.add(url);
    }

    /** Its local copy can be opened; the trees in it cannot be read until {@link #mend}. */
    void damage(String url) {
        damaged.add(url);
    }

    void mend(String url) {
        closed.remove(url);
        damaged.remove(url);
    }

    private void answer(Address address, Duration limit) {
        if (hanging.contains(address.url())) {
            time.sleep(limit);
            throw new GitFault("repository " + address.url() + ": no answer within " + limit.toSeconds() + " s");
        }
    }

    private void open(Address address) {
        if (closed.contains(address.url())) {
            throw new GitFault("repository " + address.url() + ": too many open files");
        }
    }

    private Commit read(Address address, Commit commit) {
        return new Commit(
                commit.sha(),
                commit.time(),
                commit.author(),
                commit.message(),
                new FaultyTree(commit.tree(), () -> damaged.contains(address.url())));
    }

    private record FaultyTree(Tree inner, BooleanSupplier damaged) implements Tree {
        private Tree read() {
            if (damaged.getAsBoolean()) {
                throw GitFault.passing("the local copy is damaged: it is fetched again");
            }
            return inner;
        }

        @Override
        public Optional<String> id(String path) {
            return read().id(path);
        }

        @Override
        public List<Entry> list(String folder) {
            return read().list(folder);
        }

        @Override
        public byte[] read(String file, int bytesMax) {
            return read().read(file, bytesMax);
        }
    }

    @Override
    public Map<String, String> refs(Address address, Duration limit) {
        answer(address, limit);
        return inner.refs(address, limit);
    }

    @Override
    public Commit fetch(Address address, String commit, Duration limit) {
        answer(address, limit);
        open(address);
        return read(address, inner.fetch(address, commit, limit));
    }

    @Override
    public Optional<Commit> local(Address address, String commit) {
        open(address);
        return inner.local(address, commit).map(found -> read(address, found));
    }

    @Override
    public void keep(Address address, Set<String> commits) {
        inner.keep(address, commits);
    }
}
