package io.javamiko.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.transport.Limits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data, windows and the end of a channel (RFC 4254 §5.2, §5.3), against a peer that the test plays. */
class ChannelTest {
    private static final byte[] NOTHING = {};
    private static final int LARGE = 32 * 1024;
    private final PlayedPeer peer = new PlayedPeer();

    private PlayedPeer.Later<Void> writes(Channel channel, int bytes) {
        return PlayedPeer.later(() -> {
            channel.output().write(new byte[bytes]);
            return null;
        });
    }

    private int received(long expected) throws IOException {
        int bytes = 0;
        while (bytes < expected) {
            bytes += peer.expects(ChannelData.class).data().length;
        }
        return bytes;
    }

    @Test
    void nothingIsSentBeyondTheWindow() throws Exception {
        Channel channel = peer.opens("session", 10_000, 4_000);
        var writing = writes(channel, 105_000);
        assertThat(received(10_000)).isEqualTo(10_000);
        for (int more : new int[] {1, 9_999, 80_000}) {
            peer.expectsNothingMore();
            peer.sends(new ChannelWindowAdjust(0, more));
            assertThat(received(more)).isEqualTo(more);
        }
        assertThat(writing.isDone()).isFalse();
        peer.sends(new ChannelWindowAdjust(0, 10_000));
        assertThat(received(5_000)).isEqualTo(5_000);
        writing.get();
    }

    @ParameterizedTest
    @ValueSource(longs = {32, 255, 32 * 1024, 0xffff_ffffL})
    void noPacketHasMoreThanTheMaximumPacketSizeAndWindowsAreUnsigned(long maximum) throws Exception {
        Channel channel = peer.opens("session", 0xffff_ffffL, maximum);
        var writing = writes(channel, 100_000);
        for (int bytes = 0; bytes < 100_000; ) {
            int length = peer.expects(ChannelData.class).data().length;
            assertThat((long) length).isBetween(1L, Math.min(maximum, LARGE));
            bytes += length;
        }
        writing.get();
    }

    /** Closed by two threads at once: here the second comes while the first gives the buffers back. */
    @Test
    void whatAClosedStreamDropsIsCreditedOnce() throws Exception {
        Channel channel = peer.opens("direct-tcpip", 1_000, LARGE);
        int window = channel.initialWindow();
        int length = 32 * 1024;
        for (int sent = 0; sent < window; sent += length) {
            peer.sendsKept(
                    new ChannelData(0, new byte[length]),
                    payload -> channel.input().close());
        }
        channel.input().close();
        assertThat(peer.expects(ChannelWindowAdjust.class).bytesToAdd()).isGreaterThanOrEqualTo(window);
        peer.expectsNothingMore();
        assertThatThrownBy(() -> channel.input().read()).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void stdoutAndStderrShareTheWindow() throws Exception {
        Channel channel = peer.opens("session", 1_000, LARGE);
        channel.errorOutput().write(new byte[600]);
        var writing = writes(channel, 600);
        assertThat(peer.expects(ChannelExtendedData.class).data()).hasSize(600);
        assertThat(peer.expects(ChannelData.class).data()).hasSize(400);
        peer.expectsNothingMore();
        peer.sends(new ChannelWindowAdjust(0, 200));
        assertThat(peer.expects(ChannelData.class).data()).hasSize(200);
        writing.get();
    }

    @Test
    void aWriterOfStderrIsWokenByTheWindowToo() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var writing = PlayedPeer.later(() -> {
            channel.errorOutput().write(new byte[10]);
            return null;
        });
        for (int i = 0; i < 1000; i++) {
            peer.sends(new ChannelWindowAdjust(0, 0)); // does nothing
        }
        peer.sends(new ChannelWindowAdjust(0, 10));
        assertThat(peer.expects(ChannelExtendedData.class).data()).hasSize(10);
        writing.get();
    }

