package dev.longshore.simulation;

import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.gitops.git.Tree;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A Git host that is slow or does not answer. */
final class SimulatedGitHost implements GitHost {
    private static final int PART_PERCENT = 20;

    /** A tree without the last of its files. */
    private record Part(Tree whole) implements Tree {
        @Override
        public Optional<String> id(String path) {
            return whole.id(path).map(id -> "part of " + id);
        }

        @Override
        public List<Entry> list(String folder) {
            List<Entry> all = whole.list(folder);
            return all.size() < 2 ? all : all.subList(0, all.size() - 1);
        }

        @Override
        public byte[] read(String file, int bytesMax) {
            return whole.read(file, bytesMax);
        }
    }

    private final GitHost inner;
    private final SimulatedProcess self;
    private final Faults faults;
    private final Planted planted;

    SimulatedGitHost(GitHost inner, SimulatedProcess self, Faults faults, Planted planted) {
        this.inner = inner;
        this.self = self;
        this.faults = faults;
        this.planted = planted;
    }

    @Override
    public Map<String, String> refs(Address address, Duration limit) {
        return call("git.refs", () -> inner.refs(address, limit));
    }

    @Override
    public Commit fetch(Address address, String commit, Duration limit) {
        Commit whole = call("git.fetch", () -> inner.fetch(address, commit, limit));
        return planted == Planted.PART_OF_A_TREE && faults.often("part", self.name(), PART_PERCENT)
                ? new Commit(whole.sha(), whole.time(), whole.author(), whole.message(), new Part(whole.tree()))
                : whole;
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
