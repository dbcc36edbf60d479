package io.javamiko.interop;

import static io.javamiko.transport.IdentificationException.Reason.CLOSED_BEFORE_A_BYTE;
import static io.javamiko.transport.IdentificationException.Reason.CLOSED_IN_THE_MIDDLE;
import static io.javamiko.transport.IdentificationException.Reason.LINE_TOO_LONG;
import static io.javamiko.transport.IdentificationException.Reason.NOT_SSH;
import static io.javamiko.transport.IdentificationException.Reason.NUL_BYTE;
import static io.javamiko.transport.IdentificationException.Reason.PROTOCOL_1;
import static io.javamiko.transport.IdentificationException.Reason.RESET;
import static io.javamiko.transport.IdentificationException.Reason.TIMED_OUT;
import static io.javamiko.transport.IdentificationException.Reason.TOO_MANY_LINES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.client.ConnectException;
import io.javamiko.client.Retry;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptions;
import io.javamiko.client.hostkeys.HostKeyPolicy;
import io.javamiko.testing.BadPeer;
import io.javamiko.testing.BadPeer.Script;
import io.javamiko.testing.LeakCheck;
import io.javamiko.testing.Relay;
import io.javamiko.transport.IdentificationException;
import io.javamiko.transport.IdentificationException.Kind;
import io.javamiko.transport.IdentificationException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each cause of the "banner" failure is an error of its own that says what to try: bad peers on loopback sockets, and a
 * client of ours that meets them.
 */
@ExtendWith(LeakCheck.class)
class IdentificationCausesTest {
    private static final String TLS_ALERT = "\u0015\u0003\u0001\u0000\u0002\u0002F";

    @TempDir
    Path folder;

