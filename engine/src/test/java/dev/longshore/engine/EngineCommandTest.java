package dev.longshore.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** What an engine that cannot start says, and with which code it ends: a sentence each, never a stack trace. */
class EngineCommandTest {
    private static final int USAGE = 64;
    private static final int PERMISSION = 77;
    private static final int CONFIGURATION = 78;

    private final StringWriter said = new StringWriter();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--poll=0 | at least 1 second",
                "--disable=scheduler,typo | --disable typo: there are only replicaset, deployment, scheduler,",
                "--control-namespace=Argo_CD | --control-namespace Argo_CD: a lowercase RFC 1123 label",
                "--api-port=x | 'x' is not an int",
                "--api-port=65536 | --api-port 65536: 0 to 65535",
                "--web-port=-1 | --web-port -1: 0 to 65535"
            })
    void aWrongOptionIsNamed(String option, String sentence) {
        assertThat(start(option)).isEqualTo(USAGE);
        assertThat(said.toString()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--cluster-cidr=foo | cluster CIDR \"foo\" must look like 10.42.0.0/16",
                "--bind=192.0.2.1 | cannot listen on 192.0.2.1:0",
                "--repo=git@host:a | --repo: the address of a repository is malformed",
                "--repo=ssh://host/a | only https (http and file when allowed) is supported",
                "--repo=file:///srv/a | need the engine to run with --allow-file",
                "--repo=https://u:p@host/a | must not hold credentials"
            })
    @DisplayName("E12: a setting that cannot work ends the start with code 78 and says which and why")
    void aSettingThatCannotWorkIsNamed(String option, String sentence) {
        assertThat(start(option)).isEqualTo(CONFIGURATION);
        assertThat(said.toString()).startsWith("longshore engine: ").contains(sentence);
        assertThat(said.toString().lines()).hasSize(1);
    }

    @Test
    void aPathThatLeavesTheRepositoryIsNamed() {
        assertThat(start("--repo=https://host/a", "--path=../b")).isEqualTo(CONFIGURATION);
        assertThat(said.toString()).contains("spec.source.path must be a relative path inside the repository");
    }

    @Test
    void aTakenWebPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(start("--web-port=" + taken.getLocalPort())).isEqualTo(CONFIGURATION);
            assertThat(said.toString())
                    .contains("cannot listen on 127.0.0.1:" + taken.getLocalPort())
                    .contains("choose another with --web-port");
        }
    }

    @Test
    @DisplayName("D11: files and folders that cannot be read or written end the start with code 77")
    void whatCannotBeReadOrWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThat(start("--data=" + file.resolve("below"))).isEqualTo(PERMISSION);
        assertThat(start("--kubeconfig=" + file.resolve("below"))).isEqualTo(PERMISSION);
        assertThat(start("--web-token-file=" + folder.resolve("none"))).isEqualTo(PERMISSION);

        assertThat(said.toString().lines())
                .satisfiesExactly(
                        data -> assertThat(data).contains("the data folder " + file + "/below cannot be made"),
                        config -> assertThat(config).contains("the kubeconfig " + file + "/below cannot be written"),
                        token -> assertThat(token).contains("the file " + folder + "/none cannot be read"));
    }

    @Test
    void anEmptySecretFileIsNamed() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n", StandardCharsets.UTF_8);

        assertThat(start("--webhook-secret-file=" + empty)).isEqualTo(CONFIGURATION);
        assertThat(said.toString()).contains(empty + " is empty: one secret a line is expected");
    }

    @Test
    void itsHelpNamesEveryExitCode() {
        assertThat(start("--help")).isZero();
        assertThat(said.toString())
                .contains("--cluster-cidr")
                .contains("Exit codes:")
                .contains("74", "77", "78");
    }

    private int start(String... options) {
        CommandLine line = new CommandLine(new EngineCommand());
        line.getCommandSpec().exitCodeOnInvalidInput(USAGE);
        PrintWriter writer = new PrintWriter(said, true);
        List<String> arguments =
                new ArrayList<>(List.of("--data=" + folder.resolve("data"), "--api-port=0", "--web-port=0"));
        line.setOverwrittenOptionsAllowed(true);
        arguments.addAll(List.of(options));
        return line.setOut(writer).setErr(writer).execute(arguments.toArray(String[]::new));
    }
}
