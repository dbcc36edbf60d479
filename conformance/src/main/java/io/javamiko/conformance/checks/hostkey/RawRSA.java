package io.javamiko.conformance.checks.hostkey;

import io.javamiko.conformance.checks.Proof;
import io.javamiko.crypto.JCA;
import io.javamiko.wire.WireWriter;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** An RSA key that signs any block: RFC 8017 §8.2.2 by hand. */
record RawRSA(BigInteger n, BigInteger e, BigInteger d) {
    /** DER of the DigestInfo before a SHA-512 hash (RFC 8017 §9.2, note 1). */
    static final byte[] SHA512 = HexFormat.of().parseHex("3051300d060960864801650304020305000440");

    /** The same for SHA-256: a wrong identifier before a hash of SHA-512's length. */
    static final byte[] SHA256_LABEL = HexFormat.of().parseHex("3051300d060960864801650304020105000440");

    /** The same for SHA-512, without the parameter NULL. */
    static final byte[] SHA512_NO_NULL = HexFormat.of().parseHex("304f300b0609608648016503040203" + "0440");

    private static final int CERTAINTY = 40;

    /** A key of so many bits with that exponent. */
    static RawRSA generate(int bits, long exponent, SecureRandom random) {
        var e = BigInteger.valueOf(exponent);
        while (true) {
            var p = new BigInteger((bits + 1) / 2, CERTAINTY, random);
            var q = new BigInteger(bits - (bits + 1) / 2, CERTAINTY, random);
            var n = p.multiply(q);
            var phi = p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE));
            if (n.bitLength() == bits && phi.gcd(e).equals(BigInteger.ONE)) {
                return new RawRSA(n, e, e.modInverse(phi));
            }
        }
    }

    int length() {
        return (n.bitLength() + 7) / 8;
    }

    byte[] blob() {
        return blob("ssh-rsa", e, n);
    }

    static byte[] blob(String type, BigInteger e, BigInteger n) {
        return new WireWriter().utf8(type).mpint(e).mpint(n).toByteArray();
    }

    /** 00 01 ff … ff 00, and what is signed. */
    byte[] block(byte[] digestInfo, byte[] hash) {
        byte[] digest = JCA.digest("SHA-512").digest(hash);
        byte[] block = new byte[length()];
        int at = block.length - digest.length - digestInfo.length;
        block[1] = 1;
        Arrays.fill(block, 2, at - 1, (byte) 0xff);
        System.arraycopy(digestInfo, 0, block, at, digestInfo.length);
        System.arraycopy(digest, 0, block, at + digestInfo.length, digest.length);
        return block;
    }

    BigInteger power(byte[] block) {
        return new BigInteger(1, block).modPow(d, n);
    }

    /** A number as it stands in a signature: as long as n. */
    byte[] signature(BigInteger s) {
        return signature("rsa-sha2-512", org.bouncycastle.util.BigIntegers.asUnsignedByteArray(length(), s));
    }

    static byte[] signature(String algorithm, byte[] s) {
        return new WireWriter().utf8(algorithm).string(s).toByteArray();
    }

    /** An honest proof with this key. */
    Proof honest() {
        return new Proof("an honest proof", blob(), hash -> signature(power(block(SHA512, hash))));
    }
}
