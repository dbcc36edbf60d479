package io.javamiko.keys;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.List;

/**
 * A key pair in memory, which signs.
 *
 * <p>{@link #close()} wipes the private half, as far as the JVM lets anybody: numbers that arithmetic left behind go with the
 * garbage collector. Thread-safe; a pair made by {@link #withComment} shares its private half with the one it was made of.
 */
public final class SSHKeyPair implements Signer, AutoCloseable {
    private final PrivateKey privateKey;
    private final String comment;

    SSHKeyPair(PrivateKey privateKey, String comment) {
        this.privateKey = privateKey;
        this.comment = comment;
    }

    /**
     * A new key pair of a type's usual length: 3,072 bits for RSA.
     *
     * @param type {@code ssh-ed25519}, {@code ecdsa-sha2-nistp256}, {@code -nistp384}, {@code -nistp521} or {@code ssh-rsa}
     */
    public static SSHKeyPair generate(String type) {
        return generate(type, new SecureRandom());
    }

    /** As {@link #generate(String)}, from this random source. */
    public static SSHKeyPair generate(String type, SecureRandom random) {
        return new SSHKeyPair(PrivateKey.generate(type, 0, random), "");
    }

    /** As {@link #generate(String, int, SecureRandom)}, from the system's random source. */
    public static SSHKeyPair generate(String type, int bits) {
        return generate(type, bits, new SecureRandom());
    }

    /**
     * A new key pair.
     *
     * @param bits 2,048–16,384 for RSA; for the others the one length that the type has
     */
    public static SSHKeyPair generate(String type, int bits, SecureRandom random) {
        if (bits <= 0) {
            throw new IllegalArgumentException("a key's length can't be " + bits + " bits");
        }
        return new SSHKeyPair(PrivateKey.generate(type, bits, random), "");
    }

    @Override
    public SSHPublicKey publicKey() {
        return privateKey.publicKey();
    }

    /** What the key's file or maker says about it, empty if nothing. */
    public String comment() {
        return comment;
    }

    /** The same pair with another comment. */
    public SSHKeyPair withComment(String comment) {
        return new SSHKeyPair(privateKey, new PublicKeyLine(publicKey(), comment).comment());
    }

    @Override
    public List<String> signatureAlgorithms() {
        return publicKey().signatureAlgorithms();
    }

    /**
     * {@inheritDoc}
     *
     * <p>An RSA key signs with SHA-1 if it is asked for {@code ssh-rsa}.
     *
     * @throws IllegalStateException if the pair is closed
     * @throws SSHException if an RSA signature does not verify: the machine miscalculated, and it would reveal the key
     */
    @Override
    public byte[] sign(String algorithm, byte[] data) throws SSHException {
        String type = publicKey().type();
        if (!SignatureAlgorithms.keyType(algorithm).filter(type::equals).isPresent()) {
            throw new IllegalArgumentException("a key of type " + type + " can't sign with " + algorithm);
        }
        return new WireWriter(128)
                .utf8(algorithm)
                .string(privateKey.sign(algorithm, data))
                .toByteArray();
    }

    /** Wipes the private half, of pairs made by {@link #withComment} too; signing is an {@link IllegalStateException} afterwards. */
    @Override
    public void close() {
        privateKey.close();
    }

    /** The public half and the comment. */
    @Override
    public String toString() {
        return publicKey() + (comment.isEmpty() ? "" : " " + Sanitised.of(comment));
    }
}
