package dev.longshore.agent;

import dev.longshore.objects.Quantity;
import dev.longshore.process.Launch;
import dev.longshore.schemas.formats.Formats;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code longshore agent}. */
@Command(
        name = "agent",
        mixinStandardHelpOptions = true,
        description = "Runs the pods that are bound to this machine, on the Docker that is installed here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped; all containers go on running",
            "3:out of memory; start it again",
            "64:wrong usage",
            "70:an internal fault; start it again",
            "73:another agent uses the data folder",
            "77:not root, or the machine refuses mounts",
            "78:not joined: no token, a bad token, or a damaged credential"
        })
public final class AgentCommand implements Callable<Integer> {
    private static final String ENGINE_SCHEME = "https";
    /** Source: Docker, names of containers, networks and volumes. */
    private static final Pattern DOCKER_NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]*");

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--engine",
            required = true,
            paramLabel = "URL",
            description = "An engine, as https://10.0.0.5:6443; may be given several times.")
    private List<URI> engines = List.of();

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            description =
                    "One-time token to join with, from `longshore token create`; needed at the first start only. Default: $${LONGSHORE_TOKEN}.",
            defaultValue = "${env:LONGSHORE_TOKEN}")
    private @Nullable String token;

    @Option(
            names = "--node-name",
            paramLabel = "NAME",
            description = "Name of the Node. Default: the machine's host name.")
    private @Nullable String node;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Where the agent keeps its files. Default: ${DEFAULT-VALUE}",
            defaultValue = "/var/lib/longshore")
    private Path data = Path.of("/var/lib/longshore");

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "Tells clusters apart that share a Docker. Default: ${DEFAULT-VALUE}",
            defaultValue = "longshore")
    private String cluster = "longshore";

    @Option(
            names = "--docker-host",
            paramLabel = "SOCKET",
            description = "Docker's Unix socket. Default: ${DEFAULT-VALUE}",
            defaultValue = "/var/run/docker.sock")
    private String docker = "/var/run/docker.sock";

    @Option(
            names = "--network-name",
            paramLabel = "NAME",
            description = "Docker network of the pods. Default: ${DEFAULT-VALUE}",
            defaultValue = "longshore")
    private String network = "longshore";

    @Option(
            names = "--cluster-cidr",
            paramLabel = "RANGE",
            description = "Pod addresses of the whole cluster, as the engine was told. Default: ${DEFAULT-VALUE}",
            defaultValue = "10.42.0.0/16")
    private String range = "10.42.0.0/16";

    @Option(names = "--cpu", paramLabel = "AMOUNT", description = "CPU offered to pods, as 2 or 1500m. Default: all.")
    private @Nullable String cpu;

    @Option(names = "--memory", paramLabel = "AMOUNT", description = "Memory offered to pods, as 4Gi. Default: all.")
    private @Nullable String memory;

    @Option(
            names = "--address",
            paramLabel = "IP",
            description = "Address of this machine for others. Default: the one that leads to the engine.")
    private @Nullable String address;

    @Override
    public Integer call() throws InterruptedException {
        return Launch.run(
                "longshore agent", commandSpec().commandLine().getErr(), () -> Agent.start(settings())::close);
    }

    private AgentSettings settings() {
        for (URI engine : engines) {
            if (!ENGINE_SCHEME.equals(engine.getScheme()) || engine.getHost() == null) {
                throw usage("--engine " + engine + ": an address such as https://10.0.0.5:6443 is needed");
            }
        }
        docker("--cluster-name", cluster);
        docker("--network-name", network);
        return new AgentSettings(
                engines,
                Optional.ofNullable(token).filter(text -> !text.isBlank()).map(String::strip),
                nodeName(),
                data.toAbsolutePath().normalize(),
                cluster,
                socket(),
                network,
                range,
                amount("--cpu", cpu),
                amount("--memory", memory),
                literal());
    }

    private String nodeName() {
        String name = Optional.ofNullable(node).orElseGet(Machine::hostname);
        Formats.dnsSubdomain(name).ifPresent(wrong -> {
            throw usage("--node-name " + name + ": " + wrong);
        });
        return name;
    }

    private void docker(String option, String name) {
        if (!DOCKER_NAME.matcher(name).matches()) {
            throw usage(
                    option + " " + name + ": letters, digits, '.', '_' and '-' are allowed, a letter or digit first");
        }
    }

    private Optional<String> literal() {
        if (address == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.ofLiteral(address).getHostAddress());
        } catch (IllegalArgumentException name) {
            throw usage("--address " + address + ": an IP address such as 10.0.0.7 is needed");
        }
    }

    private Path socket() {
        String path = docker.startsWith("unix://") ? docker.substring("unix://".length()) : docker;
        if (path.contains("://")) {
            throw usage("--docker-host " + docker + ": only a Unix socket is supported yet, as /var/run/docker.sock");
        }
        return Path.of(path);
    }

    private Optional<Quantity> amount(String option, @Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        return Optional.of(Quantity.parse(text)
                .filter(amount -> amount.compareTo(Quantity.ZERO) > 0)
                .orElseThrow(
                        () -> usage(option + " " + text + ": a positive quantity such as 2, 1500m or 4Gi is needed")));
    }

    private ParameterException usage(String message) {
        return new ParameterException(commandSpec().commandLine(), message);
    }

    private CommandSpec commandSpec() {
        if (spec == null) {
            throw new IllegalStateException("the command line sets it");
        }
        return spec;
    }
}