    static Stream<Arguments> badPeers() {
        return Stream.of(
                peer("says nothing", TIMED_OUT, Kind.SSH, true, "sent nothing", "identificationTimeout", c -> {}),
                peer(
                        "says half a line",
                        TIMED_OUT,
                        Kind.SSH,
                        true,
                        "no whole SSH",
                        "SSH-2.0-half",
                        c -> c.says("SSH-2.0-half")),
                peer(
                        "closes before a byte",
                        CLOSED_BEFORE_A_BYTE,
                        Kind.SSH,
                        true,
                        "MaxStartups",
                        "firewall",
                        c -> c.closes()),
                peer(
                        "closes in the middle",
                        CLOSED_IN_THE_MIDDLE,
                        Kind.SSH,
                        true,
                        "in the middle",
                        "SSH-2.0-ha",
                        c -> c.says("SSH-2.0-ha").closes()),
                peer(
                        "closes after a text",
                        CLOSED_IN_THE_MIDDLE,
                        Kind.TEXT,
                        true,
                        "after a text",
                        "Exceeded MaxStartups",
                        c -> c.says("Exceeded MaxStartups\r\n").closes()),
                peer("resets", RESET, Kind.SSH, true, "reset", "try again", c -> c.resets()),
                peer(
                        "is a web server",
                        NOT_SSH,
                        Kind.HTTP,
                        false,
                        "web server",
                        "400 Bad Request",
                        c -> c.says("HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n<html>")
                                .closes()),
                peer(
                        "speaks TLS",
                        NOT_SSH,
                        Kind.TLS,
                        false,
                        "TLS",
                        "check the host and the port",
                        c -> c.says(TLS_ALERT).closes()),
                peer(
                        "is a telnet server",
                        NOT_SSH,
                        Kind.TELNET,
                        false,
                        "telnet",
                        "check the host",
                        c -> c.says("\u00ff\u00fd\u0018\u00ff\u00fd\u001flogin: ")
                                .closes()),
                peer(
                        "is a mail server",
                        NOT_SSH,
                        Kind.SMTP,
                        false,
                        "mail server",
                        "220 mail",
                        c -> c.says("220 mail.example ESMTP Postfix\r\n").closes()),
                peer(
                        "says too long a line",
                        LINE_TOO_LONG,
                        Kind.SSH,
                        false,
                        "longer",
                        "expected|SSH",
                        c -> c.says("SSH-2.0-" + "x".repeat(300) + "\r\n")),
                peer(
                        "says too long a line before it",
                        LINE_TOO_LONG,
                        Kind.TEXT,
                        false,
                        "longer",
                        "hello",
                        c -> c.says("hello".repeat(2_000) + "\r\n")),
                peer(
                        "says too many lines",
                        TOO_MANY_LINES,
                        Kind.TEXT,
                        false,
                        "1024",
                        "hello",
                        c -> c.says("hello\r\n".repeat(1_025))),
                peer("speaks SSH 1", PROTOCOL_1, Kind.SSH, false, "SSH 1", "SSH-1.5", c -> c.says("SSH-1.5-old\n")),
                peer(
                        "says a NUL byte",
                        NUL_BYTE,
                        Kind.SSH,
                        false,
                        "NUL",
                        "SSH-2.0-a",
                        c -> c.says("SSH-2.0-a\u0000b\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPeers")
    void causeIsTold(
            String name, Reason reason, Kind kind, boolean retryable, String words, String advice, Script script)
            throws Exception {
        try (var peer = BadPeer.start(script)) {
            var error = catchThrowableOfType(
                    IdentificationException.class, () -> SSHClient.connect("127.0.0.1", options(peer.port())));
            assertThat(error.reason()).isEqualTo(reason);
            assertThat(error.kind()).as("kind").isEqualTo(kind);
            assertThat(error.retryable()).as("retryable").isEqualTo(retryable);
            assertThat(error.getMessage())
                    .contains("127.0.0.1:" + peer.port())
                    .contains(words)
                    .matches("(?s).*(" + advice + ").*")
                    .doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f]");
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badPeers")
    void onlyWhatCannotHaveBeenReplayedIsTriedAgain(
            String name, Reason reason, Kind kind, boolean retryable, String words, String advice, Script script)
            throws Exception {
        var retry = new Retry(3, Duration.ofMillis(1), Duration.ofMillis(2));
        try (var peer = BadPeer.start(script)) {
            assertThatThrownBy(() ->
                            SSHClient.connect("127.0.0.1", options(peer.port()).with(c -> c.retry(retry))))
                    .isInstanceOf(IdentificationException.class);
            assertThat(peer.connections()).isEqualTo(retryable ? 3 : 1);
        }
    }

    @Test
    void retryFindsTheServerThatWasBusyTwice() throws Exception {
        try (var server = OurServer.start(folder, s -> {});
                var relay = Relay.to(server.server().address());
                var peer = BadPeer.start(c -> {
                    if (c.count() <= 2) {
                        c.closes();
                    } else {
                        c.becomes(relay.address());
                    }
                })) {
            var options = OurClient.options(server)
                    .with(c -> c.port(peer.port())
                            .hostKeyPolicy(HostKeyPolicy.acceptNew())
                            .retry(new Retry(5, Duration.ofMillis(1), Duration.ofMillis(2))));
            try (var ssh = SSHClient.connect("127.0.0.1", options)) {
                assertThat(ssh.exec("echo hello").text()).isEqualTo("hello\n");
            }
            assertThat(peer.connections()).isEqualTo(3);
        }
    }

    @Test
    void nobodyListens() throws Exception {
        var nobody = BadPeer.nobody();
        assertThatThrownBy(() -> SSHClient.connect("127.0.0.1", options(nobody.getPort())))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void linesBeforeTheIdentificationAreNoFault() throws Exception {
        try (var server = OurServer.start(folder, s -> {});
                var peer = BadPeer.start(c -> c.says("Welcome\r\nto the machine\r\n")
                        .becomes(server.server().address()))) {
            var options =
                    OurClient.options(server).with(c -> c.port(peer.port()).hostKeyPolicy(HostKeyPolicy.acceptNew()));
            try (var ssh = SSHClient.connect("127.0.0.1", options)) {
                assertThat(ssh.exec("echo hello").text()).isEqualTo("hello\n");
            }
        }
    }

    @Test
    void silenceInTheKeyExchangeIsATimeoutOfItsOwn() throws Exception {
        try (var peer = BadPeer.start(c -> c.says("SSH-2.0-silent\r\n"))) {
            assertThatThrownBy(() -> SSHClient.connect(
                            "127.0.0.1", options(peer.port()).with(c -> c.keyExchangeTimeout(Duration.ofMillis(200)))))
                    .isInstanceOfSatisfying(
                            SSHTimeoutException.class,
                            e -> assertThat(e.waited()).isEqualTo(Duration.ofMillis(200)))
                    .hasMessageContaining("key exchange");
        }
    }

    @Test
    void overallDeadlineEndsWhateverStageIsReached() throws Exception {
        try (var peer = BadPeer.start(c -> {})) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> SSHClient.connect(
                            "127.0.0.1",
                            options(peer.port())
                                    .with(c -> c.identificationTimeout(Duration.ofMinutes(1))
                                            .overallTimeout(Duration.ofMillis(200)))))
                    .isInstanceOf(SSHException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
    }

    private SSHClientOptions options(int port) {
        return SSHClientOptions.of(c -> c.port(port)
                .user("tester")
                .knownHosts(folder.resolve("known_hosts"))
                .noDefaultIdentities()
                .identificationTimeout(Duration.ofMillis(300)));
    }

    private static Arguments peer(
            String name, Reason reason, Kind kind, boolean retryable, String words, String advice, Script script) {
        return arguments(name, reason, kind, retryable, words, advice, script);
    }
}
