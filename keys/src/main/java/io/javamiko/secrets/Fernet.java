package io.javamiko.secrets;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.crypto.JCA;
import io.javamiko.secrets.InvalidTokenException.Reason;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Encrypts and authenticates small secrets by the published Fernet specification, version 0x80, byte for byte what Python's
 * {@code cryptography} reads and writes: AES-128-CBC, HMAC-SHA-256, and the time of writing in the clear.
 *
 * <p>The first key encrypts, every key decrypts: to replace a key, put the new one in front, {@link #rotate} what is stored, and
 * drop the old one. {@link #close()} wipes the keys. Thread-safe.
 */
public final class Fernet implements AutoCloseable {
    /** How far from the future a token may be, for clocks that differ. */
    public static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    /** The most bytes that are encrypted as one token. */
    public static final int MAX_MESSAGE = 16 * 1024 * 1024;

    private static final int MAX_TOKEN = (MAX_MESSAGE + 128) / 3 * 4;
    private static final int MAX_KEYS = 1024;

    private final List<FernetKey> keys;
    private final SecureRandom random;
    private final Clock clock;

    private Fernet(List<FernetKey> keys, SecureRandom random, Clock clock) {
        this.keys = keys;
        this.random = random;
        this.clock = clock;
    }

    /** A new key: 32 bytes from the system's random source in base64url, 44 characters; the caller wipes it. */
    public static char[] generateKey() {
        byte[] key = new byte[FernetKey.LENGTH];
        JCA.secureRandom().nextBytes(key);
        byte[] base64 = Base64.getUrlEncoder().encode(key);
        char[] text = new char[base64.length];
        for (int i = 0; i < text.length; i++) {
            text[i] = (char) base64[i];
        }
        Arrays.fill(key, (byte) 0);
        Arrays.fill(base64, (byte) 0);
        return text;
    }

    /**
     * Encrypts with the first key and decrypts with any.
     *
     * @param keys 1–1,024, each as {@link #generateKey()} makes them; the caller wipes them
     * @throws IllegalArgumentException if one is not 32 bytes in base64url
     */
    public static Fernet of(char[]... keys) {
        return of(List.of(keys), JCA.secureRandom(), Clock.systemUTC());
    }

    /** As {@link #of(char[]...)}, with this random source and clock. */
    public static Fernet of(List<char[]> keys, SecureRandom random, Clock clock) {
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new IllegalArgumentException("Fernet takes 1 to 1,024 keys, not " + keys.size());
        }
        var decoded = new ArrayList<FernetKey>();
        for (char[] key : keys) {
            decoded.add(FernetKey.parse(key));
        }
        return new Fernet(List.copyOf(decoded), random, clock);
    }

    /**
     * A token of {@code message}, in base64url.
     *
     * @param message at most 16 MiB; the caller wipes it
     */
    public String encrypt(byte[] message) {
        if (message.length > MAX_MESSAGE) {
            throw new IllegalArgumentException("a token holds at most 16 MiB, not " + message.length + " bytes");
        }
        return seal(message, clock.instant().getEpochSecond());
    }

    private String seal(byte[] message, long timestamp) {
        byte[] iv = new byte[FernetToken.IV];
        random.nextBytes(iv);
        return new String(Base64.getUrlEncoder().encode(keys.get(0).seal(timestamp, iv, message)), US_ASCII);
    }

    /**
     * What a token holds, however old it is.
     *
     * @return the caller wipes it
     * @throws InvalidTokenException if it is none, or no key made it
     */
    public byte[] decrypt(String token) throws InvalidTokenException {
        return open(FernetToken.parse(decoded(token)));
    }

    /**
     * What a token holds, if it is not older than {@code timeToLive}.
     *
     * @param timeToLive zero or more, in whole seconds; the rest is dropped
     * @return the caller wipes it
     * @throws InvalidTokenException if it is none, no key made it, it is too old, or more than {@link #CLOCK_SKEW} from the future
     */
    public byte[] decrypt(String token, Duration timeToLive) throws InvalidTokenException {
        if (timeToLive.isNegative()) {
            throw new IllegalArgumentException("a time to live can't be negative: " + timeToLive);
        }
        var parsed = FernetToken.parse(decoded(token));
        byte[] message = open(parsed);
        try {
            checkAge(parsed.timestamp(), timeToLive.toSeconds());
        } catch (InvalidTokenException e) {
            Arrays.fill(message, (byte) 0);
            throw e;
        }
        return message;
    }

    private void checkAge(long timestamp, long timeToLive) throws InvalidTokenException {
        long now = clock.instant().getEpochSecond();
        if (timestamp < 0 || timestamp > now + CLOCK_SKEW.toSeconds()) { // a uint64 over 2⁶³−1 appears negative
            throw new InvalidTokenException(
                    Reason.FROM_THE_FUTURE, "a token was made more than 60 s from now; compare the clocks");
        }
        if (now - timestamp > timeToLive) {
            throw new InvalidTokenException(
                    Reason.EXPIRED, "a token is " + (now - timestamp) + " s old; " + timeToLive + " s are allowed");
        }
    }

    /**
     * The same message under the first key, with the time that the token had.
     *
     * @throws InvalidTokenException as {@link #decrypt(String)}
     */
    public String rotate(String token) throws InvalidTokenException {
        var parsed = FernetToken.parse(decoded(token));
        byte[] message = open(parsed);
        try {
            return seal(message, parsed.timestamp());
        } finally {
            Arrays.fill(message, (byte) 0);
        }
    }

    /** With the key that made it; each is tried, so that the time tells nothing about which. */
    private byte[] open(FernetToken token) throws InvalidTokenException {
        FernetKey found = null;
        for (var key : keys) {
            if (MessageDigest.isEqual(key.mac(token.signed()), token.mac())) {
                found = key;
            }
        }
        byte[] message = found == null ? null : found.open(token);
        if (message == null) {
            throw new InvalidTokenException(
                    Reason.WRONG_KEY, "a token was made with another key than those given, or changed since");
        }
        return message;
    }

    private static byte[] decoded(String token) throws InvalidTokenException {
        if (token.length() > MAX_TOKEN || token.length() % 4 != 0) { // the padding belongs to a token
            throw new InvalidTokenException(
                    Reason.MALFORMED, "a token is a multiple of four characters, and has no more than 16 MiB in it");
        }
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException(Reason.MALFORMED, "a token is not in base64url");
        }
    }

    /** Wipes the keys; everything but this is an {@link IllegalStateException} afterwards. */
    @Override
    public void close() {
        keys.forEach(FernetKey::close);
    }

    @Override
    public String toString() {
        return "Fernet with " + keys.size() + " keys";
    }
}
