package io.javamiko.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.auth.AuthenticationException;
import io.javamiko.client.SSHClient;
import io.javamiko.connection.ChannelOpenException;
import io.javamiko.connection.Exit;
import io.javamiko.testing.Await;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.OpenSSHClient;
import io.javamiko.testing.OpenSSHServer;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.BadHostKeyException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client against a real {@code sshd}. */
@Tag("peers")
@ExtendWith(LeakCheck.class)
class OurClientOnOpenSSHIT {
    private static final byte[] DATA = new byte[300_000];

    private static OpenSSHServer sshd;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        new Random(1).nextBytes(DATA);
        sshd = OpenSSHServer.start();
    }

    @AfterAll
    static void stop() {
        sshd.close();
    }

    @ParameterizedTest(name = "{0} {1} {2} {3} compression {4}")
    @MethodSource("io.javamiko.interop.Combinations#pairwise")
    void everyTwoAlgorithmsTogether(String kex, String cipher, String mac, String hostKey, String compression)
            throws Exception {
        runsACommand(kex, cipher, mac, hostKey, compression);
    }

    @Tag("full")
    @ParameterizedTest(name = "{0} {1} {2} {3} compression {4}")
    @MethodSource("io.javamiko.interop.Combinations#product")
    void everyCombination(String kex, String cipher, String mac, String hostKey, String compression) throws Exception {
        runsACommand(kex, cipher, mac, hostKey, compression);
    }

    private static void runsACommand(String kex, String cipher, String mac, String hostKey, String compression)
            throws Exception {
        var algorithms = Algorithms.modern()
                .withKex(List.of(kex))
                .withCiphers(List.of(cipher))
                .withMACs(List.of(mac))
                .withHostKeys(List.of(hostKey))
                .withCompressions(List.of(compression.equals("yes") ? "zlib@openssh.com" : "none"));
        try (var ssh = OurClient.connect(sshd, c -> c.algorithms(algorithms))) {
            var result = ssh.exec("cat; echo problem >&2; exit 3", e -> e.input(DATA));
            assertThat(result.bytes()).isEqualTo(DATA);
            assertThat(result.errorText()).isEqualTo("problem\n");
            assertThat(result.exitStatus()).isEqualTo(3);
            var negotiated = ssh.negotiated();
            assertThat(negotiated.kex()).isEqualTo(kex);
            assertThat(negotiated.hostKeyAlgorithm()).isEqualTo(hostKey);
            assertThat(negotiated.strictKex()).isTrue();
            assertThat(negotiated.clientToServer().cipher()).isEqualTo(cipher);
            assertThat(negotiated.serverToClient().cipher()).isEqualTo(cipher);
            assertThat(negotiated.clientToServer().mac().isPresent()).isEqualTo(Combinations.usesAMAC(cipher));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void logsInWithEachTypeOfKey(String type) throws Exception {
        try (var ssh = SSHClient.connect(
                "127.0.0.1",
                c -> c.port(sshd.port())
                        .user(sshd.user())
                        .knownHosts(sshd.knownHosts())
                        .identity(sshd.userKey(type)))) {
            assertThat(ssh.exec("id -un").text().strip()).isEqualTo(sshd.user());
        }
    }

    @Test
    @Tag("root")
    void logsInWithAPasswordAndByQuestions() throws Exception {
        try (var server = OpenSSHServer.start(OpenSSHServer.Options::withThrowawayAccount)) {
            for (var method : List.of("password", "keyboard-interactive")) {
                try (var ssh = OurClient.connect(
                        server,
                        c -> c.password(OpenSSHServer.PASSWORD.toCharArray()).authentications(method))) {
                    assertThat(ssh.exec("id -un").text().strip()).isEqualTo(server.user());
                }
            }
            assertThatThrownBy(() -> OurClient.connect(
                            server, c -> c.password("wrong".toCharArray()).authentications("password")))
                    .isInstanceOfSatisfying(
                            AuthenticationException.class,
                            e -> assertThat(e.attempts()).isNotEmpty())
                    .hasMessageContaining("password")
                    .hasMessageNotContaining("wrong");
        }
    }

    @Test
    @Tag("root")
    void logsInInTwoSteps() throws Exception {
        try (var server =
                OpenSSHServer.start(o -> o.withThrowawayAccount().line("AuthenticationMethods publickey,password"))) {
            try (var ssh = OurClient.connect(server, c -> c.password(OpenSSHServer.PASSWORD.toCharArray()))) {
                assertThat(ssh.exec("id -un").text().strip()).isEqualTo(server.user());
            }
            assertThat(server.log()).contains("Partial publickey").contains("Accepted password");
        }
    }

    @Test
    void keyThatTheServerDoesNotKnowIsRefusedWithEveryAttemptListed() throws Exception {
        var key = folder.resolve("stranger");
        OpenSSHClient.makeKey("ed25519", key);
        assertThatThrownBy(() -> SSHClient.connect(
                        "127.0.0.1",
                        c -> c.port(sshd.port())
                                .user(sshd.user())
                                .knownHosts(sshd.knownHosts())
                                .identity(key)))
                .isInstanceOfSatisfying(AuthenticationException.class, e -> {
                    assertThat(e.attempts()).isNotEmpty();
                    assertThat(e).hasMessageContaining("publickey").hasMessageContaining("The server takes");
                });
    }

    @Test
    void hostKeyThatIsNotKnownOrHasChangedEndsTheConnection() throws Exception {
        var empty = Files.createFile(folder.resolve("known_hosts"));
        assertThatThrownBy(() -> OurClient.connect(sshd, c -> c.knownHosts(empty)))
                .isInstanceOfSatisfying(
                        BadHostKeyException.class,
                        e -> assertThat(e.reason()).isEqualTo(BadHostKeyException.Reason.UNKNOWN));
        OpenSSHClient.makeKey("ed25519", folder.resolve("other"));
        Files.writeString(empty, "[127.0.0.1]:" + sshd.port() + " " + Files.readString(folder.resolve("other.pub")));
        assertThatThrownBy(() -> OurClient.connect(sshd, c -> c.knownHosts(empty)))
                .isInstanceOfSatisfying(
                        BadHostKeyException.class,
                        e -> assertThat(e.reason()).isEqualTo(BadHostKeyException.Reason.CHANGED));
    }

    @Test
    void commandEndsBySignal() throws Exception {
        try (var ssh = OurClient.connect(sshd)) {
            var result = ssh.exec("printf before; kill -TERM $$");
            assertThat(result.text()).isEqualTo("before");
            assertThat(result.exit()).isInstanceOf(Exit.Signal.class);
            assertThat(result.exit().toString()).contains("TERM");
        }
    }

    @Test
    void interactiveShellOnATerminal() throws Exception {
        try (var ssh = OurClient.connect(sshd);
                var shell = ssh.shell(e -> e.pty("xterm", 91, 27))) {
            var out = shell.output();
            out.write("PS1=; stty -echo; stty size; echo [$TERM]; tty | cut -c1-9\n".getBytes(UTF_8));
            out.flush();
            assertThat(readUntil(shell.input(), "/dev/pts/")).contains("27 91").contains("[xterm]");
            shell.resize(132, 43);
            out.write("stty size; echo don''e\n".getBytes(UTF_8));
            out.flush();
            assertThat(readUntil(shell.input(), "done")).contains("43 132");
            out.write("exit 5\n".getBytes(UTF_8));
            out.flush();
            assertThat(shell.waitFor(Duration.ofSeconds(10))).isEqualTo(new Exit.Code(5));
        }
    }

    @Test
    void rekeyInTheMiddleOfATransferInEachDirection() throws Exception {
        var rekeys = new OurServer.Events();
        try (var ssh = OurClient.connect(sshd, c -> c.listener(rekeys).limits(l -> l.rekeyBytes(1L << 20)))) {
            byte[] data = new byte[20_000_000];
            new Random(2).nextBytes(data);
            var sent = ssh.exec("sha256sum", e -> e.input(data));
            assertThat(sent.text()).startsWith(HexOf.sha256(data));
            assertThat(rekeys.rekeyed).hasSizeGreaterThan(15);
            rekeys.rekeyed.clear();
            assertThat(ssh.exec("cat", e -> e.input(data)).bytes()).isEqualTo(data);
            assertThat(rekeys.rekeyed).hasSizeGreaterThan(15);
            ssh.rekey();
            assertThat(ssh.exec("echo still here").text()).isEqualTo("still here\n");
        }
        assertThat(rekeys.closed).containsExactly("null");
    }

    @Test
    void rekeyAsTheServerWishes() throws Exception {
        var rekeys = new OurServer.Events();
        try (var server = OpenSSHServer.start(o -> o.line("RekeyLimit 1M"));
                var ssh = OurClient.connect(server, c -> c.listener(rekeys))) {
            byte[] data = new byte[10_000_000];
            assertThat(ssh.exec("cat", e -> e.input(data)).bytes()).isEqualTo(data);
            assertThat(rekeys.rekeyed).hasSizeGreaterThan(5);
        }
    }

    @Test
    void forwardedPortAndStandardStreamReachTheServersNetwork() throws Exception {
        try (var ssh = OurClient.connect(sshd);
                var forward = ssh.forwardLocal(0, "127.0.0.1", sshd.port());
                var socket = new Socket(InetAddress.getLoopbackAddress(), forward.port())) {
            assertThat(new String(socket.getInputStream().readNBytes(8), UTF_8)).isEqualTo("SSH-2.0-");
            try (var channel = ssh.openDirectTCPIP("127.0.0.1", sshd.port())) {
                assertThat(new String(channel.input().readNBytes(8), UTF_8)).isEqualTo("SSH-2.0-");
            }
        }
    }

    @Test
    void sessionsOverTheServersLimitAreRefusedWithAHint() throws Exception {
        try (var server = OpenSSHServer.start(OpenSSHServer.Options::withDefaultLimits);
                var ssh = OurClient.connect(server)) {
            for (int i = 0; i < 10; i++) {
                ssh.start("cat");
            }
            assertThatThrownBy(() -> ssh.start("cat"))
                    .isInstanceOf(ChannelOpenException.class)
                    .hasMessageContaining("MaxSessions");
        }
    }

    @Test
    void serverThatGoesAwayIsToldToEveryPendingCall() throws Exception {
        try (var server = OpenSSHServer.start();
                var ssh = OurClient.connect(server)) {
            var process = ssh.start("echo here; cat");
            assertThat(process.input().read()).isEqualTo('h');
            server.close();
            assertThatThrownBy(() -> {
                        process.input().readAllBytes();
                        process.waitFor(Duration.ofSeconds(10));
                    })
                    .isInstanceOf(ConnectionLostException.class);
            Await.until(Duration.ofSeconds(10), () -> "still open", () -> !ssh.isOpen());
            assertThatThrownBy(() -> ssh.exec("id")).isInstanceOf(ConnectionLostException.class);
        }
    }

    private static String readUntil(InputStream in, String end) throws Exception {
        var text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            int c = in.read();
            assertThat(c).as("ended after: " + text).isNotNegative();
            text.append((char) c);
        }
        return text.toString();
    }
}
