package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Threads;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.conformance.peer.Transcript;
import io.javamiko.conformance.peer.Wire;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Targets that refuse connections, and clients that never make any. */
class TargetsTest {
    private static final Timing TIMING = OwnTargets.TIMING.scaled(0.2);
    private static final Check IDENTIFIED = Check.server("ident-01", c -> c.connect(Depth.IDENTIFIED));

    /** A server that refuses some of its connections, by number, in the two ways that sshd has. */
    private static final class Moody implements AutoCloseable {
        private final ServerSocketChannel listener = ServerSocketChannel.open();
        private final AtomicInteger connections = new AtomicInteger();
        private final IntPredicate refuses;

        Moody(IntPredicate refuses) throws IOException {
            this.refuses = refuses;
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Threads.start("moody server", this::run);
        }

        private void run() {
            try {
                while (true) {
                    var client = listener.accept();
                    int number = connections.incrementAndGet();
                    if (refuses.test(number)) {
                        refuse(client, number);
                    } else {
                        Threads.start("connection " + number, () -> serve(client));
                    }
                }
            } catch (IOException e) {
                return; // closed
            }
        }

        private static void refuse(SocketChannel client, int number) throws IOException {
            if (number % 2 == 0) {
                client.write(ByteBuffer.wrap("Not allowed at this time\r\n".getBytes(US_ASCII)));
            }
            client.close();
        }

        private static void serve(SocketChannel client) {
            var credentials = Credentials.server(List.of(OwnTargets.HOST_KEY));
            try (var peer = new Peer(
                    new Wire(client, "the kit", TIMING.reply()),
                    Role.SERVER,
                    credentials,
                    TIMING,
                    new Transcript(),
                    new SecureRandom())) {
                peer.upTo(Depth.IDENTIFIED).expectClose();
            } catch (IOException e) {
                return; // as the check wants it
            }
        }

        ServerTarget target(Duration most, List<String> told) throws IOException {
            var penalty = new Penalty(Duration.ofMillis(10), most, told::add);
            return new ServerTarget((InetSocketAddress) listener.getLocalAddress(), 1, 1000, penalty);
        }

        @Override
        public void close() throws IOException {
            listener.close();
        }
    }

    @Test
    void aServerThatRefusesForAWhileIsWaitedFor() throws Exception {
        var told = new ArrayList<String>();
        try (var server = new Moody(number -> number > 1 && number < 6)) {
            var run = OwnTargets.runner(server.target(Duration.ofSeconds(10), told), TIMING)
                    .run(List.of(IDENTIFIED, IDENTIFIED, IDENTIFIED));

            assertThat(run.count(Verdict.PASS)).isEqualTo(3);
            assertThat(run.remarks())
                    .singleElement()
                    .asString()
                    .contains("ended 4 connections before its identification");
        }
        assertThat(told).singleElement().asString().contains("waiting");
    }

    @Test
    void aServerThatRefusesForGoodEndsTheRun() throws Exception {
        try (var server = new Moody(number -> number > 1)) {
            var run = OwnTargets.runner(server.target(Duration.ofMillis(300), new ArrayList<>()), TIMING)
                    .run(List.of(IDENTIFIED, IDENTIFIED, IDENTIFIED));

            assertThat(run.results())
                    .extracting(RunResult.CheckResult::verdict)
                    .containsExactly(Verdict.PASS, Verdict.SKIP, Verdict.SKIP);
            assertThat(run.interrupted())
                    .contains("has ended every connection before its identification")
                    .endsWith("the checks that ended last: ident-01, ident-01");
        }
    }

    @Test
    void aServerThatNeverServedIsNotWaitedFor() throws Exception {
        try (var server = new Moody(number -> true)) {
            var target = server.target(Duration.ofMinutes(10), new ArrayList<>());

            assertThatThrownBy(() -> OwnTargets.runner(target, TIMING).probe())
                    .hasMessageContaining("closed the connection");
            assertThat(target.remarks()).isEmpty();
        }
    }

    /** A second connection of a check may be refused for good; a check that failed so is held again. */
    @Test
    void aCheckWhoseFurtherConnectionWasRefusedIsRepeated() throws Exception {
        var hasty =
                new Timing(Duration.ofMillis(100), TIMING.closing(), TIMING.silence(), TIMING.login(), TIMING.check());
        var held = new AtomicInteger();
        try (var server = new Moody(number -> number > 1 && number < 5)) {
            var result = OwnTargets.runner(server.target(Duration.ofSeconds(10), new ArrayList<>()), hasty)
                    .run(Check.server("ident-01", c -> {
                        held.incrementAndGet();
                        c.connect(Depth.IDENTIFIED);
                        c.connect(Depth.IDENTIFIED);
                    }));

            assertThat(result.verdict()).as(result.words()).isEqualTo(Verdict.PASS);
        }
        assertThat(held).hasValueBetween(1, 2);
    }

    private static void isUnreachable(List<String> command, String why) {
        var target = ClientTarget.command(command, 0, 1);
        assertThatThrownBy(() -> OwnTargets.runner(target, TIMING).probe())
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aClientThatDoesNotConnectIsAClearError() {
        isUnreachable(List.of("/no/such/client", "{port}"), "the client can't be started: Cannot run program");
        isUnreachable(
                List.of("sh", "-c", "echo no such option; exit 3"),
                "it ended with status 3 before it connected, and said no such option");
        isUnreachable(List.of("sleep", "60"), "it did not connect within 3200 ms");
    }
}
