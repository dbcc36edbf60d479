package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;

/**
 * A key encapsulation mechanism, the half of a {@link Hybrid} that withstands quantum computers. Who {@link #generate}s
 * is one side of an exchange, who {@link #encapsulate}s the other. Not thread-safe.
 */
interface KEM extends AutoCloseable {
    /** Its name in messages. */
    String name();

    /** The bytes of an encapsulation key. */
    int keyLength();

    /** The bytes of a ciphertext. */
    int ciphertextLength();

    /** A new key pair: gives the encapsulation key, keeps the other. */
    byte[] generate();

    /**
     * A new secret for the peer.
     *
     * @param key of the right length
     * @throws ProtocolException if the key is out of its range
     */
    Encapsulated encapsulate(byte[] key) throws ProtocolException;

    /**
     * The peer's secret; a ciphertext that the peer did not make gives one that nobody knows (implicit rejection). The
     * caller wipes it.
     *
     * @param ciphertext of the right length
     * @throws IllegalStateException if there is no key pair
     */
    byte[] decapsulate(byte[] ciphertext);

    /** Wipes the decapsulation key. */
    @Override
    void close();

    /**
     * What goes to the peer, and what both know then.
     *
     * @param secret the taker wipes it
     */
    @SuppressWarnings("ArrayRecordComponent") // handed from one method to the next, never compared
    record Encapsulated(byte[] ciphertext, byte[] secret) {}
}
