package io.javamiko.auth;

import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import java.io.IOException;

/**
 * The client's side of RFC 4252 as plain state: which message may come now, and what it leads to. One user, one service;
 * one method runs at a time. Not thread-safe.
 */
final class ClientExchange {
    private static final int MAX_BANNERS = 256;

    private final String user;
    private final String service;
    private State state = new Idle();
    private boolean proven;
    private int banners;

    private sealed interface State {}

    /** No request is out: the server has nothing to say but banners. */
    private record Idle() implements State {}

    private record Running(ClientMethod method) implements State {}

    private record Authenticated() implements State {}

    /** What a message leads to. */
    sealed interface Event {
        /** This is to be sent; the method goes on. */
        record Send(Message message) implements Event {}

        /** This is to be shown; whatever was waited for is still to come. */
        record Show(AuthBanner banner) implements Event {}

        /** The method's run has ended. */
        record Ended(Outcome outcome) implements Event {}
    }

    ClientExchange(String user, String service) {
        this.user = user;
        this.service = service;
    }

    /** Begins a run of a method, which ends the one before (RFC 4252 §5.1). */
    AuthRequest start(ClientMethod method) throws IOException {
        if (state instanceof Authenticated) {
            throw new IllegalStateException("the user is authenticated already");
        }
        var request = new AuthRequest(user, service, method.start());
        state = new Running(method);
        return request;
    }

    boolean isAuthenticated() {
        return state instanceof Authenticated;
    }

    /** Nothing is expected any more of the run that is on, if one is. */
    void abandon() {
        if (state instanceof Running running) {
            running.method().end();
            state = new Idle();
        }
    }

    /** @param payload a message from its number on */
    Event received(WireReader payload) throws IOException {
        int number = payload.uint8();
        if (number == MessageNumbers.USERAUTH_BANNER) {
            return banner(AuthBanner.decode(payload));
        }
        if (!(state instanceof Running running)) {
            throw new ProtocolException(
                    "message " + number + " came while no authentication request was open " + "(RFC 4252 §5.1)");
        }
        return switch (number) {
            case MessageNumbers.USERAUTH_FAILURE -> failure(running.method(), AuthFailure.decode(payload));
            case MessageNumbers.USERAUTH_SUCCESS -> success(running.method(), AuthSuccess.decode(payload));
            default -> ofMethod(running.method(), number, payload);
        };
    }

    private Event banner(AuthBanner banner) throws ProtocolException {
        if (++banners > MAX_BANNERS) {
            throw new ProtocolException("the server sent more than " + MAX_BANNERS + " banners");
        }
        return new Event.Show(banner);
    }

    private Event failure(ClientMethod method, AuthFailure failure) {
        proven |= failure.partialSuccess() && method.proves();
        abandon();
        return new Event.Ended(new Outcome.Failure(failure.methodsThatCanContinue(), failure.partialSuccess()));
    }

    private Event success(ClientMethod method, AuthSuccess success) throws ProtocolException {
        if (!method.maySucceedNow()) {
            throw new ProtocolException(
                    "message " + success.number() + " came in answer to a question that grants nothing (RFC 4252 §7)");
        }
        boolean nowProven = proven || method.proves();
        abandon();
        state = new Authenticated();
        return new Event.Ended(new Outcome.Success(nowProven));
    }

    private Event ofMethod(ClientMethod method, int number, WireReader in) throws IOException {
        if (number < MessageNumbers.FIRST_OF_AUTH_METHOD || number > MessageNumbers.LAST_OF_AUTH_METHOD) {
            throw new ProtocolException("message " + number + " may not come in authentication (RFC 4252 §6)");
        }
        var turn = method.received(number, in);
        if (turn instanceof ClientMethod.Turn.Request request) {
            return new Event.Send(new AuthRequest(user, service, request.fields()));
        }
        if (turn instanceof ClientMethod.Turn.Send send) {
            return new Event.Send(send.message());
        }
        abandon();
        return new Event.Ended(new Outcome.Abandoned(((ClientMethod.Turn.GiveUp) turn).reason()));
    }
}
