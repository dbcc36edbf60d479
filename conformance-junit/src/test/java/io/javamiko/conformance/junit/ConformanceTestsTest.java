package io.javamiko.conformance.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.displayName;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.javamiko.conformance.ServerTarget;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** What JUnit makes of the tests: the classes within are run by its launcher, not with this one. */
class ConformanceTestsTest {
    private static final Timing TIMING = Timing.DEFAULT.scaled(0.2);
    private static final List<String> TOLD = new CopyOnWriteArrayList<>(); // the classes within are made by JUnit
    private static final BrokenServer BUSY = new BrokenServer("SSH-2.0-busy\r\n", 2);

    /** Its identification ends in LF alone, which RFC 4253 §4.2 forbids. */
    private static ConformanceTests broken() {
        return tests(new BrokenServer("SSH-2.0-broken\n", 4)).only("ident-01", "ident-03", "service-01");
    }

    private static ConformanceTests tests(BrokenServer server) {
        return ConformanceTests.of(server, Credentials.key("me", SSHKeyPair.generate("ssh-ed25519")))
                .timing(TIMING);
    }

    static class Broken {
        @TestFactory
        Stream<DynamicNode> tests() {
            return broken().tests();
        }
    }

    static class Pinned {
        @TestFactory
        Stream<DynamicNode> tests() {
            return broken().expectFailures("ident-01").telling(TOLD::add).tests();
        }
    }

    static class PinnedTooMuch {
        @TestFactory
        Stream<DynamicNode> tests() {
            return broken().expectFailures("ident-01", "ident-03").tests();
        }
    }

    static class Warned {
        @TestFactory
        Stream<DynamicNode> tests() {
            return ConformanceTestsTest.tests(new BrokenServer("SSH-2.0-with-minus\r\n", 1))
                    .only("ident-01")
                    .telling(TOLD::add)
                    .tests();
        }
    }

    static class FailedByWarning {
        @TestFactory
        Stream<DynamicNode> tests() {
            return ConformanceTestsTest.tests(new BrokenServer("SSH-2.0-with-minus\r\n", 1))
                    .only("ident-01")
                    .failOnWarnings()
                    .tests();
        }
    }

    static class WithoutCredentials {
        @TestFactory
        Stream<DynamicNode> tests() {
            return ConformanceTests.of(new BrokenServer("SSH-2.0-x\r\n", 1), Credentials.none())
                    .only("ident-01", "ident-26", "rekey-01")
                    .tests();
        }
    }

    static class Unreachable {
        @TestFactory
        Stream<DynamicNode> tests() throws IOException {
            int port;
            try (var socket = new ServerSocket(0)) {
                port = socket.getLocalPort();
            }
            var nobody = new ServerTarget(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return ConformanceTests.of(nobody, Credentials.none()).tests();
        }
    }

    static class Parallel {
        @TestFactory
        Stream<DynamicNode> tests() {
            return ConformanceTestsTest.tests(BUSY)
                    .only("service-01", "ident-01", "ident-03", "ident-26")
                    .tests();
        }
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static Events dynamic(Class<?> tests) {
        return run(tests).testEvents();
    }

    @Test
    void aCheckThatFailsIsAFailedTestWithTheClauseAndTheTranscript() {
        var events = dynamic(Broken.class);

        events.assertStatistics(counts -> counts.succeeded(2).failed(1));
        events.failed()
                .assertEventsMatchExactly(event(finishedWithFailure(message(text -> text.contains("ident-01 MUST")
                        && text.contains("(RFC 4253 §4.2)")
                        && text.contains("CR LF")
                        && text.contains("← line \"SSH-2.0-broken\\n\"")))));
    }

    @Test
    void testsStandInAContainerALayer() {
        run(Broken.class)
                .containerEvents()
                .started()
                .assertEventsMatchLooselyInOrder(event(displayName("ident")), event(displayName("service")));
    }

    @Test
    void aKnownDeviationPassesAndIsTold() {
        TOLD.clear();

        dynamic(Pinned.class).assertStatistics(counts -> counts.succeeded(3).failed(0));

        assertThat(TOLD).singleElement().asString().contains("fails, as is expected: ident-01");
    }

    @Test
    void aDeviationThatIsNoneAnyMoreFails() {
        dynamic(PinnedTooMuch.class)
                .failed()
                .assertEventsMatchExactly(event(finishedWithFailure(
                        message(text -> text.contains("ident-03") && text.contains("take it out")))));
    }

    @Test
    void aWarningPassesAndIsToldUnlessItIsToFail() {
        TOLD.clear();

        dynamic(Warned.class).assertStatistics(counts -> counts.succeeded(1).failed(0));
        assertThat(TOLD).singleElement().asString().contains("warning: ident-01");

        dynamic(FailedByWarning.class)
                .failed()
                .assertEventsMatchExactly(event(finishedWithFailure(message(text -> text.contains("WARN")))));
    }

    @Test
    void whatCanNotBeAskedIsAborted() {
        dynamic(WithoutCredentials.class)
                .assertStatistics(counts -> counts.succeeded(2).aborted(1).failed(0));
    }

    @Test
    void aTargetThatCanNotBeReachedFailsTheFactory() {
        run(Unreachable.class)
                .containerEvents()
                .failed()
                .assertEventsMatchExactly(
                        event(finishedWithFailure(message(text -> text.contains("no connection to")))));
    }

    @Test
    void testsMayRunInParallelAndNoMoreThanTheTargetAllows() {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(Parallel.class))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.mode.default", "concurrent")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute()
                .testEvents()
                .assertStatistics(counts -> counts.failed(0));
        assertThat(BUSY.mostOpen()).isBetween(1, 6);
    }

    @Test
    void aCheckThatThereIsNotIsRefused() {
        assertThatThrownBy(() -> broken().only("ident-1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no check \"ident-1\"")
                .hasMessageContaining("rekey");
        assertThatThrownBy(() -> broken().expectFailures("ident")).hasMessageContaining("no check \"ident\"");
    }
}
