package io.javamiko.keys.krl;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.keys.files.KeyFiles;
import io.javamiko.keys.krl.RevokedCertificates.Collector;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * A key revocation list (PROTOCOL.krl): keys and certificates that count no more, in a compact binary form.
 *
 * <p>A list is read whole or refused: who can't read his list of revoked keys can't know whom to let in. Immutable, so safe
 * for any number of threads.
 */
public final class KRL {
    private static final byte[] MAGIC = "SSHKRL\n\0".getBytes(US_ASCII);

    private final long version;
    private final long generated;
    private final String comment;
    private final SortedSet<byte[]> keys;
    private final SortedSet<byte[]> sha1;
    private final SortedSet<byte[]> sha256;
    private final Map<byte[], RevokedCertificates> certificates;
    private final List<SSHPublicKey> signers;

    KRL(Revocations from, List<SSHPublicKey> signers) {
        this.version = from.version;
        this.generated = from.generated;
        this.comment = from.comment;
        this.keys = Collections.unmodifiableSortedSet(from.keys);
        this.sha1 = Collections.unmodifiableSortedSet(from.sha1);
        this.sha256 = Collections.unmodifiableSortedSet(from.sha256);
        Map<byte[], RevokedCertificates> byAuthority = Blobs.map();
        for (Map.Entry<byte[], Collector> entry : from.certificates.entrySet()) {
            byAuthority.put(entry.getKey(), entry.getValue().collected());
        }
        this.certificates = Collections.unmodifiableMap(byAuthority);
        this.signers = List.copyOf(signers);
    }

    /** A new list: {@code KRL.of(r -> r.version(1).key(stolen))}. */
    public static KRL of(Consumer<Revocations> what) {
        var revocations = new Revocations();
        what.accept(revocations);
        return new KRL(revocations, List.of());
    }

    /** This list and more: revocations are added, version, date and comment stay unless they are set. Signatures do not stay. */
    public KRL with(Consumer<Revocations> what) {
        var revocations = new Revocations();
        revocations.version = version;
        revocations.generated = generated;
        revocations.comment = comment;
        revocations.addAll(this);
        what.accept(revocations);
        return new KRL(revocations, List.of());
    }

    /**
     * Reads a file as sshd's {@code RevokedKeys} does: a KRL, or text with a public key a line.
     *
     * @throws ProtocolException if it is a KRL that can't be read; see {@link #decode}
     * @throws io.javamiko.keys.files.KeyFileException if it is text, and a line is no public key
     * @throws IOException if it can't be read, or has more than 16 MiB
     */
    public static KRL read(Path file) throws IOException {
        return parse(KeyFiles.read(file));
    }

    /** As {@link #read}, of a file's bytes. */
    public static KRL parse(byte[] file) throws SSHException {
        return isKRL(file) ? decode(file) : KRLSpecification.ofKeys(file);
    }

    /** Whether the bytes begin as a KRL does. */
    public static boolean isKRL(byte[] file) {
        return file.length >= MAGIC.length && Arrays.equals(file, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads the binary form.
     *
     * @throws ProtocolException if it is malformed, of another version, has an unknown section or critical extension, over
     *     1,048,576 ranges of serials, or a signature (over 16 are too many) that is not right
     */
    public static KRL decode(byte[] bytes) throws ProtocolException {
        return new KRLReader(bytes).read();
    }

    /** The binary form, which {@link #decode} and OpenSSH 6.2 and later read. */
    public byte[] encode() {
        return KRLWriter.write(this);
    }

    /**
     * The binary form, signed (PROTOCOL.krl §6). OpenSSH 9.4 and later refuse a list that has a signature; a detached
     * {@link io.javamiko.keys.sshsig.SSHSignature} is what its authors recommend.
     *
     * @throws IOException if a signer fails
     */
    public byte[] encodeSigned(List<? extends Signer> by) throws IOException {
        return KRLWriter.writeSigned(this, by);
    }

    /**
     * Whether the list revokes a key: by itself or by its hash. For a certificate that is asked of the key that it certifies,
     * of the authority's, and of serial number and key id; one that can't be read is revoked.
     */
    public boolean isRevoked(SSHPublicKey key) {
        if (isListed(key.plain())) {
            return true;
        }
        if (!key.isCertificate()) {
            return false;
        }
        try {
            var certified = CertifiedKey.of(key);
            return isListed(certified.authority().plain())
                    || isRevoked(certified.authority(), certified.serial(), certified.keyId());
        } catch (ProtocolException e) {
            return true;
        }
    }

    private boolean isListed(SSHPublicKey key) {
        byte[] blob = key.blob();
        return keys.contains(blob)
                || sha256.contains(Revocations.hash(new SHA256Digest(), blob))
                || sha1.contains(Revocations.hash(new SHA1Digest(), blob));
    }

    /** Whether the list revokes certificates of this authority by serial number, unless that is zero, or by key id. */
    public boolean isRevoked(SSHPublicKey authority, long serial, String keyId) {
        return isRevoked(certificates.get(authority.plain().blob()), serial, keyId)
                || isRevoked(certificates.get(Blobs.ANY_AUTHORITY), serial, keyId);
    }

    private static boolean isRevoked(RevokedCertificates revoked, long serial, String keyId) {
        return revoked != null && revoked.contains(serial, keyId);
    }

    /** The list's number, unsigned. */
    public long version() {
        return version;
    }

    /** When it was made, by its own words. */
    public Instant generated() {
        long latest = Instant.MAX.getEpochSecond();
        return Instant.ofEpochSecond(Long.compareUnsigned(generated, latest) > 0 ? latest : generated);
    }

    /** Seconds since 1970, all 64 bits. */
    long generatedSeconds() {
        return generated;
    }

    /** What it says of itself, may be empty; not sanitised. */
    public String comment() {
        return comment;
    }

    /** The keys that have signed the list that was read, whose signatures are right. Whether they may is the caller's to say. */
    public List<SSHPublicKey> signers() {
        return signers;
    }

    SortedSet<byte[]> keys() {
        return keys;
    }

    SortedSet<byte[]> sha1() {
        return sha1;
    }

    SortedSet<byte[]> sha256() {
        return sha256;
    }

    /** By the authority's blob; that of {@link Blobs#ANY_AUTHORITY} comes first. */
    Map<byte[], RevokedCertificates> certificates() {
        return certificates;
    }

    /** The type that a key's blob names, if it can be read. */
    static Optional<String> type(byte[] blob) {
        try {
            return Optional.of(new WireReader(blob).name(64));
        } catch (ProtocolException e) {
            return Optional.empty();
        }
    }

    static String fingerprint(byte[] blob) {
        return "SHA256:"
                + Base64.getEncoder().withoutPadding().encodeToString(Revocations.hash(new SHA256Digest(), blob));
    }

    /**
     * What the list revokes as lines that {@link KRLSpecification} reads, beneath an authority named in a comment. Keys are
     * given by their hashes.
     */
    public String toSpecification() {
        return KRLSpecification.of(this);
    }

    /** Version and sizes. */
    @Override
    public String toString() {
        return "KRL version " + Long.toUnsignedString(version) + ": " + (keys.size() + sha256.size() + sha1.size())
                + " keys, certificates of " + certificates.size() + " authorities";
    }
}
