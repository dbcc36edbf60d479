package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ConnectionLostException;
import io.javamiko.sftp.SFTPClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code javamiko sftp}: moves files, by a batch of commands or by hand. */
@Command(
        name = "sftp",
        description = "Moves files to and from a server; help at its prompt lists the commands.",
        sortOptions = false)
final class SFTPCommand implements OpenSSHCommand {
    @Mixin
    private ConnectionFlags flags;

    @Option(names = "-P", paramLabel = "PORT", description = "the server's port")
    private Integer port;

    @Option(
            names = "-b",
            paramLabel = "FILE",
            description = "commands from a file (- is standard input), until one fails")
    private String batch;

    @Option(names = "-r", description = "whole directories, with every get and put")
    private boolean recursive;

    @Option(names = "-p", description = "permissions and times too, with every get and put")
    private boolean preserve;

    @Option(names = "-V", description = "say the version")
    private boolean version;

    @Option(names = "--help", usageHelp = true, description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Parameters(index = "0", arity = "0..1", paramLabel = "[USER@]HOST[:PATH]")
    private String destination;

    @Parameters(index = "1", arity = "0..1", paramLabel = "LOCAL")
    private String local;

    private final PrintStream out = System.out;
    private final PrintStream messages = System.err;

    @Override
    public String lettersWithValue() {
        return "Piob";
    }

    @Override
    public Set<String> namesWithValue() {
        return ConnectionFlags.namesWithValue();
    }

    @Override
    public Integer call() throws IOException {
        if (version) {
            messages.println(new Version().getVersion()[0]);
            return 0;
        }
        if (destination == null) {
            throw new UsageException("where to? sftp [options] [user@]host[:path]; see --help");
        }
        var settings = flags.read();
        if (batch != null) {
            settings.nobodyIsThere(); // sftp(1): -b is for runs without a person
        }
        int colon = pathAt(destination);
        String host = colon < 0 ? destination : destination.substring(0, colon);
        String path = colon < 0 ? "" : destination.substring(colon + 1);
        var connector = new Connector(flags, Destination.parse(host, "sftp"), port, null, messages);
        try (connector;
                var input = batch == null || batch.equals("-") ? null : Files.newInputStream(Path.of(batch));
                var ssh = connector.connect();
                var sftp = ssh.openSFTP()) {
            if (!flags.isQuiet()) {
                messages.println("Connected to " + host + ".");
            }
            return run(sftp, path, input == null ? System.in : input);
        } catch (ConnectionLostException e) {
            messages.println("sftp: the connection is lost: " + Javamiko.why(e.getCause() == null ? e : e.getCause()));
            return Javamiko.FAILURE;
        }
    }

    /** Where the path of {@code user@host:path} or {@code [::1]:path} begins; −1 if there is none. */
    private static int pathAt(String text) {
        return text.startsWith("sftp://") ? -1 : text.indexOf(':', Math.max(0, text.indexOf(']')));
    }

    private int run(SFTPClient sftp, String path, InputStream input) throws IOException {
        boolean byHand = batch == null && LocalStreams.isTerminal(0);
        var transfers = new SFTPTransfers.Settings(recursive, preserve, flags.isQuiet());
        var shell =
                new SFTPShell(sftp, out, messages, transfers, byHand && !flags.isQuiet() && LocalStreams.isTerminal(1));
        if (!path.isEmpty()) {
            if (!sftp.stat(shell.remote().resolve(path)).isDirectory()) {
                return shell.plain("get", local == null ? List.of(path) : List.of(path, local)) ? 0 : 1;
            }
            shell.remote().change(path);
        }
        return byHand ? new SFTPConsole(shell).run() : batch(shell, input);
    }

    /** Commands line by line. With {@code -b} the first one that fails is the last. */
    private int batch(SFTPShell shell, InputStream input) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(input, UTF_8));
        boolean good = true;
        for (String line = lines.readLine(); line != null && !shell.hasEnded(); line = lines.readLine()) {
            var prefixed = Prefixed.of(line);
            if (!prefixed.silent()) {
                out.println("sftp> " + line.strip());
            }
            good = shell.line(prefixed.command()) || prefixed.mayFail();
            if (!good && batch != null) {
                return 1;
            }
        }
        return good ? 0 : 1;
    }

    /**
     * A line of a batch without its prefixes.
     *
     * @param mayFail {@code -}: its failure ends nothing
     * @param silent {@code @}: it is not shown
     */
    record Prefixed(String command, boolean mayFail, boolean silent) {
        static Prefixed of(String line) {
            String rest = line.strip();
            boolean mayFail = false;
            boolean silent = false;
            while (rest.startsWith("-") || rest.startsWith("@")) {
                mayFail |= rest.startsWith("-");
                silent |= rest.startsWith("@");
                rest = rest.substring(1).strip();
            }
            return new Prefixed(rest, mayFail, silent);
        }
    }
}
