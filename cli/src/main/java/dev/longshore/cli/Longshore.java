package dev.longshore.cli;

import dev.longshore.agent.AgentCommand;
import dev.longshore.engine.EngineCommand;
import dev.longshore.process.Exit;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The launcher: {@code longshore engine}, {@code agent}, {@code token}, {@code version}. */
@Command(
        name = "longshore",
        mixinStandardHelpOptions = true,
        versionProvider = VersionCommand.class,
        description = "Commit YAML, and it runs.",
        subcommands = {EngineCommand.class, AgentCommand.class, TokenCommand.class, VersionCommand.class},
        exitCodeListHeading = "%nExit codes:%n")
public final class Longshore {
    /** Entry point of {@code bin/longshore}. */
    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Longshore())
                .setExitCodeExceptionMapper(fault -> Exit.FAULT.code())
                .setParameterExceptionHandler((failure, arguments) -> misused(failure));
        line.getCommandSpec().usageMessage().exitCodeList(exitCodes());
        return line;
    }

    private static int misused(ParameterException failure) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println(failure.getMessage());
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return Exit.USAGE.code();
    }

    private static Map<String, String> exitCodes() {
        Map<String, String> codes = new LinkedHashMap<>();
        for (Exit exit : Exit.values()) {
            codes.put(Integer.toString(exit.code()), exit.meaning());
        }
        return codes;
    }
}
