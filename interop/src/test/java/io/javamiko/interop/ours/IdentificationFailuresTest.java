package io.javamiko.interop.ours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ConnectionLostException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.client.ConnectException;
import io.javamiko.client.Retry;
import io.javamiko.client.SSHClient;
import io.javamiko.client.SSHClientOptionsBuilder;
import io.javamiko.testing.BadPeer;
import io.javamiko.testing.BadPeer.Script;
import io.javamiko.transport.IdentificationException;
import io.javamiko.transport.IdentificationException.Kind;
import io.javamiko.transport.IdentificationException.Reason;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each cause for which there is no SSH connection is an error of its own, and says what to try. */
class IdentificationFailuresTest {
    private static final Script SILENCE = peer -> {};
    private static final Retry FIVE = new Retry(5, Duration.ofMillis(1), Duration.ofMillis(2));

    static Stream<Arguments> peersThatAreNoServer() {
        return Stream.of(
                bad(Reason.TIMED_OUT, Kind.SSH, SILENCE, "within 300 ms"),
                bad(Reason.CLOSED_BEFORE_A_BYTE, Kind.SSH, BadPeer.Connection::closes, "MaxStartups"),
                bad(Reason.RESET, Kind.SSH, IdentificationFailuresTest::resetsOnceWeHaveSpoken, "reset"),
                bad(
                        Reason.NOT_SSH,
                        Kind.HTTP,
                        peer -> peer.says("HTTP/1.1 400 Bad Request\r\nServer: web\r\n\r\n")
                                .closes(),
                        "web server"),
                bad(
                        Reason.NOT_SSH,
                        Kind.TLS,
                        peer -> peer.says(new byte[] {0x15, 3, 1, 0, 2, 2, 70}).closes(),
                        "TLS"),
                bad(
                        Reason.NOT_SSH,
                        Kind.TELNET,
                        peer -> peer.says(new byte[] {-1, -3, 24, -1, -3, 32}).closes(),
                        "elnet"),
                bad(
                        Reason.NOT_SSH,
                        Kind.SMTP,
                        peer -> peer.says("220 mail.example ESMTP Postfix\r\n").closes(),
                        "ail server"),
                bad(Reason.TOO_MANY_LINES, Kind.TEXT, peer -> peer.says("hello\r\n".repeat(1_100)), "1024"),
                bad(Reason.LINE_TOO_LONG, Kind.TEXT, peer -> peer.says("x".repeat(9_000)), "8192"),
                bad(Reason.LINE_TOO_LONG, Kind.SSH, peer -> peer.says("SSH-2.0-" + "x".repeat(300) + "\r\n"), "255"),
                bad(Reason.NUL_BYTE, Kind.SSH, peer -> peer.says("SSH-2.0-a\0b\r\n"), "NUL"),
                bad(Reason.PROTOCOL_1, Kind.SSH, peer -> peer.says("SSH-1.5-old\r\n"), "SSH-1.5-old"),
                bad(
                        Reason.CLOSED_IN_THE_MIDDLE,
                        Kind.TEXT,
                        peer -> peer.says("Exceeded MaxStartups\r\n").closes(),
                        "Exceeded MaxStartups"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("peersThatAreNoServer")
    void eachCauseHasItsOwnReasonAndSaysWhatCame(Reason reason, Kind kind, Script script, String said)
            throws Exception {
        try (var peer = BadPeer.start(script)) {
            var failure = catchThrowableOfType(IdentificationException.class, () -> connect(peer, c -> {}));
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(failure).hasMessageContaining(said).hasMessageContaining(":" + peer.port());
            assertThat(failure.getMessage()).matches("[^\\p{Cntrl}]*"); // what came is shown, but can do nothing
            if (reason == Reason.NOT_SSH) {
                assertThat(failure.kind()).isEqualTo(kind);
            }
            assertThat(peer.connections()).as("retries are off by default").isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("peersThatAreNoServer")
    void retriesComeExactlyWhereNothingCanHaveBeenRepeated(Reason reason, Kind kind, Script script, String said)
            throws Exception {
        try (var peer = BadPeer.start(script)) {
            var failure = catchThrowableOfType(IdentificationException.class, () -> connect(peer, c -> c.retry(FIVE)));
            assertThat(failure.reason()).isEqualTo(reason);
            assertThat(peer.connections()).isEqualTo(failure.retryable() ? 5 : 1);
        }
    }

    @Test
    void aClosedPortIsNeitherSilenceNorRetried() throws Exception {
        var nobody = BadPeer.nobody();
        assertThatThrownBy(() -> SSHClient.connect(
                        "127.0.0.1", c -> c.port(nobody.getPort()).retry(FIVE)))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("127.0.0.1:" + nobody.getPort());
    }

    @Test
    void aServerThatStopsAfterItsIdentificationIsAnotherStage() throws Exception {
        try (var peer = BadPeer.start(connection -> connection.says("SSH-2.0-stops\r\n"))) {
            assertThatThrownBy(() -> connect(
                            peer,
                            c -> c.keyExchangeTimeout(Duration.ofMillis(300)).retry(FIVE)))
                    .isInstanceOf(SSHTimeoutException.class)
                    .isNotInstanceOf(IdentificationException.class)
                    .hasMessageContaining("key exchange");
            assertThat(peer.connections()).as("something was said already").isEqualTo(1);
        }
    }

    @Test
    void theOverallDeadlineEndsEveryStageAndItsRetries() throws Exception {
        try (var peer = BadPeer.start(SILENCE)) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> connect(
                            peer,
                            c -> c.overallTimeout(Duration.ofMillis(500))
                                    .identificationTimeout(Duration.ofMillis(200))
                                    .retry(new Retry(1_000, Duration.ofMillis(1), Duration.ofMillis(1)))))
                    .isInstanceOf(SSHException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertThat(peer.connections()).isLessThan(20);
        }
    }

    @Test
    void anInterruptEndsTheConnectAndKeepsTheFlag() throws Exception {
        var arrived = new CountDownLatch(1);
        try (var peer = BadPeer.start(connection -> arrived.countDown())) {
            var flag = new CompletableFuture<Boolean>();
            var thread = new Thread(() -> {
                var thrown = catchThrowableOfType(
                        InterruptedIOException.class,
                        () -> connect(peer, c -> c.identificationTimeout(Duration.ofMinutes(1))));
                flag.complete(thrown != null && Thread.currentThread().isInterrupted());
            });
            thread.start();
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            thread.interrupt();
            assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void textBeforeTheIdentificationIsPassedOver() throws Exception {
        try (var peer = BadPeer.start(connection -> connection
                .says("welcome\r\nto the machine\r\nSSH-1.99-both\r\n")
                .closes())) {
            assertThatThrownBy(() -> connect(peer, c -> {}))
                    .isNotInstanceOf(IdentificationException.class)
                    .isInstanceOfAny(ConnectionLostException.class, SSHException.class);
        }
    }

    /** A reset that met our own write would leave no more than an end of the stream to read. */
    private static void resetsOnceWeHaveSpoken(BadPeer.Connection peer) throws IOException {
        peer.reads();
        peer.resets();
    }

    private static Arguments bad(Reason reason, Kind kind, Script script, String said) {
        return arguments(reason, kind, script, said);
    }

    private static SSHClient connect(BadPeer peer, Consumer<SSHClientOptionsBuilder> settings) throws Exception {
        return SSHClient.connect("127.0.0.1", c -> {
            c.port(peer.port()).knownHosts().identificationTimeout(Duration.ofMillis(300));
            settings.accept(c);
        });
    }
}
