package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.math.BigInteger;

/**
 * A group of finite field Diffie–Hellman: the numbers modulo a safe prime.
 *
 * @param p the prime, odd and of 1,024 to 16,384 bits
 * @param g the generator, 1 &lt; g &lt; p-1
 */
public record DHGroup(BigInteger p, BigInteger g) {
    private static final int MIN_BITS = 1024;
    private static final int MAX_BITS = 16384;

    /** @throws IllegalArgumentException if a number is out of its range */
    public DHGroup {
        if (!isPlausible(p, g, MIN_BITS, MAX_BITS)) {
            throw new IllegalArgumentException("not a Diffie-Hellman group");
        }
    }

    /**
     * The group that a server chose (RFC 4419 §3). That p is prime is not shown here: what binds it is the host key's
     * signature, and who holds that key needs no bad group to learn the secret.
     *
     * @param minBits the least that was asked for
     * @param maxBits the most that was asked for
     * @throws ProtocolException if p has not as many bits, is even or negative, or g is not 1 &lt; g &lt; p-1
     */
    public static DHGroup fromPeer(BigInteger p, BigInteger g, int minBits, int maxBits) throws ProtocolException {
        if (!isPlausible(p, g, Math.max(minBits, MIN_BITS), Math.min(maxBits, MAX_BITS))) {
            throw new ProtocolException("the server's group of %d bits is none of %d to %d bits (RFC 4419 §3)"
                    .formatted(p.bitLength(), minBits, maxBits));
        }
        return new DHGroup(p, g);
    }

    /** The bits of p. */
    public int bits() {
        return p.bitLength();
    }

    /** Whether 1 &lt; y &lt; p-1 (RFC 8268 §4). */
    boolean contains(BigInteger y) {
        return y.compareTo(BigInteger.ONE) > 0 && y.compareTo(p.subtract(BigInteger.ONE)) < 0;
    }

    private static boolean isPlausible(BigInteger p, BigInteger g, int minBits, int maxBits) {
        return p.signum() > 0
                && p.testBit(0)
                && p.bitLength() >= minBits
                && p.bitLength() <= maxBits
                && g.compareTo(BigInteger.ONE) > 0
                && g.compareTo(p.subtract(BigInteger.ONE)) < 0;
    }
}
