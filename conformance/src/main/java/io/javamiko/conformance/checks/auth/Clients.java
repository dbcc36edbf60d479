package io.javamiko.conformance.checks.auth;

import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** What clients under test ask for: the kit finds out what they have by offering it alone. */
final class Clients {
    static final String PUBLICKEY = PublicKeyMethod.NAME;
    static final String PASSWORD = "password";
    static final String INTERACTIVE = "keyboard-interactive";
    private static final int MOST_REFUSED = 12;

    private Clients() {}

    /**
     * A client that has just asked, and waits.
     *
     * @param request what it asked
     */
    record Asked(Peer peer, AuthRequest request) {
        /** It is let in, and goes on as one that is. */
        void letIn() throws IOException {
            peer.send(new AuthSuccess());
            peer.login().isDone();
            peer.upTo(Depth.CHANNEL_OPEN);
        }

        /** Its question about a key. */
        PublicKeyMethod.Query query() throws SkipException {
            if (request.method() instanceof PublicKeyMethod.Query query) {
                return query;
            }
            throw new SkipException("the client signs without asking");
        }

        /** What it signs once its key would do. */
        PublicKeyMethod.Signed signs() throws IOException {
            if (request.method() instanceof PublicKeyMethod.Signed signed) {
                return signed;
            }
            peer.send(new PublicKeyOK(query().algorithm(), query().blob()));
            var next = peer.expect(AuthRequest.class).method();
            if (next instanceof PublicKeyMethod.Signed signed) {
                return signed;
            }
            throw new ExpectationException("told that its key would do, the client asks for " + next.methodName());
        }
    }

    /** A client that is in answers, after an UNIMPLEMENTED for what it got before or without one. */
    static void answers(Peer peer) throws IOException {
        peer.send(new GlobalRequest("keepalive@kit", true, new byte[0]));
        while (peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS, UNIMPLEMENTED).number() == UNIMPLEMENTED) {
            peer.note("what came before is not known to it");
        }
    }

    /** A client that asks for the method, which alone can continue; without one there is nothing to check. */
    static Asked asking(Conversation c, String method) throws IOException {
        return asking(c.connect(Depth.SERVICE), method, request -> true);
    }

    /** The same on that connection, with a request as wanted. */
    static Asked asking(Peer peer, String method, Predicate<AuthRequest> wanted) throws IOException {
        try {
            for (int i = 0; i < MOST_REFUSED; i++) {
                var request = peer.expect(AuthRequest.class);
                if (request.method().methodName().equals(method) && wanted.test(request)) {
                    return new Asked(peer, request);
                }
                peer.send(new AuthFailure(List.of(method), false));
            }
        } catch (ExpectationException e) {
            if (!e.ended()) {
                throw e;
            }
        }
        throw new SkipException("the client does not ask for " + method + ", or not with what this needs");
    }
}
