package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A mechanism that withstands quantum computers beside a curve: secret while one of the two is
 * (draft-ietf-sshm-mlkem-hybrid-kex §2, draft-ietf-sshm-ntruprime-ssh §3). C_INIT is the encapsulation key, then the
 * curve's public key; S_REPLY the ciphertext, then the responder's public key; K is the <em>string</em>
 * HASH(K_PQ || K_CL).
 */
public final class Hybrid implements KeyAgreement {
    private final KEM kem;
    private final RawAgreement classical;
    private final String hash;

    private Hybrid(KEM kem, RawAgreement classical, String hash) {
        this.kem = kem;
        this.classical = classical;
        this.hash = hash;
    }

    /** ML-KEM-768 beside X25519, SHA-256. */
    public static Hybrid mlkem768x25519(SecureRandom random) {
        return new Hybrid(MLKEM.mlkem768(random), new X25519(random), "SHA-256");
    }

    /** Streamlined NTRU Prime 761 beside X25519, SHA-512. */
    public static Hybrid sntrup761x25519(SecureRandom random) {
        return new Hybrid(new SNTRUP761(random), new X25519(random), "SHA-512");
    }

    /** ML-KEM-768 beside NIST P-256, SHA-256. */
    public static Hybrid mlkem768nistp256(SecureRandom random) {
        return new Hybrid(MLKEM.mlkem768(random), ECDH.nistp256(random), "SHA-256");
    }

    /** ML-KEM-1024 beside NIST P-384, SHA-384. */
    public static Hybrid mlkem1024nistp384(SecureRandom random) {
        return new Hybrid(MLKEM.mlkem1024(random), ECDH.nistp384(random), "SHA-384");
    }

    @Override
    public byte[] initiate() {
        return concatenated(kem.generate(), classical.initiate());
    }

    @Override
    public SharedSecret complete(byte[] reply) throws ProtocolException {
        checkLength("S_REPLY", reply, kem.ciphertextLength());
        byte[] kCL = agree(reply, kem.ciphertextLength());
        return combined(kem.decapsulate(Arrays.copyOf(reply, kem.ciphertextLength())), kCL);
    }

    @Override
    public Response respond(byte[] init) throws ProtocolException {
        checkLength("C_INIT", init, kem.keyLength());
        byte[] kCL = agree(init, kem.keyLength());
        var encapsulated = kem.encapsulate(Arrays.copyOf(init, kem.keyLength()));
        byte[] reply = concatenated(encapsulated.ciphertext(), classical.initiate());
        return new Response(reply, combined(encapsulated.secret(), kCL));
    }

    @Override
    public void close() {
        classical.close();
        kem.close();
    }

    private byte[] agree(byte[] message, int at) throws ProtocolException {
        return classical.agree(message, at, message.length - at);
    }

    private SharedSecret combined(byte[] kPQ, byte[] kCL) {
        MessageDigest digest = JCA.digest(hash);
        digest.update(kPQ);
        digest.update(kCL);
        byte[] k = digest.digest();
        try {
            return SharedSecret.ofString(k);
        } finally {
            Arrays.fill(kPQ, (byte) 0);
            Arrays.fill(kCL, (byte) 0);
            Arrays.fill(k, (byte) 0);
        }
    }

    private static byte[] concatenated(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private void checkLength(String what, byte[] bytes, int kemLength) throws ProtocolException {
        int expected = kemLength + classical.publicKeyLength();
        if (bytes.length != expected) {
            throw new ProtocolException("%s with %s has %d bytes, not %d (draft-ietf-sshm-mlkem-hybrid-kex §2.1)"
                    .formatted(what, kem.name(), bytes.length, expected));
        }
    }
}
