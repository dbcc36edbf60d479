package io.javamiko.conformance.checks.attack;

import static io.javamiko.auth.PublicKeyMethod.signedData;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.key;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.signed;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** RFC 4252 §7: valid signatures over something else, and keys whose owner signs for others. */
final class Signatures {
    private static final String ED25519 = "ssh-ed25519";
    private static final String HOSTBOUND = "publickey-hostbound-v00@openssh.com";
    private static final byte[] HAS_SIGNATURE = {0, 0, 0, 9, 'p', 'u', 'b', 'l', 'i', 'c', 'k', 'e', 'y', 1};
    private static final int SCALAR = 32;
    private static final BigInteger ORDER = // of Ed25519's group (RFC 8032 §5.1)
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    /** What is signed instead of what RFC 4252 §7 says. */
    private record Forgery(String name, Data data) {
        private interface Data {
            byte[] of(byte[] session, String user, String algorithm, byte[] blob);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Forgery[] FORGERIES = {
        new Forgery("another session", (s, u, a, b) -> signedData(flipped(s), u, CONNECTION, a, b)),
        new Forgery("another user", (s, u, a, b) -> signedData(s, u + "x", CONNECTION, a, b)),
        new Forgery("another service", (s, u, a, b) -> signedData(s, u, "ssh-userauth", a, b)),
        new Forgery("another algorithm", (s, u, a, b) -> signedData(s, u, CONNECTION, "ssh-rsa", b)),
        new Forgery("another key", (s, u, a, b) -> signedData(s, u, CONNECTION, a, flipped(b))),
        new Forgery("a query", (s, u, a, b) -> asQuery(signedData(s, u, CONNECTION, a, b))),
        new Forgery("no session", (s, u, a, b) -> signedData(new byte[0], u, CONNECTION, a, b)),
        new Forgery("the session alone", (s, u, a, b) -> s)
    };

    static final List<Check> CHECKS = List.of(
            server("AC-021", c -> {
                var mine = key(c);
                var other = SSHKeyPair.generate(ED25519);
                var peer = c.connect(Depth.SERVICE);
                String user = c.credentials().user();
                boolean on = asks(c, peer, mine) && asks(c, peer, other);
                byte[] theirs = other.publicKey().blob();
                peer.send(signed(user, ED25519, theirs, mine.sign(algorithm(mine), ownData(c, peer, ED25519, theirs))));
                if (denied(c, peer) && on) {
                    peer.upTo(Depth.AUTHENTICATED).expectAnswer();
                }
            }),
            server("AC-112", c -> {
                var key = key(c);
                c.assume(algorithm(key).equals(ED25519), "the user's key is not of Ed25519");
                var peer = c.connect(Depth.SERVICE);
                byte[] blob = key.publicKey().blob();
                byte[] signature = key.sign(ED25519, ownData(c, peer, ED25519, blob));
                peer.send(signed(c.credentials().user(), ED25519, blob, malleated(signature)));
                denied(c, peer);
            }),
            server("AC-186", c -> {
                c.each((peer, forgery) -> forged(c, peer.upTo(Depth.SERVICE), forgery), FORGERIES);
                var captured = c.connect(Depth.SERVICE).login().request();
                var peer = c.connect(Depth.SERVICE);
                key(c);
                peer.send(captured);
                denied(c, peer);
            }),
            server("AC-187", c -> {
                for (byte[] host : List.of(
                        new byte[0], SSHKeyPair.generate(ED25519).publicKey().blob())) {
                    var peer = c.connect(Depth.SERVICE);
                    var key = key(c);
                    var fields = request(c, HOSTBOUND)
                            .bool(true)
                            .utf8(algorithm(key))
                            .string(key.publicKey().blob())
                            .string(host);
                    peer.send(fields.string(key.sign(algorithm(key), inSession(peer, fields))));
                    denied(c, peer);
                }
            }),
            server("AC-188", c -> {
                String user = c.credentials().user();
                for (var other : List.of("root", user + " ", user + "\0x", "x".repeat(10_000))) {
                    denied(c, claiming(c, other));
                }
                var ended = claiming(c, user + "\0"); // sshd takes it for the user whom the signature names
                c.should(() -> denied(c, ended), "a NUL behind the user's name is passed over");
                var service = c.connect(Depth.SERVICE);
                service.send(request(c.credentials().user(), "ssh-none@kit", "none"));
                denied(c, service);
            }),
            server("AC-189", c -> {
                var host = SSHKeyPair.generate(ED25519);
                for (var name : List.of("localhost", "localhost.", "127.0.0.1", "")) {
                    var peer = c.connect(Depth.SERVICE);
                    var fields = request(c, "hostbased")
                            .utf8(ED25519)
                            .string(host.publicKey().blob())
                            .utf8(name)
                            .utf8("root");
                    peer.send(fields.string(host.sign(ED25519, inSession(peer, fields))));
                    denied(c, peer);
                }
            }));

