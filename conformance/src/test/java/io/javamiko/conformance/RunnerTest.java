package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.conformance.checks.Checks;
import io.javamiko.conformance.mutants.ScriptedTarget;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.Role;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
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
            public Connection connect(java.time.Duration patience) throws java.io.IOException {
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

    private static int closedPort() throws java.io.IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
