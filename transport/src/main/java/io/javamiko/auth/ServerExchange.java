package io.javamiko.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.Authenticated.Proof;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Services;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of RFC 4252 as plain state: messages of a client in, answers out, and who was authenticated at the end.
 * Only its own decisions lead to {@link AuthSuccess}: no message can say so (CVE-2018-10933). Not thread-safe.
 */
final class ServerExchange {
    private static final Logger log = LoggerFactory.getLogger(ServerExchange.class);
    private static final int MAX_SERVICE_REQUESTS = 32; // Paramiko sends one before each attempt
    private static final int MAX_REQUESTS = 100; // those that neither fail nor ask about a key included

    private final byte[] sessionId;
    private final Authenticator authenticator;
    private final ServerAuthenticationOptions options;
    private final List<AuthenticationAttempt> attempts = new ArrayList<>();
    private State state = new AwaitingService();
    private ServerProgress progress = ServerProgress.NONE;
    private int serviceRequests;
    private int requests;
    private int failures;
    private int keyQueries;
    private boolean noneWasFree;
    private boolean bannerTaken;

    private sealed interface State {}

    /** The service ssh-userauth was not asked for yet. */
    private record AwaitingService() implements State {}

    /** No method is in its middle. */
    private record AwaitingRequest() implements State {}

    /** keyboard-interactive has a request out. */
    private record Asking(KeyboardInteractiveMethod.Server method) implements State {}

    private record Done() implements State {}

    /** What a message leads to. */
    sealed interface Step {
        /** These are to be sent, in order. */
        record Send(List<Message> messages) implements Step {}

        /** An attempt failed: this is to be sent, not faster than the settings want. */
        record Refuse(String user, int failures, AuthFailure answer) implements Step {}

        /** Too much was tried: the connection is to be ended with this reason and text. */
        record End(String user, int failures, int reason, String text) implements Step {}

        /** The user is authenticated: this is to be sent, and the service begins. */
        record Accept(AuthSuccess answer, Authenticated authenticated) implements Step {}
    }

    ServerExchange(byte[] sessionId, Authenticator authenticator, ServerAuthenticationOptions options) {
        this.sessionId = sessionId;
        this.authenticator = authenticator;
        this.options = options;
    }

    /** Every attempt so far, in order. */
    List<AuthenticationAttempt> attempts() {
        return attempts;
    }

    /** The banner, once, when a user has been named: goes before the answer. */
    Optional<AuthBanner> takeBanner() {
        if (requests == 0 || bannerTaken || options.banner.isEmpty()) {
            return Optional.empty();
        }
        bannerTaken = true;
        return Optional.of(new AuthBanner(options.banner, ""));
    }

    /** @param payload a message from its number on */
    Step received(WireReader payload) throws ProtocolException {
        int number = payload.uint8();
        if (state instanceof Done) {
            return new Step.Send(List.of()); // requests that were under way: RFC 4252 §5.1 wants them ignored
        }
        if (number == MessageNumbers.SERVICE_REQUEST) {
            return service((TransportMessage.ServiceRequest) TransportMessage.decode(number, payload));
        }
        if (state instanceof AwaitingService) {
            throw new ProtocolException("message " + number + " came before the service was requested (RFC 4252 §4)");
        }
        return switch (number) {
            case MessageNumbers.USERAUTH_REQUEST -> request(AuthRequest.decode(payload));
            case InfoResponse.NUMBER -> answers(payload);
            default ->
                throw new ProtocolException(
                        "message " + number + " may not come from a client in authentication (RFC 4252 §6)");
        };
    }

    private Step service(TransportMessage.ServiceRequest request) {
        if (!request.serviceName().equals(Services.USERAUTH)) {
            return end(DisconnectReason.SERVICE_NOT_AVAILABLE, "only " + Services.USERAUTH + " is available now");
        }
        if (++serviceRequests > MAX_SERVICE_REQUESTS) {
            return end(DisconnectReason.PROTOCOL_ERROR, "too many service requests");
        }
        if (state instanceof AwaitingService) {
            state = new AwaitingRequest();
        }
        return new Step.Send(List.of(new TransportMessage.ServiceAccept(Services.USERAUTH)));
    }

    private Step request(AuthRequest request) {
        if (++requests > MAX_REQUESTS) {
            return end(DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE, "Too many authentication requests");
        }
        if (state instanceof Asking) {
            failures++; // the method that is aborted gets no answer of its own (RFC 4252 §5.1), and is not free either
            state = new AwaitingRequest();
        }
        if (!progress.isOf(request)) {
            progress = ServerProgress.begin(request, chainsFor(request.userName()));
        }
        return decided(request.method(), mayAsk(request) ? turn(request) : new ServerTurn.Refused());
    }

    private MethodChains chainsFor(String user) {
        return authenticator.methods(isName(user) ? user : "");
    }

    /** Whether the authenticator is to see the request at all. */
    private boolean mayAsk(AuthRequest request) {
        return request.serviceName().equals(Services.CONNECTION)
                && isName(request.userName())
                && progress.allows(request.method().methodName());
    }

