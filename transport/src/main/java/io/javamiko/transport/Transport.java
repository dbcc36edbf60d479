package io.javamiko.transport;

import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;

import io.javamiko.ConnectionLostException;
import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.io.Driver;
import io.javamiko.transport.io.TapQueue;
import io.javamiko.transport.io.ThreadTicker;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;

/**
 * A connection of the SSH transport protocol (RFC 4253) in either role: from a stream of bytes to ordered, authentic,
 * secret messages.
 *
 * <p>It begins on the caller's thread: {@link #connect} and {@link #accept} identify and exchange keys, {@link #send} and
 * {@link #receive} carry authentication. {@link #authenticated} ends that: from then on the connection has a thread that
 * reads, a {@link Service} is told what comes, and the {@link #outbox} takes what goes, from any thread.
 *
 * <p>The first thing that goes wrong is kept, {@link #failure}: every call that waits then, or comes later, throws a
 * {@link ConnectionLostException} of its own with that cause.
 */
public final class Transport implements AutoCloseable {
    private final TransportOptions options;
    private final Driver driver;
    private final ConnectionListener listener;
    private final TapQueue tap; // null without
    private final Deadline login;
    private final Gate sending; // under the send lock
    private final Inbox inbox;
    private final PeerExtensions extensions = new PeerExtensions();
    private final Exchanges exchanges = new Exchanges();
    private final KexDriver kexDriver;
    private final Upkeep upkeep;
    private Identification theirs;
    private KeyExchange kex;

    /**
     * Begins a connection as its client: identification, and the first key exchange with the decision about the host key.
     *
     * @param link belongs to the connection from now on; a failure closes it
     * @param login until when the user must be authenticated, or the connection ends; may be {@link Deadline#none()}
     * @throws IdentificationException if the peer does not identify itself as an SSH server
     * @throws NegotiationException if there is no algorithm in common
     * @throws BadHostKeyException if the host key is not trusted
     * @throws io.javamiko.SSHTimeoutException if the key exchange takes too long
     * @throws InterruptedIOException if the thread is interrupted; its flag stays set
     */
    public static Transport connect(ByteLink link, TransportOptions options, Deadline login) throws IOException {
        return begin(link, options, Role.CLIENT, login);
    }

    /** As {@link #connect(ByteLink, TransportOptions, Deadline)} without an end of the login. */
    public static Transport connect(ByteLink link, TransportOptions options) throws IOException {
        return connect(link, options, Deadline.none());
    }

    /**
     * Begins a connection as its server, as {@link #connect} does as its client. The user must be authenticated within
     * {@link Limits#loginGraceTime()}.
     */
    public static Transport accept(ByteLink link, TransportOptions options) throws IOException {
        return begin(link, options, Role.SERVER, Deadline.after(options.limits().loginGraceTime()));
    }

    private static Transport begin(ByteLink link, TransportOptions options, Role us, Deadline login)
            throws IOException {
        if (options.role() != us) {
            throw new IllegalArgumentException("these are the options of a " + options.role());
        }
        try {
            var transport = new Transport(link, options, login);
            transport.shake();
            return transport;
        } catch (Throwable e) {
            link.close();
            throw e;
        }
    }

    private Transport(ByteLink link, TransportOptions options, Deadline login) {
        this.options = options;
        this.login = login;
        this.listener = new GuardedListener(options.listener());
        this.sending = new Gate(options.role());
        this.tap = options.tap().map(TapQueue::new).orElse(null);
        this.driver = new Driver(link, sending, options.limits(), options.random(), new Events(), tap);
        var receiving = new Gate(options.role());
        var received = new RekeyLimits(options.limits());
        this.inbox = new Inbox(driver, receiving, received, options.limits(), extensions, listener);
        this.kexDriver = new KexDriver(driver, sending, receiving, received, exchanges, listener);
        var ticker = options.ticker().orElseGet(() -> new ThreadTicker("javamiko ticker " + link));
        this.upkeep = new Upkeep(driver, ticker, options.limits(), exchanges, this::startRekey);
    }

    private void shake() throws IOException {
        sending.strict(); // until it is known whether the peer is, nothing goes that a strict one forbids
        if (tap != null) {
            tap.begun(role(), toString());
        }
        var handshake = new Handshake(driver, role(), limits(), login, tap);
        try {
            upkeep.endAt(login);
            theirs = handshake.identify(options.identification());
            kex = new KeyExchange(options.kexSetup(theirs), kexDriver);
            inbox.begin(kex);
            handshake.exchangeKeys(kex, inbox::take);
        } catch (IOException e) {
            throw ended(e);
        } catch (RuntimeException | Error e) {
            driver.fail(e);
            throw e;
        }
    }

    /** A failure on the caller's thread ends the connection; where it has ended before, that is what the caller is told. */
    private IOException ended(IOException e) {
        var failure = driver.broken(e);
        driver.fail(failure);
        return driver.failure() == failure ? failure : driver.lost();
    }

