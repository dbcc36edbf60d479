package io.javamiko.keys;

import java.util.List;
import java.util.Optional;

/** The names of signature algorithms for host and user keys, with the type of key that each belongs to. */
public final class SignatureAlgorithms {
    private record Row(String name, String keyType, boolean isLegacy) {}

    private static final List<Row> ROWS = List.of( // in order of preference
            new Row("ssh-ed25519", "ssh-ed25519", false), // RFC 8709
            new Row("ecdsa-sha2-nistp256", "ecdsa-sha2-nistp256", false), // RFC 5656
            new Row("ecdsa-sha2-nistp384", "ecdsa-sha2-nistp384", false),
            new Row("ecdsa-sha2-nistp521", "ecdsa-sha2-nistp521", false),
            new Row("rsa-sha2-512", "ssh-rsa", false), // RFC 8332
            new Row("rsa-sha2-256", "ssh-rsa", false),
            new Row("ssh-rsa", "ssh-rsa", true)); // RFC 4253 §6.6, with SHA-1

    private SignatureAlgorithms() {}

    /** What a connection uses unless told otherwise, in order of preference. */
    public static List<String> modern() {
        return ROWS.stream().filter(row -> !row.isLegacy).map(Row::name).toList();
    }

    /** What is broken or weak, and used only where a caller names it. */
    public static List<String> legacy() {
        return ROWS.stream().filter(Row::isLegacy).map(Row::name).toList();
    }

    /** Whether this library can sign and verify with the algorithm, legacy ones included. */
    public static boolean isKnown(String name) {
        return keyType(name).isPresent();
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
        return ROWS.stream()
                .filter(row -> row.keyType.equals(keyType) && !row.isLegacy)
                .map(Row::name)
                .toList();
    }
}
