package io.javamiko.conformance.checks.hostkey;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Proof;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.bouncycastle.crypto.ec.CustomNamedCurves;

/** RFC 5656 §3.1, RFC 8709, RFC 8032: ECDSA, Ed25519 and Ed448 host keys and their signatures. */
final class CurveSignatures {
    private static final int MAX = 16_384; // bytes of any string here
    private static final int FEW = 12; // exchanges
    private static final BigInteger N = CustomNamedCurves.getByName("P-256").getN();
    private static final BigInteger L =
            BigInteger.ONE.shiftLeft(252).add(new BigInteger("27742317777372353535851937790883648493"));

    static final List<Check> CHECKS = List.of(
            client("hostkey-11", CurveSignatures::outOfRange),
            client("hostkey-12", c -> {
                var good = Keys.P256.taken(c);
                byte[] point = point(good.hostKey());
                byte[] off = point.clone();
                off[off.length - 1] ^= 1;
                Proof.refuses(
                        c,
                        Keys.P256.algorithm(),
                        good.showing("a point off the curve", ecdsa("nistp256", off)),
                        good.showing("infinity", ecdsa("nistp256", new byte[1])),
                        good.showing("another curve's name inside", ecdsa("nistp384", point)));
            }),
            client("hostkey-13", c -> {
                edwards(c, Keys.ED25519, 32);
                var good = Keys.ED25519.honest();
                Proof.refuses(
                        c,
                        Keys.ED25519.algorithm(),
                        good.signing("S + L", hash -> plusOrder(good.signature().of(hash))));
                if (Keys.offered(c).contains(Keys.ED448)) {
                    edwards(c, Keys.ED448, 57);
                }
            }),
            server("hostkey-15", CurveSignatures::nonces));

    private CurveSignatures() {}

    private record RS(BigInteger r, BigInteger s) {
        static RS of(byte[] signature) throws IOException {
            var in = new WireReader(signature);
            in.string(MAX); // the name
            var inner = new WireReader(in.string(MAX));
            return new RS(inner.mpint(MAX), inner.mpint(MAX));
        }

        byte[] encoded() {
            return blob(new WireWriter().mpint(r).mpint(s).toByteArray());
        }

        static byte[] blob(byte[] inner) {
            return new WireWriter().utf8(Keys.P256.algorithm()).string(inner).toByteArray();
        }
    }

    private static void outOfRange(Conversation c) throws IOException {
        var good = Keys.P256.taken(c);
        Proof.refuses(
                c,
                Keys.P256.algorithm(),
                good.signing(
                        "r = 0",
                        hash -> new RS(BigInteger.ZERO, honest(good, hash).s()).encoded()),
                good.signing("s = 0", hash -> new RS(honest(good, hash).r(), BigInteger.ZERO).encoded()),
                good.signing("r = s = 0", hash -> new RS(BigInteger.ZERO, BigInteger.ZERO).encoded()),
                good.signing("r = n", hash -> new RS(N, honest(good, hash).s()).encoded()),
                good.signing("s = n", hash -> new RS(honest(good, hash).r(), N).encoded()),
                good.signing("r + n", hash -> {
                    var rs = honest(good, hash);
                    return new RS(rs.r().add(N), rs.s()).encoded();
                }),
                good.signing("s + n", hash -> {
                    var rs = honest(good, hash);
                    return new RS(rs.r(), rs.s().add(N)).encoded();
                }),
                good.signing("r - n", hash -> {
                    var rs = honest(good, hash);
                    return new RS(rs.r().subtract(N), rs.s()).encoded();
                }),
                good.signing("DER", hash -> RS.blob(der(honest(good, hash)))),
                good.signing("raw r and s", hash -> {
                    var rs = honest(good, hash);
                    byte[] raw = Arrays.copyOf(fixed(rs.r()), 64);
                    System.arraycopy(fixed(rs.s()), 0, raw, 32, 32);
                    return RS.blob(raw);
                }));
    }

