package io.javamiko.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.transport.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The channels that a peer opens, and who handles them: never on the reader, in order, bounded. */
class ChannelHandlerTest {
    private static final byte[] NOTHING = {};
    private final LinkedBlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    private final ChannelHandler recorder = new ChannelHandler() {
        @Override
        public void opened(Channel channel) {
            calls.add("opened");
        }

        @Override
        public RequestReply request(Channel channel, String type, byte[] data) throws IOException {
            calls.add(type);
            return switch (type) {
                case "exec" -> RequestReply.acceptedThen(() -> write(channel, "output"));
                case "env" -> RequestReply.ACCEPTED;
                case "fails" -> throw new IllegalStateException("a bug");
                case "error" -> throw new StackOverflowError();
                case "blocks" -> {
                    await(gate);
                    yield RequestReply.ACCEPTED;
                }
                default -> RequestReply.REFUSED;
            };
        }

        @Override
        public void closed(Channel channel) {
            calls.add("closed");
        }
    };

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Channel channel, String text) {
        try {
            channel.output().write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PlayedPeer server(Limits limits) {
        return new PlayedPeer(limits, PlayedPeer.accepting(recorder), GlobalRequestHandler.NONE);
    }

    private String call() throws InterruptedException {
        return calls.poll(20, TimeUnit.SECONDS);
    }

    private static long opens(PlayedPeer peer, long number) throws IOException {
        peer.sends(new ChannelOpen("session", number, 100_000, 32 * 1024, NOTHING));
        var confirmation = peer.expects(ChannelOpenConfirmation.class);
        assertThat(confirmation.recipientChannel()).isEqualTo(number);
        return confirmation.senderChannel();
    }

    @Test
    void pipelinedRequestsAreServedInOrderAndTheirRepliesComeInOrder() throws Exception {
        var peer = server(Limits.DEFAULT);
        long number = opens(peer, 42);
        peer.sends(new ChannelRequest(number, "env", true, NOTHING));
        peer.sends(new ChannelRequest(number, "env", false, NOTHING));
        peer.sends(new ChannelRequest(number, "frob", true, NOTHING));
        peer.sends(new ChannelRequest(number, "exec", true, NOTHING));
        peer.sends(new ChannelData(number, NOTHING));
        assertThat(peer.expects(ChannelSuccess.class).recipientChannel()).isEqualTo(42);
        peer.expects(ChannelFailure.class);
        peer.expects(ChannelSuccess.class);
        assertThat(peer.expects(ChannelData.class).data()).isEqualTo("output".getBytes(UTF_8));
        peer.sends(new ChannelClose(number));
        peer.expects(ChannelClose.class);
        assertThat(List.of(call(), call(), call(), call(), call(), call()))
                .containsExactly("opened", "env", "env", "frob", "exec", "closed");
    }

    @Test
    void aHandlerThatFailsRefusesTheRequestAndTheNextOneIsServed() throws Exception {
        var peer = server(Limits.DEFAULT);
        long number = opens(peer, 1);
        for (String type : List.of("fails", "error")) {
            peer.sends(new ChannelRequest(number, type, true, NOTHING));
            peer.expects(ChannelFailure.class);
        }
        peer.sends(new ChannelRequest(number, "env", true, NOTHING));
        peer.expects(ChannelSuccess.class);
    }

    @Test
    void aFullQueueNeverBlocksTheReader() throws Exception {
        var peer = server(Limits.DEFAULT);
        long blocked = opens(peer, 1);
        long other = opens(peer, 2);
        peer.sends(new ChannelRequest(blocked, "blocks", true, NOTHING));
        for (int i = 0; i < 10_000; i++) {
            peer.sends(
                    new ChannelRequest(blocked, "env", true, new byte[1000])); // the reader is this thread: it returns
        }
        peer.sends(new GlobalRequest("keepalive@openssh.com", true, NOTHING));
        peer.expects(RequestFailure.class);
        peer.sends(new ChannelRequest(other, "env", true, NOTHING));
        assertThat(peer.expects(ChannelSuccess.class).recipientChannel()).isEqualTo(2);
        gate.countDown();
        int accepted = 0;
        for (int i = 0; i < 10_001; i++) {
            accepted += peer.expects() instanceof ChannelSuccess ? 1 : 0;
        }
        assertThat(accepted).isBetween(2, 1 + RequestQueue.MAX_WAITING);
        peer.sends(new ChannelRequest(blocked, "env", true, NOTHING));
        peer.expects(ChannelSuccess.class);
    }

    @Test
    void sessionsAndChannelsAreBoundedAndTheRefusalSaysSo() throws Exception {
        var peer = server(Limits.of(l -> l.channels(10).sessions(5)));
        for (int i = 0; i < 5; i++) {
            opens(peer, i);
        }
        peer.sends(new ChannelOpen("session", 5, 1000, 1000, NOTHING));
        assertThat(peer.expects(ChannelOpenFailure.class).reasonCode())
                .isEqualTo(ChannelOpenException.RESOURCE_SHORTAGE);
        for (int i = 0; i < 5; i++) {
            peer.sends(new ChannelOpen("direct-tcpip", i, 1000, 1000, NOTHING));
            peer.expects(ChannelOpenConfirmation.class);
        }
        peer.sends(new ChannelOpen("direct-tcpip", 5, 1000, 1000, NOTHING));
        assertThat(peer.expects(ChannelOpenFailure.class).reasonCode())
                .isEqualTo(ChannelOpenException.RESOURCE_SHORTAGE);
        peer.sends(new ChannelClose(0)); // a session
        peer.expects(ChannelClose.class);
        opens(peer, 6);
    }

    @Test
    void refusedChannelsLeaveNothingBehind() throws Exception {
        var tasks = new ArrayList<Runnable>();
        var peer = new PlayedPeer(Limits.DEFAULT, tasks::add, ChannelAcceptor.NONE, GlobalRequestHandler.NONE);
        for (int i = 0; i < 100_000; i++) {
            peer.sends(new ChannelOpen("frob@example.com", i, 1000, 1000, NOTHING));
            peer.expects(ChannelOpenFailure.class);
        }
        assertThat(peer.multiplexer.channels()).isZero();
        assertThat(tasks).isEmpty();
    }

    @Test
    void twoChannelsOfOneSenderNumberAreTwoChannels() throws Exception {
        var peer = server(Limits.DEFAULT);
        long first = opens(peer, 5);
        long second = opens(peer, 5);
        assertThat(second).isNotEqualTo(first);
        peer.sends(new ChannelRequest(first, "env", true, NOTHING));
        assertThat(peer.expects(ChannelSuccess.class).recipientChannel()).isEqualTo(5);
        peer.sends(new ChannelRequest(second, "frob", true, NOTHING));
        assertThat(peer.expects(ChannelFailure.class).recipientChannel()).isEqualTo(5);
    }

    @Test
    void withoutAThreadTheChannelIsRefused() throws Exception {
        var peer = new PlayedPeer(
                Limits.DEFAULT,
                task -> {
                    throw new RejectedExecutionException();
                },
                PlayedPeer.accepting(recorder),
                GlobalRequestHandler.NONE);
        peer.sends(new ChannelOpen("session", 1, 1000, 1000, NOTHING));
        assertThat(peer.expects(ChannelOpenFailure.class).reasonCode())
                .isEqualTo(ChannelOpenException.RESOURCE_SHORTAGE);
        assertThat(peer.multiplexer.channels()).isZero();
    }

    @Test
    void anAcceptorThatTakesItsTimeHoldsUpOnlyItsChannel() throws Exception {
        ChannelAcceptor slow = channel -> {
            await(gate);
            throw new ChannelOpenException(ChannelOpenException.CONNECT_FAILED, "no route");
        };
        var peer = new PlayedPeer(
                Limits.DEFAULT,
                ChannelAcceptor.ofTypes(Map.of("direct-tcpip", slow, "session", PlayedPeer.accepting(recorder))),
                GlobalRequestHandler.NONE);
        peer.sends(new ChannelOpen("direct-tcpip", 1, 1000, 1000, NOTHING));
        opens(peer, 2);
        gate.countDown();
        var refusal = peer.expects(ChannelOpenFailure.class);
        assertThat(refusal.recipientChannel()).isEqualTo(1);
        assertThat(refusal.reasonCode()).isEqualTo(ChannelOpenException.CONNECT_FAILED);
    }

    @Test
    void aChannelWhoseConnectionEndedBeforeTheDecisionIsToldTheHandler() throws Exception {
        var peer = new PlayedPeer(
                Limits.DEFAULT,
                channel -> {
                    await(gate);
                    return recorder;
                },
                GlobalRequestHandler.NONE);
        peer.sends(new ChannelOpen("session", 1, 1000, 1000, NOTHING));
        peer.breaks(new IOException("gone"));
        gate.countDown();
        assertThat(call()).isEqualTo("closed");
        assertThat(calls).isEmpty();
    }

    @Test
    void handlersLearnOfTheEndOfTheConnection() throws Exception {
        var peer = server(Limits.DEFAULT);
        opens(peer, 1);
        assertThat(call()).isEqualTo("opened");
        peer.breaks(new IOException("gone"));
        assertThat(call()).isEqualTo("closed");
    }

    @Test
    void globalRequestsAreServedInOrder() throws Exception {
        var peer = new PlayedPeer(Limits.DEFAULT, ChannelAcceptor.NONE, (multiplexer, name, data) -> {
            if (name.equals("bug")) {
                throw new IllegalStateException();
            }
            return name.equals("tcpip-forward") ? Optional.of(data) : Optional.empty();
        });
        peer.sends(new GlobalRequest("tcpip-forward", true, new byte[] {1}));
        peer.sends(new GlobalRequest("bug", true, NOTHING));
        peer.sends(new GlobalRequest("keepalive@openssh.com", true, NOTHING));
        peer.sends(new GlobalRequest("unknown", false, NOTHING));
        peer.sends(new GlobalRequest("tcpip-forward", true, new byte[] {2}));
        assertThat(peer.expects(RequestSuccess.class).data()).containsExactly(1);
        peer.expects(RequestFailure.class);
        peer.expects(RequestFailure.class);
        assertThat(peer.expects(RequestSuccess.class).data()).containsExactly(2);
        peer.expectsNothingMore();
    }

    @Test
    void closingAtTheEndAlsoHappensAfterIt() throws Exception {
        var peer = server(Limits.DEFAULT);
        peer.multiplexer.closeAtEnd(() -> calls.add("before"));
        AutoCloseable forgotten = () -> calls.add("forgotten");
        peer.multiplexer.closeAtEnd(forgotten);
        peer.multiplexer.forget(forgotten);
        peer.breaks(null);
        peer.multiplexer.closeAtEnd(() -> calls.add("after"));
        assertThat(calls).containsExactly("before", "after");
    }
}
