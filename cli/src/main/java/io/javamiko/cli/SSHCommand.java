package io.javamiko.cli;

import io.javamiko.Deadline;
import io.javamiko.Sanitised;
import io.javamiko.client.ExecOptions;
import io.javamiko.client.RemoteProcess;
import io.javamiko.client.SSHClient;
import io.javamiko.connection.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code javamiko ssh}: runs a command or a shell on a server, or forwards ports to it. */
@Command(name = "ssh", description = "Runs a command or a shell on a server.", sortOptions = false)
final class SSHCommand implements OpenSSHCommand {
    @Mixin
    private ConnectionFlags flags;

    @Option(names = "-p", paramLabel = "PORT", description = "the server's port")
    private Integer port;

    @Option(names = "-l", paramLabel = "USER", description = "the user's name on the server")
    private String login;

    @Option(names = "-t", description = "ask for a terminal for a command too; twice, even if there is none here")
    private boolean[] terminal = {};

    @Option(names = "-T", description = "ask for no terminal")
    private boolean noTerminal;

    @Option(names = "-n", description = "read nothing from standard input")
    private boolean noInput;

    @Option(names = "-N", description = "run nothing: only forward ports")
    private boolean noCommand;

    @Option(names = "-L", paramLabel = "[BIND:]PORT:HOST:HOSTPORT", description = "forward a local port")
    private List<String> forwards = new ArrayList<>();

    @Option(names = "-W", paramLabel = "HOST:PORT", description = "connect standard input and output to a host")
    private String directTo;

    @Option(names = "-V", description = "say the version")
    private boolean version;

    @Option(names = "--help", usageHelp = true, description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    @Parameters(index = "0", arity = "0..1", paramLabel = "[USER@]HOST")
    private String destination;

    @Parameters(index = "1..*", paramLabel = "COMMAND")
    private List<String> command = new ArrayList<>();

    private final PrintStream messages = System.err;

    @Override
    public String lettersWithValue() {
        return "pliOoLW";
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
            throw new UsageException("where to? ssh [options] [user@]host [command]; see --help");
        }
        flags.read();
        var specs = forwards.stream().map(ForwardSpec::parse).toList();
        var direct = directTo == null ? null : HostAndPort.required("-W", directTo);
        var connector = new Connector(flags, Destination.parse(destination, "ssh"), port, login, messages);
        try (connector;
                var ssh = connector.connect()) {
            if (connector.isDistrusted() && !(specs.isEmpty() && direct == null)) {
                throw new UsageException("nothing is forwarded to a server whose host key has changed");
            }
            for (ForwardSpec spec : specs) {
                forward(ssh, spec);
            }
            return direct != null ? relay(ssh, direct) : noCommand ? awaitEnd(ssh) : session(ssh);
        }
    }

    private void forward(SSHClient ssh, ForwardSpec spec) throws IOException {
        var address = switch (spec.bind()) {
            case "" -> InetAddress.getLoopbackAddress();
            case "*" -> new InetSocketAddress(0).getAddress();
            default -> InetAddress.getByName(spec.bind());
        };
        var forward = ssh.forwardLocal(new InetSocketAddress(address, spec.port()), spec.host(), spec.hostPort());
        if (spec.port() == 0 && !flags.isQuiet()) {
            messages.println("Allocated port " + forward.port() + " for local forward to " + spec.host() + ":"
                    + spec.hostPort());
        }
    }

    private int relay(SSHClient ssh, HostAndPort target) throws IOException {
        try (var channel = ssh.openDirectTCPIP(target.host(), target.port());
                var streams = new LocalStreams(noInput)) {
            streams.send(channel.output(), channel::sendEOF);
            streams.receive(channel.input());
        }
        return 0;
    }

    private int awaitEnd(SSHClient ssh) throws IOException {
        ssh.transport().awaitClosed(Deadline.none());
        var cause = ssh.transport().failure();
        if (cause.isPresent()) {
            messages.println("ssh: the connection has ended: " + Javamiko.why(cause.get()));
        }
        return Javamiko.FAILURE;
    }

    private int session(SSHClient ssh) throws IOException {
        String line = String.join(" ", command);
        boolean wanted = !noTerminal && (terminal.length > 0 || line.isEmpty());
        boolean here = wanted && LocalStreams.isTerminal(0);
        if (wanted && !here && terminal.length == 1) {
            messages.println("Pseudo-terminal will not be allocated because stdin is not a terminal.");
        }
        if (here && !noInput) {
            return withTerminal(ssh, line);
        }
        boolean forced = wanted && terminal.length > 1;
        var process = line.isEmpty() ? ssh.shell(e -> dumb(e, forced)) : ssh.start(line, e -> dumb(e, forced));
        try (process;
                var streams = new LocalStreams(noInput)) {
            streams.receiveErrors(process.errorInput());
            streams.send(process.output(), process::sendEOF);
            streams.receive(process.input());
            streams.awaitErrors();
            return status(process);
        }
    }

    private static void dumb(ExecOptions options, boolean forced) {
        if (forced) {
            options.pty(System.getenv().getOrDefault("TERM", "dumb"), 80, 24);
        }
    }

    private int withTerminal(SSHClient ssh, String line) throws IOException {
        try (var local = LocalTerminal.open()) {
            var process = line.isEmpty() ? ssh.shell(local::describe) : ssh.start(line, local::describe);
            try (process;
                    var streams = new LocalStreams(noInput)) {
                local.raw();
                local.onResize(process);
                streams.receiveErrors(process.errorInput());
                streams.sendTyped(process.output(), ssh::abort);
                streams.receive(process.input());
                streams.awaitErrors();
                return status(process);
            } finally {
                local.close();
                messages.println("Connection to " + ssh.transport() + " closed.");
            }
        }
    }

    /** The exit status of the command, as far as it has one. */
    private int status(RemoteProcess process) throws IOException {
        Exit exit = process.waitFor();
        if (exit instanceof Exit.Code code) {
            return (int) Math.min(code.status(), Integer.MAX_VALUE);
        }
        messages.println(
                exit instanceof Exit.Signal signal
                        ? "ssh: the command was ended by signal " + Sanitised.of(signal.name())
                        : "ssh: the server closed the session and gave no exit status");
        return Javamiko.FAILURE;
    }
}
