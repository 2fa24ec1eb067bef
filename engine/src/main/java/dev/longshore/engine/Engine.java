package dev.longshore.engine;

import dev.longshore.cluster.RefusedException;
import dev.longshore.cluster.Unavailable;
import dev.longshore.engine.access.Identity;
import dev.longshore.engine.access.certificates.AdminKubeconfig;
import dev.longshore.engine.access.certificates.CertificateAuthority;
import dev.longshore.engine.access.certificates.ClientCertificates;
import dev.longshore.engine.access.certificates.Credential;
import dev.longshore.engine.apiserver.ApiServer;
import dev.longshore.engine.apiserver.HealthEndpoint;
import dev.longshore.engine.apiserver.RequestMetrics;
import dev.longshore.engine.apiserver.http.ApiListener;
import dev.longshore.engine.apiserver.http.ApiTls;
import dev.longshore.engine.apiserver.http.HttpLimits;
import dev.longshore.engine.apiserver.http.Serving;
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
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private volatile boolean serving;

    private Engine(EngineSettings settings) {
        this.settings = settings;
        makeFolder(settings.data());
        store = SqliteStore.open(settings.data().resolve("store"), tasks);
        stops.add(store::close);
        wiring = new EngineWiring(
                new EngineWiring.Ports(time, tasks, new SystemChance(), store, git()), options(settings));
        stops.add(wiring::stop);
        acting = new ActWhenThereIsRoom(() -> wiring.act(first(settings)), time);
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
        CertificateAuthority authority = authority();
        ApiListener listener = listen(web, authority);
        stops.add(listener::close);
        act();
        stops.add(acting::stop);
        String address = "https://" + settings.bind() + ":" + listener.address().getPort();
        introduce(address, authority);
        web.start();
        serving = true;
        stops.add(() -> stopServing(listener));
        LOG.info(
                "API {}, web http://{}:{}, kubeconfig {}",
                address,
                settings.bind(),
                web.port(),
                settings.kubeconfigFile());
    }

    private CertificateAuthority authority() {
        try {
            return CertificateAuthority.open(settings.data().resolve("pki"), time.now());
        } catch (IllegalStateException unusable) {
            throw new ProcessFault(Exit.CONFIGURATION, unusable);
        } catch (UncheckedIOException fault) {
            throw ProcessFault.permission(fault);
        }
    }

    private void act() {
        try {
            acting.begin(tasks);
        } catch (IllegalArgumentException | RefusedException wrong) {
            throw new ProcessFault(Exit.CONFIGURATION, wrong);
        }
    }

    private void introduce(String address, CertificateAuthority authority) {
        try {
            AdminKubeconfig.write(settings.kubeconfigFile(), address, authority, authority.admin("admin", time.now()));
        } catch (UncheckedIOException fault) {
            throw ProcessFault.permission(fault);
        }
    }

    private void stopServing(ApiListener listener) {
        serving = false;
        tasks.start("drain", () -> listener.drain(DRAIN)).join(DRAIN.plusSeconds(1));
    }

    private WebSources sources() {
        return new WebSources(
                wiring.as(Identity.controller("webhooks")),
                time,
                time.now(),
                Release.LONGSHORE,
                () -> serving,
                wiring::revision,
                wiring::loops,
                wiring::looked,
                this::requests,
                settings.secrets(),
                settings.webToken());
    }

    private Map<String, Long> requests() {
        Map<String, Long> counts = new LinkedHashMap<>();
        metrics.samples()
                .forEach(sample -> counts.put(
                        "longshore_api_requests_total{verb=\"" + sample.verb() + "\",resource=\"" + sample.resource()
                                + "\",code=\"" + sample.code() + "\"}",
                        sample.count()));
        counts.put("longshore_watchers", metrics.openWatches());
        return counts;
    }

    private ApiListener listen(WebPort web, CertificateAuthority authority) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", settings.bind()));
        names.addAll(settings.names());
        Credential server = authority.server(names.stream().distinct().toList(), time.now());
        ApiTls tls = new ApiTls(server.key(), server.chain(), List.of(authority.certificate()));
        ClientCertificates clients = new ClientCertificates(authority.certificate());
        ApiServer api = wiring.api(authority, new HealthEndpoint(this::health), metrics);
        Serving serves = new Serving(tasks, time, HttpLimits.DEFAULT, chain -> clients.verify(chain, time.now()), api);
        try {
            return ApiListener.bind(
                    web.loops(), new InetSocketAddress(settings.bind(), settings.apiPort()), Optional.of(tls), serves);
        } catch (IllegalStateException taken) {
            throw new ProcessFault(Exit.CONFIGURATION, taken);
        }
    }

    private Map<String, Optional<String>> health() {
        Map<String, Optional<String>> checks = new LinkedHashMap<>();
        checks.put("store", storeFault());
        checks.put("acting", acting.waiting());
        checks.put("serving", serving ? Optional.empty() : Optional.of("starting or stopping"));
        return checks;
    }

    private Optional<String> storeFault() {
        try {
            wiring.revision();
            return Optional.empty();
        } catch (Unavailable gone) {
            return Optional.of(String.valueOf(gone.getMessage()));
        }
    }

    /** A bug in a task: going on could do harm; a restart finds everything in the store. */
    private static void halt(String task, Throwable fault) {
        LOG.error("{} failed; the process ends, containers keep running", task, fault);
        Runtime.getRuntime().halt(Exit.FAULT.code());
    }

    @Override
    public void close() {
        serving = false;
        stops.reversed().forEach(Runnable::run);
        stops.clear();
    }
}
