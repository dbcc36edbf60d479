package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;

/** Encryption by passphrase of PKCS#5 (RFC 8018) for encrypted PKCS#8: PBES2, both ways; {@link PBES1} for what was before. */
final class PBES {
    /** Iterations of PBKDF2 with HMAC-SHA-256 that a file is written with. */
    static final int ITERATIONS = 600_000;

    private static final KeyFormat FORMAT = KeyFormat.PKCS8_ENCRYPTED;
    private static final String PBES2 = "1.2.840.113549.1.5.13";
    private static final String PBKDF2 = "1.2.840.113549.1.5.12";
    private static final String SCRYPT = "1.3.6.1.4.1.11591.4.11"; // RFC 7914 §7
    private static final String HMAC_SHA256 = "1.2.840.113549.2.9";
    private static final String AES_256_CBC = "2.16.840.1.101.3.4.1.42";
    private static final int SALT = 16;

    private static final Map<String, Supplier<Digest>> HMACS = Map.of( // RFC 8018 B.1.2
            "1.2.840.113549.2.7",
            SHA1Digest::new,
            "1.2.840.113549.2.8",
            SHA224Digest::new,
            HMAC_SHA256,
            SHA256Digest::new,
            "1.2.840.113549.2.10",
            SHA384Digest::new,
            "1.2.840.113549.2.11",
            SHA512Digest::new,
            "1.2.840.113549.2.12",
            () -> new SHA512tDigest(224),
            "1.2.840.113549.2.13",
            () -> new SHA512tDigest(256));

    /** A cipher in CBC; keys are of {@code keyLength} bytes. */
    record Cipher(String name, int keyLength, Supplier<BlockCipher> engine) {
        private static final Map<String, Cipher> CIPHERS = Map.of( // RFC 8018 B.2, RFC 3565
                "2.16.840.1.101.3.4.1.2",
                new Cipher("AES-128-CBC", 16, AESEngine::newInstance),
                "2.16.840.1.101.3.4.1.22",
                new Cipher("AES-192-CBC", 24, AESEngine::newInstance),
                AES_256_CBC,
                new Cipher("AES-256-CBC", 32, AESEngine::newInstance),
                "1.2.840.113549.3.7",
                new Cipher("DES-EDE3-CBC", 24, DESedeEngine::new),
                "1.3.14.3.2.7",
                new Cipher("DES-CBC", 8, DESEngine::new));

        int blockLength() {
            return engine.get().getBlockSize();
        }
    }

    /** A key derivation with its parameters, checked against {@link KeyCosts}. */
    private interface Derivation {
        byte[] derive(char[] passphrase, int length);
    }

    private PBES() {}

    /**
     * Decrypts an EncryptedPrivateKeyInfo (RFC 5958 §3).
     *
     * @param passphrase of no length if there is none
     * @return a PrivateKeyInfo; the caller wipes it
     */
    static byte[] decrypt(byte[] der, char[] passphrase) throws ProtocolException, KeyFileException {
        var in = new DERReader(der);
        var info = in.sequence();
        in.expectEnd();
        var algorithm = info.sequence();
        byte[] encrypted = info.octetString();
        String scheme = algorithm.objectIdentifier();
        if (scheme.equals(PBES2)) {
            return decryptPBES2(algorithm.sequence(), encrypted, passphrase);
        }
        var old = PBES1.named(scheme);
        if (old == null) {
            throw FORMAT.unsupported("encrypted by scheme " + scheme + ", which is not known; " + Advice.OPENSSL);
        }
        return old.decrypt(algorithm.sequence(), encrypted, passphrase);
    }

    private static final class Advice {
        static final String OPENSSL = "convert it with: openssl pkcs8 -in FILE -topk8 -v2 aes256 -out NEW";

        private Advice() {}
    }

    private static byte[] decryptPBES2(DERReader parameters, byte[] encrypted, char[] passphrase)
            throws ProtocolException, KeyFileException {
        var derivation = derivation(parameters.sequence());
        var scheme = parameters.sequence();
        String identifier = scheme.objectIdentifier();
        var cipher = Cipher.CIPHERS.get(identifier);
        if (cipher == null) {
            throw FORMAT.unsupported("encrypted with cipher " + identifier + ", which is not known; " + Advice.OPENSSL);
        }
        byte[] iv = scheme.octetString();
        if (passphrase.length == 0) {
            throw FORMAT.needsPassphrase(cipher.name);
        }
        checkLengths(cipher, iv, encrypted);
        byte[] key = derivation.derive(passphrase, cipher.keyLength);
        return decrypted(cipher, key, iv, encrypted, cipher.name);
    }

    static void checkLengths(Cipher cipher, byte[] iv, byte[] encrypted) throws ProtocolException {
        int block = cipher.blockLength();
        if (iv.length != block || encrypted.length == 0 || encrypted.length % block != 0) {
            throw new ProtocolException("the encrypted part has a length that " + cipher.name + " can't give");
        }
    }

    static byte[] decrypted(Cipher cipher, byte[] key, byte[] iv, byte[] encrypted, String name)
            throws KeyFileException {
        byte[] padded = CBC.decrypt(cipher.engine.get(), key, iv, encrypted);
        Arrays.fill(key, (byte) 0);
        byte[] plain = CBC.unpadded(padded, cipher.blockLength());
        if (plain == null || !DERReader.isSequence(plain)) {
            throw FORMAT.wrongPassphrase(name, null);
        }
        return plain;
    }

