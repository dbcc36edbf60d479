package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/**
 * ML-KEM-768 (FIPS 203) beside X25519, {@code mlkem768x25519-sha256} (draft-ietf-sshm-mlkem-hybrid-kex §2): C_INIT is
 * the encapsulation key, then the X25519 public key; S_REPLY the ciphertext, then the responder's public key; K is the
 * <em>string</em> SHA-256(K_PQ || K_CL). Secret while one of the two is.
 */
public final class MLKEM768X25519 implements KeyAgreement {
    private static final int ENCAPSULATION_KEY = 1184;
    private static final int CIPHERTEXT = 1088;

    private final SecureRandom random;
    private final X25519 classical;
    private MLKEMPrivateKeyParameters decapsulationKey; // null until we initiate

    /** A new X25519 key pair; ML-KEM's is made if we initiate. */
    public MLKEM768X25519(SecureRandom random) {
        this.random = random;
        this.classical = new X25519(random);
    }

    @Override
    public byte[] initiate() {
        var generator = new MLKEMKeyPairGenerator();
        generator.init(new MLKEMKeyGenerationParameters(random, MLKEMParameters.ml_kem_768));
        var pair = generator.generateKeyPair();
        decapsulationKey = (MLKEMPrivateKeyParameters) pair.getPrivate();
        return concatenated(((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded(), classical.initiate());
    }

    @Override
    public SharedSecret complete(byte[] reply) throws ProtocolException {
        checkLength("S_REPLY", reply, CIPHERTEXT + X25519.LENGTH);
        if (decapsulationKey == null) {
            throw new IllegalStateException("nothing was initiated");
        }
        byte[] kCL = classical.agree(reply, CIPHERTEXT, X25519.LENGTH);
        byte[] kPQ = new MLKEMExtractor(decapsulationKey).extractSecret(Arrays.copyOf(reply, CIPHERTEXT));
        return combined(kPQ, kCL);
    }

    @Override
    public Response respond(byte[] init) throws ProtocolException {
        checkLength("C_INIT", init, ENCAPSULATION_KEY + X25519.LENGTH);
        byte[] kCL = classical.agree(init, ENCAPSULATION_KEY, X25519.LENGTH);
        SecretWithEncapsulation encapsulated = encapsulate(Arrays.copyOf(init, ENCAPSULATION_KEY));
        byte[] reply = concatenated(encapsulated.getEncapsulation(), classical.initiate());
        return new Response(reply, combined(encapsulated.getSecret(), kCL));
    }

    @Override
    public void close() {
        classical.close();
        if (decapsulationKey != null) {
            decapsulationKey.destroy();
        }
    }

    private SecretWithEncapsulation encapsulate(byte[] key) throws ProtocolException {
        try { // the constructor makes the modulus check of FIPS 203 §7.2
            var encapsulationKey = new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, key);
            return new MLKEMGenerator(random).generateEncapsulated(encapsulationKey);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "an ML-KEM-768 key is not in its range (draft-ietf-sshm-mlkem-hybrid-kex §2.1)", e);
        }
    }

    private static SharedSecret combined(byte[] kPQ, byte[] kCL) {
        MessageDigest hash = JCA.digest("SHA-256");
        hash.update(kPQ);
        hash.update(kCL);
        byte[] k = hash.digest();
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

    private static void checkLength(String what, byte[] bytes, int expected) throws ProtocolException {
        if (bytes.length != expected) {
            throw new ProtocolException("%s has %d bytes, not %d (draft-ietf-sshm-mlkem-hybrid-kex §2.1)"
                    .formatted(what, bytes.length, expected));
        }
    }
}
