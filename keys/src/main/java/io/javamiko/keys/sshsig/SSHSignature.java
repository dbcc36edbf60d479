package io.javamiko.keys.sshsig;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.Signer;
import io.javamiko.keys.krl.KRL;
import io.javamiko.keys.lists.AllowedSigners;
import io.javamiko.keys.sshsig.SignatureRefusedException.Reason;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A signature of a message by an SSH key, apart from the message (PROTOCOL.sshsig): what {@code ssh-keygen -Y sign} makes.
 *
 * <p>It is made for a <em>namespace</em>, the purpose, as {@code file}, {@code git} or {@code name@example.com}, and counts for
 * no other. Messages are read as streams, so they may have any length. RSA keys sign with SHA-2. Immutable.
 */
public final class SSHSignature {
    /** The text of a signature that has more is not read. */
    public static final int MAX_TEXT = 1024 * 1024; // bytes

    private static final byte[] MAGIC = "SSHSIG".getBytes(US_ASCII);
    private static final int VERSION = 1;
    private static final int MAX_BLOB = 256 * 1024; // of a key, which may be a certificate
    private static final int MAX_SIGNATURE = 64 * 1024;
    private static final int MAX_NAMESPACE = 1024;
    private static final int MAX_NAME = 64;

    private final SSHPublicKey publicKey;
    private final String namespace;
    private final byte[] reserved;
    private final MessageHash hash;
    private final byte[] signature;

    private SSHSignature(
            SSHPublicKey publicKey, String namespace, byte[] reserved, MessageHash hash, byte[] signature) {
        this.publicKey = publicKey;
        this.namespace = namespace;
        this.reserved = reserved;
        this.hash = hash;
        this.signature = signature;
    }

    /** As {@link #sign(Signer, String, MessageHash, InputStream)}, with SHA-512. */
    public static SSHSignature sign(Signer signer, String namespace, InputStream message) throws IOException {
        return sign(signer, namespace, MessageHash.SHA512, message);
    }

    /**
     * Signs a message.
     *
     * @param namespace what the signature is for, 1–1,024 bytes
     * @param message read to its end, not closed
     * @throws IllegalArgumentException if the namespace is empty or too long, or the key is of a type that can't sign here
     * @throws IOException if the message can't be read, or the signer fails
     */
    public static SSHSignature sign(Signer signer, String namespace, MessageHash hash, InputStream message)
            throws IOException {
        if (namespace.isEmpty() || namespace.getBytes(UTF_8).length > MAX_NAMESPACE) {
            throw new IllegalArgumentException("a signature's namespace has 1 to 1,024 bytes");
        }
        var algorithms = signer.signatureAlgorithms();
        if (algorithms.isEmpty()) {
            throw new IllegalArgumentException(
                    "a key of type " + signer.publicKey().type() + " can't sign here");
        }
        byte[] none = {};
        byte[] signed = signedData(namespace, none, hash, hash.of(message));
        byte[] signature = signer.sign(algorithms.get(0), signed);
        return new SSHSignature(signer.publicKey(), namespace, none, hash, signature);
    }

    /** §3. */
    private static byte[] signedData(String namespace, byte[] reserved, MessageHash hash, byte[] message) {
        return new WireWriter()
                .raw(MAGIC)
                .utf8(namespace)
                .string(reserved)
                .utf8(hash.algorithm())
                .string(message)
                .toByteArray();
    }

    /**
     * Reads the text form.
     *
     * @throws ProtocolException if it is malformed, has over 1 MiB, or is of a newer version
     */
    public static SSHSignature parse(String text) throws ProtocolException {
        return parse(text.getBytes(UTF_8));
    }

    /** As {@link #parse(String)}, of a file's bytes. */
    public static SSHSignature parse(byte[] text) throws ProtocolException {
        if (text.length > MAX_TEXT) {
            throw new ProtocolException("a signature has " + text.length + " bytes; at most 1,048,576 are allowed");
        }
        return decode(Armor.parse(text));
    }

    /** Reads the binary form (§2). */
    public static SSHSignature decode(byte[] blob) throws ProtocolException {
        var in = new WireReader(blob);
        if (!Arrays.equals(in.raw(MAGIC.length), MAGIC)) {
            throw new ProtocolException("a signature does not begin with SSHSIG (PROTOCOL.sshsig §2)");
        }
        long version = in.uint32();
        if (version != VERSION) {
            throw new ProtocolException("a signature has version " + version + "; 1 is the one known here");
        }
        var key = SSHPublicKey.decode(in.string(MAX_BLOB));
        String namespace = in.utf8(MAX_NAMESPACE);
        if (namespace.isEmpty()) {
            throw new ProtocolException("a signature has an empty namespace (PROTOCOL.sshsig §2)");
        }
        byte[] reserved = in.string(MAX_SIGNATURE);
        var hash = MessageHash.of(in.utf8(MAX_NAME));
        byte[] signature = in.string(MAX_SIGNATURE);
        new WireReader(signature).name(MAX_NAME);
        in.expectEnd();
        return new SSHSignature(key, namespace, reserved, hash, signature);
    }

