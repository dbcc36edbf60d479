package io.javamiko.conformance.checks.hostkey;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Proof;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.transport.KexInit;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 4253 §7, §7.1, §8: who signs H, with which key, and what a client does before it knows that. */
final class SignatureOverH {
    static final List<Check> CHECKS = List.of(
            client("hostkey-01", c -> {
                for (var key : Keys.offered(c)) {
                    var good = key.taken(c);
                    int length = key.pair().sign(key.algorithm(), new byte[32]).length;
                    Proof.refuses(
                            c,
                            key.algorithm(),
                            IntStream.of(0, length / 2, length - 8)
                                    .mapToObj(at -> flipped(good, at))
                                    .toArray(Proof[]::new));
                }
            }),
            client("hostkey-04", c -> {
                Keys.ED25519.taken(c);
                Proof.refuses(
                        c,
                        Keys.ED25519.algorithm(),
                        Keys.RSA.honest(),
                        new Proof(
                                "an RSA key that is named ssh-ed25519",
                                renamed(Keys.RSA.blob(), "ssh-ed25519"),
                                hash -> renamed(Keys.RSA.pair().sign(Keys.RSA.algorithm(), hash), "ssh-ed25519")));
                if (Proof.offers(c, Keys.P256.algorithm())) {
                    Proof.refuses(c, Keys.P256.algorithm(), Keys.P384.honest());
                }
            }),
            client("hostkey-05", c -> {
                var good = Keys.ED25519.taken(c);
                var other = SSHKeyPair.generate("ssh-ed25519");
                Proof.refuses(
                        c,
                        Keys.ED25519.algorithm(),
                        good.signing("another key's signature", hash -> other.sign("ssh-ed25519", hash)));
                c.note("whom the user trusts is the policy that the target was started with, and is not judged here");
            }),
            client("hostkey-06", c -> {
                var good = Keys.ED25519.taken(c);
                Proof.refuses(c, Keys.ED25519.algorithm(), malformed(good));
                warnIfTaken(
                        c,
                        good.showing("a byte behind K_S", longer(good.hostKey())),
                        good.signing(
                                "a byte behind the signature",
                                hash -> longer(good.signature().of(hash))));
                byteBehindTheMessage(c, good);
            }),
            client("hostkey-17", c -> {
                var good = Keys.ED25519.honest();
                c.assume(Proof.offers(c, Keys.ED25519.algorithm()), "the target does not offer ssh-ed25519");
                c.each(
                        (peer, wait) -> {
                            byte[] reply = flipped(good, 30).reply(peer, Keys.ED25519.algorithm());
                            if (wait) {
                                peer.expectSilence();
                            }
                            peer.send(reply);
                            peer.newKeys();
                            peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR, HOST_KEY_NOT_VERIFIABLE);
                        },
                        false,
                        true);
            }),
            client("hostkey-18", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().hostKeys("null")).upTo(Depth.IDENTIFIED);
                if (c.offers("null")) {
                    c.note("the target lists null");
                }
                peer.sendKexInit();
                peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
            }),
            server("hostkey-19", c -> {
                KexInit theirs;
                try (var peer = c.connect().upTo(Depth.IDENTIFIED)) {
                    theirs = peer.expectKexInit();
                }
                var methods = Stream.of("curve25519-sha256", "ecdh-sha2-nistp256", "diffie-hellman-group14-sha256")
                        .filter(theirs.kexAlgorithms()::contains)
                        .limit(2)
                        .toList();
                for (var algorithm : theirs.serverHostKeyAlgorithms()) {
                    for (var method : methods) {
                        try (var peer = c.connect()) {
                            peer.note("host key algorithm " + algorithm + " with " + method);
                            peer.proposing(peer.proposal().kex(method).hostKeys(algorithm))
                                    .upTo(Depth.ENCRYPTED);
                        }
                    }
                }
            }));

    private SignatureOverH() {}

    /** One bit of the signature's blob changed; its length and the name stand before that of index 4 and more. */
    private static Proof flipped(Proof good, int index) {
        return good.signing("bit of byte " + index, hash -> {
            byte[] signature = good.signature().of(hash);
            signature[index] ^= 1;
            return signature;
        });
    }

    private static byte[] renamed(byte[] blob, String name) {
        int length = ((blob[2] & 0xff) << 8) + (blob[3] & 0xff); // of the name
        return new WireWriter()
                .utf8(name)
                .raw(blob, 4 + length, blob.length - 4 - length)
                .toByteArray();
    }

    private static byte[] longer(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length + 1);
    }

    private static Proof[] malformed(Proof good) {
        byte[] cut = Arrays.copyOf(good.hostKey(), good.hostKey().length - 1);
        byte[] hugeLength = good.hostKey().clone();
        Arrays.fill(hugeLength, 15, 19, (byte) 0xff);
        byte[] nameOnly = new WireWriter().utf8("ssh-ed25519").toByteArray();
        return new Proof[] {
            good.showing("no K_S", new byte[0]),
            good.showing("K_S cut", cut),
            good.showing("a length of 2^32-1 in K_S", hugeLength),
            good.showing("a name for K_S", nameOnly),
            good.signing("no signature", hash -> new byte[0]),
            good.signing("a name for the signature", hash -> nameOnly),
            good.signing("a length of 2^32-1 in the signature", hash -> {
                byte[] signature = good.signature().of(hash);
                Arrays.fill(signature, 15, 19, (byte) 0xff);
                return signature;
            })
        };
    }

    private static void warnIfTaken(Conversation c, Proof... proofs) throws IOException {
        for (var proof : proofs) {
            if (proof.isTaken(c, Keys.ED25519.algorithm())) {
                c.warn(proof + " is passed over");
            }
        }
    }

    private static void byteBehindTheMessage(Conversation c, Proof good) throws IOException {
        try (var peer = c.connect()) {
            boolean taken = c.goesOn(() -> {
                peer.send(longer(good.reply(peer, Keys.ED25519.algorithm())));
                peer.newKeys();
                peer.expectNewKeys();
            });
            if (taken) {
                c.warn("a byte behind the message is passed over");
            }
        }
    }
}
