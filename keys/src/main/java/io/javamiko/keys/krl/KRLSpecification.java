package io.javamiko.keys.krl;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import io.javamiko.keys.PublicKeyLine;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to revoke, in words (ssh-keygen(1), KEY REVOCATION LISTS): lines of {@code serial: 1-9}, {@code id: name},
 * {@code key: ssh-ed25519 AAAA…}, {@code sha1: …}, {@code sha256: …}, {@code hash: SHA256:…}, or public keys themselves. Stateless.
 */
public final class KRLSpecification {
    static final int LEAST_RSA_BITS = 1024; // what is too weak to use may be revoked all the same

    private KRLSpecification() {}

    /** Whose certificates {@code serial:} and {@code id:} mean. */
    public sealed interface Authority {
        /** Nobody's: such lines are an error. */
        record None() implements Authority {}

        /** Everybody's. */
        record Any() implements Authority {}

        /** Those of this key. */
        record Of(SSHPublicKey key) implements Authority {}
    }

    /** A list of all that a file says; see {@link #apply}. */
    public static KRL read(byte[] specification, Authority authority) throws KeyFileException {
        var revocations = new Revocations();
        apply(specification, authority, revocations);
        return new KRL(revocations, List.of());
    }

    /**
     * Adds all that a file says to a list.
     *
     * @param specification the file's bytes; blank lines, and what follows a {@code #}, do not count
     * @throws KeyFileException if a line can't be read; the message has its number, and nothing of the file is to be relied on
     */
    public static void apply(byte[] specification, Authority authority, Revocations to) throws KeyFileException {
        int number = 0;
        for (String line : new String(specification, UTF_8).split("\n", -1)) {
            number++;
            String text = line.replaceFirst("#.*", "").strip();
            try {
                if (!text.isEmpty()) {
                    apply(text, authority, to);
                }
            } catch (SSHException | IllegalArgumentException e) {
                throw malformed(number, e);
            }
        }
    }

    private static void apply(String line, Authority authority, Revocations to) throws SSHException {
        int colon = line.indexOf(':');
        String word = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        switch (word) {
            case "serial" -> serials(value, certificates(authority, to));
            case "id" -> certificates(authority, to).keyId(value);
            case "key" -> to.key(key(value));
            case "sha1" -> to.sha1(key(value));
            case "sha256" -> to.sha256(key(value));
            case "hash" -> to.sha256(value);
            default -> to.revoke(key(line));
        }
    }

    private static Revocations.Certificates certificates(Authority authority, Revocations to) {
        if (authority instanceof Authority.Of of) {
            return to.certificatesOf(of.key());
        }
        if (authority instanceof Authority.Any) {
            return to.certificatesOfAnyAuthority();
        }
        throw new IllegalArgumentException("certificates are revoked by serial or id only if their authority is named");
    }

    private static void serials(String value, Revocations.Certificates certificates) {
        String[] ends = value.split("-", 2);
        long first = serial(ends[0]);
        certificates.serials(first, ends.length == 1 ? first : serial(ends[1]));
    }

    /** In decimal, in hexadecimal behind {@code 0x}, in octal behind {@code 0}. */
    private static long serial(String text) {
        String digits = text.strip().toLowerCase(Locale.ROOT);
        try {
            if (digits.startsWith("0x")) {
                return Long.parseUnsignedLong(digits.substring(2), 16);
            }
            return Long.parseUnsignedLong(digits, digits.startsWith("0") ? 8 : 10);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + Sanitised.of(text) + "\" is no serial number", e);
        }
    }

    private static SSHPublicKey key(String line) throws KeyFileException {
        return PublicKeyLine.parse(line, LEAST_RSA_BITS).key();
    }

    /** A list of public keys, a line each: the other form of sshd's {@code RevokedKeys}. */
    static KRL ofKeys(byte[] file) throws KeyFileException {
        var revocations = new Revocations();
        int number = 0;
        for (String line : new String(file, UTF_8).split("\n", -1)) {
            number++;
            String text = line.strip();
            try {
                if (!text.isEmpty() && !text.startsWith("#")) {
                    revocations.key(key(text));
                }
            } catch (KeyFileException e) {
                throw malformed(number, e);
            }
        }
        return new KRL(revocations, List.of());
    }

    private static KeyFileException malformed(int number, Exception e) {
        return new KeyFileException(
                Reason.MALFORMED, "line " + number + " of what is revoked can't be read: " + e.getMessage(), e);
    }

    /** What a list holds, as a specification; hashes by SHA-1, which have no word, are in comments. */
    static String of(KRL list) {
        var out = new StringBuilder();
        for (byte[] key : list.keys()) {
            out.append("hash: ").append(describe(key)).append('\n');
        }
        var base64 = Base64.getEncoder().withoutPadding();
        for (byte[] hash : list.sha256()) {
            out.append("hash: SHA256:").append(base64.encodeToString(hash)).append('\n');
        }
        for (byte[] hash : list.sha1()) {
            out.append("# hash SHA1:").append(base64.encodeToString(hash)).append('\n');
        }
        list.certificates().forEach((authority, revoked) -> {
            out.append(authority.length == 0 ? "\n# Wildcard CA\n" : "\n# CA key " + describe(authority) + "\n");
            for (var range : revoked.serials().ranges()) {
                out.append("serial: ").append(Long.toUnsignedString(range.first()));
                out.append(range.count() == 1 ? "" : "-" + Long.toUnsignedString(range.last()));
                out.append('\n');
            }
            revoked.keyIds()
                    .forEach(id -> out.append("id: ").append(Sanitised.of(id)).append('\n'));
        });
        return out.toString();
    }

    private static String describe(byte[] blob) {
        Optional<String> type = KRL.type(blob);
        String fingerprint = KRL.fingerprint(blob);
        return fingerprint + type.map(name -> " # " + Sanitised.of(name)).orElse("");
    }
}
