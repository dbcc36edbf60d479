package io.javamiko.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.connection.forward.DirectTCPIP;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptions;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.server.auth.UserKeys;
import io.javamiko.transcript.TranscriptWriter;
import io.javamiko.transport.AuthenticationEvent;
import io.javamiko.transport.AuthenticationEvent.Outcome;
import io.javamiko.transport.ConnectionListener;
import io.javamiko.transport.PacketTap;
import io.javamiko.transport.Warning;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code javamiko sshd}: a server in the foreground, for the account that starts it. */
@Command(
        name = "sshd",
        description = "Serves commands and files of the account that starts it, in the foreground.",
        sortOptions = false)
final class SSHDCommand implements Callable<Integer> {
    private static final Duration STOP = Duration.ofSeconds(2);

    @Option(names = "-p", required = true, paramLabel = "PORT", description = "where to listen; 0 for a free port")
    private int port;

    @Option(names = "-h", required = true, paramLabel = "HOSTKEY", description = "a host key file; may be repeated")
    private List<Path> hostKeys = new ArrayList<>();

    @Option(names = "--authorized-keys", paramLabel = "FILE", description = "the keys that may log in")
    private Path authorizedKeys;

    @Option(
            names = "--trusted-user-ca-keys",
            paramLabel = "FILE",
            description = "the authorities whose certificates may log in, for the user that they name")
    private Path trustedUserCAKeys;

    @Option(names = "--revoked-keys", paramLabel = "FILE", description = "keys that may not log in, as a KRL or a list")
    private Path revokedKeys;

    @Option(
            names = "--host-certificate",
            paramLabel = "FILE",
            description = "a certificate of one of the host keys; may be repeated")
    private List<Path> hostCertificates = new ArrayList<>();

    @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is a password that may too")
    private Path passwordFile;

    @Option(names = "--user", paramLabel = "NAME", description = "the one user there is (the account's name)")
    private String user = System.getProperty("user.name");

    @Option(names = "--root", paramLabel = "DIR", description = "where commands start and all that SFTP sees (here)")
    private Path root = Path.of("");

    @Option(names = "--no-exec", description = "run no commands: files only")
    private boolean noExec;

    @Option(names = "--listen", paramLabel = "ADDRESS", description = "local address (loopback); 0.0.0.0 for all")
    private String listen;

    @Option(
            names = "--permit-open",
            paramLabel = "HOST:PORT",
            description = "where clients may connect to through the server, or any; may be repeated (nowhere)")
    private List<String> permitOpen = new ArrayList<>();

    @Option(
            names = "--transcripts",
            paramLabel = "DIR",
            description = "write there what both sides say on each connection, decrypted, passwords masked")
    private Path transcripts;

    @Option(names = "-v", description = "say what happens; -vv more of it")
    private boolean[] verbose = {};

    @Option(names = "-q", description = "say nothing of logins")
    private boolean quiet;

    @Option(names = "--help", usageHelp = true, description = "say this")
    @SuppressWarnings("UnusedVariable") // picocli asks for it
    private boolean help;

    private final PrintStream messages = System.err;
    private final AtomicInteger connections = new AtomicInteger();

    @Override
    public Integer call() throws IOException {
        Logging.level(verbose.length > 1 ? "trace" : verbose.length == 1 ? "debug" : "warn");
        if (authorizedKeys == null && trustedUserCAKeys == null && passwordFile == null) {
            throw new UsageException(
                    "nobody could log in: give --authorized-keys, --trusted-user-ca-keys or --password-file");
        }
        if (!Files.isDirectory(root)) {
            throw new UsageException("--root " + root + " is no directory");
        }
        if (transcripts != null && !Files.isDirectory(transcripts)) {
            throw new UsageException("--transcripts " + transcripts + " is no directory");
        }
        var options = options();
        try (var server = SSHServer.start(options)) {
            messages.println("Server listening on "
                    + server.address().getAddress().getHostAddress() + " port " + server.port() + ".");
            messages.flush();
            awaitEnd(server);
        }
        return 0;
    }

    private SSHServerOptions options() throws IOException {
        var keys = new ArrayList<SSHKeyPair>();
        for (Path file : hostKeys) {
            keys.add(SSHKeyPair.read(file));
        }
        var certificates = new ArrayList<Certificate>();
        for (Path file : hostCertificates) {
            certificates.add(Certificate.read(file));
        }
        var authorities = trustedUserCAKeys == null ? null : TrustedAuthorities.read(trustedUserCAKeys);
        var address = listen == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(listen);
        String password = passwordFile == null ? null : password();
        var service = new AccountService(root.toRealPath());
        return SSHServerOptions.of(s -> {
            s.port(Quantities.number("-p", Integer.toString(port), 0, 65_535)).address(address);
            s.listener(this::listener).forwarding(this::allows);
            keys.forEach(s::hostKey);
            certificates.forEach(s::hostCertificate);
            if (revokedKeys != null) {
                s.revokedKeys(revokedKeys);
            }
            if (authorities != null) {
                s.userKeys(UserKeys.onlyOf(user, authorities));
            }
            if (authorizedKeys != null) {
                s.authorizedKeys(user, authorizedKeys);
            }
            if (password != null) {
                s.passwords(Map.of(user, password));
            }
            if (transcripts != null) {
                s.tap(this::transcript);
            }
            service.offer(s, !noExec);
        });
    }

    private String password() throws IOException {
        try (var lines = Files.lines(passwordFile, UTF_8)) {
            return lines.findFirst()
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new UsageException(passwordFile + " holds no password"));
        }
    }

    private boolean allows(DirectTCPIP target) {
        return permitOpen.contains("any") || permitOpen.contains(target.hostToConnect() + ":" + target.portToConnect());
    }

    /** Until the process is told to end. */
    private static void awaitEnd(SSHServer server) {
        var told = new CountDownLatch(1);
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            told.countDown();
                            await(stopped);
                        },
                        "stop server"));
        await(told);
        server.stop(STOP);
        stopped.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A file for each connection, in the order in which they come. */
    private PacketTap transcript(InetSocketAddress client) {
        String address = client.getAddress().getHostAddress().replaceAll("[^0-9a-f.]", "-");
        String name = "%05d-%s-%d.txt".formatted(connections.incrementAndGet(), address, client.getPort());
        return TranscriptWriter.ofConnection(transcripts.resolve(name), Connector.TRANSCRIPTS);
    }

    private ConnectionListener listener(InetSocketAddress client) {
        String from = " from " + client.getAddress().getHostAddress() + " port " + client.getPort();
        return new ConnectionListener() {
            @Override
            public void authenticationAttempted(AuthenticationEvent attempt) {
                if (!quiet && !attempt.method().equals("none")) {
                    messages.println((attempt.outcome() == Outcome.SUCCESS ? "Accepted " : "Failed ")
                            + attempt.method() + " for " + attempt.user() + from
                            + (attempt.detail().isEmpty() ? "" : ": " + attempt.detail()));
                }
            }

            @Override
            public void warning(Warning warning) {
                if (!quiet) {
                    messages.println("Warning" + from + ": " + warning.text());
                }
            }
        };
    }
}
