package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;

/**
 * The private half of a key in memory. Its encoding is the one that agents and OpenSSH's key files share
 * (draft-ietf-sshm-ssh-agent §3.2): the type, then the type's fields. Thread-safe.
 */
abstract sealed class PrivateKey implements AutoCloseable
        permits Ed25519PrivateKey,
                ECDSAPrivateKey,
                RSAPrivateKey,
                Ed448PrivateKey,
                DSAPrivateKey,
                MLDSA44Ed25519PrivateKey,
                SecurityKeyPrivateKey {
    private static final int MAX_NAME = 64;

    /** Reads type and fields; what follows them stays in {@code in}. A private half that does not fit its public one is refused. */
    static PrivateKey decode(WireReader in) throws ProtocolException, KeyFileException {
        String type = in.name(MAX_NAME);
        return switch (type) {
            case Ed25519PublicKey.TYPE -> Ed25519PrivateKey.decode(in);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                ECDSAPrivateKey.decode(type, in);
            case RSAPublicKey.TYPE -> RSAPrivateKey.decode(in);
            case Ed448PublicKey.TYPE -> Ed448PrivateKey.decode(in);
            case DSAPublicKey.TYPE -> DSAPrivateKey.decode(in);
            case MLDSA44Ed25519PublicKey.TYPE -> MLDSA44Ed25519PrivateKey.decode(in);
            case SKEd25519PublicKey.TYPE, SKECDSAPublicKey.TYPE -> SecurityKeyPrivateKey.decode(type, in);
            default ->
                throw new KeyFileException(
                        KeyFileException.Reason.UNSUPPORTED, "a private key of type " + type + " can't be used here");
        };
    }

    /**
     * A new key.
     *
     * @param bits the length, 0 for the type's own or default one
     */
    static PrivateKey generate(String type, int bits, SecureRandom random) {
        return switch (type) {
            case Ed25519PublicKey.TYPE -> Ed25519PrivateKey.generate(bits, random);
            case "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521" ->
                ECDSAPrivateKey.generate(type, bits, random);
            case RSAPublicKey.TYPE -> RSAPrivateKey.generate(bits, random);
            case Ed448PublicKey.TYPE -> Ed448PrivateKey.generate(bits, random);
            case DSAPublicKey.TYPE -> DSAPrivateKey.generate(bits, random);
            case MLDSA44Ed25519PublicKey.TYPE -> MLDSA44Ed25519PrivateKey.generate(bits, random);
            default ->
                throw new IllegalArgumentException("no keys of type \"" + type
                        + "\" can be generated; there are ssh-ed25519, ecdsa-sha2-nistp256, -nistp384, -nistp521, ssh-rsa, ssh-ed448, ssh-dss, "
                        + MLDSA44Ed25519PublicKey.TYPE);
        };
    }

    abstract SSHPublicKey publicKey();

    /** The signature itself, without the algorithm's name before it; the algorithm is one of this key's. */
    abstract byte[] sign(String algorithm, byte[] data) throws SSHException;

    /** Writes type and fields. */
    abstract void encode(WireWriter out);

    /** Wipes what is secret. */
    @Override
    public abstract void close();
}
