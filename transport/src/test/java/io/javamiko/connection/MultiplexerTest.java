package io.javamiko.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening, ending and addressing channels, and global requests, against a peer that the test plays. */
class MultiplexerTest {
    private static final byte[] NOTHING = {};
    private final PlayedPeer peer = new PlayedPeer();

    @Test
    void aRefusedOpenTellsTheReasonAndTheSanitisedText() throws Exception {
        var opening = PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        var open = peer.expects(ChannelOpen.class);
        peer.sends(new ChannelOpenFailure(open.senderChannel(), 0xfe00_0001L, "no\u001b[31m", ""));
        assertThatThrownBy(opening::get)
                .hasCauseInstanceOf(ChannelOpenException.class)
                .hasMessageContaining("4261412865")
                .hasMessageContaining("no\\x1b[31m");
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void theTextsOfARefusalMayBeMissing() throws Exception {
        var opening = PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        peer.expects(ChannelOpen.class);
        peer.sendsBytes((byte) 92, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 4);
        assertThatThrownBy(opening::get).hasMessageContaining("resource shortage");
    }

    @Test
    void anOpenThatIsGivenUpClosesTheChannelThatComesLate() throws Exception {
        assertThatThrownBy(() -> peer.multiplexer.openSession(Deadline.after(Duration.ofMillis(5))))
                .isInstanceOf(SSHTimeoutException.class);
        peer.confirms(1000, 32 * 1024);
        assertThat(peer.expects(ChannelClose.class).recipientChannel()).isEqualTo(7);
        assertThat(peer.multiplexer.channels())
                .as("the number is kept until the peer's CLOSE")
                .isEqualTo(1);
        peer.sends(new ChannelClose(0));
        assertThat(peer.multiplexer.channels()).isZero();
        peer.expectsNothingMore();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 31})
    void aMaximumPacketSizeUnder32IsRefusedBothWays(long size) throws Exception {
        var opening = PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        peer.confirms(1000, size);
        assertThatThrownBy(opening::get)
                .hasCauseInstanceOf(ProtocolException.class)
                .hasMessageContaining("under 32");
        peer.expects(ChannelClose.class);

        var server = new PlayedPeer(
                peer.multiplexer.limits(), PlayedPeer.accepting(ChannelHandler.NONE), GlobalRequestHandler.NONE);
        server.sends(new ChannelOpen("session", 3, 1000, size, NOTHING));
        assertThat(server.expects(ChannelOpenFailure.class).recipientChannel()).isEqualTo(3);
    }

