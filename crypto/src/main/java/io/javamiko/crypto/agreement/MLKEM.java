package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.MLKEMKeyPairGenerator;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;

/** ML-KEM (FIPS 203), by Bouncy Castle. */
final class MLKEM implements KEM {
    private final MLKEMParameters parameters;
    private final int keyLength;
    private final int ciphertextLength;
    private final SecureRandom random;
    private MLKEMPrivateKeyParameters decapsulationKey; // null until we generate

    private MLKEM(MLKEMParameters parameters, int keyLength, int ciphertextLength, SecureRandom random) {
        this.parameters = parameters;
        this.keyLength = keyLength;
        this.ciphertextLength = ciphertextLength;
        this.random = random;
    }

    static MLKEM mlkem768(SecureRandom random) { // FIPS 203, table 3
        return new MLKEM(MLKEMParameters.ml_kem_768, 1184, 1088, random);
    }

    static MLKEM mlkem1024(SecureRandom random) {
        return new MLKEM(MLKEMParameters.ml_kem_1024, 1568, 1568, random);
    }

    @Override
    public String name() {
        return parameters.getName();
    }

    @Override
    public int keyLength() {
        return keyLength;
    }

    @Override
    public int ciphertextLength() {
        return ciphertextLength;
    }

    @Override
    public byte[] generate() {
        var generator = new MLKEMKeyPairGenerator();
        generator.init(new MLKEMKeyGenerationParameters(random, parameters));
        var pair = generator.generateKeyPair();
        decapsulationKey = (MLKEMPrivateKeyParameters) pair.getPrivate();
        return ((MLKEMPublicKeyParameters) pair.getPublic()).getEncoded();
    }

    @Override
    public Encapsulated encapsulate(byte[] key) throws ProtocolException {
        try { // the constructor makes the modulus check of FIPS 203 §7.2
            var encapsulationKey = new MLKEMPublicKeyParameters(parameters, key);
            var encapsulated = new MLKEMGenerator(random).generateEncapsulated(encapsulationKey);
            return new Encapsulated(encapsulated.getEncapsulation(), encapsulated.getSecret());
        } catch (IllegalArgumentException e) {
            throw new ProtocolException(
                    "an " + name() + " key is not in its range (draft-ietf-sshm-mlkem-hybrid-kex §2.1)", e);
        }
    }

    @Override
    public byte[] decapsulate(byte[] ciphertext) {
        if (decapsulationKey == null) {
            throw new IllegalStateException("nothing was initiated");
        }
        return new MLKEMExtractor(decapsulationKey).extractSecret(ciphertext);
    }

    @Override
    public void close() {
        if (decapsulationKey != null) {
            decapsulationKey.destroy();
        }
    }
}