    private Signatures() {}

    private static String algorithm(Signer key) {
        return key.signatureAlgorithms().get(0);
    }

    /** A peer that asks for a user with a signature over the name of another. */
    private static Peer claiming(Conversation c, String user) throws IOException {
        var key = key(c);
        byte[] blob = key.publicKey().blob();
        var peer = c.connect(Depth.SERVICE);
        peer.send(signed(user, algorithm(key), blob, key.sign(algorithm(key), ownData(c, peer, algorithm(key), blob))));
        return peer;
    }

    private static void forged(Conversation c, Peer peer, Forgery forgery) throws IOException {
        var key = key(c);
        byte[] blob = key.publicKey().blob();
        String user = c.credentials().user();
        byte[] data = forgery.data().of(peer.sessionId(), user, algorithm(key), blob);
        peer.send(signed(user, algorithm(key), blob, key.sign(algorithm(key), data)));
        denied(c, peer);
    }

    /** Whether the connection goes on. */
    private static boolean asks(Conversation c, Peer peer, Signer key) throws IOException {
        peer.send(query(c.credentials().user(), algorithm(key), key.publicKey().blob()));
        return c.goesOn(() -> peer.expectOneOf(FIRST_OF_AUTH_METHOD, USERAUTH_FAILURE));
    }

    private static byte[] ownData(Conversation c, Peer peer, String algorithm, byte[] blob) {
        return signedData(peer.sessionId(), c.credentials().user(), CONNECTION, algorithm, blob);
    }

    private static byte[] inSession(Peer peer, WireWriter request) {
        return new WireWriter()
                .string(peer.sessionId())
                .raw(request.toByteArray())
                .toByteArray();
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length - 1] ^= 1;
        return other;
    }

    /** The same without the boolean that says that a signature follows. */
    private static byte[] asQuery(byte[] data) {
        byte[] query = data.clone();
        for (int at = 0; at + HAS_SIGNATURE.length <= data.length; at++) {
            int end = at + HAS_SIGNATURE.length;
            if (Arrays.equals(data, at, end, HAS_SIGNATURE, 0, HAS_SIGNATURE.length)) {
                query[end - 1] = 0;
            }
        }
        return query;
    }

    /** S + L instead of S: the same to who does not look (RFC 8032 §5.1.7). */
    private static byte[] malleated(byte[] signature) {
        byte[] s = Arrays.copyOfRange(signature, signature.length - SCALAR, signature.length);
        byte[] sum = reversed(new BigInteger(1, reversed(s)).add(ORDER).toByteArray());
        byte[] forged = signature.clone();
        System.arraycopy(Arrays.copyOf(sum, SCALAR), 0, forged, signature.length - SCALAR, SCALAR);
        return forged;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] back = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            back[i] = bytes[bytes.length - 1 - i];
        }
        return back;
    }
}