    /** The binary form (§2). */
    public byte[] encode() {
        return new WireWriter(1024)
                .raw(MAGIC)
                .uint32(VERSION)
                .string(publicKey.blob())
                .utf8(namespace)
                .string(reserved)
                .utf8(hash.algorithm())
                .string(signature)
                .toByteArray();
    }

    /** The text form (§1), with a line end. */
    public String format() {
        return Armor.format(encode());
    }

    /** The key that claims to have signed; it says nothing until a signature is verified. */
    public SSHPublicKey publicKey() {
        return publicKey;
    }

    /** What the signature claims to be for; not sanitised. */
    public String namespace() {
        return namespace;
    }

    /** The hash of the message. */
    public MessageHash hash() {
        return hash;
    }

    /** The signature algorithm, as {@code rsa-sha2-512}; not sanitised. */
    public String algorithm() {
        try {
            return new WireReader(signature).name(MAX_NAME);
        } catch (ProtocolException e) {
            throw new IllegalStateException(e); // it was read before
        }
    }

    /**
     * Checks that this is a signature of the message by {@link #publicKey()} for this purpose; <b>not</b> whose key that is or
     * what it may sign ({@code ssh-keygen -Y check-novalidate}).
     *
     * @param message read to its end, not closed
     * @throws SignatureRefusedException if it is not
     * @throws IOException if the message can't be read
     */
    public void checkWithoutSigner(InputStream message, String expectedNamespace) throws IOException {
        if (!namespace.equals(expectedNamespace)) {
            throw new SignatureRefusedException(
                    Reason.WRONG_NAMESPACE,
                    "the signature is for \"" + Sanitised.of(namespace) + "\", and one for \""
                            + Sanitised.of(expectedNamespace) + "\" is expected");
        }
        String algorithm = algorithm();
        if (!SignatureAlgorithms.isKnown(algorithm)
                || SignatureAlgorithms.legacy().contains(algorithm)) { // §2: no SHA-1
            throw new SignatureRefusedException(
                    Reason.UNSUPPORTED,
                    "the signature is made with " + Sanitised.of(algorithm) + ", which does not count here");
        }
        byte[] signed = signedData(namespace, reserved, hash, hash.of(message));
        if (!publicKey.plain().verify(algorithm, signed, signature)) {
            throw new SignatureRefusedException(
                    Reason.WRONG_SIGNATURE, "the signature is not one of this message by " + publicKey);
        }
    }

    /**
     * Checks that a principal signed this message for this purpose ({@code ssh-keygen -Y verify}).
     *
     * @param message read to its end, not closed
     * @param principal who is to have signed, as {@code user@example.com}
     * @param signers who may sign for whom
     * @param revoked keys and certificates that count no more
     * @param time of signing or, where that is not known, now
     * @return the line of the list that lets the key sign
     * @throws SignatureRefusedException if anything of it is not so
     * @throws IOException if the message can't be read
     */
    public AllowedSigners.Entry verify(
            InputStream message,
            String expectedNamespace,
            String principal,
            AllowedSigners signers,
            Optional<KRL> revoked,
            Instant time)
            throws IOException {
        checkWithoutSigner(message, expectedNamespace);
        if (revoked.isPresent() && revoked.get().isRevoked(publicKey)) {
            throw new SignatureRefusedException(Reason.REVOKED, "the signing key is revoked: " + publicKey);
        }
        return signers.find(principal, publicKey, namespace, time)
                .orElseThrow(() -> new SignatureRefusedException(
                        Reason.NOT_ALLOWED,
                        publicKey + " may not sign for \"" + Sanitised.of(principal) + "\" in namespace \""
                                + Sanitised.of(namespace) + "\" at " + time));
    }

    /** As the long form, with no list of revoked keys. */
    public AllowedSigners.Entry verify(
            InputStream message, String expectedNamespace, String principal, AllowedSigners signers, Instant time)
            throws IOException {
        return verify(message, expectedNamespace, principal, signers, Optional.empty(), time);
    }

    /** Namespace and key. */
    @Override
    public String toString() {
        return "signature for \"" + Sanitised.of(namespace) + "\" by " + publicKey;
    }
}
