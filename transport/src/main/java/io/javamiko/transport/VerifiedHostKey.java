package io.javamiko.transport;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SecurityKeyUse;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.BadHostKeyException.Reason;

/**
 * A host key that the server proved to have and the client trusts. Only the key exchange makes one; authentication asks
 * for it, so no credential is sent before. Immutable.
 */
public final class VerifiedHostKey {
    private final SSHPublicKey key;
    private final String algorithm;

    private final byte[] signature;

    private VerifiedHostKey(SSHPublicKey key, String algorithm, byte[] signature) {
        this.key = key;
        this.algorithm = algorithm;
        this.signature = signature;
    }

    /** The server's key. */
    public SSHPublicKey key() {
        return key;
    }

    /** The algorithm of the signature that proved it. */
    public String algorithm() {
        return algorithm;
    }

    /**
     * The server's signature of the exchange hash of the exchange that proved it, a copy; before the first rekey that hash is
     * the session identifier.
     */
    public byte[] signature() {
        return signature.clone();
    }

    @Override
    public String toString() {
        return key.toString();
    }

    /**
     * The first exchange's: the signature verifies, and the verifier trusts the key.
     *
     * @param blob {@code K_S}
     * @param exchangeHash what the server signed
     */
    static VerifiedHostKey first(
            byte[] blob, byte[] exchangeHash, byte[] signature, Negotiated negotiated, KexSetup setup)
            throws SSHException {
        var key = proven(blob, exchangeHash, signature, negotiated, setup.minimumRSABits());
        setup.verifier().verify(key, negotiated);
        return new VerifiedHostKey(key, negotiated.hostKeyAlgorithm(), signature.clone());
    }

    /** A later exchange's: the same key asks nobody, another one must be known already. */
    VerifiedHostKey next(byte[] blob, byte[] exchangeHash, byte[] signature, Negotiated negotiated, KexSetup setup)
            throws SSHException {
        var next = proven(blob, exchangeHash, signature, negotiated, setup.minimumRSABits());
        if (!next.equals(key) && !setup.verifier().knows(next)) {
            throw new BadHostKeyException(
                    Reason.CHANGED,
                    next,
                    "the server came with %s in a later key exchange; the first one had %s, and the new key is not known"
                            .formatted(next, key));
        }
        return new VerifiedHostKey(next, negotiated.hostKeyAlgorithm(), signature.clone());
    }

    private static SSHPublicKey proven(
            byte[] blob, byte[] exchangeHash, byte[] signature, Negotiated negotiated, int minimumRSABits)
            throws SSHException {
        var key = decoded(blob, minimumRSABits);
        String algorithm = negotiated.hostKeyAlgorithm();
        if (SignatureAlgorithms.keyType(algorithm).filter(key.type()::equals).isEmpty()) {
            throw new BadHostKeyException(
                    Reason.UNPROVEN,
                    key,
                    "the server sent a key of type %s where %s was agreed on (RFC 4253 §7.1)"
                            .formatted(key.type(), algorithm));
        }
        if (!key.verify(algorithm, exchangeHash, signature, SecurityKeyUse.ANY)) {
            throw new BadHostKeyException(
                    Reason.UNPROVEN,
                    key,
                    "the server did not prove that it has the private key of %s: its %s signature is wrong (RFC 4253 §8)"
                            .formatted(key, algorithm));
        }
        return key;
    }

    /** An RSA key that is only too short is named as such, with what would take it: old devices have no other. */
    private static SSHPublicKey decoded(byte[] blob, int minimumRSABits) throws ProtocolException {
        try {
            return SSHPublicKey.decode(blob, minimumRSABits);
        } catch (ProtocolException e) {
            int bits = SSHPublicKey.decode(blob, Algorithms.OLD_RSA_BITS).bits();
            throw new ProtocolException("""
                    the server's host key is of RSA with %d bits, and at least %d are asked for. For an old device: \
                    Algorithms.legacyDevices(), or withMinimumRSABits(%d).""".formatted(bits, minimumRSABits, bits), e);
        }
    }
}
