package io.javamiko.conformance.mutants;

import static io.javamiko.transport.MessageNumbers.*;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.RequestFailure;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A peer that does what it is asked for, whenever, by whomever: what a sound one does, without its order. What makes no
 * sense to it in a key exchange it answers with a reply that makes none either; it drops no guesses and never refuses.
 */
final class ObligingPeer {
    private static final byte[] NOTHING = {};

    private final Peer peer;
    private final boolean server;
    private boolean exchanging;
    private boolean hasKeys;

    private ObligingPeer(Peer peer) {
        this.peer = peer;
        this.server = peer.role() == Role.SERVER;
    }

    /** Such a peer from the start. */
    static void run(Peer peer) throws IOException {
        run(peer, UnaryOperator.identity());
    }

    /** Such a peer that takes the other side's KEXINIT for something else. */
    static void run(Peer peer, UnaryOperator<KexInit> taking) throws IOException {
        peer.oddKex().takingKexInit(taking);
        peer.identify();
        peer.sendKexInit();
        goOn(peer);
    }

    /** Such a peer that has sent its KEXINIT. */
    static void goOn(Peer peer) throws IOException {
        peer.expectIdentification();
        var obliging = new ObligingPeer(peer);
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            obliging.answer(message.get());
        }
    }

    private void answer(Received message) throws IOException {
        int number = message.number();
        switch (number) {
            case KEXINIT -> kexInit();
            case NEWKEYS -> newKeys();
            case SERVICE_REQUEST -> peer.send(new ServiceAccept("ssh-userauth"));
            case SERVICE_ACCEPT, USERAUTH_FAILURE, USERAUTH_BANNER -> userauth();
            case USERAUTH_REQUEST -> peer.send(new AuthSuccess());
            case USERAUTH_SUCCESS -> success();
            case GLOBAL_REQUEST -> peer.send(new RequestFailure());
            case CHANNEL_OPEN -> peer.send(new ChannelOpenConfirmation(0, 0, 1 << 20, 1 << 15, NOTHING));
            case CHANNEL_WINDOW_ADJUST, CHANNEL_DATA, CHANNEL_EOF, CHANNEL_CLOSE, CHANNEL_REQUEST ->
                peer.send(new WireWriter().uint8(CHANNEL_SUCCESS).uint32(0));
            case IGNORE, DEBUG -> ignore();
            default -> other(message);
        }
    }

    private void ignore() throws IOException {
        if (exchanging) {
            peer.send(new Unimplemented(0));
        }
    }

    private void other(Received message) throws IOException {
        int number = message.number();
        if (number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD) {
            method(() -> peer.kexNext(message));
        } else if (number >= FIRST_OF_AUTH_METHOD && number <= LAST_OF_AUTH_METHOD) {
            userauth();
        } else {
            peer.send(new Unimplemented(0));
        }
    }

    private void kexInit() throws IOException {
        if (exchanging) {
            peer.send(bogus());
            return;
        }
        exchanging = true;
        if (hasKeys) {
            hasKeys = false;
            peer.sendKexInit();
        }
        method(peer::kexFirst);
    }

    /** A step of the method. */
    @FunctionalInterface
    private interface Step {
        Optional<Message> take() throws IOException;
    }

    private void method(Step step) throws IOException {
        try {
            var answer = step.take();
            if (answer.isPresent()) {
                peer.send(answer.get());
            }
            takeKeys();
        } catch (IOException | RuntimeException e) {
            peer.note("makes no sense: " + e);
            peer.send(bogus());
        }
    }

    private void takeKeys() throws IOException {
        if (peer.oddKex().hasAgreed() && !hasKeys) {
            hasKeys = true;
            peer.newKeys();
        }
    }

    private void newKeys() throws IOException {
        if (!exchanging) {
            peer.send(new NewKeys());
        } else if (hasKeys) {
            exchanging = false;
            if (!server) {
                peer.send(new ServiceRequest("ssh-userauth"));
            }
        }
    }

    private void userauth() throws IOException {
        if (server) {
            peer.send(new AuthSuccess());
        } else {
            peer.send(new AuthRequest(
                    "user", "ssh-connection", new PasswordMethod.Password(SecretText.of("x".toCharArray()))));
        }
    }

    private void success() throws IOException {
        if (!server) {
            peer.send(new ChannelOpen("session", 0, 1 << 20, 1 << 15, NOTHING));
        }
    }

    private WireWriter bogus() {
        return new WireWriter().uint8(server ? KEX_REPLY : KEX_INIT + 5).string(new byte[32]);
    }
}
