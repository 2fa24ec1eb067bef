package dev.longshore.engine;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ControllerLoop;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.apiserver.ApiServer;
import dev.longshore.engine.apiserver.HealthEndpoint;
import dev.longshore.engine.apiserver.JoinEndpoint;
import dev.longshore.engine.apiserver.RequestMetrics;
import dev.longshore.engine.gitops.FirstApplication;
import dev.longshore.engine.gitops.GitOpsWiring;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.registry.Bootstrap;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.registry.Term;
import dev.longshore.engine.store.Store;
import dev.longshore.objects.ObjectKey;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The object graph of an engine over its ports, the same in production and in simulation. Two groups: what <em>serves</em> (the door)
 * is there as soon as this is made; what <em>acts</em> (controllers, GitOps) starts with a term of its own, which ends that of
 * whoever acted before.
 */
public final class EngineWiring {
    /** Names of all that acts, each of which may be disabled. */
    public static final List<String> CONTROLLERS =
            List.of("replicaset", "deployment", "scheduler", "nodes", "owners", "namespaces", "events", "gitops");

    private final Ports ports;
    private final Options options;
    private final LocalCluster cluster;
    private volatile Optional<Running> running = Optional.empty();

    /** What differs between production and simulation. */
    public record Ports(Time time, Tasks tasks, Chance chance, Store store, GitHost git) {}

    /**
     * What can be chosen.
     *
     * @param clusterCidr range of all pods
     * @param disabled names of controllers that are not started
     * @param poll mean time between two looks at a repository
     */
    public record Options(String clusterCidr, Set<String> disabled, String controlNamespace, Duration poll) {}

    private record Running(Acting acting, Optional<GitOpsWiring> gitops, Compaction compaction) {}

    /** Reads the whole store. */
    public EngineWiring(Ports ports, Options options) {
        this.ports = ports;
        this.options = options;
        this.cluster =
                LocalCluster.open(ports.store(), SchemaCatalog::builtIn, ports.time(), ports.tasks(), ports.chance());
    }

    /** The cluster as someone sees it. */
    public Cluster as(Identity who) {
        return cluster.as(who);
    }

    /** The API over the cluster; it answers whatever carries requests to it. */
    public ApiServer api(CertificateAuthority authority, HealthEndpoint health, RequestMetrics metrics) {
        JoinEndpoint join = new JoinEndpoint(authority, as(Identity.controller("join")), ports.time());
        ApiServer.Parts parts = new ApiServer.Parts(this::as, SchemaCatalog::builtIn, health, join, metrics);
        return new ApiServer(parts, ports.time(), ports.chance().fork("api"));
    }

    /** The newest revision. */
    public long revision() {
        return cluster.head();
    }

    /**
     * Begins to act. On a full store it throws before anything runs, and can be called again.
     *
     * @param first repository, path and branch of the first Application, when one is asked for
     */
    public void act(Optional<First> first) {
        Term term = cluster.beginTerm();
        Cluster bootstrap = cluster.as(Identity.admin("longshore-bootstrap"), term);
        Bootstrap.run(bootstrap);
        first.ifPresent(wish -> FirstApplication.ensure(
                bootstrap, options.controlNamespace(), wish.repo(), wish.path(), wish.branch()));
        Acting acting = new Acting(
                cluster, term, ports.time(), ports.tasks(), ports.chance().fork("acting"), options.disabled());
        Controllers.start(acting, SchemaCatalog::builtIn, options.clusterCidr());
        Optional<GitOpsWiring> gitops =
                options.disabled().contains("gitops") ? Optional.empty() : Optional.of(gitops(term));
        gitops.ifPresent(GitOpsWiring::start);
        Compaction compaction = new Compaction(ports.store(), ports.time());
        compaction.start(ports.tasks());
        running = Optional.of(new Running(acting, gitops, compaction));
    }

    /** A first Application. */
    public record First(String repo, String path, String branch) {}

    private GitOpsWiring gitops(Term term) {
        return new GitOpsWiring(new GitOpsWiring.Parts(
                cluster.as(Identity.gitops(), term),
                cluster.as(Identity.controller("repositories"), term),
                ports.git(),
                SchemaCatalog::builtIn,
                ports.time(),
                ports.tasks(),
                ports.chance().fork("gitops"),
                options.controlNamespace(),
                options.poll()));
    }

    /** For metrics. */
    public List<LoopCounts> loops() {
        List<LoopCounts> counts = new ArrayList<>();
        running.ifPresent(now -> {
            counts.addAll(now.acting().counts());
            now.gitops()
                    .ifPresent(gitops ->
                            gitops.loops().stream().map(ControllerLoop::counts).forEach(counts::add));
        });
        return counts;
    }

    /** When a repository was last reached. */
    public Optional<Instant> looked(ObjectKey repository) {
        return running.flatMap(Running::gitops).flatMap(gitops -> gitops.looks().last(repository));
    }

    /** Stops acting, then serving. The store is the caller's to close. */
    public void stop() {
        running.ifPresent(now -> {
            now.compaction().stop();
            now.gitops().ifPresent(GitOpsWiring::stop);
            now.acting().stop();
        });
        cluster.close();
    }
}
