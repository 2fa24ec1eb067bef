package dev.longshore.engine.gitops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.longshore.cluster.Cluster;
import dev.longshore.cluster.ClusterExecutor;
import dev.longshore.cluster.ControllerLoop;
import dev.longshore.cluster.DeleteOptions;
import dev.longshore.cluster.KeyedQueue;
import dev.longshore.cluster.LoopCounts;
import dev.longshore.cluster.Patch;
import dev.longshore.cluster.Query;
import dev.longshore.cluster.Sources;
import dev.longshore.cluster.WatchFeed;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.cleanup.OwnerController;
import dev.longshore.engine.gitops.git.FakeGitHost;
import dev.longshore.engine.registry.LocalCluster;
import dev.longshore.engine.store.Store;
import dev.longshore.engine.store.memory.MemoryStore;
import dev.longshore.manifests.YamlBody;
import dev.longshore.objects.Item;
import dev.longshore.objects.Kind;
import dev.longshore.objects.ObjectKey;
import dev.longshore.objects.core.ConfigMap;
import dev.longshore.objects.core.Event;
import dev.longshore.objects.core.Namespace;
import dev.longshore.objects.gitops.Application;
import dev.longshore.objects.gitops.Repository;
import dev.longshore.schemas.KindSchema;
import dev.longshore.schemas.SchemaCatalog;
import dev.longshore.tasks.simulated.OneProcess;
import dev.longshore.tasks.simulated.SimulatedProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** GitOps over the real door in memory, with Git in memory and virtual time. */
final class GitOpsWorld {
    static final String URL = "https://git.example.com/shop.git";

    final SimulatedProcess process;
    final FakeGitHost git = new FakeGitHost();
    final FaultyGitHost reached;

    /** What GitOps may not apply or delete now. */
    final Set<ObjectKey> refused = ConcurrentHashMap.newKeySet();

    /** How each of its deletions was meant. */
    final List<DeleteOptions.Propagation> deletions = new CopyOnWriteArrayList<>();

    final Store store;
    final LocalCluster local;
    final Cluster cluster;
    GitOpsWiring wiring;

    private GitOpsWorld(SimulatedProcess process) {
        this.process = process;
        this.reached = new FaultyGitHost(git, process);
        this.store = new MemoryStore(process, "test");
        this.local = LocalCluster.open(store, SchemaCatalog::builtIn, process, process, process.chance());
        this.cluster = local.as(Identity.admin("test"));
        for (String name : List.of("argocd", "shop", "default")) {
            cluster.create(
                    dev.longshore.objects.Draft.empty(ObjectKey.of(Namespace.KIND, name)), WriteOptions.by("test"));
        }
        collectGarbage();
        this.wiring = wire();
        wiring.start();
    }

    /** Runs a story in virtual time under a few seeds. */
    static void tell(Consumer<GitOpsWorld> story) {
        OneProcess.underSeeds(2, process -> story.accept(new GitOpsWorld(process)));
    }

    private GitOpsWiring wire() {
        return new GitOpsWiring(new GitOpsWiring.Parts(
                new RefusingCluster(local.as(Identity.gitops()), refused, deletions),
                local.as(Identity.controller("repositories")),
                reached,
                SchemaCatalog::builtIn,
                process,
                process,
                process.chance().fork("gitops"),
                GitOpsWiring.Parts.CONTROL_NAMESPACE,
                GitOpsWiring.Parts.POLL_PERIOD));
    }

    /** GitOps ends and begins anew, with empty memory and an empty disk for Git. */
    void restart() {
        wiring.stop();
        git.forgetLocal();
        wiring = wire();
        wiring.start();
    }

    private void collectGarbage() {
        Cluster owners = local.as(Identity.controller("owners"));
        KeyedQueue<ObjectKey> queue =
                new KeyedQueue<>(process, process, process.chance().fork("owners"));
        OwnerController controller =
                new OwnerController(owners, new ClusterExecutor(owners, "owners", process), SchemaCatalog::builtIn);
        for (KindSchema schema : SchemaCatalog.builtIn().kinds()) {
            new WatchFeed(
                            owners,
                            Query.all(schema.kind()),
                            Sources.itself(queue),
                            process,
                            process,
                            process.chance().fork("feed"))
                    .start();
        }
        new ControllerLoop("owners", controller, queue, process).start(1);
    }

