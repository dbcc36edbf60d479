package io.javamiko.conformance.checks.cert;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.bytes;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.signed;
import static io.javamiko.conformance.checks.cert.RawCertificate.PLAIN;
import static io.javamiko.conformance.checks.cert.RawCertificate.TYPE;
import static io.javamiko.conformance.checks.cert.RawCertificate.authority;
import static io.javamiko.conformance.checks.cert.RawCertificate.now;

import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.Signer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** OpenSSH PROTOCOL.certkeys: which certificates let which users in, and whose signatures count. */
final class UserCertificates {
    private static final long FOREVER = -1; // 2^64-1
    private static final long HALF = Long.MIN_VALUE; // 2^63
    private static final int MANY = 299;
    private static final int CUSTOMARY = 32; // bytes of a nonce

    static final List<Check> CHECKS = List.of(
            server("cert-01", c -> {
                var certificate = RawCertificate.of(c);
                byte[] blob = certificate.blob();
                var asking = c.connect(Depth.SERVICE);
                asking.send(query(c.credentials().user(), TYPE, blob));
                byte[] echo = new PublicKeyOK(TYPE, blob).payload();
                c.verify(
                        Arrays.equals(asking.expect(PublicKeyOK.NUMBER).payload(), echo),
                        "PK_OK does not echo the algorithm and the whole certificate");
                certificate.accepted().expectAnswer();
            }),
            server("cert-02", c -> {
                RawCertificate.of(c).valid(0, FOREVER).accepted();
                RawCertificate.of(c).valid(now() - 60, HALF).accepted();
                RawCertificate.of(c).valid(now() - 60, now() - 10).refused();
                RawCertificate.of(c).valid(now() + 3600, now() + 7200).refused();
                RawCertificate.of(c).valid(now() + 3600, now() + 3600).refused();
                RawCertificate.of(c).valid(HALF, FOREVER).refused();
            }),
            server("cert-03", c -> {
                String user = c.credentials().user();
                RawCertificate.of(c).principals("other", user).accepted();
                for (var other :
                        List.of("other", user.substring(0, user.length() - 1), "*", user + "\0x", swapped(user))) {
                    RawCertificate.of(c).principals(other).refused();
                }
                var many = IntStream.range(0, MANY).mapToObj(i -> "user-" + i);
                var certificate = RawCertificate.of(c)
                        .principals(Stream.concat(many, Stream.of(user)).toArray(String[]::new));
                if (!c.goesOn(() -> c.should(certificate::accepted, "300 principals are too many"))) {
                    c.warn("300 principals end the connection");
                }
            }),
            server("cert-04", c -> {
                RawCertificate.of(c).accepted();
                RawCertificate.of(c).principals("").refused();
                var anybodys = RawCertificate.of(c).principals();
                c.should(anybodys::refused, "a certificate without principals lets in whoever is named");
            }),
            server("cert-07", c -> {
                RawCertificate.of(c).accepted();
                for (long type : new long[] {0, 2, 3}) {
                    RawCertificate.of(c).type(type).refused();
                }
            }),
            server("cert-11", c -> {
                RawCertificate.of(c).accepted();
                var between = RawCertificate.of(c);
                RawCertificate.of(c).signedBy(between.key(), between.blob()).refused();
                var plain = between.key().publicKey().blob();
                RawCertificate.of(c).signedBy(between.key(), plain).refused();
            }),
            server("cert-13", c -> {
                for (int length : new int[] {1, CUSTOMARY, 2 * CUSTOMARY}) {
                    RawCertificate.of(c).nonce(bytes(length)).accepted();
                }
                for (int length : new int[] {0, 1024}) {
                    var certificate = RawCertificate.of(c).nonce(bytes(length));
                    c.should(certificate::accepted, "a nonce of " + length + " bytes is refused");
                }
            }),
            server("cert-17", c -> {
                RawCertificate.of(c).accepted();
                presented(c, TYPE, SSHKeyPair.generate(PLAIN));
                presented(c, TYPE, authority(c));
                var certificate = RawCertificate.of(c);
                presented(c, PLAIN, certificate.key());
                asKey(c, TYPE, certificate.key());
            }),
            server("cert-19", c -> {
                var certificate = RawCertificate.of(c);
                certificate.accepted();
                asKey(c, PLAIN, certificate.key());
                asKey(c, authority(c).signatureAlgorithms().get(0), authority(c));
            }));

    private UserCertificates() {}

    /** A certificate's request that is signed by another key, or under another name, lets nobody in. */
    private static void presented(Conversation c, String algorithm, Signer signer) throws IOException {
        try (var peer = RawCertificate.of(c).presented(algorithm, signer)) {
            denied(c, peer);
        }
    }

    /** A key without its certificate lets nobody in. */
    private static void asKey(Conversation c, String algorithm, Signer key) throws IOException {
        try (var peer = c.connect(Depth.SERVICE)) {
            String user = c.credentials().user();
            byte[] blob = key.publicKey().blob();
            byte[] data = PublicKeyMethod.signedData(peer.sessionId(), user, CONNECTION, algorithm, blob);
            byte[] signature = key.sign(key.signatureAlgorithms().get(0), data);
            peer.send(signed(user, algorithm, blob, signature));
            denied(c, peer);
        }
    }

    private static String swapped(String user) {
        String upper = user.toUpperCase(Locale.ROOT);
        return upper.equals(user) ? user.toLowerCase(Locale.ROOT) : upper;
    }
}
