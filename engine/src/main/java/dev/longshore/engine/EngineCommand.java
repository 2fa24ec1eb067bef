package dev.longshore.engine;

import dev.longshore.engine.store.OpenRefused;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longshore engine}. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the engine: polls Git, keeps the objects, serves the Kubernetes API.")
public final class EngineCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCommand.class);
    private static final int PERMISSION = 77;
    private static final int CONFIGURATION = 78;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Store, certificates, Git copies (default: ${DEFAULT-VALUE}).")
    private Path data = Path.of("/var/lib/longshore/engine");

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            description = "Address of both ports (default: ${DEFAULT-VALUE}).")
    private String bind = "127.0.0.1";

    @Option(
            names = "--api-port",
            paramLabel = "PORT",
            description = "Kubernetes API, HTTPS (default: ${DEFAULT-VALUE}; 0: any).")
    private int apiPort = 6443;

    @Option(
            names = "--web-port",
            paramLabel = "PORT",
            description = "Status and webhooks (default: ${DEFAULT-VALUE}; 0: any).")
    private int webPort = 8080;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Further name or address in the API's certificate; repeatable.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "Where the administrator's kubeconfig is written (default: DATA/admin.kubeconfig).")
    private @Nullable Path kubeconfig;

    @Option(names = "--repo", paramLabel = "URL", description = "Makes the first Application follow this repository.")
    private @Nullable String repo;

    @Option(
            names = "--path",
            paramLabel = "FOLDER",
            description = "Its folder in the repository (default: ${DEFAULT-VALUE}).")
    private String path = ".";

    @Option(
            names = "--branch",
            paramLabel = "REF",
            description = "Branch, tag or commit it follows (default: ${DEFAULT-VALUE}).")
    private String branch = "HEAD";

    @Option(names = "--allow-http", description = "Repositories may be reached without TLS.")
    private boolean allowHttp;

    @Option(names = "--allow-file", description = "Repositories may lie on this machine (file://).")
    private boolean allowFile;

    @Option(
            names = "--poll",
            paramLabel = "SECONDS",
            description = "Mean time between two looks at a repository (default: ${DEFAULT-VALUE}).")
    private int poll = 20;

    @Option(
            names = "--webhook-secret-file",
            paramLabel = "FILE",
            description = "One secret a line, the present one first; without it webhooks are not served.")
    private @Nullable Path webhookSecret;

    @Option(
            names = "--web-token-file",
            paramLabel = "FILE",
            description = "Opens status and metrics to callers from elsewhere who send it as bearer.")
    private @Nullable Path webToken;

    @Option(
            names = "--cluster-cidr",
            paramLabel = "CIDR",
            description = "Range of all pods (default: ${DEFAULT-VALUE}).")
    private String clusterCidr = "10.42.0.0/16";

    @Option(
            names = "--control-namespace",
            paramLabel = "NAME",
            description = "Namespace of Applications (default: ${DEFAULT-VALUE}).")
    private String controlNamespace = "argocd";

    @Option(
            names = "--disable",
            paramLabel = "CONTROLLER",
            split = ",",
            description =
                    "Does not start this controller: replicaset, deployment, scheduler, nodes, owners, namespaces, events, gitops.")
    private List<String> disabled = new ArrayList<>();

    @Override
    public Integer call() throws InterruptedException {
        try {
            Files.createDirectories(data);
            Engine engine = Engine.start(settings());
            Runtime.getRuntime().addShutdownHook(new Thread(engine::close, "stop"));
            new CountDownLatch(1).await();
            return 0;
        } catch (OpenRefused refused) {
            return fail(refused.exitCode(), refused);
        } catch (IllegalArgumentException wrong) {
            return fail(CONFIGURATION, wrong);
        } catch (IOException fault) {
            return fail(PERMISSION, fault);
        } catch (IllegalStateException fault) {
            return fail(CONFIGURATION, fault);
        } catch (RuntimeException fault) {
            if (causedBy(fault, BindException.class)) {
                return fail(
                        CONFIGURATION,
                        "The web port " + bind + ":" + webPort + " is taken: choose another with --web-port.");
            }
            throw fault;
        }
    }

    private static boolean causedBy(Throwable fault, Class<? extends Throwable> type) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private int fail(int code, Throwable fault) {
        LOG.debug("start failed", fault);
        return fail(code, fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }

    private int fail(int code, String message) {
        spec.commandLine().getErr().println("longshore engine: " + message);
        return code;
    }

    private EngineSettings settings() throws IOException {
        if (poll < 1) {
            throw new IllegalArgumentException("--poll " + poll + ": at least 1 second");
        }
        List<String> tokens = lines(webToken);
        return new EngineSettings(
                data.toAbsolutePath().normalize(),
                bind,
                apiPort,
                webPort,
                List.copyOf(names),
                Optional.ofNullable(kubeconfig),
                new EngineSettings.Acts(clusterCidr, new LinkedHashSet<>(disabled)),
                new EngineSettings.Git(
                        Optional.ofNullable(repo).map(url -> new EngineSettings.First(url, path, branch)),
                        allowHttp,
                        allowFile,
                        Duration.ofSeconds(poll),
                        controlNamespace),
                lines(webhookSecret),
                tokens.stream().findFirst());
    }

    private static List<String> lines(@Nullable Path file) throws IOException {
        if (file == null) {
            return List.of();
        }
        if (!Files.isReadable(file)) {
            throw new IOException(file + ": no readable file");
        }
        List<String> lines = Files.readAllLines(file).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.isEmpty()) {
            throw new IOException(file + " is empty: one secret a line is expected");
        }
        return lines;
    }
}