    private static RS honest(Proof good, byte[] hash) throws IOException {
        return RS.of(good.signature().of(hash));
    }

    private static byte[] fixed(BigInteger number) {
        return org.bouncycastle.util.BigIntegers.asUnsignedByteArray(32, number);
    }

    private static byte[] der(RS rs) {
        byte[] r = rs.r().toByteArray();
        byte[] s = rs.s().toByteArray();
        return new WireWriter()
                .uint8(0x30)
                .uint8(4 + r.length + s.length)
                .uint8(2)
                .uint8(r.length)
                .raw(r)
                .uint8(2)
                .uint8(s.length)
                .raw(s)
                .toByteArray();
    }

    private static byte[] point(byte[] blob) throws IOException {
        var in = new WireReader(blob);
        in.string(MAX); // the type
        in.string(MAX); // the curve
        return in.string(MAX);
    }

    private static byte[] ecdsa(String curve, byte[] point) {
        return new WireWriter()
                .utf8(Keys.P256.algorithm())
                .utf8(curve)
                .string(point)
                .toByteArray();
    }

    /** Signatures and keys a byte too short or too long, and a key that is no point. */
    private static void edwards(Conversation c, Keys key, int length) throws IOException {
        var good = key.taken(c);
        byte[] noPoint = new byte[length];
        Arrays.fill(noPoint, (byte) 0xff);
        Proof.refuses(
                c,
                key.algorithm(),
                good.signing(
                        "a signature too short",
                        hash -> resized(good.signature().of(hash), -1)),
                good.signing(
                        "a signature too long", hash -> resized(good.signature().of(hash), 1)),
                good.showing("a key too short", resized(good.hostKey(), -1)),
                good.showing("a key too long", resized(good.hostKey(), 1)),
                good.showing(
                        "a key that is no point",
                        new WireWriter().utf8(key.algorithm()).string(noPoint).toByteArray()));
    }

    /** Name, and a string that is longer by so many zeros. */
    private static byte[] resized(byte[] blob, int by) throws IOException {
        var in = new WireReader(blob);
        byte[] name = in.string(MAX);
        byte[] inner = in.string(MAX);
        return new WireWriter()
                .string(name)
                .string(Arrays.copyOf(inner, inner.length + by))
                .toByteArray();
    }

    /** The same signature in the eyes of who does not look at the range of S. */
    private static byte[] plusOrder(byte[] signature) {
        byte[] changed = signature.clone();
        byte[] s = new byte[32];
        for (int i = 0; i < 32; i++) { // little endian in the signature
            s[31 - i] = changed[changed.length - 32 + i];
        }
        byte[] sum = fixed(new BigInteger(1, s).add(L));
        for (int i = 0; i < 32; i++) {
            changed[changed.length - 32 + i] = sum[31 - i];
        }
        return changed;
    }

    private static void nonces(Conversation c) throws IOException {
        c.assume(Proof.offers(c, Keys.P256.algorithm()), "the target does not offer " + Keys.P256.algorithm());
        var seen = new HashSet<BigInteger>();
        for (int i = 0; i < FEW; i++) {
            try (var peer = c.connect()) {
                peer.proposing(peer.proposal().kex("curve25519-sha256").hostKeys(Keys.P256.algorithm()))
                        .upTo(Depth.NEGOTIATED);
                peer.send(peer.kexFirst().orElseThrow());
                var reply = peer.expect(MessageNumbers.KEX_REPLY);
                var in = reply.reader();
                in.string(MAX); // K_S
                in.string(MAX); // Q_S
                var rs = RS.of(in.string(MAX));
                peer.kexNext(reply); // it verifies
                c.verify(rs.r().signum() > 0 && rs.s().signum() > 0, "r or s is not positive");
                c.verify(seen.add(rs.r()), "a nonce came twice");
            }
        }
    }
}
