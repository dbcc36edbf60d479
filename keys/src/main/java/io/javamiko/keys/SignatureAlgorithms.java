package io.javamiko.keys;

import io.javamiko.crypto.AlgorithmUse;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The names of signature algorithms for host and user keys, with the type of key that each belongs to.
 *
 * <p>Every algorithm has a second name for keys that come in a certificate (PROTOCOL.certkeys): {@code rsa-sha2-512} and
 * {@code rsa-sha2-512-cert-v01@openssh.com}. The signature itself names the plain one.
 */
public final class SignatureAlgorithms {
    private static final String CERTIFICATE = "-cert-v01@openssh.com";
    private static final String OPENSSH = "@openssh.com";

    private record Row(String name, String keyType, AlgorithmUse use) {
        Row inCertificate() {
            return new Row(certified(name), certified(keyType), use);
        }
    }

    private static final List<Row> PLAIN = List.of( // in order of preference
            new Row("ssh-ed25519", "ssh-ed25519", AlgorithmUse.DEFAULT), // RFC 8709
            new Row("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", AlgorithmUse.DEFAULT), // RFC 5656
            new Row("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", AlgorithmUse.DEFAULT),
            new Row("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", AlgorithmUse.DEFAULT),
            new Row(SKEd25519PublicKey.TYPE, SKEd25519PublicKey.TYPE, AlgorithmUse.DEFAULT), // PROTOCOL.u2f
            new Row(SKECDSAPublicKey.TYPE, SKECDSAPublicKey.TYPE, AlgorithmUse.DEFAULT),
            new Row(Ed448PublicKey.TYPE, Ed448PublicKey.TYPE, AlgorithmUse.DEFAULT), // RFC 8709
            new Row("rsa-sha2-512", "ssh-rsa", AlgorithmUse.DEFAULT), // RFC 8332
            new Row("rsa-sha2-256", "ssh-rsa", AlgorithmUse.DEFAULT),
            new Row(MLDSA44Ed25519PublicKey.TYPE, MLDSA44Ed25519PublicKey.TYPE, AlgorithmUse.AVAILABLE),
            new Row(SKECDSAPublicKey.WEBAUTHN, SKECDSAPublicKey.TYPE, AlgorithmUse.AVAILABLE), // PROTOCOL.u2f
            new Row("ssh-rsa", "ssh-rsa", AlgorithmUse.LEGACY), // RFC 4253 §6.6, with SHA-1
            new Row(DSAPublicKey.TYPE, DSAPublicKey.TYPE, AlgorithmUse.LEGACY)); // RFC 4253 §6.6, 1,024 bits and SHA-1

    private static final List<Row> ROWS = Stream.concat(
                    PLAIN.stream(), PLAIN.stream().map(Row::inCertificate))
            .toList();

    private SignatureAlgorithms() {}

    private static List<String> names(Predicate<Row> predicate) {
        return ROWS.stream().filter(predicate).map(Row::name).toList();
    }

    /** What a connection uses unless told otherwise, in order of preference; the certificates' names come last. */
    public static List<String> modern() {
        return names(row -> row.use == AlgorithmUse.DEFAULT);
    }

    /** What is sound, but young or seldom wanted, and used only where a caller names it. */
    public static List<String> available() {
        return names(row -> row.use == AlgorithmUse.AVAILABLE);
    }

    /** What is broken or weak, and used only where a caller names it. */
    public static List<String> legacy() {
        return names(row -> row.use == AlgorithmUse.LEGACY);
    }

    /** All of them, in order of preference: those of {@link #modern()}, {@link #available()} and {@link #legacy()}. */
    public static List<String> all() {
        return Stream.of(modern(), available(), legacy()).flatMap(List::stream).toList();
    }

    /** Whether this library can verify with the algorithm, legacy ones included. */
    public static boolean isKnown(String name) {
        return keyType(name).isPresent();
    }

    /** Whether it is the name of an algorithm for keys in certificates, as {@code ssh-ed25519-cert-v01@openssh.com}. */
    public static boolean isCertificate(String name) {
        return name.endsWith(CERTIFICATE);
    }

    /**
     * The name that stands in the signature: that of the algorithm itself, without the certificate; a plain name is its own.
     * The same for a key's type.
     */
    public static String plain(String name) {
        if (!isCertificate(name)) {
            return name;
        }
        String bare = name.substring(0, name.length() - CERTIFICATE.length());
        return PLAIN.stream().anyMatch(row -> row.name.equals(bare + OPENSSH)) ? bare + OPENSSH : bare;
    }

    /** The name of a plain algorithm, or a plain key's type, for keys in certificates. */
    public static String certified(String name) {
        String bare = name.endsWith(OPENSSH) ? name.substring(0, name.length() - OPENSSH.length()) : name;
        return bare + CERTIFICATE;
    }

    /** The type of key ({@link SSHPublicKey#type()}) that signs with this algorithm; empty if the name is not known. */
    public static Optional<String> keyType(String name) {
        return ROWS.stream()
                .filter(row -> row.name.equals(name))
                .map(Row::keyType)
                .findFirst();
    }

    /** The algorithms that a type of key signs with, best first, without legacy ones; empty for a type not known. */
    public static List<String> ofKeyType(String keyType) {
        return names(row -> row.keyType.equals(keyType) && row.use != AlgorithmUse.LEGACY);
    }

    /** As {@link #ofKeyType}, legacy ones last. */
    public static List<String> allOfKeyType(String keyType) {
        return names(row -> row.keyType.equals(keyType));
    }
}
