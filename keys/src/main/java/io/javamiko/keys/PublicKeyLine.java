package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import java.util.Base64;

/**
 * A public key as text: {@code ssh-ed25519 AAAA… comment}, the line of a {@code .pub} file.
 *
 * @param key the key
 * @param comment what follows it, may be empty; line ends and other control characters are not allowed
 */
public record PublicKeyLine(SSHPublicKey key, String comment) {
    private static final int MAX_LENGTH = 64 * 1024; // characters

    /** @throws IllegalArgumentException if the comment has a control character: it would make another line of its rest */
    public PublicKeyLine {
        if (!isComment(comment)) {
            throw new IllegalArgumentException("a comment can't have control characters: " + Sanitised.of(comment));
        }
    }

    static boolean isComment(String text) {
        return text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f);
    }

    /**
     * Reads one line: type, blob in Base64, and the rest as comment. Blanks before, between and behind them do not matter.
     *
     * @throws KeyFileException if it is no such line, or holds a key that {@link SSHPublicKey#decode(byte[])} refuses
     */
    public static PublicKeyLine parse(String line) throws KeyFileException {
        return parse(line, SSHPublicKey.DEFAULT_MINIMUM_RSA_BITS);
    }

    /**
     * As {@link #parse(String)}, for who must deal with old RSA keys.
     *
     * @param minimumRSABits 1,024–16,384
     */
    public static PublicKeyLine parse(String line, int minimumRSABits) throws KeyFileException {
        if (line.length() > MAX_LENGTH) {
            throw malformed("a public key line has " + line.length() + " characters; 65,536 are allowed", null);
        }
        String[] fields = line.strip().split("[ \t]+", 3);
        if (fields.length < 2) {
            throw malformed("a public key line has a type, a blank and a key in Base64; this has not", null);
        }
        SSHPublicKey key = key(fields[1], minimumRSABits);
        if (!key.type().equals(fields[0])) {
            throw malformed(
                    "a public key line says " + Sanitised.of(fields[0]) + ", but its key is " + key.type(), null);
        }
        String comment = fields.length == 3 ? fields[2] : "";
        try {
            return new PublicKeyLine(key, comment);
        } catch (IllegalArgumentException e) {
            throw malformed("a public key's comment has control characters", e);
        }
    }

    private static SSHPublicKey key(String base64, int minimumRSABits) throws KeyFileException {
        try {
            return SSHPublicKey.decode(Base64.getDecoder().decode(base64), minimumRSABits);
        } catch (IllegalArgumentException e) {
            throw malformed("a public key line's second field is not Base64", e);
        } catch (ProtocolException e) {
            throw malformed("a public key line holds no key that can be used: " + e.getMessage(), e);
        }
    }

    private static KeyFileException malformed(String message, Exception cause) {
        return new KeyFileException(Reason.MALFORMED, message, cause);
    }

    /** The line, without a line end. */
    public String format() {
        String line = key.type() + " " + Base64.getEncoder().encodeToString(key.blob());
        return comment.isEmpty() ? line : line + " " + comment;
    }
}