    /** Sends a message of authentication; returns when it is accepted. */
    public void send(Message message) throws IOException {
        driver.outbox()
                .send(message, Deadline.after(limits().authenticationTimeout()).earlier(login));
        if (message.number() == SERVICE_ACCEPT) {
            serviceAccepted();
        }
    }

    /**
     * Waits for the next message of authentication: 5, 6 or 50–79, if it may come now. All else is dealt with here.
     *
     * @return valid until the next call
     * @throws io.javamiko.SSHTimeoutException if none came in time; the connection goes on
     */
    public Payload receive(Deadline deadline) throws IOException {
        var until = deadline.earlier(login);
        try {
            var payload = driver.read(reader -> inbox.takeForCaller(reader, until));
            if (payload.number() == SERVICE_ACCEPT) {
                serviceAccepted();
            }
            return payload;
        } catch (SSHTimeoutException e) {
            throw e;
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /**
     * The user is authenticated: USERAUTH_SUCCESS was received, or has just been sent. Compression that waited for it
     * begins, packets may be large, keys are renewed, the peer's life is watched over; the connection's reader is born.
     *
     * @param runs gets the messages 80–127 from now on
     */
    public void authenticated(Service runs) {
        inbox.authenticated(runs);
        kexDriver.authenticated(limits(), kex::start);
        upkeep.start(role(), runs);
        driver.start();
    }

    private void serviceAccepted() {
        driver.outbox().update(sending::serviceAccepted);
        inbox.serviceAccepted();
    }

    /** Where everything outgoing goes, from any thread; for the service's messages, once authenticated. */
    public Outbox outbox() {
        return driver.outbox();
    }

    /**
     * Exchanges keys anew (RFC 4253 §9) and waits until both sides use them; if an exchange runs already, for that one.
     */
    public void rekey(Deadline deadline) throws IOException {
        if (!inbox.isAuthenticated()) {
            throw new IllegalStateException("keys are exchanged anew only once the user is authenticated");
        }
        long before = exchanges.count();
        startRekey();
        exchanges.awaitMoreThan(before, deadline);
    }

    private void startRekey() throws IOException {
        driver.outbox().exclusively(kex::start);
    }

    /**
     * Tells the peer why, and ends the connection: what was accepted is sent first, if that takes no longer than
     * {@link Limits#closeTimeout()}. Throws nothing.
     *
     * @param reason one of {@link DisconnectReason}
     * @param text for the peer; nothing that it should not know
     */
    public void disconnect(int reason, String text) {
        driver.close(new Disconnect(reason, text, ""), limits().closeTimeout());
    }

    /** Ends the connection in order: as {@link #disconnect}, by application. May be called again; throws nothing. */
    @Override
    public void close() {
        disconnect(DisconnectReason.BY_APPLICATION, "closed");
    }

    /** Drops the link at once: what was not sent yet is lost. */
    public void abort() {
        driver.abort();
    }

    /** The first thing that went wrong; empty while the connection is open, and if it was closed here in order. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(driver.failure());
    }

    /** Whether messages may still be sent. */
    public boolean isOpen() {
        return driver.isOpen();
    }

    /**
     * Waits until the connection has ended and its link is closed.
     *
     * @return {@code false} if the deadline passed first
     */
    public boolean awaitClosed(Deadline deadline) throws InterruptedIOException {
        return driver.awaitEnd(deadline);
    }

    /** What the driver calls; see there. */
    private final class Events implements Driver.Handler {
        @Override
        public void packet(Payload payload) throws IOException {
            inbox.take(payload);
        }

        @Override
        public void ending(Throwable firstCause) {
            upkeep.stop();
            exchanges.connectionEnded(firstCause);
            inbox.ending(firstCause);
        }

        @Override
        public void ended(Throwable firstCause) {
            if (kex != null) {
                kex.close();
            }
            if (tap != null) {
                tap.closed(firstCause);
            }
            listener.closed(firstCause);
        }
    }

    /** Our role. */
    public Role role() {
        return options.role();
    }

    /** The limits and deadlines in use. */
    public Limits limits() {
        return options.limits();
    }

    /** Who is told what happens; what it throws is logged and passed over. */
    public ConnectionListener listener() {
        return listener;
    }

    /** What the peer says it is. */
    public Identification peer() {
        return theirs;
    }

    /** The session identifier (RFC 4253 §7.2): the exchange hash of the first key exchange; a copy. */
    public byte[] sessionId() {
        return kex.sessionId().orElseThrow();
    }

    /** What was agreed on, and is in use now. */
    public Negotiated negotiated() {
        return kex.negotiated().orElseThrow();
    }

    /** On a client, the server's key, proven and trusted: who authenticates asks for it. Empty on a server. */
    public Optional<VerifiedHostKey> hostKey() {
        return kex.hostKey();
    }

    /** What the peer told of itself (RFC 8308), as far as it did. */
    public PeerExtensions extensions() {
        return extensions;
    }

    /** The peer's end for people: {@code "host:22"}. */
    @Override
    public String toString() {
        return driver.toString();
    }
}
