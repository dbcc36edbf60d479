package io.javamiko.keys.files;

import io.javamiko.ProtocolException;
import io.javamiko.keys.files.KeyFileException.Reason;

/** Public key files of the formats that are no lines; which one it is, the file itself says. Stateless. */
public final class PublicKeyFiles {
    private static final int LINE = 64; // characters of Base64 in PEM

    private PublicKeyFiles() {}

    /** Whether a file is in one of these formats; a file of lines is not. */
    public static boolean isBlock(byte[] file) {
        return switch (KeyFormat.of(file)) {
            case RFC_4716, PEM_PUBLIC, PEM_RSA_PUBLIC -> true;
            default -> false;
        };
    }

    /**
     * Whether a file is a line with a key or a certificate, as far as its beginning tells.
     *
     * @throws KeyFileException if it is something that is known, and no public key; it says what
     */
    public static boolean isLine(byte[] file) throws KeyFileException {
        var format = KeyFormat.of(file);
        return switch (format) {
            case SSH_LINE, ECDSA_LINE, SK_LINE, CERTIFICATE_LINE -> true;
            case RFC_4716, PEM_PUBLIC, PEM_RSA_PUBLIC -> false;
            default ->
                throw new KeyFileException(
                        Reason.NOT_A_PUBLIC_KEY, "this is " + format.description + ", and a public key is needed");
        };
    }

    /**
     * Reads a file of which {@link #isBlock} is true.
     *
     * @throws KeyFileException if it is malformed, or its key of a kind that SSH does not have
     */
    public static PublicKeyContents open(byte[] file) throws KeyFileException {
        var format = KeyFormat.of(file);
        try {
            return switch (format) {
                case RFC_4716 -> RFC4716.parse(file);
                case PEM_PUBLIC ->
                    new PublicKeyContents(
                            PublicKeyInfo.decode(PEM.parse(file, format).body()), "");
                case PEM_RSA_PUBLIC ->
                    new PublicKeyContents(
                            PublicKeyInfo.rsa(PEM.parse(file, format).body()), "");
                default -> throw new IllegalArgumentException("this is " + format.description);
            };
        } catch (ProtocolException e) {
            throw format.malformed(e);
        }
    }

    /**
     * A file in one of these formats.
     *
     * @param format another than a line's
     * @throws KeyFileException if the format has no form for this type of key
     */
    public static byte[] format(PublicKeyContents contents, PublicKeyFormat format) throws KeyFileException {
        try {
            return switch (format) {
                case RFC4716 -> RFC4716.format(contents);
                case PKCS8 -> PEM.format(KeyFormat.PEM_PUBLIC, PublicKeyInfo.encode(contents.blob()), LINE);
                case PEM -> PEM.format(KeyFormat.PEM_RSA_PUBLIC, PublicKeyInfo.encodeRSA(contents.blob()), LINE);
                case OPENSSH -> throw new IllegalArgumentException("a line is PublicKeyLine's matter");
            };
        } catch (ProtocolException e) {
            throw new IllegalArgumentException("a key in memory is malformed", e);
        }
    }
}
