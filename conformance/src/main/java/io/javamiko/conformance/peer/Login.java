package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import java.io.IOException;
import java.util.List;

/** The honest way from an encrypted connection to an open channel, in both roles. */
final class Login {
    private static final String USERAUTH = "ssh-userauth";
    private static final String CONNECTION = "ssh-connection";
    private static final int UNASSIGNED = 9; // of the transport's generic numbers (RFC 4251 §7): lawful at any depth
    private static final long WINDOW = 2 << 20;
    private static final long PACKET = 32 << 10;

    private final Peer peer;
    private final Credentials credentials;
    private Depth depth = Depth.ENCRYPTED;
    private long theirChannel;

    Login(Peer peer, Credentials credentials) {
        this.peer = peer;
        this.credentials = credentials;
    }

    void upTo(Depth wanted) throws IOException {
        boolean client = peer.role() == Role.CLIENT;
        if (depth == Depth.ENCRYPTED && wanted.compareTo(Depth.SERVICE) >= 0) {
            if (client) {
                requestService();
            } else {
                grantService();
            }
            depth = Depth.SERVICE;
        }
        if (depth == Depth.SERVICE && wanted.compareTo(Depth.AUTHENTICATED) >= 0) {
            if (client) {
                logIn();
            } else {
                letIn();
            }
            peer.kex().authenticated();
            depth = Depth.AUTHENTICATED;
        }
        if (depth == Depth.AUTHENTICATED && wanted == Depth.CHANNEL_OPEN) {
            theirChannel = client ? openChannel() : acceptChannel();
            depth = Depth.CHANNEL_OPEN;
        }
    }

    long theirChannel() {
        return theirChannel;
    }

    /** Sends what must be answered at this depth, and waits for the answer. */
    void expectAnswer() throws IOException {
        if (depth.compareTo(Depth.AUTHENTICATED) >= 0) {
            peer.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
            peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS);
        } else if (depth == Depth.ENCRYPTED) {
            upTo(Depth.SERVICE);
        } else if (peer.role() == Role.SERVER) { // ssh ends at unknown messages while it logs in
            upTo(Depth.AUTHENTICATED);
        } else {
            peer.send(UNASSIGNED); // RFC 4253 §11.4
            peer.expect(Unimplemented.class);
        }
    }

    private void requestService() throws IOException {
        peer.send(new ServiceRequest(USERAUTH));
        var accept = peer.expect(ServiceAccept.class);
        if (!accept.serviceName().equals(USERAUTH)) {
            throw new ExpectationException("SERVICE_ACCEPT for another service than " + USERAUTH);
        }
    }

    private void grantService() throws IOException {
        var request = peer.expect(ServiceRequest.class);
        peer.send(new ServiceAccept(request.serviceName()));
    }

    private void logIn() throws IOException {
        peer.send(request());
        peer.expect(USERAUTH_SUCCESS);
    }

    AuthRequest request() throws IOException {
        if (credentials.key().isPresent()) {
            return signedRequest(credentials.key().get());
        }
        var password = SecretText.of(
                credentials.password().orElseThrow(() -> new SkipException("it needs credentials for the target")));
        return new AuthRequest(credentials.user(), CONNECTION, new PasswordMethod.Password(password));
    }

    private AuthRequest signedRequest(Signer key) throws IOException {
        var algorithm = key.signatureAlgorithms().get(0);
        byte[] blob = key.publicKey().blob();
        byte[] data = PublicKeyMethod.signedData(peer.sessionId(), credentials.user(), CONNECTION, algorithm, blob);
        return new AuthRequest(
                credentials.user(), CONNECTION, new PublicKeyMethod.Signed(algorithm, blob, key.sign(algorithm, data)));
    }

    /** Everybody, whatever the proof. */
    private void letIn() throws IOException {
        while (true) {
            var method = peer.expect(AuthRequest.class).method();
            if (method instanceof PublicKeyMethod.Query query) {
                peer.send(new PublicKeyMethod.PublicKeyOK(query.algorithm(), query.blob()));
            } else if (method instanceof None) {
                peer.send(new AuthFailure(List.of("publickey", "password"), false));
            } else {
                peer.send(new AuthSuccess());
                return;
            }
        }
    }

    private long openChannel() throws IOException {
        peer.send(new ChannelOpen("session", 0, WINDOW, PACKET, new byte[0]));
        return peer.expect(ChannelOpenConfirmation.class).senderChannel();
    }

    private long acceptChannel() throws IOException {
        var open = peer.expect(ChannelOpen.class);
        peer.send(new ChannelOpenConfirmation(open.senderChannel(), 0, WINDOW, PACKET, new byte[0]));
        return open.senderChannel();
    }
}
