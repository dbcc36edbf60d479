package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Threads;
import io.javamiko.agent.AgentKeyring;
import io.javamiko.client.SSHClient;
import io.javamiko.client.agent.AgentListener;
import io.javamiko.client.hostkeys.HostKeyDecision;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.server.SSHServer;
import io.javamiko.server.SSHServerOptionsBuilder;
import io.javamiko.server.auth.Passwords;
import io.javamiko.server.auth.Questions;
import io.javamiko.server.auth.TrustedAuthorities;
import io.javamiko.server.auth.UserKeys;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Limits;
import io.javamiko.transport.LimitsBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Our own server and client as targets, with time-outs as short as the kit's are here. */
public final class OwnTargets {
    public static final SSHKeyPair USER_KEY = SSHKeyPair.generate("ssh-ed25519");
    /** The user's, too. */
    public static final SSHKeyPair RSA_USER_KEY = SSHKeyPair.generate("ssh-rsa", 2048);

    /** Signs certificates that our server trusts. */
    public static final SSHKeyPair AUTHORITY = SSHKeyPair.generate("ssh-ed25519");

    public static final String PASSWORD = "secret";
    public static final SSHKeyPair HOST_KEY = SSHKeyPair.generate("ssh-ed25519");
    private static final SSHKeyPair ECDSA_HOST_KEY = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    private static final SSHKeyPair RSA_HOST_KEY = SSHKeyPair.generate("ssh-rsa", 2048);
    public static final Timing TIMING = new Timing(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            Duration.ofMillis(200),
            Duration.ofSeconds(6),
            Duration.ofSeconds(60));
    /** For peers that do not answer anyway. */
    public static final Timing IMPATIENT = TIMING.scaled(0.4);
    /** The default, and what is not offered unless named; of compression the kit proposes none first. */
    private static final Algorithms ALGORITHMS = Algorithms.modern()
            .withLegacy("mlkem768nistp256-sha256", "mlkem1024nistp384-sha384", "curve448-sha512", "rsa2048-sha256")
            .withCompressions(List.of("none", "zlib@openssh.com", "zlib"));

    /** What SFTP serves; checks leave nothing there. */
    private static final Path FILES = files();

    /** Bytes that a client which uploads has. */
    private static final int UPLOAD = 300_000;

    private static final Passwords PASSWORDS = Passwords.of(Map.of("user", PASSWORD));
    private static final Duration LOGIN = Duration.ofSeconds(3);

    private OwnTargets() {}

    /** Our server, on a free port. */
    public static SSHServer server() throws IOException {
        return server(l -> {});
    }

    /** Our server with other limits. */
    static SSHServer server(Consumer<LimitsBuilder> limits) throws IOException {
        return server(
                limits,
                s -> s.trustedAuthorities(TrustedAuthorities.of(AUTHORITY.publicKey()))
                        .exec(OwnShell::run));
    }

    /** Our server, broken by its settings. */
    public static SSHServer serverWith(Consumer<SSHServerOptionsBuilder> settings) throws IOException {
        return server(l -> {}, settings);
    }

    /** Settings of a server that trusts no authority. */
    public static void withoutAuthority(SSHServerOptionsBuilder settings) {
        settings.exec(OwnShell::run);
    }

    /** Settings of a server that heeds no forced command. */
    public static void unforced(SSHServerOptionsBuilder settings) {
        settings.trustedAuthorities(TrustedAuthorities.of(AUTHORITY.publicKey()))
                .exec(session -> {
                    session.output().write(session.originalCommand().orElse("").getBytes(UTF_8));
                    return 0;
                });
    }

