package dev.longshore.engine;

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
import dev.longshore.tasks.SystemChance;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.Tasks;
import dev.longshore.tasks.Time;
import dev.longshore.tasks.VirtualTasks;
import io.micronaut.context.ApplicationContext;
import io.micronaut.http.netty.channel.EventLoopGroupRegistry;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.InetSocketAddress;
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
    private static final int FAULT = 70;
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

    /** When this returns both ports answer and the controllers run. What was begun is ended again when it fails. */
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

    private void open() {
        ApplicationContext context = web();
        stops.add(context::close);
        CertificateAuthority authority =
                CertificateAuthority.open(settings.data().resolve("pki"), time.now());
        ApiListener listener = listen(context, authority);
        stops.add(listener::close);
        acting.begin(tasks);
        stops.add(acting::stop);
        String address = "https://" + settings.bind() + ":" + listener.address().getPort();
        AdminKubeconfig.write(settings.kubeconfigFile(), address, authority, authority.admin("admin", time.now()));
        context.getBean(EmbeddedServer.class).start();
        serving = true;
        stops.add(() -> stopServing(listener));
        LOG.info(
                "API {}, web http://{}:{}, kubeconfig {}",
                address,
                settings.bind(),
                webPort(context),
                settings.kubeconfigFile());
    }

    private void stopServing(ApiListener listener) {
        serving = false;
        tasks.start("drain", () -> listener.drain(DRAIN)).join(DRAIN.plusSeconds(1));
    }

    private static int webPort(ApplicationContext context) {
        return context.getBean(EmbeddedServer.class).getPort();
    }

    /**
     * Not by {@code Micronaut.run}: that adds a shutdown hook which takes the locks of server and context in the other order than
     * {@link #close()}: SIGTERM would hang.
     */
    private ApplicationContext web() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("micronaut.server.host", settings.bind());
        properties.put("micronaut.server.port", settings.webPort() == 0 ? -1 : settings.webPort());
        properties.put("micronaut.server.max-request-size", 5 * 1024 * 1024);
        return ApplicationContext.builder()
                .deduceEnvironment(false)
                .deduceCloudEnvironment(false)
                .environments("prod")
                .singletons(sources())
                .properties(properties)
                .start();
    }

    private WebSources sources() {
        return new WebSources(
                wiring.as(Identity.controller("webhooks")),
                time,
                time.now(),
                Version.TEXT,
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

    private ApiListener listen(ApplicationContext context, CertificateAuthority authority) {
        List<String> names = new ArrayList<>(List.of("localhost", "127.0.0.1", settings.bind()));
        names.addAll(settings.names());
        Credential server = authority.server(names.stream().distinct().toList(), time.now());
        ApiTls tls = new ApiTls(server.key(), server.chain(), List.of(authority.certificate()));
        ClientCertificates clients = new ClientCertificates(authority.certificate());
        ApiServer api = wiring.api(authority, new HealthEndpoint(this::health), metrics);
        Serving serves = new Serving(tasks, time, HttpLimits.DEFAULT, chain -> clients.verify(chain, time.now()), api);
        return ApiListener.bind(
                context.getBean(EventLoopGroupRegistry.class).getDefaultEventLoopGroup(),
                new InetSocketAddress(settings.bind(), settings.apiPort()),
                Optional.of(tls),
                serves);
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
        Runtime.getRuntime().halt(FAULT);
    }

    @Override
    public void close() {
        serving = false;
        stops.reversed().forEach(Runnable::run);
        stops.clear();
    }
}
