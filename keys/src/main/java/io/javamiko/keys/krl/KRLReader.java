package io.javamiko.keys.krl;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.keys.krl.RevokedCertificates.Collector;
import io.javamiko.wire.WireReader;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the binary form of a list (PROTOCOL.krl). Not thread-safe. */
final class KRLReader {
    static final long MAGIC = 0x5353484b524c0a00L; // "SSHKRL\n\0"
    static final int FORMAT_VERSION = 1;

    // §1
    static final int SECTION_CERTIFICATES = 1;
    static final int SECTION_EXPLICIT_KEY = 2;
    static final int SECTION_FINGERPRINT_SHA1 = 3;
    static final int SECTION_SIGNATURE = 4;
    static final int SECTION_FINGERPRINT_SHA256 = 5;
    static final int SECTION_EXTENSION = 255;
    // §2
    static final int CERT_SERIAL_LIST = 0x20;
    static final int CERT_SERIAL_RANGE = 0x21;
    static final int CERT_SERIAL_BITMAP = 0x22;
    static final int CERT_KEY_ID = 0x23;
    static final int CERT_EXTENSION = 0x39;

    private static final int MAX_BITMAP = 2 * 1024 * 1024; // bytes; OpenSSH reads 2^24 bits
    private static final int MAX_BLOB = 256 * 1024; // bytes of a key
    private static final int MAX_SIGNATURE = 64 * 1024;
    private static final int MAX_SIGNATURES = 16; // each is made over the whole list, and costs time
    private static final int MAX_NAME = 1024;

    private final byte[] bytes;
    private final WireReader in;
    private final Revocations revoked = new Revocations();
    private final List<SSHPublicKey> signers = new ArrayList<>();
    private int ranges; // of serials, of all authorities

    KRLReader(byte[] bytes) {
        this.bytes = bytes;
        this.in = new WireReader(bytes);
    }

    KRL read() throws ProtocolException {
        header();
        while (in.remaining() > 0) {
            int type = in.uint8();
            if (type == SECTION_SIGNATURE) {
                signature();
            } else if (signers.isEmpty()) {
                section(type, in.stringReader(in.remaining()));
            } else {
                throw new ProtocolException("a KRL has a section behind its signature (PROTOCOL.krl §6)");
            }
        }
        return signed(new KRL(revoked, signers));
    }

    /** A signer whom the list itself revokes does not count, and a list can't live by such alone. */
    private KRL signed(KRL read) throws ProtocolException {
        var good =
                signers.stream().filter(key -> !read.isRevoked(key)).distinct().toList();
        if (good.isEmpty() && !signers.isEmpty()) {
            throw new ProtocolException("every key that signed a KRL is revoked by it");
        }
        return new KRL(revoked, good);
    }

    private void header() throws ProtocolException {
        if (in.uint64() != MAGIC) {
            throw new ProtocolException("this is no KRL: it does not begin with SSHKRL");
        }
        long format = in.uint32();
        if (format != FORMAT_VERSION) {
            throw new ProtocolException("a KRL has format version " + format + "; 1 is the one known here");
        }
        revoked.version = in.uint64();
        revoked.generated = in.uint64();
        in.uint64(); // flags: none is defined
        in.skip((int) Math.min(in.uint32(), Integer.MAX_VALUE)); // reserved
        revoked.comment = in.text(MAX_BLOB);
    }

    private void section(int type, WireReader section) throws ProtocolException {
        switch (type) {
            case SECTION_CERTIFICATES -> certificates(section);
            case SECTION_EXPLICIT_KEY -> keys(section);
            case SECTION_FINGERPRINT_SHA1 -> hashes(section, Revocations.SHA1_LENGTH);
            case SECTION_FINGERPRINT_SHA256 -> hashes(section, Revocations.SHA256_LENGTH);
            case SECTION_EXTENSION -> extension(section);
            default -> throw new ProtocolException("a KRL has a section of unknown type " + type);
        }
    }

    private void keys(WireReader section) throws ProtocolException {
        while (section.remaining() > 0) {
            revoked.keys.add(section.string(MAX_BLOB));
        }
    }

