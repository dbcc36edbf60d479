package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.Sanitised;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.connection.ConnectionMessage.RequestSuccess;
import io.javamiko.connection.RequestQueue.Incoming;
import java.io.IOException;
import java.util.Optional;

/** Global requests both ways (RFC 4254 §4): replies have no number, so each side answers in the order of the requests. */
final class GlobalRequests implements RequestQueue.Server {
    /** A request that nobody knows, and everybody must answer: one way or the other it is a sign of life. */
    private static final String KEEPALIVE = "keepalive@openssh.com";

    /** The client promises not to open sessions any more (PROTOCOL §2.2); who takes over its connection shall not either. */
    private static final String NO_MORE_SESSIONS = "no-more-sessions@openssh.com";

    private final Multiplexer multiplexer;
    private final GlobalRequestHandler handler;
    private final RequestQueue incoming;
    private final ReplyQueue<Optional<byte[]>> replies = new ReplyQueue<>();
    private boolean noMoreSessions; // the reader's

    GlobalRequests(Multiplexer multiplexer, GlobalRequestHandler handler) {
        this.multiplexer = multiplexer;
        this.handler = handler;
        this.incoming = multiplexer.requestQueue(this);
    }

    /** Sends a request, waits for the answer and returns its fields. */
    byte[] request(String name, byte[] data, Deadline deadline) throws IOException {
        var reply = new Pending<Optional<byte[]>>();
        multiplexer.outbox().send(() -> asked(name, data, reply), deadline);
        return reply.await(deadline, "no answer to the request " + name)
                .orElseThrow(() -> new RequestDeniedException(name));
    }

    /** Asks the peer for a sign of life; its reply keeps its place in the order, and nobody waits for it. */
    void probe() throws IOException {
        multiplexer.outbox().answer(() -> asked(KEEPALIVE, new byte[0], new Pending<>()));
    }

    private GlobalRequest asked(String name, byte[] data, Pending<Optional<byte[]>> reply) {
        replies.add(reply);
        return new GlobalRequest(name, true, data);
    }

    /** The peer answered. On the reader. */
    void replyReceived(Optional<byte[]> reply) {
        replies.received(reply);
    }

    /** The peer asks. On the reader. */
    void received(GlobalRequest request) throws IOException {
        noMoreSessions |= request.requestName().equals(NO_MORE_SESSIONS);
        if (handler != GlobalRequestHandler.NONE) {
            incoming.offer(new Incoming(request.requestName(), request.wantReply(), request.data()));
        } else if (request.wantReply()) {
            reply(answerHere(request.requestName()));
        }
    }

    /** Whether the peer opens no more sessions. On the reader. */
    boolean noMoreSessions() {
        return noMoreSessions;
    }

    private static Optional<byte[]> answerHere(String name) {
        return name.equals(NO_MORE_SESSIONS) ? Optional.of(new byte[0]) : Optional.empty();
    }

    void end(Ending why) {
        replies.end(why);
        incoming.end();
    }

    @Override
    public void serve(Incoming request) {
        Optional<byte[]> reply = answerHere(request.type());
        try {
            if (reply.isEmpty()) {
                reply = handler.request(multiplexer, request.type(), request.data());
            }
        } catch (Throwable e) { // an Error too: the queue must go on, and the peer waits for a reply
            multiplexer.note("the global request " + Sanitised.of(request.type()) + " was refused", e);
        }
        if (request.wantReply()) {
            try {
                reply(reply);
            } catch (IOException e) {
                multiplexer.note("a global request was not answered", e);
            }
        }
    }

    @Override
    public void refuse(long count) {
        try {
            for (long i = 0; i < count; i++) {
                reply(Optional.empty());
            }
        } catch (IOException e) {
            multiplexer.note("global requests were not answered", e);
        }
    }

    private void reply(Optional<byte[]> data) throws IOException {
        multiplexer.outbox().answer(data.isPresent() ? new RequestSuccess(data.get()) : new RequestFailure());
    }
}
