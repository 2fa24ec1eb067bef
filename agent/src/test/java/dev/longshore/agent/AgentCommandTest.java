package dev.longshore.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AgentCommandTest {
    private static final int USAGE = 64;

    private final StringWriter said = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new AgentCommand());
        line.setErr(new PrintWriter(said, true));
        line.setOut(new PrintWriter(said, true));
        line.getCommandSpec().exitCodeOnInvalidInput(USAGE);
        return line.execute(arguments);
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "--engine, http://127.0.0.1:1, an address such as https://",
        "--cpu, lots, a positive quantity",
        "--memory, 0, a positive quantity",
        "--docker-host, tcp://127.0.0.1:2375, only a Unix socket is supported yet",
        "--node-name, My_Node, --node-name My_Node: a lowercase RFC 1123 subdomain",
        "--address, nonsense, an IP address such as 10.0.0.7 is needed",
        "--cluster-name, a b, --cluster-name a b: letters",
        "--network-name, .x, a letter or digit first",
        "--what, ever, Unknown option"
    })
    void wrongUsageIsSaidWithWhatIsAllowed(String option, String value, String expected) {
        int code = run("--engine", "https://127.0.0.1:1", option, value);

        assertThat(code).isEqualTo(USAGE);
        assertThat(said.toString()).contains(expected);
    }

    @Test
    void helpTellsTheExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(said.toString()).contains("--token").contains("Exit codes:").contains("77");
    }

    @Test
    void withoutCredentialAndTokenItSaysHowToGetOne(@TempDir Path data) {
        int code = run("--engine", "https://127.0.0.1:1", "--data", data.toString());

        assertThat(code).isEqualTo(78);
        assertThat(said.toString())
                .isEqualToIgnoringNewLines("longshore agent: this node has not joined yet; give a --token, made with"
                        + " `longshore token create`\n");
    }
}
