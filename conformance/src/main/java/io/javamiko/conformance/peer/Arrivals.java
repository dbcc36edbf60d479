package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.CHANNEL_FAILURE;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.CHANNEL_REQUEST;
import static io.javamiko.transport.MessageNumbers.DEBUG;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_KEX_METHOD;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.IGNORE;
import static io.javamiko.transport.MessageNumbers.PING;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;
import static io.javamiko.transport.MessageNumbers.USERAUTH_BANNER;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.auth.AuthMessage;
import io.javamiko.connection.ConnectionMessage;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/** What comes from the target, in the order in which it is looked at: what came too early for one wait is kept for the next. */
final class Arrivals {
    private final PeerLink link;
    private final PeerKex kex;
    private final Role us;
    private final Queue<Received> deferred = new ArrayDeque<>(); // came before the KEXINIT that answers ours
    private final List<Received> extInfos = new ArrayList<>();
    private Received ahead; // came while we listened whether anything does; null if none

    Arrivals(PeerLink link, PeerKex kex, Role us) {
        this.link = link;
        this.kex = kex;
        this.us = us;
    }

    /** The next message, noted by the key exchange; empty at the end. */
    Optional<Received> next(Deadline deadline) throws IOException {
        return deferred.isEmpty() || !kex.isIdle() ? fresh(deadline) : Optional.of(deferred.remove());
    }

    /** The next message, and none of those that were kept; empty at the end. */
    Optional<Received> fresh(Deadline deadline) throws IOException {
        if (ahead != null) {
            var message = Optional.of(ahead);
            ahead = null;
            return message;
        }
        var message = link.receive(deadline);
        if (message != null) {
            kex.received(message);
            if (message.number() == EXT_INFO) {
                extInfos.add(message);
            }
        }
        return Optional.ofNullable(message);
    }

    /** Keeps a message for the waits behind this one. */
    void keep(Received message) {
        deferred.add(message);
    }

    /** Whether a message comes; it is the next one then. */
    boolean hasNext(Deadline deadline) throws IOException {
        ahead = next(deadline).orElse(null);
        return ahead != null;
    }

    /** Whether a message is one that somebody waits for. */
    @FunctionalInterface
    interface Wish {
        /** Whether it is. */
        boolean grants(Received message) throws IOException;
    }

    /** The first of the kept messages that is wished for; it is kept no longer. */
    Optional<Received> kept(Wish wish) throws IOException {
        for (var message : kex.isIdle() ? List.copyOf(deferred) : List.<Received>of()) {
            if (wish.grants(message)) {
                deferred.remove(message);
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    /** Every EXT_INFO that came. */
    List<ExtInfo> extInfos() throws IOException {
        var all = new ArrayList<ExtInfo>();
        for (var message : extInfos) {
            all.add((ExtInfo) decoded(message).orElseThrow());
        }
        return all;
    }

    /** Whether it is what a client under test sends of its own accord, perhaps before it saw what we sent. */
    boolean isOfItsOwnAccord(Received message) {
        return us == Role.SERVER
                && switch (message.number()) {
                    case SERVICE_REQUEST, USERAUTH_REQUEST, GLOBAL_REQUEST, CHANNEL_OPEN, CHANNEL_REQUEST -> true;
                    default -> false;
                };
    }

    /** Whether it is what a sound target may send at any time. */
    static boolean maySkip(Received message) throws IOException {
        return switch (message.number()) {
            case IGNORE, DEBUG, EXT_INFO, USERAUTH_BANNER -> true;
            case GLOBAL_REQUEST ->
                decoded(message)
                        .map(request -> !((ConnectionMessage.GlobalRequest) request).wantReply())
                        .orElse(false);
            default -> false;
        };
    }

    /** A message of the transport, of authentication (50–53) or of the connection protocol. */
    static Optional<Message> decoded(Received message) throws IOException {
        int number = message.number();
        try {
            if (number < FIRST_OF_KEX_METHOD || number >= PING) {
                return Optional.of(TransportMessage.decode(number, message.reader()));
            }
            if (number >= USERAUTH_REQUEST && number < FIRST_OF_AUTH_METHOD) {
                return Optional.of(AuthMessage.decode(number, message.reader()));
            }
            return number >= GLOBAL_REQUEST && number <= CHANNEL_FAILURE
                    ? Optional.of(ConnectionMessage.decode(number, message.reader()))
                    : Optional.empty();
        } catch (ProtocolException e) {
            throw new ExpectationException("the target's " + message + " is malformed: " + e.getMessage(), e);
        }
    }
}
