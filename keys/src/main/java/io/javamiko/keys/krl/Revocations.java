package io.javamiko.keys.krl;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.krl.RevokedCertificates.Collector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;

/** What a {@link KRL} is made of, while it is made: see {@link KRL#of} and {@link KRL#with}. Not thread-safe. */
public final class Revocations {
    static final int SHA1_LENGTH = 20;
    static final int SHA256_LENGTH = 32;
    static final int MAX_COMMENT = 1024; // bytes
    static final int MAX_KEY_ID = 64 * 1024; // bytes

    private static final String SHA256 = "SHA256:";

    long version;
    long generated; // seconds since 1970
    String comment = "";
    final SortedSet<byte[]> keys = Blobs.set();
    final SortedSet<byte[]> sha1 = Blobs.set();
    final SortedSet<byte[]> sha256 = Blobs.set();
    final Map<byte[], Collector> certificates = Blobs.map(); // by the authority's blob

    Revocations() {}

    /** The list's number, which is to grow with every change; 0 by default. All 64 bits count. */
    public Revocations version(long version) {
        this.version = version;
        return this;
    }

    /** When the list was made, to the second; 1970 by default, for the library reads no clock. */
    public Revocations generated(Instant time) {
        if (time.getEpochSecond() < 0) {
            throw new IllegalArgumentException("a list can't be made before 1970: " + time);
        }
        this.generated = time.getEpochSecond();
        return this;
    }

    /** A word about the list, at most 1,024 bytes. */
    public Revocations comment(String comment) {
        if (comment.getBytes(StandardCharsets.UTF_8).length > MAX_COMMENT) {
            throw new IllegalArgumentException("a list's comment has at most 1,024 bytes");
        }
        this.comment = comment;
        return this;
    }

    /** Revokes a key, and every certificate for it or by it. */
    public Revocations key(SSHPublicKey key) {
        keys.add(key.plain().blob());
        return this;
    }

    /** As {@link #key}, by the key's hash, which takes less room. */
    public Revocations sha256(SSHPublicKey key) {
        sha256.add(hash(new SHA256Digest(), key.plain().blob()));
        return this;
    }

    /** As {@link #sha256(SSHPublicKey)}, for readers that know only SHA-1: OpenSSH before 7.9. */
    public Revocations sha1(SSHPublicKey key) {
        sha1.add(hash(new SHA1Digest(), key.plain().blob()));
        return this;
    }

    /**
     * As {@link #sha256(SSHPublicKey)}, of a key that only its fingerprint is known of.
     *
     * @param fingerprint {@code SHA256:} and the hash in Base64, as {@link SSHPublicKey#fingerprint()} has it
     */
    public Revocations sha256(String fingerprint) {
        byte[] hash;
        try {
            hash = fingerprint.startsWith(SHA256)
                    ? Base64.getDecoder().decode(fingerprint.substring(SHA256.length()))
                    : new byte[0];
        } catch (IllegalArgumentException e) {
            hash = new byte[0];
        }
        if (hash.length != SHA256_LENGTH) {
            throw new IllegalArgumentException("a fingerprint is SHA256: and 43 characters of Base64");
        }
        sha256.add(hash);
        return this;
    }

    /**
     * Revokes a key by itself; of a certificate not its key, but it alone, by its serial number or, if that is zero, by its key id.
     *
     * @throws ProtocolException if it is a certificate that can't be read
     */
    public Revocations revoke(SSHPublicKey key) throws ProtocolException {
        if (!key.isCertificate()) {
            return key(key);
        }
        var certified = CertifiedKey.of(key);
        var certificates = certificatesOf(certified.authority());
        if (certified.serial() == 0) {
            certificates.keyId(certified.keyId());
        } else {
            certificates.serial(certified.serial());
        }
        return this;
    }

    /** To revoke certificates of one authority. */
    public Certificates certificatesOf(SSHPublicKey authority) {
        return new Certificates(authority(authority.plain().blob()));
    }

    /** To revoke certificates whoever issued them: meant for key ids, as serials are each authority's own. */
    public Certificates certificatesOfAnyAuthority() {
        return new Certificates(authority(Blobs.ANY_AUTHORITY));
    }

    /** Adds all that another list revokes. Its version, date and comment stay behind. */
    public Revocations addAll(KRL other) {
        keys.addAll(other.keys());
        sha1.addAll(other.sha1());
        sha256.addAll(other.sha256());
        other.certificates()
                .forEach((authority, revoked) -> authority(authority).add(revoked));
        return this;
    }

    Collector authority(byte[] blob) {
        return certificates.computeIfAbsent(blob, any -> new Collector());
    }

    static byte[] hash(Digest digest, byte[] blob) {
        digest.update(blob, 0, blob.length);
        byte[] hash = new byte[digest.getDigestSize()];
        digest.doFinal(hash, 0);
        return hash;
    }

    /** Revokes certificates of one authority, or of any. */
    public static final class Certificates {
        private final Collector collector;

        private Certificates(Collector collector) {
            this.collector = collector;
        }

        /** Revokes the certificate of this serial number, which is not zero; all 64 bits count. */
        public Certificates serial(long serial) {
            return serials(serial, serial);
        }

        /** Revokes all certificates with serial numbers from {@code first}, which is not zero, to {@code last}, unsigned. */
        public Certificates serials(long first, long last) {
            collector.ranges.add(new Serials.Range(first, last));
            return this;
        }

        /** Revokes all certificates of this key id, at most 65,536 bytes. */
        public Certificates keyId(String keyId) {
            Objects.requireNonNull(keyId, "keyId");
            if (keyId.getBytes(StandardCharsets.UTF_8).length > MAX_KEY_ID) {
                throw new IllegalArgumentException("a key id has at most 65,536 bytes");
            }
            collector.keyIds.add(keyId);
            return this;
        }
    }
}
