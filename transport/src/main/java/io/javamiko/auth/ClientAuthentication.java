package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Sanitised;
import io.javamiko.auth.AuthenticationException.Reason;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompter;
import io.javamiko.auth.PasswordMethod.PasswordChanger;
import io.javamiko.keys.Signer;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Services;
import io.javamiko.transport.TransportMessage;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Authenticates a user to a server (RFC 4252), one method after another, in whatever order the caller chooses.
 *
 * <p>The service is requested once, before the first attempt. Each method's call returns how it ended: only
 * {@link Outcome.Success} means authenticated; after a {@link Outcome.Failure} with partial success another method of its
 * list is to follow. Every attempt is kept, for {@link #failed}. Blocks the calling thread, on which prompts, signers and
 * banners are called too; for one thread at a time.
 */
public final class ClientAuthentication {
    private final AuthLink link;
    private final String user;
    private final ClientAuthenticationOptions options;
    private final ClientExchange exchange;
    private final List<AuthenticationAttempt> attempts = new ArrayList<>();
    private boolean serviceAccepted;
    private int requests; // attempts that went to the server
    private List<String> methodsThatCanContinue = List.of();

    /**
     * For {@code user}, and the service {@code ssh-connection}; sends nothing yet.
     *
     * @param settings changes the options from their defaults
     */
    public ClientAuthentication(AuthLink link, String user, Consumer<ClientAuthenticationOptions> settings) {
        this.link = link;
        this.user = user;
        this.options = new ClientAuthenticationOptions();
        settings.accept(options);
        this.exchange = new ClientExchange(user, Services.CONNECTION);
    }

    /** Method {@code none}: asks which methods the server takes; a server that wants no proof lets the user in (§5.2). */
    public Outcome none() throws IOException {
        return attempt(MethodRequest.None.NAME, "", "", new NoneMethod());
    }

    /**
     * Method {@code publickey}: asks whether the key would do, and signs if so (§7). A key with several algorithms is
     * offered under the best one that the server said it takes, and under each in turn if it did not say.
     *
     * @return {@link Outcome.Abandoned} if there is no algorithm for the key that both sides allow
     */
    public Outcome publicKey(Signer signer) throws IOException {
        String key = signer.publicKey().toString();
        var candidates = SignatureCandidates.of(signer, options.signatureAlgorithms, link.serverSignatureAlgorithms());
        if (candidates.isEmpty()) {
            var outcome = new Outcome.Abandoned(SignatureCandidates.whyNone(signer, options.signatureAlgorithms));
            return record(new AuthenticationAttempt(PublicKeyMethod.NAME, key, "", outcome));
        }
        Outcome outcome = null;
        for (String algorithm : candidates) {
            var method = new PublicKeyMethod.Client(signer, algorithm, link.sessionId(), user, Services.CONNECTION);
            outcome = attempt(PublicKeyMethod.NAME, key, algorithm, method);
            if (!(outcome instanceof Outcome.Failure failure)
                    || failure.partialSuccess()
                    || method.proves()
                    || !mayTry(PublicKeyMethod.NAME)) {
                return outcome; // a signature that was refused will not get better under another algorithm
            }
        }
        return outcome;
    }

    /**
     * Method {@code password} (§8).
     *
     * @param password not kept; the caller wipes it
     * @param changer asked for a new password if this one has expired
     */
    public Outcome password(char[] password, PasswordChanger changer) throws IOException {
        return attempt(PasswordMethod.NAME, "", "", new PasswordMethod.Client(password, changer));
    }

    /**
     * Method {@code keyboard-interactive} (RFC 4256).
     *
     * @param prompter answers what the server asks, in up to {@link io.javamiko.transport.Limits#promptRounds()} rounds
     * @param submethods hints for the server, usually none
     */
    public Outcome keyboardInteractive(Prompter prompter, String... submethods) throws IOException {
        var method = new KeyboardInteractiveMethod.Client(prompter, List.of(submethods), options.limits);
        return attempt(KeyboardInteractiveMethod.NAME, "", "", method);
    }

    /** Notes for {@link #attempts()} that a method, or a key of it, was not tried, and why. */
    public void skipped(String method, String key, String reason) {
        record(new AuthenticationAttempt(method, key, "", new Outcome.Abandoned(reason)));
    }

    /** Whether the server said {@code SSH_MSG_USERAUTH_SUCCESS}. */
    public boolean isAuthenticated() {
        return exchange.isAuthenticated();
    }

    /** Whether the server takes this method now, by its last failure message; before the first one, nothing is known. */
    public boolean mayTry(String method) {
        return methodsThatCanContinue.contains(method);
    }

    /** What the server takes now, by its last failure message, in its order; empty before the first one. */
    public List<String> methodsThatCanContinue() {
        return methodsThatCanContinue;
    }

    /** Every attempt so far, in order, those that were not made included. */
    public List<AuthenticationAttempt> attempts() {
        return List.copyOf(attempts);
    }

    /** The error that tells of all attempts, for who has nothing left to try. */
    public AuthenticationException failed(Reason reason) {
        return new AuthenticationException(reason, user, attempts, null);
    }

    private Outcome attempt(String name, String key, String algorithm, ClientMethod method) throws IOException {
        try {
            requestService();
            if (++requests > options.limits.clientAuthAttempts()) {
                throw failed(Reason.TOO_MANY_ATTEMPTS);
            }
            var outcome = run(method);
            if (outcome instanceof Outcome.Failure failure) {
                methodsThatCanContinue = failure.methodsThatCanContinue();
            }
            return record(new AuthenticationAttempt(name, key, algorithm, outcome));
        } catch (ProtocolException e) {
            link.disconnect(DisconnectReason.of(e), e.getMessage());
            throw e;
        } catch (LinkFailure e) {
            record(new AuthenticationAttempt(name, key, algorithm, new Outcome.Abandoned("the connection ended")));
            throw new AuthenticationException(Reason.DISCONNECTED, user, attempts, e.getCause());
        } finally {
            exchange.abandon();
            method.end();
        }
    }

    private void requestService() throws IOException {
        if (serviceAccepted) {
            return; // once a connection: some servers take a second request amiss
        }
        send(new TransportMessage.ServiceRequest(Services.USERAUTH));
        var payload = receive(replyDeadline());
        int number = payload.uint8();
        if (number != MessageNumbers.SERVICE_ACCEPT) {
            throw new ProtocolException("message " + number + " came instead of SSH_MSG_SERVICE_ACCEPT (RFC 4253 §10)");
        }
        String accepted = payload.remaining() == 0 ? Services.USERAUTH : payload.text(AuthMessage.MAX_STRING);
        if (!accepted.equals(Services.USERAUTH)) { // some servers leave the name out
            throw new ProtocolException(
                    "the server accepted the service \"" + Sanitised.of(accepted) + "\", which was not asked for");
        }
        serviceAccepted = true;
    }

    private Outcome run(ClientMethod method) throws IOException {
        send(exchange.start(method));
        var deadline = replyDeadline(); // banners don't prolong it
        while (true) {
            var event = exchange.received(receive(deadline));
            if (event instanceof ClientExchange.Event.Ended ended) {
                return ended.outcome();
            } else if (event instanceof ClientExchange.Event.Send send) {
                send(send.message());
                deadline = replyDeadline();
            } else if (event instanceof ClientExchange.Event.Show show) {
                options.banners.banner(Sanitised.lines(show.banner().message()));
            }
        }
    }

    /** The connection ended under an attempt: servers do that to who fails too often, with a word or without. */
    private static final class LinkFailure extends SSHException {
        private static final long serialVersionUID = 1L;

        LinkFailure(IOException cause) {
            super("the connection ended", cause);
        }
    }

    private void send(Message message) throws IOException {
        try {
            link.send(message);
        } catch (ProtocolException | SSHTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkFailure(e);
        }
    }

    private WireReader receive(Deadline deadline) throws IOException {
        try {
            return link.receive(deadline);
        } catch (ProtocolException | SSHTimeoutException | InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new LinkFailure(e);
        }
    }

    private Deadline replyDeadline() {
        return Deadline.after(options.limits.authenticationTimeout()).earlier(options.deadline);
    }

    private Outcome record(AuthenticationAttempt attempt) {
        attempts.add(attempt);
        Listening.tell(options.listener, attempt.event(user));
        return attempt.outcome();
    }
}
