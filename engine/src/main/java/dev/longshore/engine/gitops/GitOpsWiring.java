package dev.longshore.engine.gitops;

import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ControllerLoop;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Sources;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.engine.gitops.git.GitHost;
import dev.longshore.engine.gitops.health.PodHealth;
import dev.longshore.engine.gitops.render.DirectoryRenderer;
import dev.longshore.engine.gitops.render.Renderings;
import dev.longshore.engine.gitops.render.Tracking;
import dev.longshore.engine.gitops.repository.Looks;
import dev.longshore.engine.gitops.repository.RepositoryController;
import dev.longshore.engine.gitops.sync.UnitNames;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.Pod;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.Chance;
import dev.longshore.tasks.Task;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The two controllers of GitOps and what wakes them.
 *
 * <table>
 * <caption>Who is woken by what</caption>
 * <tr><th>Change</th><th>Wakes</th></tr>
 * <tr><td>spec of a Repository (a webhook's mark is one)</td><td>that Repository</td></tr>
 * <tr><td>heads or error of a Repository</td><td>the Applications that own it</td></tr>
 * <tr><td>spec, request or annotations of an Application</td><td>that Application</td></tr>
 * <tr><td>anything of an Application</td><td>those that contend with it for an object, or keep one for it</td></tr>
 * <tr><td>an object with a tracking annotation</td><td>the Application it names</td></tr>
 * <tr><td>an object that an Application wishes for and does not have</td><td>that Application</td></tr>
 * <tr><td>why a Pod does not run</td><td>the Application at the root of its owners</td></tr>
 * </table>
 */
public final class GitOpsWiring {
    private static final int REPOSITORY_WORKERS = 8;
    private static final int UNIT_WORKERS = 8;
    private static final int ROOT_WORKERS = 1;

    private final Parts parts;
    private final Looks looks = new Looks();
    private final Renderings renderings;
    private final KeyedQueue<ObjectKey> repositories;
    private final KeyedQueue<ObjectKey> applications;
    private final KeyedQueue<ObjectKey> owners;
    private final Ties ties;
    private final ControllerLoop repositoryLoop;
    private final ControllerLoop syncLoop;
    private final RootController roots;
    private final ControllerLoop rootLoop;
    private final List<WatchFeed> feeds = new ArrayList<>();
    private final List<Task> running = new ArrayList<>();

    /**
     * What it stands on.
     *
     * @param applications the cluster as the identity that may say which unit an object belongs to
     * @param repositories the cluster as the identity that looks at hosts
     * @param catalog asked again for each rendering; kinds that come later are compared, but wake nobody
     * @param controlNamespace where Applications have plain names in tracking annotations
     * @param pollPeriod between two looks at a repository
     */
    public record Parts(
            Cluster applications,
            Cluster repositories,
            GitHost git,
            Supplier<SchemaCatalog> catalog,
            Time time,
            Tasks tasks,
            Chance chance,
            String controlNamespace,
            Duration pollPeriod) {
        public static final String CONTROL_NAMESPACE = "argocd";
        public static final Duration POLL_PERIOD = Duration.ofSeconds(20);
    }

    public GitOpsWiring(Parts parts) {
        this.parts = parts;
        this.renderings = new Renderings(new DirectoryRenderer(parts.catalog()));
        Chance chance = parts.chance();
        this.repositories = new KeyedQueue<>(
                parts.time(),
                parts.tasks(),
                chance.fork("repository queue"),
                Duration.ofSeconds(1),
                Duration.ofMinutes(5));
        this.applications = new KeyedQueue<>(
                parts.time(),
                parts.tasks(),
                chance.fork("application queue"),
                Duration.ofMillis(200),
                Duration.ofMinutes(3));
        this.owners = new KeyedQueue<>(parts.time(), parts.tasks(), chance.fork("owner queue"));
        this.ties = new Ties(applications::add);
        this.repositoryLoop = new ControllerLoop("repository", repositoryController(), repositories, parts.tasks());
        Inventory inventory = new Inventory(parts.applications(), parts.catalog());
        this.syncLoop = new ControllerLoop("gitops", syncController(inventory), applications, parts.tasks());
        this.roots = new RootController(
                parts.applications(), parts.catalog(), parts.controlNamespace(), applications::add, owners::add);
        this.rootLoop = new ControllerLoop("gitops-roots", roots, owners, parts.tasks());
        feed(Repository.KIND, this::repositoryChanged);
        inventory.kinds().forEach(kind -> feed(kind, listener(kind)));
    }

    private WatchFeed.Listener listener(Kind kind) {
        if (kind.equals(Application.KIND)) {
            return this::applicationChanged;
        }
        return kind.equals(Pod.KIND) ? this::podChanged : this::objectChanged;
    }

    private RepositoryController repositoryController() {
        return new RepositoryController(
                parts.repositories(),
                Comparer.MANAGER,
                parts.git(),
                looks,
                parts.time(),
                parts.chance().fork("repository"),
                parts.pollPeriod());
    }

    private SyncController syncController(Inventory inventory) {
        return new SyncController(
                parts.applications(),
                new Origins(parts.applications(), parts.git()),
                renderings,
                inventory,
                ties,
                parts.time(),
                parts.controlNamespace());
    }

    private void feed(Kind kind, WatchFeed.Listener listener) {
        feeds.add(new WatchFeed(
                parts.applications(),
                Query.all(kind),
                listener,
                parts.time(),
                parts.tasks(),
                parts.chance().fork("gitops watch " + kind.resource())));
    }

    private void repositoryChanged(Optional<Item> before, Optional<Item> after) {
        Sources.when(Item::generation, Sources.itself(repositories)).changed(before, after);
        Sources.when(GitOpsWiring::whatUnitsSee, Sources.each(applications, GitOpsWiring::owners))
                .changed(before, after);
    }

    private static Object whatUnitsSee(Item repository) {
        return repository.fields().at("status", "heads").toString()
                + repository.text("status", "error").orElse("")
                + repository.number("status", "observedGeneration").orElse(0);
    }

    private static List<ObjectKey> owners(Item repository) {
        return repository.owners().stream()
                .filter(owner -> owner.kind().equals(Application.KIND.name()))
                .map(owner -> ObjectKey.of(Application.KIND, repository.namespace(), owner.name()))
                .toList();
    }

    /** Its own status does not wake an Application. A child wakes its parent by whatever changes. */
    private void applicationChanged(Optional<Item> before, Optional<Item> after) {
        Sources.when(GitOpsWiring::wish, Sources.itself(applications)).changed(before, after);
        objectChanged(before, after);
    }

    /** A workload says that it does not get on; its pods say why. */
    private void podChanged(Optional<Item> before, Optional<Item> after) {
        objectChanged(before, after);
        if (!before.flatMap(PodHealth::obstacle).equals(after.flatMap(PodHealth::obstacle))) {
            Sources.each(owners, pod -> roots.owner(pod).stream().toList()).changed(before, after);
        }
    }

    private static Object wish(Item application) {
        return application.generation()
                + application.fields().at("operation").toString()
                + application
                        .text("status", "operationState", "phase")
                        .filter("Terminating"::equals)
                        .orElse("")
                + application.annotations()
                + application.terminating()
                + application.fields().texts("metadata", "finalizers");
    }

    private void objectChanged(Optional<Item> before, Optional<Item> after) {
        Sources.each(applications, this::concerned).changed(before, after);
    }

    /** Who has an object, and who else has to do with it. */
    private List<ObjectKey> concerned(Item item) {
        List<ObjectKey> concerned = new ArrayList<>(ties.of(item.key()));
        Tracking.unit(item)
                .map(name -> UnitNames.application(name, parts.controlNamespace()))
                .ifPresent(concerned::add);
        return concerned;
    }

    /** Starts watches and workers. */
    public void start() {
        feeds.forEach(feed -> running.add(feed.start()));
        repositoryLoop.start(REPOSITORY_WORKERS);
        syncLoop.start(UNIT_WORKERS);
        rootLoop.start(ROOT_WORKERS);
    }

    /** Asks everything to end; returns at once. */
    public void stop() {
        rootLoop.stop();
        syncLoop.stop();
        repositoryLoop.stop();
        running.reversed().forEach(Task::stop);
    }

    /** For metrics. */
    public List<ControllerLoop> loops() {
        return List.of(repositoryLoop, syncLoop, rootLoop);
    }

    /** When each host was last asked, for {@code /status}. */
    public Looks looks() {
        return looks;
    }

    /** How often something was rendered, for metrics. */
    public long renders() {
        return renderings.renders();
    }
}
