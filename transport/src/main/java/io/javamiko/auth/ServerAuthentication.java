package io.javamiko.auth;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Authenticates the user of a client on the server's side (RFC 4252), on the calling thread, to the end: until a chain of
 * methods is complete, the client has failed too often, or its time is up.
 */
public final class ServerAuthentication {
    private final AuthLink link;
    private final ServerAuthenticationOptions options;
    private final ServerExchange exchange;

    private ServerAuthentication(AuthLink link, ServerAuthenticationOptions options, ServerExchange exchange) {
        this.link = link;
        this.options = options;
        this.exchange = exchange;
    }

    /**
     * Waits for the service request, and authenticates.
     *
     * @param settings changes the options from their defaults
     * @return who was authenticated; the client knows it already, and what it sends next is for the service
     * @throws AuthenticationException if the client was disconnected for its failed attempts
     * @throws io.javamiko.SSHTimeoutException if the options' deadline has passed
     */
    public static Authenticated run(
            AuthLink link, Authenticator authenticator, Consumer<ServerAuthenticationOptions> settings)
            throws IOException {
        var options = new ServerAuthenticationOptions();
        settings.accept(options);
        var exchange = new ServerExchange(link.sessionId(), authenticator, options);
        return new ServerAuthentication(link, options, exchange).run();
    }

    private Authenticated run() throws IOException {
        try {
            while (true) {
                var payload = link.receive(options.deadline);
                long began = System.nanoTime();
                var step = exchange.received(payload);
                var banner = exchange.takeBanner();
                if (banner.isPresent()) {
                    link.send(banner.get());
                }
                if (step instanceof ServerExchange.Step.Accept accept) {
                    link.send(accept.answer());
                    return accept.authenticated();
                }
                answer(step, began);
            }
        } catch (ProtocolException e) {
            link.disconnect(DisconnectReason.of(e), e.getMessage());
            throw e;
        }
    }

    private void answer(ServerExchange.Step step, long began) throws IOException {
        if (step instanceof ServerExchange.Step.Send send) {
            for (Message message : send.messages()) {
                link.send(message);
            }
        } else if (step instanceof ServerExchange.Step.Refuse refuse) {
            pause(refuse.user(), refuse.failures(), began);
            link.send(refuse.answer());
        } else if (step instanceof ServerExchange.Step.End end) {
            pause(end.user(), end.failures(), began);
            link.disconnect(end.reason(), end.text());
            throw new AuthenticationException(
                    AuthenticationException.Reason.TOO_MANY_ATTEMPTS, end.user(), exchange.attempts(), null);
        }
    }

    private void pause(String user, int failures, long began) throws IOException {
        var taken = Duration.ofNanos(System.nanoTime() - began);
        var wait = options.pacing.delay(user, failures, taken);
        if (!wait.isNegative() && !wait.isZero()) {
            pause(Deadline.after(wait).earlier(options.deadline));
        }
    }

    private static void pause(Deadline until) throws IOException {
        var lock = new ReentrantLock(); // nobody else has it: there is nothing to wait for but the time
        Condition never = lock.newCondition();
        lock.lock();
        try {
            boolean waiting = true;
            while (waiting) {
                waiting = until.await(never); // it is also woken for nothing
            }
        } finally {
            lock.unlock();
        }
    }
}