    @Test
    void aWindowBeyondAUint32IsAnError() throws Exception {
        peer.opens("session", 0xffff_fff0L, LARGE);
        peer.sends(new ChannelWindowAdjust(0, 0xf));
        assertThatThrownBy(() -> peer.sends(new ChannelWindowAdjust(0, 1))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void oneByteMoreThanTheWindowIsAnErrorAndWithinItNothingIsLost() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        int window = Limits.DEFAULT.initialWindow();
        for (int i = 0; i < window / LARGE; i++) {
            peer.sends(new ChannelData(0, new byte[LARGE]));
        }
        assertThatThrownBy(() -> peer.sends(new ChannelData(0, new byte[1]))).isInstanceOf(ProtocolException.class);
        peer.expectsNothingMore(); // no credit for what nobody read
        assertThat(channel.input().available()).isEqualTo(window);
    }

    @Test
    void aMessageLongerThanTheMaximumPacketSizeIsAnError() throws Exception {
        peer.opens("session", 0, LARGE);
        assertThatThrownBy(() -> peer.sends(new ChannelData(0, new byte[LARGE + 1])))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("maximum packet size");
    }

    @Test
    void creditComesWhenTheUserReadsAndNotBefore() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        long credit = 0;
        long sent = 0;
        byte[] buffer = new byte[LARGE];
        for (int i = 0; i < 1000; i++) {
            peer.sends(new ChannelData(0, new byte[LARGE]));
            sent += LARGE;
            assertThat(channel.input().read(buffer)).isEqualTo(LARGE);
            while (!peer.outbox.isEmpty()) {
                credit += peer.expects(ChannelWindowAdjust.class).bytesToAdd();
            }
        }
        long growth = (long) Limits.DEFAULT.maximumWindow() - Limits.DEFAULT.initialWindow();
        assertThat(credit - growth)
                .as("what was read, but for a quarter of the window")
                .isBetween(sent - (4 << 20), sent);
    }

    @Test
    void emptyDataIsNoEnd() throws Exception {
        Channel channel = peer.opensSession(0).channel();
        for (int i = 0; i < 10_000; i++) {
            peer.sends(new ChannelData(0, NOTHING));
            peer.sends(new ChannelExtendedData(0, 1, NOTHING));
        }
        assertThatThrownBy(() -> channel.input().read(new byte[1], 0, 1, Deadline.after(Duration.ofMillis(1))))
                .isInstanceOf(SSHTimeoutException.class);
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(channel.input().read()).isEqualTo('x');
    }

    @Test
    void extendedDataOfOtherTypesIsDroppedAndCounts() throws Exception {
        Channel channel = peer.opensSession(0).channel();
        long credit = Limits.DEFAULT.initialWindow();
        for (int i = 0; i < 500; i++) {
            credit -= LARGE;
            peer.sends(new ChannelExtendedData(0, new long[] {0, 2, 0xffff_ffffL}[i % 3], new byte[LARGE]));
            while (!peer.outbox.isEmpty()) {
                credit += peer.expects(ChannelWindowAdjust.class).bytesToAdd();
            }
            assertThat(credit).as("the peer never has to stop").isPositive();
        }
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(channel.input().read()).isEqualTo('x');
        assertThat(channel.errorInput().available()).isZero();
    }

    @Test
    void aStreamThatWasClosedHereDoesNotStopThePeer() throws Exception {
        Channel channel = peer.opensSession(0).channel();
        peer.sends(new ChannelData(0, new byte[LARGE]));
        channel.input().close();
        assertThatThrownBy(() -> channel.input().read()).isInstanceOf(ChannelClosedException.class);
        long credit = (long) Limits.DEFAULT.initialWindow() - LARGE;
        for (int i = 0; i < 500; i++) {
            credit -= LARGE;
            peer.sends(new ChannelData(0, new byte[LARGE]));
            while (!peer.outbox.isEmpty()) {
                credit += peer.expects(ChannelWindowAdjust.class).bytesToAdd();
            }
            assertThat(credit).isPositive();
        }
        peer.sends(new ChannelExtendedData(0, 1, "err".getBytes(UTF_8)));
        assertThat(channel.errorInput().read()).isEqualTo('e');
    }

    @Test
    void aReaderOfStdoutIsServedThoughStderrFillsTheWindow() throws Exception {
        Channel channel = peer.opensSession(0).channel();
        var reading = PlayedPeer.later(() -> channel.input().read());
        long credit = Limits.DEFAULT.initialWindow();
        for (long filled = 0; filled < (8 << 20); filled += LARGE) {
            while (credit < LARGE) {
                credit += peer.expects(ChannelWindowAdjust.class).bytesToAdd();
            }
            credit -= LARGE;
            peer.sends(new ChannelExtendedData(0, 1, new byte[LARGE]));
        }
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(reading.get()).isEqualTo('x');
        assertThat(channel.errorInput().available()).isEqualTo(8 << 20);
    }

