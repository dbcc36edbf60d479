package io.javamiko.cli;

import io.javamiko.Sanitised;
import java.io.InterruptedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
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

    private static final List<String> COMMANDS =
            List.of("ssh", "sftp", "keyscan", "keygen", "agent", "add", "sshd", "conformance", "demo");

    private Javamiko() {}

    /** Runs a command and ends the process with its exit status. */
    public static void main(String[] arguments) {
        int status = run(arguments);
        System.out.flush();
        System.exit(status);
    }

    static int run(String... arguments) {
        if (isVersionAlone(arguments)) {
            System.err.println(new Version().getVersion()[0]); // where OpenSSH has it
            return 0;
        }
        // one command's options are read, not all: a start is to be fast
        var command = arguments.length == 0 ? null : command(arguments[0]);
        if (command == null) {
            return all().execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
        }
        var rest = Arrays.copyOfRange(arguments, 1, arguments.length);
        return set(new CommandLine(command))
                .execute(command instanceof OpenSSHCommand openSSH ? openSSH.reordered(rest) : rest);
    }

    /** Answered without picocli, whose classes are too old for the archive that makes a start fast. */
    private static boolean isVersionAlone(String... arguments) {
        return arguments.length == 2
                && (arguments[0].equals("ssh") || arguments[0].equals("sftp"))
                && arguments[1].equals("-V");
    }

    private static Callable<Integer> command(String name) {
        return switch (name) {
            case "ssh" -> new SSHCommand();
            case "sftp" -> new SFTPCommand();
            case "keyscan" -> new KeyscanCommand();
            case "keygen" -> new KeygenCommand();
            case "agent" -> new AgentCommand();
            case "add" -> new AddCommand();
            case "sshd" -> new SSHDCommand();
            case "conformance" -> new ConformanceCommand();
            case "demo" -> new DemoCommand();
            case "warm-up" -> new WarmUpCommand();
            default -> null;
        };
    }

    private static CommandLine all() {
        var line = new CommandLine(new Javamiko());
        COMMANDS.forEach(name -> line.addSubcommand(name, command(name)));
        return set(line);
    }

    private static CommandLine set(CommandLine line) {
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setParameterExceptionHandler((e, arguments) -> failure(e.getCommandLine(), e));
        line.setExecutionExceptionHandler((e, command, result) -> failure(command, e));
        line.setOverwrittenOptionsAllowed(true);
        line.setExpandAtFiles(false);
        return line;
    }

    /** One line that says why. */
    private static int failure(CommandLine command, Exception e) {
        command.getErr().println(command.getCommandName() + ": " + why(e));
        command.getErr().flush();
        return FAILURE;
    }

    /** What an exception says, in one line and in words: those of the JDK often have a name and nothing else. */
    static String why(Throwable e) {
        return Sanitised.lines(words(e).strip()).replaceAll("\\s*\\R\\s*", " ");
    }

    private static String words(Throwable e) {
        if (e.getMessage() == null) {
            return e instanceof InterruptedIOException ? "interrupted" : e.toString();
        }
        if (e instanceof FileSystemException file && file.getReason() == null) {
            return file.getMessage()
                    + (e instanceof NoSuchFileException
                            ? ": there is no such file"
                            : e instanceof AccessDeniedException
                                    ? ": permission denied"
                                    : " (" + e.getClass().getSimpleName() + ")");
        }
        return e instanceof UnknownHostException ? e.getMessage() + ": this host is not known" : e.getMessage();
    }
}
