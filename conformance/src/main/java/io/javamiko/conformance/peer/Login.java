package io.javamiko.conformance.peer;

import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.auth.PasswordMethod;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import java.io.IOException;
import java.util.List;

/**
 * Authentication (RFC 4252) in a script's hands, in both roles: the requests of an honest client, not sent, and a server's
 * way to let a client in. A script that has gone its own way says {@link #isDone} before it goes deeper. From {@link
 * Peer#login()}; not thread-safe.
 */
public final class Login {
    private static final String USERAUTH = "ssh-userauth";
    private static final String CONNECTION = "ssh-connection";
    private static final int UNASSIGNED = 9; // of the transport's generic numbers (RFC 4251 §7): lawful at any depth

    private final Peer peer;
    private final PeerKex kex;
    private final Credentials credentials;
    private Depth depth = Depth.ENCRYPTED;

    Login(Peer peer, PeerKex kex, Credentials credentials) {
        this.peer = peer;
        this.kex = kex;
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
            isDone();
        }
        if (depth == Depth.AUTHENTICATED && wanted == Depth.CHANNEL_OPEN) {
            peer.openSession();
            depth = Depth.CHANNEL_OPEN;
        }
    }

    /** The user is in, as the script has seen or said: what waits for that begins, and {@link Peer#upTo} goes on from here. */
    public void isDone() {
        kex.authenticated();
        depth = Depth.AUTHENTICATED;
    }

    /** Sends what must be answered at this depth, and waits for the answer. */
    void expectAnswer() throws IOException {
        if (depth.compareTo(Depth.AUTHENTICATED) >= 0) {
            peer.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
            long sent = peer.lastSent();
            var answer =
                    peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS, UNIMPLEMENTED); // RFC 4254 §4 wants the first
            if (answer.number() == UNIMPLEMENTED
                    && answer.reader().uint32() - sent >> 1 != 0) { // some count one too many
                throw new ExpectationException("an answer to packet " + sent + " was expected, got " + answer);
            }
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

    /** As a client: the request that logs in with the run's credentials. */
    public AuthRequest request() throws IOException {
        if (credentials.key().isPresent()) {
            var key = credentials.key().get();
            return signed(credentials.user(), key, key.signatureAlgorithms().get(0));
        }
        return password(
                credentials.user(),
                credentials.password().orElseThrow(() -> new SkipException("it needs credentials for the target")));
    }

    /** As a client: the request that asks which methods there are (RFC 4252 §5.2). */
    public AuthRequest none(String user) {
        return new AuthRequest(user, CONNECTION, new None());
    }

    /** As a client: the request with a password (RFC 4252 §8). */
    public AuthRequest password(String user, char[] password) {
        return new AuthRequest(user, CONNECTION, new PasswordMethod.Password(SecretText.of(password)));
    }

    /** As a client: would this key do (RFC 4252 §7)? */
    public AuthRequest query(String user, Signer key, String algorithm) {
        return new AuthRequest(
                user,
                CONNECTION,
                new PublicKeyMethod.Query(algorithm, key.publicKey().blob()));
    }

    /** As a client: the request that a key signs, over this session (RFC 4252 §7). */
    public AuthRequest signed(String user, Signer key, String algorithm) throws IOException {
        byte[] blob = key.publicKey().blob();
        byte[] data = PublicKeyMethod.signedData(peer.sessionId(), user, CONNECTION, algorithm, blob);
        return new AuthRequest(
                user, CONNECTION, new PublicKeyMethod.Signed(algorithm, blob, key.sign(algorithm, data)));
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
}
