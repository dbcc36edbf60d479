package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Threads;
import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.mutants.ScriptedTarget;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunnerTest {
    private static Target server(ScriptedTarget.Behaviour script) {
        return new ScriptedTarget("scripted", Role.SERVER, script);
    }

    private static Runner runner(Target target) {
        return OwnTargets.runner(target, OwnTargets.IMPATIENT);
    }

    private static List<Check> checks(String... ids) {
        return Checks.all().stream()
                .filter(check -> List.of(ids).contains(check.id()))
                .toList();
    }

    @Test
    void aServerThatClosesEachConnectionPassesNothing() throws Exception {
        var run = runner(server(peer -> {})).run(Checks.all());

        assertThat(run.results()).extracting(RunResult.CheckResult::verdict).doesNotContain(Verdict.PASS, Verdict.WARN);
    }

    @Test
    void textBehindAnIdentificationIsText() throws Exception {
        var runner = runner(server(
                peer -> { // as sshd
                    peer.identify();
                    if (!new String(peer.expectIdentification(), java.nio.charset.StandardCharsets.US_ASCII)
                            .startsWith("SSH-2.0-k")) {
                        peer.sendRaw("Invalid SSH identification string.\r\n");
                    }
                }));

        assertThat(runner.run(checks("ident-11")).count(Verdict.PASS)).isEqualTo(1);
    }

    @Test
    void aTargetThatCanNotBeSpokenToIsToldByTheProbe() throws Exception {
        assertThatThrownBy(() ->
                        runner(server(peer -> peer.sendRaw("220 mail\r\n"))).probe())
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("does not speak SSH");
        assertThatThrownBy(() -> runner(server(Peer::identify)).probe()).hasMessageContaining("no key exchange");
    }

    @Test
    void wrongCredentialsAreToldByTheProbe() throws Exception {
        try (var server = OwnTargets.server()) {
            var wrong = Credentials.key("eve", SSHKeyPair.generate("ssh-ed25519"));
            var runner =
                    new Runner(OwnTargets.target(server), wrong, OwnTargets.TIMING, new SecureRandom(), result -> {});

            assertThatThrownBy(runner::probe)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("does not let eve in");
        }
    }

    @Test
    void aTargetThatDiesInTheMiddleLeavesAPartialReport() throws Exception {
        var connections = new AtomicInteger();
        var sound = server(peer -> peer.upTo(Depth.IDENTIFIED));
        var dying = new Target() {
            @Override
            public Side side() {
                return Side.SERVER;
            }

            @Override
            public Connection connect(Duration patience) throws IOException {
                if (connections.incrementAndGet() > 1) {
                    return new ServerTarget(
                                    new InetSocketAddress(InetAddress.getLoopbackAddress(), closedPort()), 1, 99)
                            .connect(patience);
                }
                return sound.connect(patience);
            }

            @Override
            public int atOnce() {
                return 1;
            }
        };

        var run = runner(dying).run(checks("ident-01", "ident-03", "ident-11"));

        assertThat(run.results())
                .extracting(RunResult.CheckResult::verdict)
                .containsExactly(Verdict.PASS, Verdict.SKIP, Verdict.SKIP);
        assertThat(run.interrupted()).contains("no connection to");
    }

    @Test
    void resultsAreToldAsTheyComeAndKeptInOrder() throws Exception {
        var told = new ArrayList<RunResult.CheckResult>();
        try (var server = OwnTargets.server()) {
            var runner = new Runner(
                    OwnTargets.target(server),
                    Credentials.key("user", OwnTargets.USER_KEY),
                    OwnTargets.TIMING,
                    new SecureRandom(),
                    told::add);
            runner.probe();
            var run = runner.run(checks("ident-26", "ident-01", "ident-03"));

            assertThat(told).containsExactlyInAnyOrderElementsOf(run.results());
            assertThat(run.results())
                    .extracting(result -> result.row().id())
                    .containsExactly("ident-01", "ident-03", "ident-26");
            assertThat(run.software()).startsWith("SSH-2.0-");
        }
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** A check that never ends by itself; it says when it has begun. */
    private static Check endless(String id, CountDownLatch begun) {
        return Check.server(id, c -> {
            var peer = c.connect();
            begun.countDown();
            peer.pause(Duration.ofMinutes(1));
        });
    }

    private static List<Check> oneGoodThenEndless(CountDownLatch begun) {
        return List.of(
                Check.server("ident-01", c -> c.connect(Depth.IDENTIFIED)),
                endless("ident-03", begun),
                Check.server("ident-26", c -> c.connect(Depth.IDENTIFIED)));
    }

    private static Target oneAtATime() {
        return new Target() {
            private final Target all =
                    server(peer -> peer.upTo(Depth.IDENTIFIED).expectClose());

            @Override
            public Side side() {
                return Side.SERVER;
            }

            @Override
            public Connection connect(Duration patience) throws IOException {
                return all.connect(patience);
            }

            @Override
            public int atOnce() {
                return 1;
            }
        };
    }

    private static void isPartial(RunResult run, String why) {
        assertThat(run.results())
                .extracting(RunResult.CheckResult::verdict)
                .containsExactly(Verdict.PASS, Verdict.SKIP, Verdict.SKIP);
        assertThat(run.results())
                .extracting(RunResult.CheckResult::words)
                .containsExactly("", "given up: " + why, "not run: " + why);
        assertThat(run.interrupted()).isEqualTo(why);
    }

    @Test
    void aRunThatIsStoppedGivesWhatWasLearned() throws Exception {
        var begun = new CountDownLatch(1);
        var runner = runner(oneAtATime());
        Threads.start("stops the run", () -> {
            await(begun);
            runner.stop("enough");
        });

        isPartial(runner.run(oneGoodThenEndless(begun)), "enough");
        assertThat(runner.run(oneGoodThenEndless(begun)).count(Verdict.SKIP)).isEqualTo(3);
    }

    @Test
    void anInterruptEndsARunAndIsKept() {
        var begun = new CountDownLatch(1);
        var caller = Thread.currentThread();
        Threads.start("interrupts the run", () -> {
            await(begun);
            caller.interrupt();
        });

        var run = runner(oneAtATime()).run(oneGoodThenEndless(begun));

        assertThat(Thread.interrupted()).isTrue();
        isPartial(run, "interrupted");
    }

    @Test
    void aRunAndACheckHaveTheirDeadlines() {
        var run = runner(oneAtATime()).run(oneGoodThenEndless(new CountDownLatch(1)), Duration.ofSeconds(1));
        isPartial(run, "the run did not end within 1 s");

        var hasty = OwnTargets.runner(oneAtATime(), OwnTargets.IMPATIENT.withCheck(Duration.ofSeconds(1)));
        var result = hasty.run(Check.server("ident-03", c -> {
            c.connect(Depth.IDENTIFIED).expectClose();
            c.connect(Depth.IDENTIFIED).expectClose();
        }));
        assertThat(result.words()).isEqualTo("the check did not end within 1 s");
        assertThat(result.verdict()).isEqualTo(Verdict.FAIL);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
