package io.javamiko.conformance.checks;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.keys.Signer;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Random;

/** Requests for authentication as no honest client makes them, and what may come of them. */
public final class Requests {
    /** The service that is asked for. */
    public static final String CONNECTION = "ssh-connection";
    /** A user whom no target knows. */
    public static final String NOBODY = "no-such-user-kit";

    private Requests() {}

    /** A request up to the method's name; the fields follow. */
    public static WireWriter request(String user, String service, String method) {
        return new WireWriter()
                .uint8(MessageNumbers.USERAUTH_REQUEST)
                .utf8(user)
                .utf8(service)
                .utf8(method);
    }

    /** A request of the run's user. */
    public static WireWriter request(Conversation c, String method) {
        return request(c.credentials().user(), CONNECTION, method);
    }

    /** A wrong password. */
    public static WireWriter password(String user, String password) {
        return request(user, CONNECTION, "password").bool(false).utf8(password);
    }

    /** A request of method publickey with a signature, whatever all of it is. */
    public static WireWriter signed(String user, String algorithm, byte[] blob, byte[] signature) {
        return request(user, CONNECTION, PublicKeyMethod.NAME)
                .bool(true)
                .utf8(algorithm)
                .string(blob)
                .string(signature);
    }

    /** Would this key do? */
    public static WireWriter query(String user, String algorithm, byte[] blob) {
        return request(user, CONNECTION, PublicKeyMethod.NAME)
                .bool(false)
                .utf8(algorithm)
                .string(blob);
    }

    /** A public key blob, or a signature, of that type. */
    public static byte[] blob(String type, byte[] bytes) {
        return new WireWriter().utf8(type).string(bytes).toByteArray();
    }

    /** As many bytes, the same at each run. */
    public static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** The key of the run's user. */
    public static Signer key(Conversation c) throws SkipException {
        return c.credentials().key().orElseThrow(() -> new SkipException("it needs the key of a user of the target"));
    }

    /** It is refused, and counts for nothing, or ends the connection. Whether the connection goes on. */
    public static boolean denied(Conversation c, Peer peer) throws IOException {
        return c.goesOn(() -> c.verify(
                !peer.expect(AuthFailure.class).partialSuccess(),
                "a forged request counts as the first step of several"));
    }

    /** Those requests are denied, each on a connection of its own. */
    public static void denied(Conversation c, WireWriter... requests) throws IOException {
        for (var request : requests) {
            try (var peer = c.connect(Depth.SERVICE)) {
                peer.send(request);
                denied(c, peer);
            }
        }
    }

    /** So many requests, made at once, end the connection. */
    public static void bounded(Conversation c, WireWriter request, int most) throws IOException {
        var peer = c.connect(Depth.SERVICE);
        for (int i = 0; i < most; i++) {
            peer.send(request);
        }
        int failures = 0;
        while (failures < most
                && c.goesOn(() -> peer.expectOneOf(
                        MessageNumbers.USERAUTH_FAILURE, MessageNumbers.FIRST_OF_AUTH_METHOD))) { // or PK_OK
            failures++;
        }
        c.verify(failures < most, most + " refused requests on one connection do not end it");
        c.note("the connection ends after " + failures + " refused requests");
    }

    /** The target serves an honest peer as ever. */
    public static void stillServes(Conversation c) throws IOException {
        c.connect(c.isServer() && !c.credentials().canLogIn() ? Depth.SERVICE : Depth.AUTHENTICATED)
                .expectAnswer();
    }

    /** A channel of type {@code session}, ours number 0. */
    public static ChannelOpen session() {
        return new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]);
    }

    /** A command on the target's channel 0. */
    public static ChannelRequest exec() {
        return new ChannelRequest(0, "exec", true, new WireWriter().utf8("true").toByteArray());
    }

    /** So many messages draw UNIMPLEMENTED each, or the end of the connection, and nothing else. */
    public static void noEffect(Peer peer, int messages) throws IOException {
        for (int i = 0; i < messages; i++) {
            if (peer.expectRefusalOrUnimplemented()) {
                return;
            }
        }
    }
}
