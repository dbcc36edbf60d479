package io.javamiko.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.agent.AgentException.Reason;
import io.javamiko.keys.TestKeys;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bad agent can do to a client. */
class AgentClientTest {
    private static final byte[] DATA = {1, 2, 3};

    private static AgentClient answering(byte[] framed) {
        return AgentClient.over(
                AgentLink.over(new ByteArrayInputStream(framed), new ByteArrayOutputStream(), () -> {}));
    }

    private static AgentClient answering(WireWriter message) {
        return answering(new WireWriter().string(message.toByteArray()).toByteArray());
    }

    private static void assertFails(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        AgentException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 6, 14, 28, 29, 255})
    void anAnswerThatMayNotComeIsAnError(int number) {
        assertThatThrownBy(() -> answering(new WireWriter().uint8(number)).keys())
                .isInstanceOf(AgentException.class);
        assertThatThrownBy(() -> answering(new WireWriter().uint8(number))
                        .sign(TestKeys.rsa().publicKey(), "rsa-sha2-512", DATA))
                .isInstanceOf(AgentException.class);
    }

    @Test
    void lengthsThatCannotBeAreErrorsWithoutAllocation() {
        for (int length : new int[] {0, 256 * 1024 + 1, -1, Integer.MIN_VALUE}) {
            byte[] header = new WireWriter().uint32(length & 0xffff_ffffL).toByteArray();
            assertFails(Reason.MALFORMED, () -> answering(header).keys());
        }
        assertFails(Reason.CLOSED, () -> answering(new byte[0]).keys());
        assertFails(Reason.CLOSED, () -> answering(new byte[] {0, 0, 0, 9, 12}).keys());
    }

    @Test
    void aCountWithoutKeysIsAnError() {
        assertFails(
                Reason.MALFORMED,
                () -> answering(new WireWriter().uint8(12).uint32(0xffff_ffffL)).keys());
    }

    @Test
    void keysThatAreNotKnownAreOpaqueAndWhatIsNoKeyIsPassedOver() throws Exception {
        byte[] strange =
                new WireWriter().utf8("ssh-strange@example.com").raw(DATA).toByteArray();
        var keys = answering(new WireWriter()
                        .uint8(12)
                        .uint32(4)
                        .string(new byte[0])
                        .utf8("none")
                        .string(strange)
                        .utf8("strange")
                        .string(new WireWriter().utf8("ssh-ed25519").toByteArray())
                        .utf8("cut")
                        .string(TestKeys.rsa().publicKey().blob())
                        .utf8("good"))
                .keys();

        assertThat(keys).extracting(AgentKey::comment).containsExactly("strange", "cut", "good");
        assertThat(keys.get(0).key().blob()).isEqualTo(strange);
        assertThat(answering(new WireWriter()).signer(keys.get(0)).signatureAlgorithms())
                .containsExactly("ssh-strange@example.com");
    }

    @Test
    void aSignatureUnderAnotherAlgorithmIsNotUsed() {
        var old = new WireWriter().utf8("ssh-rsa").string(new byte[256]).toByteArray();
        assertFails(
                Reason.MALFORMED,
                () -> answering(new WireWriter().uint8(14).string(old))
                        .sign(TestKeys.rsa().publicKey(), "rsa-sha2-512", DATA));
    }

    @Test
    void anAgentThatNeverAnswersIsGivenUpAndClosed() throws Exception {
        var closed = new CountDownLatch(1);
        var client = AgentClient.over(silent(closed), Duration.ofMillis(20), Duration.ofMillis(20));

        assertFails(Reason.TIMED_OUT, client::keys);

        closed.await();
        assertFails(Reason.CLOSED, client::keys);
    }

    @Test
    void anInterruptFreesTheCaller() throws Exception {
        var closed = new CountDownLatch(1);
        var client = AgentClient.over(silent(closed));
        Thread.currentThread().interrupt();

        assertThatThrownBy(client::keys).isInstanceOf(InterruptedIOException.class);

        assertThat(Thread.interrupted()).isTrue();
        closed.await();
    }

    private static AgentLink silent(CountDownLatch closed) {
        return new AgentLink() {
            @Override
            public byte[] exchange(byte[] request) throws InterruptedIOException {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                throw new InterruptedIOException("closed");
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}
