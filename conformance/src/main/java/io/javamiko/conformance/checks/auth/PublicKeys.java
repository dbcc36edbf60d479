package io.javamiko.conformance.checks.auth;

import static io.javamiko.auth.PublicKeyMethod.signedData;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.blob;
import static io.javamiko.conformance.checks.Requests.bytes;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.key;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.signed;
import static io.javamiko.conformance.checks.Requests.stillServes;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** RFC 4252 §7: the public key method of a server. */
final class PublicKeys {
    private static final int MOST = 50;
    private static final String[] OTHER_ALGORITHMS = {
        "ssh-ed448", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "rsa-sha2-512", "ssh-rsa", "ssh-dss"
    };

    static final List<Check> CHECKS = List.of(
            server("auth-pubkey-01", c -> {
                var key = key(c);
                for (var algorithm : key.signatureAlgorithms()) {
                    var peer = c.connect(Depth.SERVICE);
                    byte[] blob = key.publicKey().blob();
                    peer.send(query(c.credentials().user(), algorithm, blob));
                    byte[] wanted = new PublicKeyOK(algorithm, blob).payload();
                    var answer = peer.expect(PublicKeyOK.NUMBER);
                    c.verify(
                            Arrays.equals(answer.payload(), wanted),
                            "PK_OK does not echo algorithm and key of the question, with nothing behind them");
                }
            }),
            server("auth-pubkey-02", c -> {
                var peer = asked(c);
                peer.expectSilence();
                peer.send(Requests.session());
                c.refuses(peer, "CHANNEL_OPEN behind a question about a key");
                asked(c).upTo(Depth.AUTHENTICATED).expectAnswer();
            }),
            server("auth-pubkey-03", c -> {
                var key = key(c);
                String algorithm = key.signatureAlgorithms().get(0);
                String user = c.credentials().user();
                byte[] blob = key.publicKey().blob();
                c.connect(Depth.AUTHENTICATED).expectAnswer(); // without asking first
                c.<Signed>each(
                        (peer, other) -> {
                            peer.upTo(Depth.SERVICE);
                            byte[] right = signedData(peer.sessionId(), user, CONNECTION, algorithm, blob);
                            byte[] data = other.data().of(right, peer.sessionId());
                            peer.send(signed(user, algorithm, blob, key.sign(algorithm, data)));
                            denied(c, peer);
                        },
                        new Signed(
                                "no length before the session id",
                                (right, id) -> Arrays.copyOfRange(right, 4, right.length)),
                        new Signed("another session id", (right, id) -> changed(right, 4)),
                        new Signed("another user", (right, id) -> changed(right, 4 + id.length + 1 + 4)),
                        new Signed(
                                "no session id", (right, id) -> Arrays.copyOfRange(right, 4 + id.length, right.length)),
                        new Signed("no blob", (right, id) -> Arrays.copyOf(right, right.length - blob.length)));
            }),
            server("auth-pubkey-06", c -> {
                var key = key(c);
                String user = c.credentials().user();
                byte[] blob = key.publicKey().blob();
                for (var algorithm : OTHER_ALGORITHMS) {
                    if (!key.signatureAlgorithms().contains(algorithm)) {
                        var peer = c.connect(Depth.SERVICE);
                        peer.send(query(user, algorithm, blob));
                        if (denied(c, peer)) {
                            byte[] data = signedData(peer.sessionId(), user, CONNECTION, algorithm, blob);
                            peer.send(signed(user, algorithm, blob, mine(key, data)));
                            denied(c, peer);
                        }
                    }
                }
            }),
            server("auth-pubkey-07", c -> {
                var peer = c.connect(Depth.SERVICE);
                String user = c.credentials().user();
                peer.send(query(user, "ssh-frobnicate@kit", blob("ssh-frobnicate@kit", bytes(40))));
                peer.expect(AuthFailure.class);
                peer.send(query(user, "ssh-dss", blob("ssh-dss", bytes(128))));
                peer.expect(AuthFailure.class);
                peer.upTo(Depth.AUTHENTICATED).expectAnswer();
            }),
            server("auth-pubkey-11", c -> {
                var key = key(c);
                var peer = c.connect(Depth.SERVICE);
                int count = 0;
                do {
                    peer.send(badlySigned(c, peer, key));
                } while (++count < MOST && denied(c, peer));
                c.verify(count < MOST, MOST + " bad signatures on one connection do not end it");
                stillServes(c);
            }),
            server("auth-pubkey-13", c -> {
                var key = key(c);
                String algorithm = key.signatureAlgorithms().get(0);
                String user = c.credentials().user();
                byte[] blob = key.publicKey().blob();
                var asking = c.connect(Depth.SERVICE);
                asking.send(query(user, algorithm, blob).uint32(0));
                c.should(() -> denied(c, asking), "a question with bytes behind its end is answered");
                byte[] longer = Arrays.copyOf(blob, blob.length + 4);
                var inside = c.connect(Depth.SERVICE);
                inside.send(signed(
                        user,
                        algorithm,
                        longer,
                        mine(key, signedData(inside.sessionId(), user, CONNECTION, algorithm, longer))));
                denied(c, inside);
                var behind = c.connect(Depth.SERVICE);
                byte[] signature = mine(key, signedData(behind.sessionId(), user, CONNECTION, algorithm, blob));
                behind.send(signed(user, algorithm, blob, Arrays.copyOf(signature, signature.length + 1)));
                denied(c, behind);
            }),
            server("auth-pubkey-14", c -> {
                var key = key(c);
                String algorithm = key.signatureAlgorithms().get(0);
                String user = c.credentials().user();
                for (var other : List.of(NOBODY, user + " ", "root" + user)) {
                    denied(c, query(other, algorithm, key.publicKey().blob()));
                }
                var stranger = SSHKeyPair.generate("ssh-ed25519").publicKey().blob();
                denied(c, query(user, "ssh-ed25519", stranger));
            }),
            server("auth-hostbased-01", c -> {
                var host = SSHKeyPair.generate("ssh-ed25519");
                for (var name : List.of("localhost.", "kit.example.", "")) {
                    var peer = c.connect(Depth.SERVICE);
                    var fields = request(c, "hostbased")
                            .utf8("ssh-ed25519")
                            .string(host.publicKey().blob())
                            .utf8(name)
                            .utf8(c.credentials().user());
                    byte[] data = new WireWriter()
                            .string(peer.sessionId())
                            .raw(fields.toByteArray())
                            .toByteArray();
                    peer.send(fields.string(host.sign("ssh-ed25519", data)));
                    denied(c, peer);
                }
            }),
            server("auth-gss-01", c -> {
                byte[] unknown = {6, 3, 42, 3, 4};
                denied(
                        c,
                        request(c, "gssapi-with-mic").uint32(1).string(unknown),
                        request(c, "gssapi-with-mic").uint32(0),
                        request(c, "gssapi-with-mic").uint32(0xffff_ffffL).string(unknown),
                        request(c, "gssapi-with-mic").uint32(1).string(new byte[] {6, 9, 42}));
                stillServes(c);
            }));

    private PublicKeys() {}

    /** What is signed instead of what is right. */
    private record Signed(String name, Data data) {
        private interface Data {
            byte[] of(byte[] right, byte[] sessionId);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static byte[] mine(Signer key, byte[] data) throws IOException {
        return key.sign(key.signatureAlgorithms().get(0), data);
    }

    /** A connection on which the user's key was asked about, and would do. */
    private static Peer asked(Conversation c) throws IOException {
        var key = key(c);
        var peer = c.connect(Depth.SERVICE);
        peer.send(peer.login()
                .query(c.credentials().user(), key, key.signatureAlgorithms().get(0)));
        peer.expect(PublicKeyOK.NUMBER);
        return peer;
    }

    private static WireWriter badlySigned(Conversation c, Peer peer, Signer key) throws IOException {
        String algorithm = key.signatureAlgorithms().get(0);
        byte[] blob = key.publicKey().blob();
        String user = c.credentials().user();
        byte[] right = mine(key, signedData(peer.sessionId(), user, CONNECTION, algorithm, blob));
        return signed(user, algorithm, blob, changed(right, right.length - 1));
    }

    private static byte[] changed(byte[] bytes, int at) {
        byte[] other = bytes.clone();
        other[at] ^= 1;
        return other;
    }
}
