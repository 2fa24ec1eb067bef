package dev.longshore.engine.gitops.repository;

import dev.longshore.cluster.Action;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.Controller;
import dev.longshore.cluster.Executor;
import dev.longshore.cluster.Outcome;
import dev.longshore.engine.gitops.git.GitFault;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.gitops.git.GitHost.Address;
import dev.longshore.objects.Item;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Secret;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks the host of each Repository where its refs point, and fetches what moved before it says so. Refs that no Application asks for
 * any more are taken away first.
 *
 * <p>Called again after the poll period, and at once when the spec changes (a webhook sets {@code lookAt}). A failure leaves the
 * heads as they are and says why; the loop tries again with growing delay. A host is asked at most once a second, whatever asks for
 * it. Killed anywhere it looks again: fetching twice is harmless, and a head is published only when its commit is there whole.
 */
public final class RepositoryController implements Controller {
    /** Between two looks: a hundred pushes in a row are not a hundred looks, and not a hundred renderings. */
    static final Duration SPACING = Duration.ofSeconds(1);

    private static final Duration LOOK_LIMIT = Duration.ofSeconds(15);
    private static final Duration FETCH_LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;
    private final String manager;
    private final Executor executor;
    private final GitHost git;
    private final Looks looks;
    private final Time time;
    private final Chance chance;
    private final Duration period;

    /**
     * @param manager of all fields that GitOps writes
     * @param period between two looks; each wait is drawn between 0.8 and 1.2 of it
     */
    public RepositoryController(
            Cluster cluster, String manager, GitHost git, Looks looks, Time time, Chance chance, Duration period) {
        this.cluster = cluster;
        this.manager = manager;
        this.executor = new ClusterExecutor(cluster, manager, time);
        this.git = git;
        this.looks = looks;
        this.time = time;
        this.chance = chance;
        this.period = period;
    }

    @Override
    public Outcome reconcile(ObjectKey key) {
        Optional<Repository> repository = cluster.get(key).map(Repository::new);
        if (repository.isEmpty()) {
            looks.forget(key);
            return Outcome.done();
        }
        Duration early = looks.last(key)
                .map(last -> SPACING.minus(Duration.between(last, time.now())))
                .orElse(Duration.ZERO);
        return early.isPositive() && early.compareTo(SPACING) <= 0 ? Outcome.again(early) : settle(repository.get());
    }

    private Outcome settle(Repository repository) {
        List<Action> fewer = RefsPlan.plan(repository, applications(repository), manager);
        if (fewer.isEmpty()) {
            return looked(repository);
        }
        Outcome performed = executor.perform(fewer);
        return performed instanceof Outcome.Done ? Outcome.again(Duration.ZERO) : performed;
    }

    /** Nobody needs to be asked where there is one ref only. */
    private List<Application> applications(Repository repository) {
        Item item = repository.item();
        return item.owners().stream()
                .filter(owner -> repository.refs().size() > 1 && owner.kind().equals(Application.KIND.name()))
                .flatMap(owner -> cluster.get(ObjectKey.of(Application.KIND, item.namespace(), owner.name())).stream()
                        .filter(there -> there.uid().equals(owner.uid())))
                .map(Application::new)
                .toList();
    }

    private Outcome looked(Repository repository) {
        Look look = look(repository);
        Outcome performed = executor.perform(RepositoryPlan.plan(repository, look));
        if (!(performed instanceof Outcome.Done)) {
            return performed;
        }
        return switch (look) {
            case Look.Failed(String why) -> Outcome.retry(why);
            case Look.Seen(var _, List<String> faults) -> {
                looks.succeeded(repository.item().key(), time.now());
                yield faults.isEmpty() ? Outcome.again(pause()) : Outcome.retry(faults.getFirst());
            }
        };
    }

    private Duration pause() {
        return period.multipliedBy(800L + chance.below(401)).dividedBy(1_000);
    }

    private Look look(Repository repository) {
        try {
            Address address = new Address(repository.url(), credentials(repository));
            return heads(repository, address);
        } catch (GitFault fault) {
            return new Look.Failed(String.valueOf(fault.getMessage()));
        }
    }

    /** One commit that cannot be had does not hold up the others. */
    private Look heads(Repository repository, Address address) {
        Map<String, String> refs = git.refs(address, LOOK_LIMIT);
        Map<String, String> heads = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        for (String selector : repository.refs()) {
            Optional<String> commit = RefSelectors.resolve(selector, refs);
            Optional<String> fault = commit.flatMap(id -> fetch(address, id));
            fault.ifPresent(faults::add);
            Optional<String> old = Optional.ofNullable(repository.heads().get(selector));
            (fault.isEmpty() ? commit : old).ifPresent(id -> heads.put(selector, id));
        }
        if (!heads.equals(repository.heads())) {
            Set<String> kept = new TreeSet<>(heads.values());
            kept.addAll(repository.heads().values());
            git.keep(address, kept);
        }
        return new Look.Seen(heads, List.copyOf(faults));
    }

    private Optional<String> fetch(Address address, String commit) {
        try {
            git.fetch(address, commit, FETCH_LIMIT);
            return Optional.empty();
        } catch (GitFault fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        }
    }

    private Optional<GitHost.Credentials> credentials(Repository repository) {
        return repository.secretName().map(name -> {
            ObjectKey key = ObjectKey.of(Secret.KIND, repository.item().namespace(), name);
            return RepositoryCredentials.read(cluster.get(key)
                    .orElseThrow(() -> new GitFault("Secret " + name + " with the credentials is missing")));
        });
    }
}