    private static SSHServer server(Consumer<LimitsBuilder> limits, Consumer<SSHServerOptionsBuilder> settings)
            throws IOException {
        return SSHServer.start(s -> settings.accept(s.port(0)
                .hostKey(HOST_KEY)
                .hostKey(ECDSA_HOST_KEY)
                .hostKey(RSA_HOST_KEY)
                .maxStartups(100, 100, 100)
                .maxStartupsPerSource(100)
                .algorithms(ALGORITHMS)
                .limits(Limits.of(l -> {
                    l.loginGraceTime(LOGIN)
                            .identificationTimeout(LOGIN)
                            .keyExchangeTimeout(LOGIN)
                            .authenticationTimeout(LOGIN);
                    limits.accept(l);
                }))
                .userKeys(UserKeys.of((user, key) -> user.equals("user") && key.equals(USER_KEY.publicKey())))
                .passwords(PASSWORDS)
                .questions(Questions.forPassword(PASSWORDS))
                .forwarding(target -> target.portToConnect() == 1) // where nothing listens
                .sftp(FILES)));
    }

    static Runner runner(SSHServer server) {
        return runner(target(server));
    }

    /** Our server as a target. */
    public static Target target(SSHServer server) {
        return new ServerTarget(server.address(), 4, 1000);
    }

    /** Runs checks against any target of these tests. */
    public static Runner runner(Target target) {
        return runner(target, TIMING);
    }

    /** Runs checks against any target under that timing. */
    static Runner runner(Target target, Timing timing) {
        var credentials = target.side() == Side.SERVER
                ? Credentials.key("user", USER_KEY)
                        .withPassword(PASSWORD.toCharArray())
                        .withAuthority(AUTHORITY)
                : Credentials.server(List.of(HOST_KEY));
        return new Runner(target, credentials, timing, new SecureRandom(), result -> {});
    }

    private static Path files() {
        try {
            var directory = Files.createTempDirectory("javamiko-conformance");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client does when it is in. */
    @FunctionalInterface
    interface Errand {
        void run(SSHClient client) throws IOException;
    }

    /** Our client, which logs in and asks for a command. */
    public static ClientTarget client() {
        return client("our client", client -> client.exec("true"));
    }

    /** Our client, which sends a file to a command. */
    public static ClientTarget uploadingClient() {
        return client("our client uploads", client -> client.exec("cat", e -> e.input(new byte[UPLOAD])));
    }

    /** Our client, which uses SFTP as the batch of docs/conformance.md does. */
    public static ClientTarget sftpClient() {
        return client("our SFTP client", client -> {
            try (var sftp = client.openSFTP()) {
                sftp.list(".");
                var file = new ByteArrayOutputStream();
                sftp.get("kit-file", file);
                sftp.put(new ByteArrayInputStream(file.toByteArray()), "kit-upload");
                sftp.symlink("kit-target", "kit-link");
            }
        });
    }

    private static ClientTarget client(String name, Errand errand) {
        return new ClientTarget(name, 0, 4, port -> {
            var thread = Threads.start("client under test", () -> runClient(port, errand));
            return thread::interrupt;
        });
    }

    private static void runClient(int port, Errand errand) {
        try (var client = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(port)
                        .user("user")
                        .identity(USER_KEY)
                        .identity(RSA_USER_KEY)
                        .password(PASSWORD.toCharArray())
                        .passwordChanger(prompt -> Optional.of("another one".toCharArray()))
                        .algorithms(ALGORITHMS)
                        .noDefaultIdentities()
                        .knownHosts()
                        .hostKeyPolicy(question -> HostKeyDecision.ACCEPT_ONCE)
                        .identificationTimeout(LOGIN)
                        .keyExchangeTimeout(LOGIN)
                        .authenticationTimeout(LOGIN))) {
            errand.run(client);
        } catch (IOException e) {
            return; // what became of it is the check's business
        }
    }

    /** Our agent at a socket in that directory; the caller closes it. */
    public static AgentListener agent(Path directory) throws IOException {
        return AgentListener.listen(AgentKeyring.create(), directory.resolve("agent"));
    }

    static Runner clientRunner() {
        return runner(client());
    }
}