    static String configMap(String name, String data) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\ndata: {" + data + "}\n";
    }

    String push(Map<String, String> files) {
        return git.push(URL, "main", files);
    }

    /** An Application of the folder {@code app}, made by a person. */
    void application(String policy) {
        application("web", policy);
    }

    void application(String name, String policy) {
        application(URL, name, "app", policy);
    }

    void application(String url, String name, String path, String policy) {
        write(
                "{apiVersion: argoproj.io/v1alpha1, kind: Application, metadata: {name: " + name
                        + ", namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}, spec: {project: default, source: {repoURL: '"
                        + url + "', path: " + path
                        + ", targetRevision: main}, destination: {server: 'https://kubernetes.default.svc', namespace: shop}, syncPolicy: {"
                        + policy + "}}}",
                Application.KIND);
    }

    static final String FULL = "automated: {prune: true, selfHeal: true}";

    /** One file with one object. */
    static final Map<String, String> ONE = Map.of("app/a.yaml", configMap("a", "k: v"));

    /** A Deployment {@code d}, and a ConfigMap {@code late} in the wave after it. */
    static final Map<String, String> TWO_WAVES = Map.of(
            "app/d.yaml",
            "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: d}\nspec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: x}]}}}\n",
            "app/late.yaml",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: late, annotations: {argocd.argoproj.io/sync-wave: '1'}}\n");

    /** {@link #ONE} and more files. */
    static Map<String, String> with(Map<String, String> more) {
        Map<String, String> files = new LinkedHashMap<>(ONE);
        files.putAll(more);
        return files;
    }

    /** Of the last operation; empty when there was none. */
    String phase() {
        return application()
                .operationState()
                .flatMap(state -> state.text("phase"))
                .orElse("");
    }

    /** Whether a condition of the Application says it. */
    boolean told(String what) {
        return application().conditions().stream().anyMatch(text -> text.contains(what));
    }

    void write(String yaml, Kind kind) {
        ObjectNode tree = tree(yaml);
        String namespace =
                kind.namespaced() ? tree.path("metadata").path("namespace").asText("shop") : "";
        ObjectKey key = new ObjectKey(
                kind, namespace, tree.path("metadata").path("name").asText(), "");
        expectFine(cluster.patch(key, new Patch.Apply(tree, true), WriteOptions.by("test")));
    }

    static ObjectNode tree(String yaml) {
        return ((YamlBody.Body) YamlBody.read(yaml.getBytes(StandardCharsets.UTF_8))).object();
    }

    /** A merge patch by a person. */
    void patch(ObjectKey key, String yaml) {
        expectFine(cluster.patch(key, new Patch.Merge(tree(yaml)), WriteOptions.by("kubectl-edit")));
    }

    private static void expectFine(dev.longshore.cluster.WriteResult result) {
        assertThat(result)
                .isInstanceOfAny(
                        dev.longshore.cluster.WriteResult.Written.class,
                        dev.longshore.cluster.WriteResult.Deleted.class,
                        dev.longshore.cluster.WriteResult.Unchanged.class);
    }

    void delete(ObjectKey key) {
        cluster.delete(key, DeleteOptions.PLAIN);
    }

    static ObjectKey key(String configMap) {
        return ObjectKey.of(ConfigMap.KIND, "shop", configMap);
    }

    static ObjectKey app(String name) {
        return ObjectKey.of(Application.KIND, "argocd", name);
    }

    Application application() {
        return named("web");
    }

    Application named(String name) {
        return new Application(cluster.get(app(name)).orElseThrow());
    }

    /** Whether a condition of an Application says it. */
    boolean told(String application, String what) {
        return named(application).conditions().stream().anyMatch(text -> text.contains(what));
    }

    Optional<Item> configMap(String name) {
        return cluster.get(key(name));
    }

    /** The one of {@link #URL}. */
    Repository repository() {
        return cluster.list(Query.in(Repository.KIND, "argocd")).items().stream()
                .map(Repository::new)
                .filter(repository -> repository.url().equals(URL))
                .findFirst()
                .orElseThrow();
    }

    List<String> events(String reason) {
        return cluster.list(Query.all(Event.KIND)).items().stream()
                .filter(event -> event.text("reason").filter(reason::equals).isPresent())
                .map(event -> event.text("message").orElse(""))
                .toList();
    }

    /** Marks the repository as a webhook does. */
    void webhook() {
        Repository repository = repository();
        patch(repository.item().key(), "{spec: {lookAt: '" + process.chance().uid() + "'}}");
    }

    /** Waits until {@code web} says that the cluster is not what Git wants. */
    void outOfSync() {
        await(() -> "a difference", () -> application().syncStatus().equals("OutOfSync"));
    }

    /** Waits until the sync of {@code web} waits for an object. */
    void waitsForHealth(String object) {
        Optional<String> message = Optional.of("waiting for healthy state of " + object);
        await(
                () -> "a sync that waits for " + object,
                () -> application()
                        .operationState()
                        .flatMap(state -> state.text("message"))
                        .equals(message));
    }

    void synced(String commit) {
        synced("web", commit);
    }

    void synced(String application, String commit) {
        await(
                () -> "sync of " + application + " to " + commit,
                () -> named(application).commit().filter(commit::equals).isPresent()
                        && named(application).syncStatus().equals("Synced")
                        && named(application)
                                .operationState()
                                .flatMap(state -> state.text("phase"))
                                .filter("Running"::equals)
                                .isEmpty());
    }

    /** Pushes, makes the Application {@code web} with the full policy, and waits. */
    void begin(Map<String, String> files) {
        String commit = push(files);
        application(FULL);
        synced(commit);
    }

    /** What the controllers of workloads would report of a Deployment with one replica. */
    void rolledOut(String deployment) {
        ObjectKey key = ObjectKey.of(dev.longshore.objects.apps.Deployment.KIND, "shop", deployment);
        long generation = cluster.get(key).orElseThrow().generation();
        patch(
                key.sub("status"),
                "{status: {observedGeneration: " + generation
                        + ", replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1}}");
    }

    void await(Supplier<String> what, BooleanSupplier condition) {
        for (int i = 0; i < 1_200 && !condition.getAsBoolean(); i++) {
            process.sleep(Duration.ofMillis(100));
        }
        assertThat(condition.getAsBoolean())
                .as(() -> what.get() + "; "
                        + cluster.get(app("web"))
                                .map(item -> item.fields().at("status").toString())
                                .orElse("no application"))
                .isTrue();
    }

    void pass(Duration time) {
        process.sleep(time);
    }

    /** Looks at Applications so far. */
    long passes() {
        return wiring.loops().stream()
                .map(ControllerLoop::counts)
                .filter(counts -> counts.name().equals("gitops"))
                .mapToLong(LoopCounts::passes)
                .sum();
    }

    long head() {
        return store.head();
    }
}