    private static Derivation derivation(DERReader function) throws ProtocolException, KeyFileException {
        String identifier = function.objectIdentifier();
        return switch (identifier) {
            case PBKDF2 -> pbkdf2(function.sequence());
            case SCRYPT -> scrypt(function.sequence());
            default ->
                throw FORMAT.unsupported(
                        "encrypted with a key derived by " + identifier + ", which is not known; " + Advice.OPENSSL);
        };
    }

    /** RFC 8018 A.2. */
    private static Derivation pbkdf2(DERReader parameters) throws ProtocolException, KeyFileException {
        byte[] salt = salt(parameters.octetString());
        int iterations = iterations(parameters.number());
        Supplier<Digest> digest = SHA1Digest::new; // the default
        if (parameters.isNext(DERReader.INTEGER)) {
            parameters.skip(); // keyLength: the cipher says the same
        }
        if (parameters.hasMore()) {
            String function = parameters.sequence().objectIdentifier();
            digest = HMACS.get(function);
            if (digest == null) {
                throw FORMAT.unsupported("encrypted with a key derived by PBKDF2 with " + function
                        + ", which is not known; " + Advice.OPENSSL);
            }
        }
        return pbkdf2(digest, salt, iterations);
    }

    private static Derivation pbkdf2(Supplier<Digest> digest, byte[] salt, int iterations) {
        return (passphrase, length) -> {
            byte[] password = Passphrase.utf8(passphrase);
            var generator = new PKCS5S2ParametersGenerator(digest.get());
            generator.init(password, salt, iterations);
            var key = (KeyParameter) generator.generateDerivedParameters(8 * length);
            Arrays.fill(password, (byte) 0);
            return key.getKey();
        };
    }

    /** RFC 7914 §7.1. */
    private static Derivation scrypt(DERReader parameters) throws ProtocolException, KeyFileException {
        byte[] salt = salt(parameters.octetString());
        long n = parameters.number();
        long r = parameters.number();
        long p = parameters.number();
        if (n < 2 || Long.bitCount(n) != 1 || r == 0 || p == 0 || r == 1 && n > 0xffff) { // N < 2^(128·r/8)
            throw new ProtocolException("scrypt has parameters that RFC 7914 §2 does not allow");
        }
        BigInteger work = BigInteger.valueOf(n).multiply(BigInteger.valueOf(r));
        BigInteger copied =
                BigInteger.valueOf(p).multiply(BigInteger.valueOf(r)).shiftLeft(3);
        if (work.max(copied).shiftLeft(7).compareTo(BigInteger.valueOf(KeyCosts.SCRYPT_MEMORY)) > 0
                || work.multiply(BigInteger.valueOf(p)).compareTo(BigInteger.valueOf(KeyCosts.SCRYPT_WORK)) > 0) {
            throw FORMAT.unsupported("encrypted with scrypt of N=" + n + ", r=" + r + ", p=" + p
                    + "; at most 256 MiB and a work of N·r·p = 2²³ are spent on a file");
        }
        return (passphrase, length) -> {
            byte[] password = Passphrase.utf8(passphrase);
            byte[] key = SCrypt.generate(password, salt, (int) n, (int) r, (int) p, length);
            Arrays.fill(password, (byte) 0);
            return key;
        };
    }

    static byte[] salt(byte[] salt) throws ProtocolException {
        if (salt.length > KeyCosts.SALT) {
            throw new ProtocolException("a salt has " + salt.length + " bytes; at most 1,024 are allowed");
        }
        return salt;
    }

    static int iterations(long iterations) throws ProtocolException, KeyFileException {
        if (iterations == 0) {
            throw new ProtocolException("a key is derived in no iterations");
        }
        if (iterations > KeyCosts.PBKDF2_ITERATIONS) {
            throw FORMAT.unsupported(
                    "encrypted with a key derived in " + iterations + " iterations; at most 10,000,000 are worked off");
        }
        return (int) iterations;
    }

    /**
     * An EncryptedPrivateKeyInfo: AES-256-CBC with PBKDF2 and HMAC-SHA-256.
     *
     * @param info a PrivateKeyInfo; wiped
     */
    static byte[] encrypt(byte[] info, char[] passphrase, int iterations, SecureRandom random) {
        var cipher = Cipher.CIPHERS.get(AES_256_CBC);
        byte[] salt = new byte[SALT];
        byte[] iv = new byte[cipher.blockLength()];
        random.nextBytes(salt);
        random.nextBytes(iv);
        byte[] key = pbkdf2(SHA256Digest::new, salt, iterations).derive(passphrase, cipher.keyLength);
        byte[] padded = CBC.padded(info, cipher.blockLength());
        byte[] encrypted = CBC.encrypt(cipher.engine.get(), key, iv, padded);
        Arrays.fill(key, (byte) 0);
        Arrays.fill(padded, (byte) 0);
        Arrays.fill(info, (byte) 0);
        var function = DERWriter.sequence(DERWriter.objectIdentifier(HMAC_SHA256), DERWriter.nothing());
        var derivation = DERWriter.sequence(
                DERWriter.objectIdentifier(PBKDF2),
                DERWriter.sequence(DERWriter.octetString(salt), DERWriter.integer(iterations), function));
        var encryption = DERWriter.sequence(DERWriter.objectIdentifier(AES_256_CBC), DERWriter.octetString(iv));
        return DERWriter.sequence(
                DERWriter.sequence(DERWriter.objectIdentifier(PBES2), DERWriter.sequence(derivation, encryption)),
                DERWriter.octetString(encrypted));
    }
}
