package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S1ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * The schemes that take key and initialisation vector from one old derivation: PBES1 (RFC 8018 A.3) and PKCS#12's (RFC 7292 C), as
 * old OpenSSLs wrote. They are read, and never written.
 */
record PBES1(String name, Supplier<PBEParametersGenerator> generator, boolean isPKCS12, PBES.Cipher cipher) {
    private static final PBES.Cipher DES = new PBES.Cipher("DES-CBC", 8, DESEngine::new);
    private static final PBES.Cipher DES_EDE3 = new PBES.Cipher("DES-EDE3-CBC", 24, DESedeEngine::new);
    private static final Map<String, PBES1> SCHEMES = Map.of(
            "1.2.840.113549.1.5.3",
            new PBES1("PBE-MD5-DES", () -> new PKCS5S1ParametersGenerator(new MD5Digest()), false, DES),
            "1.2.840.113549.1.5.10",
            new PBES1("PBE-SHA1-DES", () -> new PKCS5S1ParametersGenerator(new SHA1Digest()), false, DES),
            "1.2.840.113549.1.12.1.3",
            new PBES1("PBE-SHA1-3DES", () -> new PKCS12ParametersGenerator(new SHA1Digest()), true, DES_EDE3));

    /** The scheme of an object identifier, or {@code null}. */
    static PBES1 named(String objectIdentifier) {
        return SCHEMES.get(objectIdentifier);
    }

    /** @param parameters salt and iterations */
    byte[] decrypt(DERReader parameters, byte[] encrypted, char[] passphrase)
            throws ProtocolException, KeyFileException {
        byte[] salt = PBES.salt(parameters.octetString());
        int iterations = PBES.iterations(parameters.number());
        if (passphrase.length == 0) {
            throw KeyFormat.PKCS8_ENCRYPTED.needsPassphrase(name);
        }
        int block = cipher.blockLength();
        PBES.checkLengths(cipher, new byte[block], encrypted);
        byte[] password =
                isPKCS12 ? PBEParametersGenerator.PKCS12PasswordToBytes(passphrase) : Passphrase.utf8(passphrase);
        var derivation = generator.get();
        derivation.init(password, salt, iterations);
        var derived = (ParametersWithIV) derivation.generateDerivedParameters(8 * cipher.keyLength(), 8 * block);
        Arrays.fill(password, (byte) 0);
        byte[] key = ((KeyParameter) derived.getParameters()).getKey();
        return PBES.decrypted(cipher, key, derived.getIV(), encrypted, name);
    }
}
