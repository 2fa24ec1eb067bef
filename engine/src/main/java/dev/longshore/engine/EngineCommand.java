package dev.longshore.engine;

import dev.longshore.process.Launch;
import dev.longshore.schemas.formats.Formats;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longshore engine}. */
@Command(
        name = "engine",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs the engine: polls Git, keeps the objects, serves the Kubernetes API.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped; all containers go on running",
            "3:out of memory; start it again",
            "64:wrong usage",
            "70:an internal fault, or a disk that cannot be trusted; start it again",
            "73:another engine uses the data folder",
            "74:the store is damaged, or older than it was",
            "76:the store was written by a newer version",
            "77:a file or folder cannot be read or written",
            "78:a port is taken, or a setting or the certificate authority is not usable"
        })
public final class EngineCommand implements Callable<Integer> {
    private static final int PORT_MAX = 65_535;

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
        return Launch.run("longshore engine", spec.commandLine().getErr(), () -> Engine.start(settings())::close);
    }

    private EngineSettings settings() {
        check();
        List<String> tokens = SecretFile.lines(webToken);
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
                SecretFile.lines(webhookSecret),
                tokens.stream().findFirst());
    }

    private void check() {
        port("--api-port", apiPort);
        port("--web-port", webPort);
        if (poll < 1) {
            throw usage("--poll " + poll + ": at least 1 second");
        }
        List<String> unknown = disabled.stream()
                .filter(name -> !EngineWiring.CONTROLLERS.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw usage("--disable " + String.join(",", unknown) + ": there are only "
                    + String.join(", ", EngineWiring.CONTROLLERS));
        }
        Formats.dnsLabel(controlNamespace).ifPresent(wrong -> {
            throw usage("--control-namespace " + controlNamespace + ": " + wrong);
        });
    }

    private void port(String option, int port) {
        if (port < 0 || port > PORT_MAX) {
            throw usage(option + " " + port + ": 0 to " + PORT_MAX);
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
