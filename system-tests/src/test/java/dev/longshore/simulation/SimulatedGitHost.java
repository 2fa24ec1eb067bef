package dev.longshore.simulation;

import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A Git host that is slow or does not answer. */
final class SimulatedGitHost implements GitHost {
    private final GitHost inner;
    private final SimulatedProcess self;
    private final Faults faults;

    SimulatedGitHost(GitHost inner, SimulatedProcess self, Faults faults) {
        this.inner = inner;
        this.self = self;
        this.faults = faults;
    }

    @Override
    public Map<String, String> refs(Address address, Duration limit) {
        return call("git.refs", () -> inner.refs(address, limit));
    }

    @Override
    public Commit fetch(Address address, String commit, Duration limit) {
        return call("git.fetch", () -> inner.fetch(address, commit, limit));
    }

    @Override
    public Optional<Commit> local(Address address, String commit) {
        return inner.local(address, commit);
    }

    @Override
    public void keep(Address address, Set<String> commits) {
        inner.keep(address, commits);
    }

    private <T> T call(String site, Supplier<T> effect) {
        return faults.call(Port.GIT, self, site, effect, () -> {
            throw new GitFault("the Git host does not answer");
        });
    }
}
