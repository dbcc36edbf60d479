package io.javamiko.keys;

import java.io.IOException;
import java.util.List;

/**
 * Signs with a private key, wherever that is: in memory ({@link SSHKeyPair}), in an agent, in a hardware module.
 *
 * <p>Implementations are thread-safe. {@link #sign} may block; it is never called on a connection's reader thread.
 */
public interface Signer {
    /** The public half. */
    SSHPublicKey publicKey();

    /** The signature algorithms that {@link #sign} takes without being told to use a legacy one, best first. */
    List<String> signatureAlgorithms();

    /**
     * Signs {@code data}.
     *
     * @param algorithm a signature algorithm of the key's type, as {@code rsa-sha2-512}
     * @param data what is signed, not hashed yet
     * @return the signature as it goes over the wire: {@code string algorithm, string signature} (RFC 4253 §6.6)
     * @throws IllegalArgumentException if the key can't sign with {@code algorithm}
     * @throws IOException if the signer can't be reached, refuses, or makes a signature that does not verify
     */
    byte[] sign(String algorithm, byte[] data) throws IOException;
}
