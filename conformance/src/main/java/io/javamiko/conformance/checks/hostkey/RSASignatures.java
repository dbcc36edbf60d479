package io.javamiko.conformance.checks.hostkey;

import static io.javamiko.conformance.Check.client;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Proof;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/** RFC 4253 §6.6, RFC 8332 §3, RFC 8017 §8.2.2: RSA host keys and what their signatures must be. */
final class RSASignatures {
    private static final String SHA512 = "rsa-sha2-512";
    private static final String SHA256 = "rsa-sha2-256";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int LENGTH_OF_NAME = 4 + SHA512.length();
    private static final int MOST_TRIES = 40;

    static final List<Check> CHECKS = List.of(
            client("hostkey-03", c -> {
                var good = Keys.RSA.taken(c);
                Proof.refuses(
                        c,
                        SHA512,
                        good.signing(
                                "an rsa-sha2-256 signature",
                                hash -> Keys.RSA.pair().sign(SHA256, hash)),
                        good.signing(
                                "an ssh-rsa signature", hash -> Keys.RSA.pair().sign("ssh-rsa", hash)),
                        good.signing("one labelled rsa-sha2-256", hash -> labelled(SHA256, SHA512, hash)),
                        good.signing("one over SHA-256", hash -> labelled(SHA512, SHA256, hash)));
            }),
            client("hostkey-07", c -> {
                c.assume(Proof.offers(c, SHA512), "the target does not offer " + SHA512);
                Keys.ED25519.taken(c);
                var good = Keys.RSA.honest();
                c.verify(good.isTaken(c, SHA512), "a key that is named ssh-rsa is refused");
                byte[] blob = good.hostKey();
                byte[] renamed = new WireWriter()
                        .utf8(SHA512)
                        .raw(blob, 4 + "ssh-rsa".length(), blob.length - 4 - "ssh-rsa".length())
                        .toByteArray();
                if (good.showing("K_S named rsa-sha2-512", renamed).isTaken(c, SHA512)) {
                    c.warn("a key that is named rsa-sha2-512 is taken");
                }
            }),
            client("hostkey-08", RSASignatures::oddKeys),
            client("hostkey-09", RSASignatures::wrongPadding),
            client("hostkey-10", c -> {
                // a little over 2^2048: most signatures have a zero in front
                var key = RawRSA.generate(2049, 65_537, RANDOM);
                var good = key.honest();
                good.mustBeTaken(c, SHA512);
                boolean taken = false;
                for (int i = 0; i < MOST_TRIES && !taken; i++) {
                    taken = good.signing("zeros stripped", hash -> stripped(key, hash))
                            .isTaken(c, SHA512);
                    if (!taken) {
                        c.warn("a signature without its zeros in front is refused");
                        break;
                    }
                }
                var longer = good.signing("a zero more", hash -> {
                    byte[] s = key.power(key.block(RawRSA.SHA512, hash)).toByteArray();
                    return RawRSA.signature(SHA512, padded(s, key.length() + 1));
                });
                c.note("a signature with a zero more is " + (longer.isTaken(c, SHA512) ? "taken" : "refused"));
            }));

    private RSASignatures() {}

    private static byte[] labelled(String name, String algorithm, byte[] hash) throws IOException {
        var in = new WireReader(Keys.RSA.pair().sign(algorithm, hash));
        in.string(LENGTH_OF_NAME);
        return RawRSA.signature(name, in.string(4096));
    }

    private static byte[] stripped(RawRSA key, byte[] hash) {
        byte[] s = key.power(key.block(RawRSA.SHA512, hash)).toByteArray();
        int from = s[0] == 0 ? 1 : 0;
        return RawRSA.signature(SHA512, Arrays.copyOfRange(s, from, s.length));
    }

    private static byte[] padded(byte[] number, int length) {
        byte[] padded = new byte[length];
        int from = Math.max(0, number.length - length);
        System.arraycopy(number, from, padded, length - number.length + from, number.length - from);
        return padded;
    }

    private static void oddKeys(Conversation c) throws IOException {
        c.assume(Proof.offers(c, SHA512), "the target does not offer " + SHA512);
        var one = new RawRSA(BigInteger.ONE.shiftLeft(2047).setBit(0), BigInteger.ONE, BigInteger.ONE);
        var none = Keys.RSA.honest();
        var n = one.n();
        var e = BigInteger.valueOf(65_537);
        Proof.refuses(
                c,
                SHA512,
                weak(768),
                new Proof("e = 1", one.blob(), one.honest().signature()),
                none.showing("n = 0", RawRSA.blob("ssh-rsa", e, BigInteger.ZERO)),
                none.showing("n negative", RawRSA.blob("ssh-rsa", e, n.negate())),
                none.showing("e even", RawRSA.blob("ssh-rsa", BigInteger.TWO, n)),
                none.showing("n even", RawRSA.blob("ssh-rsa", e, n.clearBit(0))),
                none.showing(
                        "n of 16,400 bits",
                        RawRSA.blob(
                                "ssh-rsa", e, BigInteger.ONE.shiftLeft(16_399).setBit(0))));
        if (weak(1024).isTaken(c, SHA512)) {
            c.warn("an RSA key of 1,024 bits is taken");
        }
    }

    private static Proof weak(int bits) {
        var key = RawRSA.generate(bits, 65_537, RANDOM);
        return new Proof("a key of " + bits + " bits", key.blob(), key.honest().signature());
    }

    private static void wrongPadding(Conversation c) throws IOException {
        var key = RawRSA.generate(2048, 3, RANDOM);
        var good = key.honest();
        good.mustBeTaken(c, SHA512);
        Proof.refuses(
                c,
                SHA512,
                good.signing("a cube root, garbage behind the hash", hash -> key.signature(forged(key, hash))),
                good.signing(
                        "another hash's identifier",
                        hash -> key.signature(key.power(key.block(RawRSA.SHA256_LABEL, hash)))),
                good.signing(
                        "s + n",
                        hash -> RawRSA.signature(
                                SHA512,
                                padded(
                                        key.power(key.block(RawRSA.SHA512, hash))
                                                .add(key.n())
                                                .toByteArray(),
                                        key.length() + 1))),
                good.signing("s = 0", hash -> key.signature(BigInteger.ZERO)));
        var noNull = good.signing("no NULL", hash -> key.signature(key.power(key.block(RawRSA.SHA512_NO_NULL, hash))));
        c.note("a DigestInfo without NULL is " + (noNull.isTaken(c, SHA512) ? "taken" : "refused"));
    }

    /** Nobody's signature: the cube root of a block with the least padding, the hash, and whatever makes it a cube. */
    private static BigInteger forged(RawRSA key, byte[] hash) {
        byte[] digest = JCA.digest("SHA-512").digest(hash);
        byte[] block = new byte[key.length()];
        block[1] = 1;
        Arrays.fill(block, 2, 10, (byte) 0xff);
        System.arraycopy(RawRSA.SHA512, 0, block, 11, RawRSA.SHA512.length);
        System.arraycopy(digest, 0, block, 11 + RawRSA.SHA512.length, digest.length);
        var wanted = new BigInteger(1, block);
        var root = BigInteger.ZERO;
        for (int bit = wanted.bitLength() / 3 + 1; bit >= 0; bit--) { // the largest cube that is not over it
            var next = root.setBit(bit);
            root = next.pow(3).compareTo(wanted) <= 0 ? next : root;
        }
        return root.add(BigInteger.ONE);
    }
}
