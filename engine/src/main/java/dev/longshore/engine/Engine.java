package dev.longshore.engine;

import dev.longshore.cluster.RefusedException;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.apiserver.HealthEndpoint;
import dev.longshore.engine.apiserver.RequestMetrics;
import dev.longshore.engine.apiserver.http.ApiListener;
import dev.longshore.engine.gitops.git.JGitHost;
import dev.longshore.engine.store.sqlite.SqliteStore;
import dev.longshore.engine.web.WebSources;
import dev.longshore.process.Exit;
import dev.longshore.process.ProcessFault;
import dev.longshore.schemas.Release;
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import dev.longshore.tasks.VirtualTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running engine: store, door, API port, web port, controllers. Started in this order, stopped in the reverse. */
final class Engine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Time time = new SystemTime();
    private final Tasks tasks = new VirtualTasks(Engine::halt);
    private final RequestMetrics metrics = new RequestMetrics();
    private final List<Runnable> stops = new ArrayList<>();
    private final EngineSettings settings;
    private final SqliteStore store;
    private final EngineWiring wiring;
    private final ActWhenThereIsRoom acting;
    private final Vitals vitals;

    private Engine(EngineSettings settings) {
        this.settings = settings;
        makeFolder(settings.data());
        store = SqliteStore.open(settings.data().resolve("store"), tasks);
        stops.add(store::close);
        wiring = new EngineWiring(
                new EngineWiring.Ports(time, tasks, new SystemChance(), store, git()), options(settings));
        stops.add(wiring::stop);
        acting = new ActWhenThereIsRoom(() -> wiring.act(first(settings)), time);
        vitals = new Vitals(wiring, acting, metrics);
    }

    private static Optional<EngineWiring.First> first(EngineSettings settings) {
        return settings.git().first().map(first -> new EngineWiring.First(first.repo(), first.path(), first.branch()));
    }

    /**
     * When this returns both ports answer and the controllers run. What was begun is ended again when it fails.
     *
     * @throws dev.longshore.engine.store.OpenRefused for a store that must not be served
     * @throws ProcessFault when something else is wrong with folders, ports or settings
     */
    static Engine start(EngineSettings settings) {
        Engine engine = new Engine(settings);
        try {
            engine.open();
            return engine;
        } catch (RuntimeException fault) {
            engine.close();
            throw fault;
        }
    }

    private JGitHost git() {
        JGitHost.Settings allowed = JGitHost.Settings.in(settings.data().resolve("git"))
                .allowing(settings.git().allowHttp(), settings.git().allowFile());
        settings.git().first().flatMap(first -> allowed.refusal(first.repo())).ifPresent(refusal -> {
            throw new ProcessFault(Exit.CONFIGURATION, "--repo: " + refusal);
        });
        JGitHost host = new JGitHost(allowed, tasks, time);
        stops.add(host::close);
        return host;
    }

    private static EngineWiring.Options options(EngineSettings settings) {
        return new EngineWiring.Options(
                settings.acts().clusterCidr(),
                settings.acts().disabled(),
                settings.git().controlNamespace(),
                settings.git().poll());
    }

    private static void makeFolder(Path data) {
        try {
            Files.createDirectories(data);
        } catch (IOException fault) {
            throw ProcessFault.permission("the data folder " + data + " cannot be made", fault);
        }
    }

    private void open() {
        WebPort web = WebPort.prepare(settings, sources());
        stops.add(web::close);
        ApiPort api = new ApiPort(settings, tasks, time);
        CertificateAuthority authority = api.authority();
        ApiListener listener =
                api.listen(web, authority, wiring.api(authority, new HealthEndpoint(vitals::health), metrics));
        stops.add(listener::close);
        act();
        stops.add(acting::stop);
        String address = "https://" + settings.bind() + ":" + listener.address().getPort();
        api.introduce(address, authority);
        web.start();
        vitals.serving(true);
        stops.add(() -> stopServing(listener));
        LOG.info(
                "API {}, web http://{}:{}, kubeconfig {}",
                address,
                settings.bind(),
                web.port(),
                settings.kubeconfigFile());
    }

    private void act() {
        try {
            acting.begin(tasks);
        } catch (IllegalArgumentException | RefusedException wrong) {
            throw new ProcessFault(Exit.CONFIGURATION, wrong);
        }
    }

    private void stopServing(ApiListener listener) {
        vitals.serving(false);
        tasks.start("drain", () -> listener.drain(DRAIN)).join(DRAIN.plusSeconds(1));
    }

    private WebSources sources() {
        return new WebSources(
                wiring.as(Identity.controller("webhooks")),
                time,
                time.now(),
                Release.LONGSHORE,
                vitals::serving,
                wiring::revision,
                wiring::loops,
                wiring::looked,
                vitals::requests,
                settings.secrets(),
                settings.webToken());
    }

    /** A bug in a task: going on could do harm; a restart finds everything in the store. */
    private static void halt(String task, Throwable fault) {
        LOG.error("{} failed; the process ends, containers keep running", task, fault);
        Runtime.getRuntime().halt(Exit.FAULT.code());
    }

    @Override
    public void close() {
        vitals.serving(false);
        stops.reversed().forEach(Runnable::run);
        stops.clear();
    }
}
