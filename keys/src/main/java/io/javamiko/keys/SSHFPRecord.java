package io.javamiko.keys;

import io.javamiko.Sanitised;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * The value of an SSHFP resource record: a host key's hash for the DNS (RFC 4255). Immutable.
 *
 * <p>It tells who a host is only if DNSSEC protected it on its way here, which the resolver must say.
 */
public final class SSHFPRecord {
    /** The hash type SHA-1 (RFC 4255 §3.1.2), for old resolvers. */
    public static final int SHA1 = 1;

    /** The hash type SHA-256 (RFC 6594 §3.2). */
    public static final int SHA256 = 2;

    /** The number of the record type among those of the DNS (RFC 4255 §3.1). */
    public static final int TYPE = 44;

    private static final int MAX_FINGERPRINT = 255; // bytes

    /** The algorithm numbers (IANA, "SSHFP RR Types for public key algorithms") by type of key. */
    private static final Map<String, Integer> ALGORITHMS = Map.of(
            "ssh-rsa", 1, // RFC 4255
            "ssh-dss", 2, // RFC 4255
            "ecdsa-sha2-nistp256", 3, // RFC 6594
            "ecdsa-sha2-nistp384", 3,
            "ecdsa-sha2-nistp521", 3,
            "ssh-ed25519", 4, // RFC 7479
            "ssh-ed448", 6); // RFC 8709 §8

    private final int algorithm;
    private final int hashType;
    private final byte[] fingerprint;

    private SSHFPRecord(int algorithm, int hashType, byte[] fingerprint) {
        this.algorithm = algorithm;
        this.hashType = hashType;
        this.fingerprint = fingerprint;
    }

    /** The algorithm number of a type of key ({@link SSHPublicKey#type()}); empty if it has none. */
    public static Optional<Integer> algorithm(String keyType) {
        return Optional.ofNullable(ALGORITHMS.get(keyType));
    }

    /**
     * The record of a key.
     *
     * @param hashType {@link #SHA256}, or {@link #SHA1}
     * @throws IllegalArgumentException if the key's type has no number, or the hash type is another one
     */
    public static SSHFPRecord of(SSHPublicKey key, int hashType) {
        int algorithm = algorithm(key.type())
                .orElseThrow(() -> new IllegalArgumentException(
                        "a key of type " + Sanitised.of(key.type()) + " has no algorithm number for SSHFP records"));
        return new SSHFPRecord(
                algorithm,
                hashType,
                hash(key, hashType)
                        .orElseThrow(() -> new IllegalArgumentException("an SSHFP record has hash type 1 or 2")));
    }

    /** The records of a key, one a hash type, as {@code ssh-keygen -r} prints them; none if the key's type has no number. */
    public static List<SSHFPRecord> of(SSHPublicKey key) {
        return algorithm(key.type()).isEmpty() ? List.of() : List.of(of(key, SHA1), of(key, SHA256));
    }

    /**
     * Reads a record's value as text: {@code 4 2 0123…}. Numbers that are not known here are kept, and match no key.
     *
     * @throws IllegalArgumentException if it has not this form, a number over 255, or no hash or one of over 255 bytes
     */
    public static SSHFPRecord parse(String text) {
        String[] fields = text.strip().split("[ \t]+", 3);
        String hex = fields.length == 3
                ? fields[2].replaceAll("[ \t()]", "")
                : ""; // zone files may break it (RFC 1035 §5.1)
        boolean isRecord = fields.length == 3
                && fields[0].matches("[0-9]{1,3}")
                && fields[1].matches("[0-9]{1,3}")
                && hex.matches("([0-9A-Fa-f]{2}){1," + MAX_FINGERPRINT + "}");
        if (!isRecord || Integer.parseInt(fields[0]) > 255 || Integer.parseInt(fields[1]) > 255) {
            throw new IllegalArgumentException("an SSHFP record is an algorithm, a hash type and a hash in hexadecimal,"
                    + " as 4 2 0123…; this is: " + Sanitised.of(text.substring(0, Math.min(80, text.length()))));
        }
        return new SSHFPRecord(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT)));
    }

    private static Optional<byte[]> hash(SSHPublicKey key, int hashType) {
        return switch (hashType) {
            case SHA1 -> Optional.of(Fingerprint.hash(new SHA1Digest(), key.blob()));
            case SHA256 -> Optional.of(Fingerprint.hash(new SHA256Digest(), key.blob()));
            default -> Optional.empty();
        };
    }

    /** The number of the key's algorithm, 0–255. */
    public int algorithm() {
        return algorithm;
    }

    /** The number of the hash, 0–255. */
    public int hashType() {
        return hashType;
    }

    /** The hash, a copy. */
    public byte[] fingerprint() {
        return fingerprint.clone();
    }

    /** Whether it is a record of this key. */
    public boolean matches(SSHPublicKey key) {
        return algorithm(key.type()).filter(number -> number == algorithm).isPresent()
                && hash(key, hashType)
                        .filter(hash -> Arrays.equals(hash, fingerprint))
                        .isPresent();
    }

    /** The value as in a zone file: {@code 4 2 0123…}. */
    public String format() {
        return algorithm + " " + hashType + " " + HexFormat.of().formatHex(fingerprint);
    }

    /** The value for name servers that do not know the type (RFC 3597 §5): {@code \# 34 04 02 0123…}. */
    public String formatGeneric() {
        var hex = HexFormat.of();
        return "\\# " + (fingerprint.length + 2) + " " + hex.toHexDigits((byte) algorithm) + " "
                + hex.toHexDigits((byte) hashType) + " " + hex.formatHex(fingerprint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SSHFPRecord that
                && algorithm == that.algorithm
                && hashType == that.hashType
                && Arrays.equals(fingerprint, that.fingerprint);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * algorithm + hashType) + Arrays.hashCode(fingerprint);
    }

    @Override
    public String toString() {
        return "SSHFP " + format();
    }
}
