package dev.longshore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.longshore.process.Exit;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LongshoreTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "engine --help",
                "agent --help",
                "token --help",
                "token create --help",
                "version --help"
            })
    void everyCommandExplainsItself(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isZero();
        assertThat(out.toString()).contains("Usage: longshore");
    }

    @Test
    void anUnknownOptionIsAUsageError() {
        assertThat(run("engine", "--no-such-thing")).isEqualTo(64);
        assertThat(err.toString()).contains("--no-such-thing").contains("longshore engine --help");
    }

    @Test
    void aMissingKubeconfigIsNamed(@TempDir Path folder) {
        assertThat(run("token", "create", "--kubeconfig", folder.resolve("none").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none: no readable kubeconfig");
    }

    @Test
    void aKubeconfigWithoutItsContextIsNamed(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("config"), "apiVersion: v1\nkind: Config\ncurrent-context: a\n");

        assertThat(run("token", "create", "--kubeconfig", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("contexts has no entry \"a\"");
    }

    @Test
    void itsHelpHasTheWholeTableOfExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("Exit codes:");
        assertThat(named(Longshore.commandLine())).isEqualTo(table());
    }

    @Test
    void theCommandsNameEveryExitCodeAndNoOther() {
        Set<Integer> named = new TreeSet<>();
        named.addAll(named(command("engine")));
        named.addAll(named(command("agent")));
        named.addAll(named(command("token", "create")));

        assertThat(named).isEqualTo(table());
    }

    @ParameterizedTest
    @ValueSource(strings = {"engine", "agent", "token", "version"})
    void aFaultThatNobodyForesawIsAnInternalOne(String command) {
        assertThat(command(command).getExitCodeExceptionMapper().getExitCode(new IllegalStateException("a bug")))
                .isEqualTo(70);
    }

    private static CommandLine command(String... path) {
        CommandLine line = Longshore.commandLine();
        for (String name : path) {
            line = Objects.requireNonNull(line.getSubcommands().get(name), name);
        }
        return line;
    }

    private static Set<Integer> table() {
        return Stream.of(Exit.values()).map(Exit::code).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> named(CommandLine line) {
        return line.getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                .map(Integer::valueOf)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private int run(String... arguments) {
        CommandLine line = Longshore.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
