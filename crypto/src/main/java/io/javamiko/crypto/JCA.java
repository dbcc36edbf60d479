package io.javamiko.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door to the Java Cryptography Architecture: the only class that calls {@code getInstance}. Thread-safe.
 *
 * <p>The JDK's own providers serve, also where another one stands before them in the user's list: with Bouncy Castle in
 * front AES-GCM was measured 50 times slower. Only what they lack, or a runtime without them, is served in the order
 * of the list. What serves is logged once.
 */
public final class JCA {
    private static final Logger LOG = LoggerFactory.getLogger(JCA.class);
    private static final List<Provider> JDK = Stream.of("SunJCE", "SUN", "SunRsaSign", "SunEC")
            .map(Security::getProvider)
            .filter(Objects::nonNull)
            .toList();

    static {
        Provider serving = cipher("AES/GCM/NoPadding").getProvider();
        if (JDK.contains(serving)) {
            LOG.debug("AES is served by {}", serving);
        } else {
            LOG.warn("AES is served by {}, not by the JDK's SunJCE: it may be many times slower", serving);
        }
    }

    private JCA() {}

    /** A new message digest, by its JCA name ({@code SHA-256}). */
    public static MessageDigest digest(String algorithm) {
        return find(
                algorithm,
                JDK,
                p -> MessageDigest.getInstance(algorithm, p),
                () -> MessageDigest.getInstance(algorithm));
    }

    /** A new MAC, by its JCA name ({@code HmacSHA256}). */
    public static Mac mac(String algorithm) {
        return find(algorithm, JDK, p -> Mac.getInstance(algorithm, p), () -> Mac.getInstance(algorithm));
    }

    /** A new cipher, by its transformation ({@code AES/CTR/NoPadding}). */
    public static Cipher cipher(String transformation) {
        return find(
                transformation,
                JDK,
                p -> Cipher.getInstance(transformation, p),
                () -> Cipher.getInstance(transformation));
    }

    /** Whether any provider has this cipher. */
    public static boolean hasCipher(String transformation) {
        try {
            return cipher(transformation) != null;
        } catch (IllegalStateException none) {
            return false;
        }
    }

    /** A new signature, by its JCA name ({@code SHA512withRSA}). */
    public static Signature signature(String algorithm) {
        return find(algorithm, JDK, p -> Signature.getInstance(algorithm, p), () -> Signature.getInstance(algorithm));
    }

    /** A new key factory, by its JCA name ({@code RSA}). */
    public static KeyFactory keyFactory(String algorithm) {
        return find(algorithm, JDK, p -> KeyFactory.getInstance(algorithm, p), () -> KeyFactory.getInstance(algorithm));
    }

    /** A new key pair generator, by its JCA name ({@code RSA}). */
    public static KeyPairGenerator keyPairGenerator(String algorithm) {
        return find(
                algorithm,
                JDK,
                p -> KeyPairGenerator.getInstance(algorithm, p),
                () -> KeyPairGenerator.getInstance(algorithm));
    }

    /** The runtime's source of randomness, in the user's order of providers: a certified generator stays in charge. */
    public static SecureRandom secureRandom() {
        return new SecureRandom();
    }

    /** Takes the first of {@code preferred} that has the algorithm, then what the user's list gives. */
    static <T> T find(String algorithm, List<Provider> preferred, From<T> from, Anywhere<T> anywhere) {
        for (Provider provider : preferred) {
            try {
                return from.get(provider);
            } catch (GeneralSecurityException | SecurityException notThere) {
                LOG.trace("{} has no {}", provider, algorithm);
            }
        }
        try {
            return anywhere.get();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no provider of " + algorithm, e);
        }
    }

    /** Asks one provider. */
    interface From<T> {
        T get(Provider provider) throws GeneralSecurityException;
    }

    /** Asks all providers in the user's order. */
    interface Anywhere<T> {
        T get() throws GeneralSecurityException;
    }
}