    private void hashes(WireReader section, int length) throws ProtocolException {
        while (section.remaining() > 0) {
            byte[] hash = section.string(length);
            if (hash.length != length) {
                throw new ProtocolException("a KRL has a hash of " + hash.length + " bytes where they have " + length);
            }
            (length == Revocations.SHA1_LENGTH ? revoked.sha1 : revoked.sha256).add(hash);
        }
    }

    // §2: certificates of one authority, or of any

    private void certificates(WireReader section) throws ProtocolException {
        byte[] authority = section.string(MAX_BLOB);
        section.skip((int) Math.min(section.uint32(), Integer.MAX_VALUE)); // reserved
        var collector = revoked.authority(authority);
        while (section.remaining() > 0) {
            int type = section.uint8();
            certificates(type, section.stringReader(section.remaining()), collector);
        }
    }

    private void certificates(int type, WireReader section, Collector to) throws ProtocolException {
        switch (type) {
            case CERT_SERIAL_LIST -> {
                while (section.remaining() > 0) {
                    long serial = section.uint64();
                    serials(to, serial, serial);
                }
            }
            case CERT_SERIAL_RANGE -> {
                serials(to, section.uint64(), section.uint64());
                section.expectEnd();
            }
            case CERT_SERIAL_BITMAP -> {
                bitmap(section.uint64(), section.mpint(MAX_BITMAP), to);
                section.expectEnd();
            }
            case CERT_KEY_ID -> {
                while (section.remaining() > 0) {
                    to.keyIds.add(section.text(Revocations.MAX_KEY_ID));
                }
            }
            case CERT_EXTENSION -> extension(section);
            default -> throw new ProtocolException("a KRL has a section of certificates of unknown type " + type);
        }
    }

    private void serials(Collector to, long first, long last) throws ProtocolException {
        int before = to.ranges.size();
        Serials.add(to.ranges, first, last);
        ranges += to.ranges.size() - before;
        if (ranges > Serials.MAX_RANGES) {
            throw new ProtocolException("a KRL has over 1,048,576 ranges of serials");
        }
    }

    /** §2.3: a bit set at index N is the serial {@code offset + N}. */
    private void bitmap(long offset, BigInteger mpint, Collector to) throws ProtocolException {
        if (mpint.signum() < 0) {
            throw new ProtocolException("a KRL has a negative bitmap (PROTOCOL.krl §2.3)");
        }
        byte[] bits = mpint.toByteArray(); // looking for set bits in a BigInteger copies it each time
        int count = mpint.bitLength();
        for (int i = 0; i < count; i++) {
            if ((bits[bits.length - 1 - (i >> 3)] & 1 << (i & 7)) != 0) {
                long serial = offset + i;
                if (Long.compareUnsigned(serial, offset) < 0) {
                    throw new ProtocolException("a KRL's bitmap goes beyond the last serial number");
                }
                serials(to, serial, serial);
            }
        }
    }

    /** §2.5, §5: what is not known may be passed over unless it is critical; none is known. */
    private static void extension(WireReader section) throws ProtocolException {
        String name = section.text(MAX_NAME);
        if (section.bool()) {
            throw new ProtocolException("a KRL has the critical extension \"" + Sanitised.of(name)
                    + "\", which is not known here (PROTOCOL.krl §5)");
        }
        section.stringReader(section.remaining());
        section.expectEnd();
    }

    /** §6: by this key, over all that stands before the signature. */
    private void signature() throws ProtocolException {
        if (signers.size() == MAX_SIGNATURES) {
            throw new ProtocolException("a KRL has over 16 signatures");
        }
        var key = SSHPublicKey.decode(in.string(MAX_BLOB));
        byte[] signed = Arrays.copyOf(bytes, in.position());
        byte[] signature = in.string(MAX_SIGNATURE);
        String algorithm = new WireReader(signature).name(MAX_NAME);
        boolean modern = !SignatureAlgorithms.legacy().contains(algorithm);
        if (!modern || !key.verify(algorithm, signed, signature)) {
            throw new ProtocolException(
                    "a KRL's signature by " + key + " is not right, or made with a legacy algorithm");
        }
        signers.add(key);
    }
}
