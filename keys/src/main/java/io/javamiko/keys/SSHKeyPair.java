package io.javamiko.keys;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import io.javamiko.crypto.JCA;
import io.javamiko.keys.files.KeyFileContents;
import io.javamiko.keys.files.KeyFileException;
import io.javamiko.keys.files.KeyFileException.Reason;
import io.javamiko.keys.files.KeyFileFormat;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.files.OwnerOnlyFile;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;

/**
 * A key pair in memory, which signs.
 *
 * <p>{@link #close()} wipes the private half, as far as the JVM lets anybody: numbers that arithmetic left behind go with the
 * garbage collector. Thread-safe; a pair made by {@link #withComment} shares its private half with the one it was made of.
 */
public final class SSHKeyPair implements Signer, AutoCloseable {
    private static final char[] NO_PASSPHRASE = {};
    private static final int MAX_COMMENT = 64 * 1024; // bytes

    private final PrivateKey privateKey;
    private final String comment;

    SSHKeyPair(PrivateKey privateKey, String comment) {
        this.privateKey = privateKey;
        this.comment = comment;
    }

    /**
     * A new key pair of a type's usual length: 3,072 bits for RSA.
     *
     * @param type {@code ssh-ed25519}, {@code ecdsa-sha2-nistp256}, {@code -nistp384}, {@code -nistp521}, {@code ssh-rsa}, {@code
     *     ssh-ed448}, {@code ssh-mldsa44-ed25519@openssh.com}, or for old peers {@code ssh-dss}
     */
    public static SSHKeyPair generate(String type) {
        return generate(type, JCA.secureRandom());
    }

    /** As {@link #generate(String)}, from this random source. */
    public static SSHKeyPair generate(String type, SecureRandom random) {
        return new SSHKeyPair(PrivateKey.generate(type, 0, random), "");
    }

    /** As {@link #generate(String, int, SecureRandom)}, from the system's random source. */
    public static SSHKeyPair generate(String type, int bits) {
        return generate(type, bits, JCA.secureRandom());
    }

    /**
     * A new key pair.
     *
     * @param bits 1,024–16,384 for RSA, though under 2,048 nobody takes it unless told to; for the others the one length that the type has
     */
    public static SSHKeyPair generate(String type, int bits, SecureRandom random) {
        if (bits <= 0) {
            throw new IllegalArgumentException("a key's length can't be " + bits + " bits");
        }
        return new SSHKeyPair(PrivateKey.generate(type, bits, random), "");
    }

    /**
     * Reads a private key file that is not encrypted.
     *
     * @throws KeyFileException if it is encrypted, or no key file that can be used; the reason says which
     * @throws IOException if the file can't be read
     */
    public static SSHKeyPair read(Path file) throws IOException {
        return read(file, NO_PASSPHRASE);
    }

