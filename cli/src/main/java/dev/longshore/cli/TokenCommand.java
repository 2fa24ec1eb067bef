package dev.longshore.cli;

import dev.longshore.client.JdkTransport;
import dev.longshore.client.RemoteCluster;
import dev.longshore.cluster.Unavailable;
import dev.longshore.cluster.WriteOptions;
import dev.longshore.cluster.WriteResult;
import dev.longshore.objects.core.JoinToken;
import dev.longshore.process.Exit;
import dev.longshore.tasks.SystemTime;
import dev.longshore.tasks.VirtualTasks;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code longshore token}. */
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "One-time tokens with which agents join.",
        subcommands = TokenCommand.Create.class)
final class TokenCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return Exit.USAGE.code();
    }

    /** {@code longshore token create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token for one agent and prints it. The cluster keeps only its hash.",
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:the token was printed",
                "1:no token: the kubeconfig is not usable, or the cluster does not answer or refuses",
                "64:wrong usage",
                "70:an internal fault"
            })
    static final class Create implements Callable<Integer> {
        private static final Duration LIMIT = Duration.ofSeconds(30);

        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Option(
                names = "--kubeconfig",
                required = true,
                paramLabel = "FILE",
                description = "Kubeconfig of an administrator.")
        private Path kubeconfig = Path.of("");

        @Option(names = "--node", paramLabel = "NAME", description = "Only a node of this name may use it.")
        private @Nullable String node;

        @Option(names = "--minutes", paramLabel = "N", description = "How long it is good (default: ${DEFAULT-VALUE}).")
        private int minutes = 15;

        @Override
        public Integer call() {
            try {
                return create(Kubeconfig.read(kubeconfig));
            } catch (IOException | CertificateException | Unavailable fault) {
                return fail(String.valueOf(fault.getMessage()));
            }
        }

        private int create(Kubeconfig config) throws CertificateException {
            byte[] random = new byte[JoinToken.RANDOM_BYTES];
            new SecureRandom().nextBytes(random);
            JoinToken token = JoinToken.of(random, pin(config.authority()));
            Instant expires = Instant.now().plus(Duration.ofMinutes(minutes));
            VirtualTasks tasks = new VirtualTasks((name, fault) -> {});
            try (JdkTransport transport = new JdkTransport(config.server(), config.credentials(), LIMIT)) {
                RemoteCluster cluster = new RemoteCluster(transport, tasks, new SystemTime());
                return told(
                        cluster.create(
                                token.kept(expires, Optional.ofNullable(node)), WriteOptions.by("longshore-token")),
                        token);
            }
        }

        private int told(WriteResult result, JoinToken token) {
            return switch (result) {
                case WriteResult.Written written -> {
                    spec.commandLine().getOut().println(token.text());
                    yield Exit.CLEAN.code();
                }
                case WriteResult.Refused(var status) -> fail(status.message());
                default ->
                    fail("the token could not be stored: " + result.getClass().getSimpleName());
            };
        }

        private int fail(String message) {
            spec.commandLine().getErr().println("longshore token create: " + message);
            return Exit.FAILED.code();
        }

        private static String pin(String pem) throws CertificateException {
            return JoinToken.pinOf(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getEncoded());
        }
    }
}
