package io.javamiko.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code javamiko COMMAND}: the one entry to all commands. */
@Command(
        name = "javamiko",
        description = "SSH in pure Java.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class Javamiko {
    /** The exit status of everything that went wrong here, as OpenSSH has it; else it is the remote command's. */
    static final int FAILURE = 255;

    private Javamiko() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        var line = new CommandLine(new Javamiko());
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setParameterExceptionHandler((e, args) -> failure(e.getCommandLine(), e));
        line.setExecutionExceptionHandler((e, command, result) -> failure(command, e));
        return line.execute(arguments);
    }

    /** One line that says why. */
    private static int failure(CommandLine command, Exception e) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        command.getErr()
                .println("javamiko " + command.getCommandName() + ": "
                        + text.strip().replace("\n", " "));
        command.getErr().flush();
        return FAILURE;
    }
}