    @Test
    void eofEndsOneDirectionOnly() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        peer.sends(new ChannelData(0, "last".getBytes(UTF_8)));
        peer.sends(new ChannelEOF(0));
        peer.sends(new ChannelEOF(0)); // harmless
        assertThat(channel.input().readAllBytes()).isEqualTo("last".getBytes(UTF_8));
        channel.output().write(1);
        peer.expects(ChannelData.class);
        channel.output().close();
        channel.sendEOF();
        peer.expects(ChannelEOF.class);
        peer.expectsNothingMore();
        assertThat(channel.isOpen()).isTrue();
        assertThatThrownBy(() -> channel.output().write(1)).isInstanceOf(ChannelClosedException.class);
    }

    @Test
    void dataAfterEOFIsAnErrorAndNotDelivered() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        peer.sends(new ChannelData(0, new byte[] {'a'}));
        peer.sends(new ChannelEOF(0));
        assertThatThrownBy(() -> peer.sends(new ChannelData(0, new byte[] {'b'})))
                .isInstanceOf(ProtocolException.class);
        assertThat(channel.input().readAllBytes()).isEqualTo(new byte[] {'a'});
    }

    /** TinySSH sends EOF when our CLOSE comes, and then what its program has still written. */
    @Test
    void dataAfterEOFIsDroppedWhereOurCloseCrossedIt() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        channel.close();
        peer.expects(ChannelClose.class);
        peer.sends(new ChannelEOF(0));
        peer.sends(new ChannelData(0, new byte[] {'b'}));
        peer.sends(new ChannelClose(0));
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void closeIsAnsweredOnceAndWakesWritersAndWaiters() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var writing = writes(channel, 1);
        var requesting = PlayedPeer.later(() -> {
            channel.request("exec", NOTHING, PlayedPeer.soon());
            return null;
        });
        peer.expects(ChannelRequest.class);
        peer.sends(new ChannelClose(0));
        peer.expects(ChannelClose.class);
        assertThatThrownBy(writing::get).hasCauseInstanceOf(ChannelClosedException.class);
        assertThatThrownBy(requesting::get).hasCauseInstanceOf(ChannelClosedException.class);
        channel.awaitClosed(PlayedPeer.soon());
        assertThat(channel.input().read()).isEqualTo(-1);
        channel.close();
        channel.sendEOF();
        assertThatThrownBy(() -> channel.send("x", NOTHING, PlayedPeer.soon()))
                .isInstanceOf(ChannelClosedException.class);
        peer.expectsNothingMore();
    }

    @Test
    void whatCrossesOurCloseIsDroppedSilently() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        var reading = PlayedPeer.later(() -> channel.input().read());
        channel.close();
        peer.expects(ChannelClose.class);
        assertThatThrownBy(reading::get).hasCauseInstanceOf(ChannelClosedException.class);
        for (int i = 0; i < 10; i++) {
            peer.sends(new ChannelData(0, new byte[LARGE]));
        }
        peer.sends(new ChannelWindowAdjust(0, 5));
        peer.sends(new ChannelRequest(0, "x", true, NOTHING));
        peer.sends(new ChannelEOF(0));
        peer.sends(new ChannelClose(0));
        channel.awaitClosed(PlayedPeer.soon());
        peer.expectsNothingMore();
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void nothingOfAChannelFollowsItsClose() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        channel.output().write(new byte[10]);
        channel.sendEOF();
        channel.close();
        channel.credit(1000);
        channel.sender().reply(true);
        peer.expects(ChannelData.class);
        peer.expects(ChannelEOF.class);
        peer.expects(ChannelClose.class);
        peer.expectsNothingMore();
    }

    @Test
    void requestsAreAnsweredInTheirOrder() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        assertThatThrownBy(() -> channel.request("gone", NOTHING, Deadline.after(Duration.ofMillis(5))))
                .isInstanceOf(SSHTimeoutException.class);
        var pty = later(channel, "pty-req");
        var env = later(channel, "env");
        var exec = later(channel, "exec");
        peer.sends(new ChannelSuccess(0)); // of the one that was given up
        peer.sends(new ChannelFailure(0));
        peer.sends(new ChannelSuccess(0));
        peer.sends(new ChannelSuccess(0));
        assertThatThrownBy(pty::get).hasCauseInstanceOf(RequestDeniedException.class);
        env.get();
        exec.get();
    }

    private PlayedPeer.Later<Void> later(Channel channel, String request) throws IOException {
        var later = PlayedPeer.<Void>later(() -> {
            channel.request(request, NOTHING, PlayedPeer.soon());
            return null;
        });
        while (!peer.expects(ChannelRequest.class).requestType().equals(request)) {}
        return later;
    }

    @Test
    void unknownRequestsAreRefusedIfTheyWantAReplyAlsoAfterOurEOF() throws Exception {
        Channel channel = peer.opensSession(1000).channel();
        peer.sends(new ChannelRequest(0, "frobnicate@example.com", true, NOTHING));
        peer.sends(new ChannelRequest(0, "", false, NOTHING));
        channel.sendEOF();
        peer.sends(new ChannelRequest(0, "keepalive@openssh.com", true, NOTHING));
        peer.sends(new ChannelRequest(0, "xon-xoff", false, new byte[] {1}));
        assertThat(peer.expects(ChannelFailure.class).recipientChannel()).isEqualTo(7);
        peer.expects(ChannelEOF.class);
        peer.expects(ChannelFailure.class);
        peer.expectsNothingMore();
    }

    @Test
    void eowStopsTheWriterAndNothingElse() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var writing = writes(channel, 1);
        peer.sends(new ChannelRequest(0, "eow@openssh.com", false, NOTHING));
        assertThatThrownBy(writing::get).hasRootCauseMessage("the peer reads no more (eow@openssh.com)");
        peer.expectsNothingMore();
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(channel.input().read()).isEqualTo('x');
        channel.sendEOF();
        peer.expects(ChannelEOF.class);
    }

    @Test
    void anInterruptEndsTheWaitAndHarmsNothing() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var reading = PlayedPeer.later(() -> {
            try {
                return channel.input().read();
            } catch (InterruptedIOException e) {
                return Thread.currentThread().isInterrupted() ? -2 : -3;
            }
        });
        reading.interrupt();
        assertThat(reading.get()).as("the flag is kept").isEqualTo(-2);
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(channel.input().read()).isEqualTo('x');
    }

    @Test
    void everyAnswerWaitsForTheEndOfAKeyExchangeAndNobodyForIt() throws Exception {
        Channel channel = peer.opens("session", 1000, LARGE);
        peer.outbox.gate(true);
        peer.sends(new GlobalRequest("keepalive@openssh.com", true, NOTHING));
        peer.sends(new ChannelData(0, new byte[] {'x'}));
        assertThat(channel.input().read()).as("reads go on").isEqualTo('x');
        assertThatThrownBy(() -> channel.output().write(new byte[1], 0, 1, Deadline.after(Duration.ofMillis(1))))
                .isInstanceOf(SSHTimeoutException.class);
        channel.sendEOF();
        channel.close();
        peer.expectsNothingMore();
        peer.outbox.gate(false);
        peer.expects(RequestFailure.class);
        peer.expects(ChannelEOF.class);
        peer.expects(ChannelClose.class);
    }

    @Test
    void keepalivesAreAnsweredWhileEveryWriterIsBlocked() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var writing = writes(channel, 1);
        peer.outbox.room(0);
        for (int i = 0; i < 100; i++) {
            peer.sends(new GlobalRequest("keepalive@openssh.com", true, NOTHING));
            peer.expects(RequestFailure.class);
        }
        assertThat(writing.isDone()).isFalse();
    }

    @Test
    void buffersThatNobodyReadAreGivenBackWithTheChannel() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var kept = new java.util.concurrent.atomic.AtomicInteger();
        var out = new io.javamiko.wire.WireWriter();
        new ChannelData(0, new byte[LARGE]).encode(out);
        for (int i = 0; i < 10; i++) {
            var payload = new io.javamiko.transport.Payload(released -> kept.decrementAndGet());
            payload.set(out.toByteArray(), 0, out.size());
            peer.multiplexer.message(payload);
            kept.addAndGet(payload.isKept() ? 1 : 0);
        }
        assertThat(kept).hasValue(10);
        channel.input().readNBytes(3 * LARGE);
        assertThat(kept).hasValue(7);
        channel.close();
        assertThat(kept).hasValue(0);
    }

    @Test
    void singleBytesComeOutInOrder() throws Exception {
        Channel channel = peer.opens("session", 0, LARGE);
        var sent = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            sent.write(i);
            peer.sends(new ChannelData(0, new byte[] {(byte) i}));
        }
        assertThat(channel.input().readNBytes(10_000)).isEqualTo(sent.toByteArray());
    }
}
