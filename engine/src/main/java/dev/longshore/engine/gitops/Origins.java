package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.engine.gitops.git.Commit;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.gitops.git.GitHost.Address;
import dev.longshore.engine.gitops.repository.RepositoryCredentials;
import dev.longshore.engine.gitops.repository.VersionRange;
import dev.longshore.engine.gitops.sync.SyncUnit;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Secret;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which commit counts for a unit now, and its tree. Looks at Repository objects only: nobody is dialled for a known commit. */
final class Origins {
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final GitHost git;
    private final RepositoryLink link;

    Origins(Cluster cluster, GitHost git) {
        this.cluster = cluster;
        this.git = git;
        this.link = new RepositoryLink(cluster);
    }

    /** What is known of the commit. */
    sealed interface Origin {
        /** @param trouble why the last look at the host failed; the commit is the one of the look before */
        record Known(Commit commit, Optional<String> trouble) implements Origin {}

        /** The first look is not over. Its end wakes the unit. */
        record Awaited() implements Origin {}

        /** Somebody else changed the Repository object meanwhile: look again at once. */
        record Raced() implements Origin {}

        /** There is no such commit, or its host was never reached. A change of the Repository object wakes the unit. */
        record Faulty(String why) implements Origin {}

        /** There is one, and it cannot be read or brought now. Nothing wakes the unit when it can. */
        record Unreadable(String why) implements Origin {}
    }

    Origin of(Application application, SyncUnit unit, String selector) {
        return link.of(application, unit, selector)
                .map(found -> of(found, selector, this::fetched))
                .orElseGet(Origin.Raced::new);
    }

    /** The same for a look at another unit: nothing is written, no host is asked. Awaited also when the commit is not at hand. */
    Origin glance(Application other) {
        Optional<Repository> repository =
                link.there(other.item().namespace(), other.repoUrl().strip());
        return repository
                .map(found -> of(found, other.targetRevision(), this::atHand))
                .orElseGet(Origin.Awaited::new);
    }

    private static Origin of(Repository repository, String selector, BiFunction<Repository, String, Origin> fetch) {
        Optional<String> head = Optional.ofNullable(repository.heads().get(selector));
        if (head.isPresent()) {
            return fetch.apply(repository, head.get());
        }
        if (!repository.refs().contains(selector)) {
            return new Origin.Awaited();
        }
        if (repository.error().isPresent()) {
            return new Origin.Faulty(repository.error().get());
        }
        boolean looked =
                repository.item().number("status", "observedGeneration").orElse(-1)
                        >= repository.item().generation();
        return looked
                ? new Origin.Faulty("revision '" + selector + "' not found in remote " + repository.url() + ": "
                        + howToMend(selector))
                : new Origin.Awaited();
    }

    private static String howToMend(String selector) {
        return VersionRange.is(selector)
                ? "version ranges are not supported yet: name a branch, a tag or a commit in spec.source.targetRevision"
                : "correct spec.source.targetRevision, or push it";
    }

    private Origin fetched(Repository repository, String head) {
        try {
            return new Origin.Known(git.fetch(address(repository), head, FETCH_LIMIT), repository.error());
        } catch (GitFault fault) {
            return new Origin.Unreadable(String.valueOf(fault.getMessage()));
        }
    }

    private Origin atHand(Repository repository, String head) {
        try {
            return git.local(address(repository), head)
                    .<Origin>map(commit -> new Origin.Known(commit, repository.error()))
                    .orElseGet(Origin.Awaited::new);
        } catch (GitFault fault) {
            return new Origin.Unreadable(String.valueOf(fault.getMessage()));
        }
    }

    private Address address(Repository repository) {
        return new Address(
                repository.url(),
                repository
                        .secretName()
                        .flatMap(name -> cluster.get(
                                ObjectKey.of(Secret.KIND, repository.item().namespace(), name)))
                        .map(RepositoryCredentials::read));
    }
}
