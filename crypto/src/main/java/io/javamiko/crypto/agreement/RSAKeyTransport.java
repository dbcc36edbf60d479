package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.JCA;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;

/**
 * The transient RSA key of {@code rsa2048-sha256} (RFC 4432 §4, §6): the client chooses K and encrypts it with OAEP.
 *
 * <p>The server makes a key for each exchange and forgets it afterwards: what is recorded stays secret when the server is
 * broken into later, and as one ciphertext is decrypted under a key, no answer of ours helps with another (Manger's attack).
 * Making one takes some 100 ms of CPU time (measured; the server's part in {@code diffie-hellman-group18-sha512} takes 26); who
 * may ask for it is bounded by the limits on connections without a login and on the peer's key exchanges.
 */
public final class RSAKeyTransport {
    private static final int BITS = 2048;
    private static final int MAX_BITS = 16384;
    private static final int HASH_BITS = 256;
    private static final AlgorithmParameterSpec OAEP =
            new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT);

    private RSAKeyTransport() {}

    /** A new key pair of 2,048 bits. */
    public static KeyPair generate(SecureRandom random) {
        try {
            var generator = JCA.keyPairGenerator("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(BITS, RSAKeyGenParameterSpec.F4), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime makes no RSA keys", e);
        }
    }

    /**
     * The transient key that a server sent.
     *
     * @throws ProtocolException if it has less than 2,048 bits or more than 16,384, or its exponent is even or below 3
     */
    public static RSAPublicKey fromPeer(BigInteger e, BigInteger n) throws ProtocolException {
        if (n.signum() < 0 || n.bitLength() < BITS || n.bitLength() > MAX_BITS || !n.testBit(0)) {
            throw new ProtocolException("a transient RSA key of %d bits is not one of 2048 to 16384 bits (RFC 4432 §6)"
                    .formatted(n.bitLength()));
        }
        if (e.compareTo(BigInteger.TWO) <= 0 || !e.testBit(0) || e.bitLength() > 64) {
            throw new ProtocolException("a transient RSA key has an exponent that can't be (RFC 4432 §4)");
        }
        try {
            return (RSAPublicKey) JCA.keyFactory("RSA").generatePublic(new RSAPublicKeySpec(n, e));
        } catch (GeneralSecurityException invalid) {
            throw new ProtocolException("a transient RSA key is invalid (RFC 4432 §4)", invalid);
        }
    }

    /** A new K: a number below 2 to the power of KLEN - 2 * HLEN - 49 (RFC 4432 §4). */
    public static SharedSecret newSecret(RSAPublicKey key, SecureRandom random) {
        int bits = key.getModulus().bitLength() - 2 * HASH_BITS - 49;
        byte[] k = new byte[(bits + 7) / 8];
        random.nextBytes(k);
        k[0] &= (byte) (0xff >>> (8 * k.length - bits));
        try {
            return SharedSecret.ofMPInt(k);
        } finally {
            Arrays.fill(k, (byte) 0);
        }
    }

    /** K with its length, encrypted. */
    public static byte[] encrypt(RSAPublicKey key, SharedSecret secret, SecureRandom random) {
        byte[] encoded = secret.encoded();
        try {
            var cipher = JCA.cipher("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, OAEP, random);
            return cipher.doFinal(encoded);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("OAEP failed on a checked key", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /**
     * K, as the client encrypted it.
     *
     * @throws ProtocolException if it does not decrypt, or is no mpint of the right range: one error, which does not tell which
     */
    public static SharedSecret decrypt(KeyPair pair, byte[] ciphertext) throws ProtocolException {
        byte[] encoded = {};
        try {
            if (ciphertext.length != BITS / 8) {
                throw refused(); // the JDK takes shorter ones, RFC 8017 §7.1.2 does not
            }
            var cipher = JCA.cipher("RSA/ECB/OAEPPadding");
            cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate(), OAEP);
            encoded = cipher.doFinal(ciphertext);
            return checked(encoded);
        } catch (GeneralSecurityException e) {
            throw refused();
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    /** OAEP leaves room for 190 bytes: what is positive and fits with its length has 1,487 bits at most, as §4 wants it. */
    private static SharedSecret checked(byte[] encoded) throws ProtocolException {
        byte[] magnitude = Arrays.copyOfRange(encoded, Math.min(4, encoded.length), encoded.length);
        var secret = SharedSecret.ofMPInt(magnitude);
        byte[] canonical = secret.encoded(); // the one encoding of a positive number (RFC 4251 §5)
        try {
            if (MessageDigest.isEqual(canonical, encoded)) {
                return secret;
            }
            secret.close();
            throw refused();
        } finally {
            Arrays.fill(magnitude, (byte) 0);
            Arrays.fill(canonical, (byte) 0);
        }
    }

    private static ProtocolException refused() {
        return new ProtocolException("the client's encrypted secret is none (RFC 4432 §4)");
    }
}
