package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;
import java.util.Arrays;

/** {@code ssh-rsa} (RFC 4253 §6.6), signing with SHA-2 (RFC 8332): the public half. */
final class RSAPublicKey extends SSHPublicKey {
    static final String TYPE = "ssh-rsa";
    static final int LEAST_BITS = 1024; // below that not even on request
    static final int MAX_BITS = 16_384;
    static final int MAX_BYTES = MAX_BITS / 8;

    private static final int MAX_EXPONENT_BITS = 64; // a longer one only burns the verifier's time (CVE-2026-39829)
    private static final BigInteger THREE = BigInteger.valueOf(3);

    private final BigInteger modulus;
    private final BigInteger exponent;

    private RSAPublicKey(BigInteger modulus, BigInteger exponent) {
        super(TYPE, blobOf(TYPE).mpint(exponent).mpint(modulus).toByteArray());
        this.modulus = modulus;
        this.exponent = exponent;
    }

    /** Reads what follows the type in a blob: {@code mpint e, mpint n}. */
    static RSAPublicKey decode(WireReader in, int minimumBits) throws ProtocolException {
        BigInteger exponent = in.mpint(MAX_BYTES);
        BigInteger modulus = in.mpint(MAX_BYTES);
        in.expectEnd();
        return of(modulus, exponent, minimumBits);
    }

    static RSAPublicKey of(BigInteger modulus, BigInteger exponent, int minimumBits) throws ProtocolException {
        if (minimumBits < LEAST_BITS || minimumBits > MAX_BITS) {
            throw new IllegalArgumentException(
                    "the least length of an RSA key is 1,024–16,384 bits, not " + minimumBits);
        }
        if (modulus.signum() <= 0 || modulus.bitLength() < minimumBits || modulus.bitLength() > MAX_BITS) {
            throw new ProtocolException("an RSA key of " + modulus.bitLength() + " bits is refused; it must have "
                    + minimumBits + " to " + MAX_BITS);
        }
        if (!modulus.testBit(0)) {
            throw new ProtocolException("an RSA modulus is even");
        }
        if (exponent.compareTo(THREE) < 0 || exponent.bitLength() > MAX_EXPONENT_BITS || !exponent.testBit(0)) {
            throw new ProtocolException("an RSA public exponent is even, under 3 or over 64 bits");
        }
        return new RSAPublicKey(modulus, exponent);
    }

    BigInteger modulus() {
        return modulus;
    }

    BigInteger exponent() {
        return exponent;
    }

    /** Bytes of the modulus, and of every signature. */
    int length() {
        return (modulus.bitLength() + 7) / 8;
    }

    @Override
    boolean verifies(String algorithm, byte[] data, WireReader in) throws ProtocolException {
        byte[] signature = in.string(length()); // some peers strip leading zeros, so it may be shorter (RFC 8332 §5.1)
        in.expectEnd();
        return verifies(RSASignatureHash.of(algorithm).encode(data, length()), signature);
    }

    /** RSASSA-PKCS1-v1_5 (RFC 8017 §8.2.2): what should have been signed is made and compared, never parsed. */
    boolean verifies(byte[] encodedMessage, byte[] signature) {
        var s = new BigInteger(1, signature);
        if (s.compareTo(modulus) >= 0) {
            return false;
        }
        return Arrays.equals(unsigned(s.modPow(exponent, modulus), length()), encodedMessage);
    }

    /** I2OSP (RFC 8017 §4.1). */
    static byte[] unsigned(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] out = new byte[length];
        int from = bytes.length > length ? bytes.length - length : 0; // the sign's zero
        System.arraycopy(bytes, from, out, length - (bytes.length - from), bytes.length - from);
        return out;
    }

    @Override
    public int bits() {
        return modulus.bitLength();
    }
}
