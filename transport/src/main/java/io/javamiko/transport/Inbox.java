package io.javamiko.transport;

import static io.javamiko.transport.MessageNumbers.DEBUG;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.IGNORE;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.LAST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.LAST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;
import static io.javamiko.transport.MessageNumbers.PING;
import static io.javamiko.transport.MessageNumbers.PONG;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.TransportMessage.Pong;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.transport.io.Driver;
import io.javamiko.transport.io.PacketReader;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Everything that comes: first whether it may come now ({@link Gate}, {@link Verdicts}), then what it does. Of one thread at
 * a time: the caller's until the user is authenticated, the connection's reader after that.
 */
final class Inbox {
    private final Driver driver;
    private final Gate gate;
    private final RekeyLimits keysServe;
    private final PeerRekeys peerRekeys;
    private final PeerExtensions extensions;
    private final ConnectionListener listener;
    private KeyExchange kex;
    private volatile Service service; // null until the user is authenticated
    private final AtomicBoolean serviceKnowsTheEnd = new AtomicBoolean();

    Inbox(
            Driver driver,
            Gate gate,
            RekeyLimits keysServe,
            Limits limits,
            PeerExtensions extensions,
            ConnectionListener listener) {
        this.driver = driver;
        this.gate = gate;
        this.keysServe = keysServe;
        this.peerRekeys = new PeerRekeys(limits);
        this.extensions = extensions;
        this.listener = listener;
    }

    void begin(KeyExchange exchange) {
        kex = exchange;
    }

    void serviceAccepted() {
        gate.serviceAccepted();
    }

    void authenticated(Service runs) {
        gate.authenticated();
        service = runs;
        if (!driver.isOpen()) {
            ending(driver.failure()); // between authentication and here
        }
    }

    boolean isAuthenticated() {
        return service != null;
    }

    /** Nothing comes any more; on any thread. */
    void ending(Throwable firstCause) {
        if (service != null && serviceKnowsTheEnd.compareAndSet(false, true)) {
            service.closed(firstCause);
        }
    }

    /** Takes packets until one is for who authenticates. */
    Payload takeForCaller(PacketReader reader, Deadline deadline) throws IOException {
        var payload = take(reader, deadline);
        while (payload == null) {
            payload = take(reader, deadline);
        }
        return payload;
    }

    /** Takes the next packet; returns it if it is for who authenticates, and {@code null} if it is dealt with. */
    Payload take(PacketReader reader, Deadline deadline) throws IOException {
        var payload = reader.next(deadline);
        if (payload == null) {
            throw driver.closedByPeer();
        }
        return take(payload) ? payload : null;
    }

    /** Deals with a packet; whether it is for who authenticates. */
    boolean take(Payload payload) throws IOException {
        int number = payload.number();
        var verdict = gate.receive(number);
        switch (verdict) {
            case HANDLE -> dispatch(number, payload);
            case IGNORE -> {}
            case UNIMPLEMENTED ->
                driver.outbox().answer(new Unimplemented(driver.reader().lastSequence()));
            case FATAL -> throw unlawful(number);
        }
        if (keysServe.packet(driver.reader().lastLength())) {
            keysHaveServed();
        }
        return verdict == Verdict.HANDLE && isAuthentication(number);
    }

    private ProtocolException unlawful(int number) {
        String when = gate.isInKex()
                ? "between the peer's KEXINIT and its NEWKEYS (RFC 4253 §7.1)"
                : "(" + gate.phase() + ")";
        return new ProtocolException("message " + number + " may not come now " + when);
    }

    private static boolean isAuthentication(int number) {
        return number == SERVICE_REQUEST
                || number == SERVICE_ACCEPT
                || number >= USERAUTH_REQUEST && number <= LAST_OF_AUTH_METHOD;
    }

    /** What each message does (RFC 4253 §12). */
    private void dispatch(int number, Payload payload) throws IOException {
        switch (number) {
            case DISCONNECT -> throw new PeerDisconnectedException(Disconnect.decode(payload.reader()));
            case IGNORE, UNIMPLEMENTED, PONG -> {}
            case DEBUG -> debug(Debug.decode(payload.reader()));
            case EXT_INFO -> extensions.received(ExtInfo.decode(payload.reader()));
            case KEXINIT -> peerInit(payload);
            case NEWKEYS -> {
                NewKeys.decode(payload.reader());
                kex.peerNewKeys();
            }
            case PING ->
                driver.outbox().answer(new Pong(Ping.decode(payload.reader()).data()));
            default -> dispatchToOwner(number, payload);
        }
    }

    private void dispatchToOwner(int number, Payload payload) throws IOException {
        if (number >= GLOBAL_REQUEST) {
            service.message(payload);
        } else if (number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD) {
            kex.methodMessage(number, payload.reader());
        } // authentication's own are the caller's
    }

    private void peerInit(Payload payload) throws IOException {
        if (!kex.isRunning()) {
            peerRekeys.begun(keysServe.bytes() + driver.outbox().bytesUnderKeys(), System.nanoTime());
        }
        kex.peerInit(payload.copy(), driver.reader().lastSequence());
    }

    private void debug(Debug debug) {
        if (debug.alwaysDisplay()) {
            listener.warning(new Warning(Warning.Kind.PEER_MESSAGE, Sanitised.of(debug.text())));
        }
    }

    /** The peer has sent enough under its keys: new ones, once there is somebody to keep them for. */
    private void keysHaveServed() throws IOException {
        if (keysServe.isExhausted()) {
            throw new SSHException("2³¹ packets came under one key, and no key exchange (RFC 4344 §3.1)");
        }
        if (isAuthenticated()) {
            driver.outbox().exclusively(kex::start);
        }
    }
}
