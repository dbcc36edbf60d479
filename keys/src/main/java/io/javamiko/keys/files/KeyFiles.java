package io.javamiko.keys.files;

import io.javamiko.keys.files.KeyFileException.Reason;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/** Private key files of every format that is read; which one it is, the file itself says. Stateless. */
public final class KeyFiles {
    /** A key file or list is not read if it has more bytes. */
    public static final int MAX_FILE = 16 * 1024 * 1024;

    /** Rounds of bcrypt that a file is written with unless the caller says otherwise. */
    public static final int DEFAULT_ROUNDS = OpenSSHKeyFile.DEFAULT_ROUNDS;

    /** A file with more rounds of bcrypt is neither written nor read. */
    public static final int MAX_ROUNDS = KeyCosts.BCRYPT_ROUNDS;

    private KeyFiles() {}

    /**
     * The bytes of a file of at most {@link #MAX_FILE} bytes.
     *
     * @throws KeyFileException if it has more
     * @throws IOException if it can't be read
     */
    public static byte[] read(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        try (var in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_FILE + 1);
            if (bytes.length > MAX_FILE) {
                throw new KeyFileException(
                        Reason.NOT_A_PRIVATE_KEY, file + " has more than 16 MiB; no file of keys has");
            }
            return bytes;
        }
    }

    /**
     * Opens a private key file.
     *
     * @param file the whole file
     * @param passphrase of no length if there is none; not looked at if the file is not encrypted; not wiped here
     */
    public static KeyFileContents open(byte[] file, char[] passphrase) throws KeyFileException {
        return parse(file).open(passphrase);
    }

    /**
     * The public key's blob of a private key file.
     *
     * @throws KeyFileException also, by {@link Reason#NEEDS_PASSPHRASE}, if it is encrypted like the private key: OpenSSH and PuTTY
     *     leave it in the clear, PEM and PKCS#8 do not
     */
    public static byte[] publicBlob(byte[] file) throws KeyFileException {
        return parse(file).publicBlob();
    }

    /** Whether a private key file can only be opened with a passphrase. */
    public static boolean isEncrypted(byte[] file) throws KeyFileException {
        return parse(file).isEncrypted();
    }

    private static PrivateKeyFile parse(byte[] file) throws KeyFileException {
        var format = KeyFormat.of(file);
        return switch (format) {
            case OPENSSH -> OpenSSHKeyFile.parse(file);
            case PKCS1, SEC1, DSA, PKCS8, PKCS8_ENCRYPTED -> PEMKeyFile.parse(file, format);
            case PUTTY -> PuTTYKeyFile.parse(file);
            default -> throw format.notAPrivateKey();
        };
    }

    /**
     * A file in one of the formats.
     *
     * @param contents not padded; not closed here
     * @param passphrase of no length to write it in the clear; not wiped here
     * @throws KeyFileException if the format has no form for this type of key
     */
    public static byte[] format(KeyFileContents contents, KeyFileFormat format, char[] passphrase, SecureRandom random)
            throws KeyFileException {
        return switch (format) {
            case OPENSSH -> OpenSSHKeyFile.format(contents, passphrase, DEFAULT_ROUNDS, random);
            case PKCS8 -> PEMKeyFile.formatPKCS8(contents, passphrase, random);
            case PUTTY -> PuTTYKeyFile.format(contents, passphrase, random);
        };
    }

    /**
     * A file in OpenSSH's format.
     *
     * @param contents not padded; not closed here
     * @param passphrase of no length to write it in the clear; not wiped here
     * @param rounds of bcrypt, 1–2,048
     */
    public static byte[] format(KeyFileContents contents, char[] passphrase, int rounds, SecureRandom random) {
        if (rounds < 1 || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("bcrypt takes 1 to 2,048 rounds here, not " + rounds);
        }
        return OpenSSHKeyFile.format(contents, passphrase, rounds, random);
    }
}