    /** A name with a NUL names nobody: somebody below might end it there. */
    private boolean isName(String user) {
        return user.getBytes(UTF_8).length <= options.limits.userName()
                && user.chars().noneMatch(Character::isISOControl);
    }

    private ServerTurn turn(AuthRequest request) {
        var context = new ServerTurn.Context(
                authenticator,
                request.userName(),
                request.serviceName(),
                sessionId,
                options.signatureAlgorithms,
                options.minimumRSABits,
                options.limits);
        var method = request.method();
        try {
            if (method instanceof PublicKeyMethod.Query query) {
                return PublicKeyMethod.Server.query(query, context);
            } else if (method instanceof PublicKeyMethod.Signed signed) {
                return PublicKeyMethod.Server.signed(signed, context);
            } else if (method instanceof PasswordMethod.Password password) {
                return PasswordMethod.Server.password(password, context);
            } else if (method instanceof PasswordMethod.PasswordChange change && progress.mayChangePassword()) {
                return PasswordMethod.Server.change(change, context);
            } else if (method instanceof KeyboardInteractiveMethod.Start start) {
                return ask(KeyboardInteractiveMethod.Server.of(start, context));
            } else if (method instanceof MethodRequest.None) {
                return authenticator
                        .none(request.userName())
                        .<ServerTurn>map(grant -> new ServerTurn.Passed(MethodRequest.None.NAME, grant))
                        .orElseGet(ServerTurn.Refused::new);
            }
            return new ServerTurn.Refused();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private ServerTurn ask(Optional<KeyboardInteractiveMethod.Server> method) {
        if (method.isEmpty()) {
            return new ServerTurn.Refused();
        }
        state = new Asking(method.get());
        return method.get().begin();
    }

    private Step answers(WireReader in) throws ProtocolException {
        if (!(state instanceof Asking asking)) {
            throw new ProtocolException("an answer came to a question that is not open (RFC 4256 §3.4)");
        }
        var response = InfoResponse.decode(in);
        ServerTurn turn;
        try {
            turn = asking.method().answered(response);
        } catch (RuntimeException e) {
            turn = failed(e);
        }
        state = turn instanceof ServerTurn.Answer ? state : new AwaitingRequest();
        return decided(new Attempted(KeyboardInteractiveMethod.NAME, "", ""), turn);
    }

    private static ServerTurn failed(RuntimeException e) {
        log.warn("the authenticator failed; the attempt is refused", e);
        return new ServerTurn.Refused();
    }

    private Step decided(MethodRequest request, ServerTurn turn) {
        boolean refused = turn instanceof ServerTurn.Refused;
        if (request instanceof MethodRequest.None && refused && !noneWasFree) {
            noneWasFree = true; // it is how one asks for the methods
            return new Step.Send(List.of(progress.failure(false)));
        }
        if (!(request instanceof PublicKeyMethod.Query)) {
            return decided(Attempted.of(request), turn);
        }
        if (++keyQueries > options.limits.keyQueries()) {
            return end(DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE, "Too many keys were asked about");
        }
        if (refused) { // counted as a question, not as a failed attempt: a client may have many keys
            tell(Attempted.of(request), new Outcome.Failure(List.of(), false));
            return new Step.Send(List.of(progress.failure(false)));
        }
        return new Step.Send(List.of(((ServerTurn.Answer) turn).message()));
    }

    private Step decided(Attempted attempted, ServerTurn turn) {
        if (turn instanceof ServerTurn.Answer answer) {
            progress = progress.withPasswordChange(answer.message() instanceof PasswordMethod.PasswordChangeRequest);
            return new Step.Send(List.of(answer.message()));
        }
        return turn instanceof ServerTurn.Passed passed && !progress.has(passed.proof())
                ? passed(attempted, passed.proof())
                : refused(attempted);
    }

    private Step passed(Attempted attempted, Proof proof) {
        progress = progress.with(proof);
        if (!progress.isComplete()) {
            var answer = progress.failure(true);
            tell(attempted, new Outcome.Failure(answer.methodsThatCanContinue(), true));
            return new Step.Send(List.of(answer));
        }
        tell(attempted, new Outcome.Success(true));
        state = new Done();
        return new Step.Accept(new AuthSuccess(), new Authenticated(progress.user(), progress.proofs()));
    }

    private Step refused(Attempted attempted) {
        var answer = progress.failure(false);
        tell(attempted, new Outcome.Failure(answer.methodsThatCanContinue(), false));
        return ++failures < options.limits.authTries()
                ? new Step.Refuse(progress.user(), failures, answer)
                : end(DisconnectReason.NO_MORE_AUTH_METHODS_AVAILABLE, "Too many authentication failures");
    }

    private void tell(Attempted attempted, Outcome outcome) {
        var attempt = attempted.endedIn(outcome);
        attempts.add(attempt); // bounded by the limits on tries, queries and requests
        Listening.tell(options.listener, attempt.event(progress.user()));
    }

    private Step end(int reason, String text) {
        state = new Done();
        return new Step.End(progress.user(), failures, reason, text);
    }
}