    /**
     * Reads a private key file.
     *
     * @param passphrase in use if the file is encrypted; the caller wipes it
     * @throws KeyFileException if the passphrase is wrong, or it is no key file that can be used; the reason says which
     * @throws IOException if the file can't be read
     */
    public static SSHKeyPair read(Path file, char[] passphrase) throws IOException {
        byte[] bytes = KeyFiles.read(file);
        try {
            return parse(bytes, passphrase);
        } catch (KeyFileException e) {
            throw new KeyFileException(e.reason(), file + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** As {@link #read(Path)}, of a file's bytes, which the caller wipes. */
    public static SSHKeyPair parse(byte[] file) throws KeyFileException {
        return parse(file, NO_PASSPHRASE);
    }

    /** As {@link #read(Path, char[])}, of a file's bytes, which the caller wipes. */
    public static SSHKeyPair parse(byte[] file, char[] passphrase) throws KeyFileException {
        try (var contents = KeyFiles.open(file, passphrase)) {
            var in = contents.reader();
            var privateKey = PrivateKey.decode(in);
            try {
                String comment = in.text(MAX_COMMENT);
                KeyFileContents.expectPadding(in);
                if (!Arrays.equals(privateKey.publicKey().blob(), contents.publicBlob())) {
                    throw new ProtocolException("the file's public key is another one than its private key's");
                }
                return new SSHKeyPair(privateKey, PublicKeyLine.isComment(comment) ? comment : Sanitised.of(comment));
            } catch (ProtocolException e) {
                privateKey.close();
                throw e;
            }
        } catch (ProtocolException e) {
            throw new KeyFileException(Reason.MALFORMED, "a private key is malformed: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a pair as agents exchange it (RFC 9987 §5.2): the type, then the type's fields; what follows stays in {@code in}.
     *
     * @throws ProtocolException if it is malformed, or its private half does not fit its public one
     * @throws KeyFileException if its type is not known here
     */
    public static SSHKeyPair decode(WireReader in) throws ProtocolException, KeyFileException {
        return new SSHKeyPair(PrivateKey.decode(in), "");
    }

    /** Writes the pair, its private half included, as agents exchange it (RFC 9987 §5.2); the caller wipes {@code out}. */
    public void encode(WireWriter out) {
        privateKey.encode(out);
    }

    /**
     * The public key of a private key file: OpenSSH's and PuTTY's files have it in the clear. Where one is encrypted as a whole it is
     * read from the file beside it of the same name and {@code .pub}, as ssh does.
     *
     * @throws KeyFileException if it is no key file that can be used, or, by {@link Reason#NEEDS_PASSPHRASE}, there is no such file
     *     beside it; the reason says which
     * @throws IOException if the file can't be read
     */
    public static SSHPublicKey readPublicKey(Path file) throws IOException {
        byte[] bytes = KeyFiles.read(file);
        try {
            return SSHPublicKey.decode(KeyFiles.publicBlob(bytes), RSAPublicKey.LEAST_BITS);
        } catch (KeyFileException e) {
            Path beside = file.resolveSibling(file.getFileName() + ".pub");
            if (e.reason() == Reason.NEEDS_PASSPHRASE && Files.exists(beside)) {
                return PublicKeyFile.read(beside).key();
            }
            throw new KeyFileException(e.reason(), file + ": " + e.getMessage(), e);
        } catch (ProtocolException e) {
            throw new KeyFileException(Reason.MALFORMED, file + ": its public key is malformed: " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** Writes the pair in OpenSSH's format, in the clear, readable by its owner only, in the place of what may be there. */
    public void write(Path file) throws IOException {
        write(file, NO_PASSPHRASE);
    }

    /**
     * Writes the pair in OpenSSH's format, readable by its owner only, whole or not at all, in the place of what may be
     * there.
     *
     * @param passphrase encrypts it (aes256-ctr, bcrypt with 24 rounds); of no length to write it in the clear; the caller
     *     wipes it
     */
    public void write(Path file, char[] passphrase) throws IOException {
        write(file, passphrase, KeyFiles.DEFAULT_ROUNDS);
    }

    /**
     * As {@link #write(Path, char[])}.
     *
     * @param rounds of bcrypt, 1–2,048: more of them make guessing, and reading, slower
     */
    public void write(Path file, char[] passphrase, int rounds) throws IOException {
        byte[] bytes = format(passphrase, rounds);
        try {
            OwnerOnlyFile.write(file, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /**
     * Writes the pair in a format of one's choice, readable by its owner only, whole or not at all, in the place of what may be
     * there.
     *
     * @param passphrase encrypts it, how {@link KeyFileFormat} says; of no length to write it in the clear; the caller wipes it
     * @throws KeyFileException if the format has no form for this type of key
     */
    public void write(Path file, KeyFileFormat format, char[] passphrase) throws IOException {
        byte[] bytes = format(format, passphrase);
        try {
            OwnerOnlyFile.write(file, bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    /** The bytes that {@link #write(Path, char[], int)} writes; the caller wipes them. */
    public byte[] format(char[] passphrase, int rounds) {
        try (var contents = contents()) {
            return KeyFiles.format(contents, passphrase, rounds, JCA.secureRandom());
        }
    }

    /** The bytes that {@link #write(Path, KeyFileFormat, char[])} writes; the caller wipes them. */
    public byte[] format(KeyFileFormat format, char[] passphrase) throws KeyFileException {
        try (var contents = contents()) {
            return KeyFiles.format(contents, format, passphrase, JCA.secureRandom());
        }
    }

    private KeyFileContents contents() {
        var out = new WireWriter(1024);
        privateKey.encode(out);
        out.utf8(comment);
        try {
            return new KeyFileContents(publicKey().blob(), out.toByteArray());
        } finally {
            out.wipe();
        }
    }

    @Override
    public SSHPublicKey publicKey() {
        return privateKey.publicKey();
    }

    /** What the key's file or maker says about it, empty if nothing. */
    public String comment() {
        return comment;
    }

    /** The same pair with another comment. */
    public SSHKeyPair withComment(String comment) {
        return new SSHKeyPair(privateKey, new PublicKeyLine(publicKey(), comment).comment());
    }

    @Override
    public List<String> signatureAlgorithms() {
        return publicKey().signatureAlgorithms();
    }

    /**
     * {@inheritDoc}
     *
     * <p>An RSA key signs with SHA-1 if it is asked for {@code ssh-rsa}.
     *
     * @throws IllegalStateException if the pair is closed
     * @throws SSHException if an RSA signature does not verify: the machine miscalculated, and it would reveal the key
     */
    @Override
    public byte[] sign(String algorithm, byte[] data) throws SSHException {
        String type = publicKey().type();
        if (!SignatureAlgorithms.keyType(algorithm).filter(type::equals).isPresent()) {
            throw new IllegalArgumentException("a key of type " + type + " can't sign with " + algorithm);
        }
        return new WireWriter(128)
                .utf8(algorithm)
                .string(privateKey.sign(algorithm, data))
                .toByteArray();
    }

    /** Wipes the private half, of pairs made by {@link #withComment} too; signing is an {@link IllegalStateException} afterwards. */
    @Override
    public void close() {
        privateKey.close();
    }

    /** The public half and the comment. */
    @Override
    public String toString() {
        return publicKey() + (comment.isEmpty() ? "" : " " + Sanitised.of(comment));
    }
}
