package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;

/** One side of one Diffie–Hellman exchange in a finite field (RFC 4253 §8). Not thread-safe. */
public final class FiniteFieldDH implements AutoCloseable {
    /** Twice the strength of the largest group, which RFC 3526 §8 puts at 310 bits: longer ones cost time only. */
    private static final int EXPONENT_BITS = 640;

    private final DHGroup group;
    private final BigInteger publicValue;
    private BigInteger exponent; // null when closed; a BigInteger can't be wiped

    /** A new key pair in that group. */
    public FiniteFieldDH(DHGroup group, SecureRandom random) {
        this.group = group;
        BigInteger x;
        BigInteger y;
        do {
            x = new BigInteger(Math.min(EXPONENT_BITS, group.bits() - 2), random);
            y = group.g().modPow(x, group.p());
        } while (!group.contains(y));
        exponent = x;
        publicValue = y;
    }

    /** A new key pair modulo {@code p}. */
    public FiniteFieldDH(BigInteger p, BigInteger g, SecureRandom random) {
        this(new DHGroup(p, g), random);
    }

    /** {@code e} or {@code f}: what the peer is sent. */
    public BigInteger publicValue() {
        return publicValue;
    }

    /**
     * K, from the peer's value.
     *
     * @throws ProtocolException unless 1 &lt; {@code peer} &lt; p-1 (RFC 8268 §4), or if it lies in a subgroup so small
     *     that the secret is none
     */
    public SharedSecret agree(BigInteger peer) throws ProtocolException {
        if (exponent == null) {
            throw new IllegalStateException("the key agreement is closed");
        }
        if (!group.contains(peer)) {
            throw new ProtocolException("a Diffie-Hellman value is not in 1 < y < p-1 (RFC 4253 §8, RFC 8268 §4)");
        }
        BigInteger k = peer.modPow(exponent, group.p());
        if (!group.contains(k)) {
            throw new ProtocolException("a Diffie-Hellman value generates no group (RFC 8268 §4)");
        }
        byte[] bytes = k.toByteArray();
        try {
            return SharedSecret.ofMPInt(bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public void close() {
        exponent = null;
    }
}
