package dev.longshore.engine.gitops;

import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Git host some of whose repositories accept the connection and never answer: each call ends with its limit. */
final class SlowGitHost implements GitHost {
    private final GitHost inner;
    private final Time time;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    SlowGitHost(GitHost inner, Time time) {
        this.inner = inner;
        this.time = time;
    }

    void hang(String url) {
        hanging.add(url);
    }

    private void answer(Address address, Duration limit) {
        if (hanging.contains(address.url())) {
            time.sleep(limit);
            throw new GitFault("repository " + address.url() + ": no answer within " + limit.toSeconds() + " s");
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
        return inner.fetch(address, commit, limit);
    }

    @Override
    public Optional<Commit> local(Address address, String commit) {
        return inner.local(address, commit);
    }

    @Override
    public void keep(Address address, Set<String> commits) {
        inner.keep(address, commits);
    }
}
