package dev.longshore.cli;

import dev.longshore.agent.AgentCommand;
import dev.longshore.engine.EngineCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The launcher: {@code longshore engine}, {@code agent}, {@code token}, {@code version}. */
@Command(
        name = "longshore",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Commit YAML, and it runs.",
        subcommands = {EngineCommand.class, AgentCommand.class, TokenCommand.class, VersionCommand.class},
        footer = {
            "",
            "Exit codes: 0 clean, 64 usage, 70 internal fault, 71 out of memory, 72 Docker unusable,",
            "73 data folder locked, 74 store refused (damage, roll-back), 76 store too new, 77 permission, 78 configuration."
        })
public final class Longshore {
    private static final int USAGE = 64;

    /** Entry point of {@code bin/longshore}. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Longshore()).setParameterExceptionHandler((failure, arguments) -> {
            failure.getCommandLine().getErr().println(failure.getMessage());
            failure.getCommandLine()
                    .getErr()
                    .println("Try: " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            return USAGE;
        });
    }
}
