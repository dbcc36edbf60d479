package io.javamiko.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.conformance.checks.Checks;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Our own server and client under every check. */
class OwnPeersTest {
    @TestFactory
    Stream<DynamicTest> ourServerPassesEveryCheck() throws Exception {
        var server = OwnTargets.server();
        return tests(OwnTargets.runner(server).run(chosen())).onClose(server::close);
    }

    /** Checks that say nothing about a server which begins no key exchange within a few MiB. */
    @TestFactory
    Stream<DynamicTest> ourServerThatExchangesKeysOftenPasses() throws Exception {
        var server = OwnTargets.server(l -> l.rekeyBytes(1 << 20));
        var checks = Checks.all().stream()
                .filter(check ->
                        List.of("rekey-03", "rekey-04", "rekey-09", "rekey-13").contains(check.id()))
                .toList();
        return tests(OwnTargets.runner(server).run(checks)).onClose(server::close);
    }

    @TestFactory
    Stream<DynamicTest> ourClientPassesEveryCheck() throws Exception {
        return tests(OwnTargets.clientRunner().run(chosen()));
    }

    /** Checks that say nothing about a client which sends no data. */
    @TestFactory
    Stream<DynamicTest> ourClientThatUploadsPasses() throws Exception {
        var ids = List.of("chan-03", "chan-04", "chan-05", "chan-06", "chan-18", "window-01");
        var checks =
                Checks.all().stream().filter(check -> ids.contains(check.id())).toList();
        return tests(OwnTargets.runner(OwnTargets.uploadingClient()).run(checks));
    }

    /** Checks that say nothing about a client which does not use SFTP. */
    @TestFactory
    Stream<DynamicTest> ourSFTPClientPasses() throws Exception {
        var checks = Checks.all().stream()
                .filter(check -> check.id().startsWith("sftp-client-"))
                .toList();
        return tests(OwnTargets.runner(OwnTargets.sftpClient()).run(checks));
    }

    @TestFactory
    Stream<DynamicTest> ourAgentPassesEveryCheck(@TempDir Path directory) throws Exception {
        try (var agent = OwnTargets.agent(directory)) {
            var runner = OwnTargets.runner(new AgentTarget(agent.socket()));
            runner.probe();
            return tests(runner.run(chosen()));
        }
    }

    /** Those whose id begins with one of the system property {@code checks}, with commas between. */
    private static List<Check> chosen() {
        var prefixes = List.of(System.getProperty("checks", "").split(","));
        return Checks.all().stream()
                .filter(check -> prefixes.stream().anyMatch(check.id()::startsWith))
                .toList();
    }

    private static Stream<DynamicTest> tests(RunResult run) {
        return run.results().stream()
                .map(result -> DynamicTest.dynamicTest(
                        result.row().id() + " " + result.row().requirement(),
                        () -> assertThat(result.verdict())
                                .as("%s: %s%n%s", result.row().id(), result.words(), lines(result))
                                .isNotEqualTo(Verdict.FAIL)));
    }

    private static String lines(RunResult.CheckResult result) {
        return String.join(
                "\n", result.transcript().stream().map(Object::toString).toList());
    }
}
