package io.javamiko.conformance.checks.kexorder;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.KexInit;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** RFC 4253 §7.2: keys from K, H and the session id. */
final class DerivedKeys {
    private static final int EXCHANGES = 10; // a K of curve25519 without a top bit in all of them: once in 1,024

    /** Names of a method, a cipher and a MAC whose keys are longer than the method's hash. */
    private record Suite(String kex, String cipher, String mac) {}

    static final List<Check> CHECKS = List.of(
            both(
                    "kexorder-15",
                    c -> c.each(
                            (peer, suite) -> {
                                peer.proposing(peer.proposal()
                                        .kex(suite.kex)
                                        .ciphers(suite.cipher)
                                        .macs(suite.mac));
                                if (has(c.offer(), suite)) {
                                    peer.upTo(Depth.SERVICE);
                                } else {
                                    c.note("it does not have " + suite);
                                }
                            },
                            new Suite("curve25519-sha256", "aes256-ctr", "hmac-sha2-512"),
                            new Suite("diffie-hellman-group14-sha1", "aes256-ctr", "hmac-sha2-256"),
                            new Suite("curve25519-sha256", "chacha20-poly1305@openssh.com", "hmac-sha2-256"))),
            both("kexorder-16", DerivedKeys::manyExchanges, c -> {
                withSecret(c, "curve25519-sha256", k -> k.length == 4 + 33); // a zero byte before a top bit
                withSecret(c, "curve25519-sha256", k -> k.length < 4 + 32 || k.length == 4 + 32 && k[4] == 0);
                withSecret(c, "ecdh-sha2-nistp256", k -> k.length == 4 + 33);
            }),
            both("kexorder-17", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                byte[] session = peer.sessionId();
                peer.exchangeKeys();
                peer.exchangeKeys();
                c.verify(!Arrays.equals(session, peer.exchangeHash()), "H did not change");
                peer.expectAnswer(); // under keys of the first H as session id
            }));

    private DerivedKeys() {}

    private static boolean has(KexInit theirs, Suite suite) {
        return theirs.kexAlgorithms().contains(suite.kex)
                && theirs.encryptionAlgorithmsClientToServer().contains(suite.cipher)
                && theirs.encryptionAlgorithmsServerToClient().contains(suite.cipher)
                && theirs.macAlgorithmsClientToServer().contains(suite.mac)
                && theirs.macAlgorithmsServerToClient().contains(suite.mac);
    }

    /** A server's values can't be chosen: K's top bit is left to chance, and that K begins with zeros is seldom seen. */
    private static void manyExchanges(Conversation c) throws IOException {
        var peer = c.connect(Depth.AUTHENTICATED);
        for (int i = 0; i < EXCHANGES; i++) {
            peer.exchangeKeys();
        }
        peer.expectAnswer();
    }

    private static void withSecret(Conversation c, String kex, Predicate<byte[]> wanted) throws IOException {
        try (Peer peer = c.connect()) {
            if (!c.offer().kexAlgorithms().contains(kex)) {
                c.note("it does not have " + kex);
                return;
            }
            peer.proposing(peer.proposal().kex(kex)).upTo(Depth.NEGOTIATED);
            peer.send(peer.oddKex().kexNext(peer.expectKexMessage(), wanted).orElseThrow());
            peer.upTo(Depth.SERVICE);
        }
    }
}