    @Test
    void aClientRefusesWhateverTheServerOpens() throws Exception {
        var reasons = Map.of(
                "session", 1L, "direct-tcpip", 1L, "x11", 1L, "auth-agent@openssh.com", 1L, "frob@x", 3L, "", 3L);
        for (var expected : reasons.entrySet()) {
            peer.sends(new ChannelOpen(expected.getKey(), 9, 65536, 32768, NOTHING));
            assertThat(peer.expects(ChannelOpenFailure.class).reasonCode())
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void messagesForChannelsThatNeverWereAreErrors() throws Exception {
        peer.opens("session", 1000, 32 * 1024);
        for (long number : new long[] {1, 4711, 0x8000_0000L, 0xffff_ffffL}) {
            for (var message : messagesFor(number)) {
                assertThatThrownBy(() -> peer.sends(message))
                        .as(message.toString())
                        .isInstanceOf(ProtocolException.class);
            }
        }
        peer.expectsNothingMore();
    }

    /** Data, too: a thread of Paramiko's server writes while another one closes. */
    @Test
    void whatComesForAChannelThatHasEndedIsDroppedButAnAnswerToItsOpening() throws Exception {
        Channel channel = peer.opens("session", 1000, 32 * 1024);
        channel.close();
        peer.expects(ChannelClose.class);
        peer.sends(new ChannelClose(0));
        for (var message : messagesFor(0)) {
            boolean fatal = message instanceof ChannelOpenConfirmation || message instanceof ChannelOpenFailure;
            if (fatal) {
                assertThatThrownBy(() -> peer.sends(message)).isInstanceOf(ProtocolException.class);
            } else {
                peer.sends(message);
            }
        }
        peer.expectsNothingMore();
    }

    @Test
    void aChannelThatIsNotConfirmedCarriesNothing() throws Exception {
        PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        peer.expects(ChannelOpen.class);
        for (var message : messagesFor(0)) {
            if (!(message instanceof ChannelOpenConfirmation) && !(message instanceof ChannelOpenFailure)) {
                assertThatThrownBy(() -> peer.sends(message))
                        .as(message.toString())
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    void aSecondConfirmationOrARefusalAfterItIsAnError() throws Exception {
        Channel channel = peer.opens("session", 1000, 32 * 1024);
        assertThatThrownBy(() -> peer.sends(new ChannelOpenConfirmation(0, 8, 1, 100, NOTHING)))
                .isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> peer.sends(new ChannelOpenFailure(0, 1, "", "")))
                .isInstanceOf(ProtocolException.class);
        channel.output().write(1);
        assertThat(peer.expects(ChannelData.class).recipientChannel())
                .as("the first number holds")
                .isEqualTo(7);
    }

    private static ConnectionMessage[] messagesFor(long number) {
        return new ConnectionMessage[] {
            new ChannelOpenConfirmation(number, 1, 1, 100, NOTHING),
            new ChannelOpenFailure(number, 1, "", ""),
            new ChannelWindowAdjust(number, 1),
            new ChannelData(number, new byte[1]),
            new ConnectionMessage.ChannelExtendedData(number, 1, new byte[1]),
            new ChannelEOF(number),
            new ChannelRequest(number, "x", true, NOTHING),
            new ChannelSuccess(number),
            new ChannelFailure(number),
            new ChannelClose(number),
        };
    }

    @Test
    void aNumberIsGivenOutAgainOnlyAfterBothSidesClosed() throws Exception {
        for (int i = 0; i < 200; i++) {
            var opening = PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
            assertThat(peer.confirms(1000, 1000).senderChannel()).isEqualTo(i);
            opening.get().close();
            peer.expects(ChannelClose.class); // and the peer is slow to answer
        }
        for (int i = 0; i < 200; i++) {
            peer.sends(new ChannelClose(i));
        }
        PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        assertThat(peer.expects(ChannelOpen.class).senderChannel())
                .as("the longest free")
                .isZero();
    }

    @Test
    void cutAndSurplusFieldsAreErrors() throws Exception {
        peer.opens("session", 1000, 32 * 1024);
        for (var message : messagesFor(0)) {
            byte[] payload = message.payload();
            byte[] cut = java.util.Arrays.copyOf(payload, message instanceof ChannelOpenFailure ? 8 : 4);
            byte[] more = java.util.Arrays.copyOf(payload, payload.length + 1);
            assertThatThrownBy(() -> peer.sendsBytes(cut)).as("cut " + message).isInstanceOf(ProtocolException.class);
            if (!(message instanceof ChannelRequest)
                    && !(message instanceof ChannelOpenConfirmation)) { // end in any data
                assertThatThrownBy(() -> peer.sendsBytes(more))
                        .as("more " + message)
                        .isInstanceOf(ProtocolException.class);
            }
        }
    }

    @Test
    void unknownGlobalRequestsAreRefusedOrPassedOver() throws Exception {
        peer.sends(new GlobalRequest("frobnicate@example.com", true, new byte[10]));
        peer.sends(new GlobalRequest("frobnicate@example.com", false, new byte[10]));
        peer.sends(new GlobalRequest("hostkeys-00@openssh.com", false, new byte[10]));
        peer.sends(new GlobalRequest("", true, NOTHING));
        peer.sends(new GlobalRequest("x".repeat(30_000), true, NOTHING));
        peer.sends(new GlobalRequest("keepalive@openssh.com", true, NOTHING));
        for (int i = 0; i < 4; i++) {
            peer.expects(RequestFailure.class);
        }
        peer.expectsNothingMore();
    }

    @Test
    void globalRepliesAreMatchedInOrderAlsoWhereSomebodyGaveUp() throws Exception {
        assertThatThrownBy(() -> peer.multiplexer.globalRequest("late", NOTHING, Deadline.after(Duration.ofMillis(5))))
                .isInstanceOf(SSHTimeoutException.class);
        var refused = PlayedPeer.later(() -> peer.multiplexer.globalRequest("a", NOTHING, PlayedPeer.soon()));
        peer.expects(GlobalRequest.class);
        assertThat(peer.expects(GlobalRequest.class).requestName()).isEqualTo("a");
        peer.multiplexer.probe();
        assertThat(peer.expects(GlobalRequest.class).requestName()).isEqualTo("keepalive@openssh.com");
        var granted = PlayedPeer.later(() -> peer.multiplexer.globalRequest("b", NOTHING, PlayedPeer.soon()));
        assertThat(peer.expects(GlobalRequest.class).requestName()).isEqualTo("b");

        peer.sends(new RequestSuccess("for late".getBytes(UTF_8)));
        peer.sends(new RequestFailure());
        peer.sends(new RequestFailure()); // the keepalive's
        peer.sends(new RequestSuccess("for b".getBytes(UTF_8)));
        assertThatThrownBy(refused::get).hasCauseInstanceOf(RequestDeniedException.class);
        assertThat(granted.get()).isEqualTo("for b".getBytes(UTF_8));
    }

    @Test
    void repliesThatNobodyWaitsForAreDropped() throws Exception {
        Channel channel = peer.opens("session", 1000, 32 * 1024);
        for (int i = 0; i < 10_000; i++) { // CVE-2026-39830
            peer.sends(new RequestSuccess(NOTHING));
            peer.sends(new RequestFailure());
            peer.sends(new ChannelSuccess(0));
            peer.sends(new ChannelFailure(0));
        }
        var request = PlayedPeer.later(() -> {
            channel.request("exec", NOTHING, PlayedPeer.soon());
            return null;
        });
        peer.expects(ChannelRequest.class);
        peer.sends(new ChannelFailure(0));
        assertThatThrownBy(request::get).as("no stale reply").hasCauseInstanceOf(RequestDeniedException.class);
    }

    @Test
    void everyCallThatWaitsEndsWithTheFirstCauseAndAStackTraceOfItsOwn() throws Exception {
        Session session = peer.opensSession(0);
        var reading = PlayedPeer.later(() -> session.channel().input().read());
        var readingErrors =
                PlayedPeer.later(() -> session.channel().errorInput().read());
        var writing = PlayedPeer.later(() -> {
            session.channel().output().write(1);
            return null;
        });
        var exiting = PlayedPeer.later(() -> session.awaitExit(Deadline.none()));
        var closing = PlayedPeer.later(() -> {
            session.channel().awaitClosed(Deadline.none());
            return null;
        });
        var opening = PlayedPeer.later(() -> peer.multiplexer.openSession(PlayedPeer.soon()));
        peer.expects(ChannelOpen.class);
        var asking = PlayedPeer.later(() -> peer.multiplexer.globalRequest("x", NOTHING, PlayedPeer.soon()));
        peer.expects(GlobalRequest.class);
        var requesting = PlayedPeer.later(() -> {
            session.channel().request("x", NOTHING, PlayedPeer.soon());
            return null;
        });
        peer.expects(ChannelRequest.class);

        var cause = new IOException("the wire was cut");
        peer.breaks(cause);

        var thrown = new java.util.HashSet<Throwable>();
        for (var call :
                java.util.List.of(reading, readingErrors, writing, exiting, closing, opening, asking, requesting)) {
            assertThatThrownBy(call::get)
                    .isInstanceOf(ExecutionException.class)
                    .cause()
                    .isInstanceOf(ConnectionLostException.class)
                    .hasCause(cause)
                    .satisfies(thrown::add);
        }
        assertThat(thrown).hasSize(8);
        assertThatThrownBy(() -> peer.multiplexer.openSession(PlayedPeer.soon()))
                .hasCause(cause);
        assertThatThrownBy(() -> session.channel().input().read()).hasCause(cause);
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void afterNoMoreSessionsNoSessionIsOpened() throws Exception {
        var server = new PlayedPeer(
                peer.multiplexer.limits(), PlayedPeer.accepting(ChannelHandler.NONE), GlobalRequestHandler.NONE);
        server.sends(new ChannelOpen("session", 1, 1000, 1000, NOTHING));
        server.expects(ChannelOpenConfirmation.class);
        server.sends(new GlobalRequest("no-more-sessions@openssh.com", true, NOTHING));
        server.sends(new ChannelOpen("session", 2, 1000, 1000, NOTHING));
        server.expects(RequestSuccess.class);
        assertThat(server.expects(ChannelOpenFailure.class).reasonCode())
                .isEqualTo(ChannelOpenException.ADMINISTRATIVELY_PROHIBITED);
    }
}
