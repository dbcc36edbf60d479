package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.util.Arrays;

/** An agreement on a curve, whose secret is a fixed number of bytes: a method of its own, or the classical half of a {@link Hybrid}. */
interface RawAgreement extends KeyAgreement {
    /** The bytes of a public key. */
    int publicKeyLength();

    /**
     * The secret without SSH's encoding, of the curve's length; the caller wipes it.
     *
     * @param peer holds the peer's public key, {@code length} bytes from {@code at} on
     */
    byte[] agree(byte[] peer, int at, int length) throws ProtocolException;

    @Override
    default SharedSecret complete(byte[] reply) throws ProtocolException {
        byte[] secret = agree(reply, 0, reply.length);
        try {
            return SharedSecret.ofMPInt(secret); // RFC 5656 §4, RFC 8731 §3.1
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    default Response respond(byte[] init) throws ProtocolException {
        return new Response(initiate(), complete(init));
    }
}
