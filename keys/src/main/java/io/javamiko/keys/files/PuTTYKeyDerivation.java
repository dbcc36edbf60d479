package io.javamiko.keys.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.wire.WireWriter;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * From a passphrase to the keys of a PuTTY key file (PuTTY's manual, C.4): Argon2 in version 3, SHA-1 in version 2.
 *
 * @param kind {@code Argon2id} and so on, {@code null} for version 2
 * @param memory KiB
 */
@SuppressWarnings("ArrayRecordComponent") // a file's own value; nobody compares two
record PuTTYKeyDerivation(String kind, int memory, int passes, int parallelism, byte[] salt) {
    private static final int KEY = 32;
    private static final int IV = 16;
    private static final int MAC = 32;

    // what is written
    private static final int MEMORY = 8192; // PuTTY's own
    private static final int PASSES = 21; // about what PuTTY's 100 ms come to
    private static final int SALT = 16;

    /** The keys of one file. {@link #close()} wipes them. */
    @SuppressWarnings("ArrayRecordComponent") // secrets, wiped; nobody compares two
    record Keys(byte[] key, byte[] iv, byte[] macKey) implements AutoCloseable {
        /** HMAC over all that the file says (C.3): with SHA-1 in version 2, SHA-256 in version 3. */
        byte[] mac(int version, String type, String encryption, String comment, byte[] publicBlob, byte[] privateBlob) {
            var data = new WireWriter(4096)
                    .utf8(type)
                    .utf8(encryption)
                    .utf8(comment)
                    .string(publicBlob)
                    .string(privateBlob);
            var hmac = new HMac(version == 2 ? new SHA1Digest() : new SHA256Digest());
            hmac.init(new KeyParameter(macKey));
            hmac.update(data.array(), 0, data.size());
            byte[] mac = new byte[hmac.getMacSize()];
            hmac.doFinal(mac, 0);
            data.wipe();
            return mac;
        }

        @Override
        public void close() {
            Arrays.fill(key, (byte) 0);
            Arrays.fill(macKey, (byte) 0);
        }

        @Override
        public String toString() {
            return "keys";
        }
    }

    static PuTTYKeyDerivation version2() {
        return new PuTTYKeyDerivation(null, 0, 0, 0, new byte[0]);
    }

    static PuTTYKeyDerivation fresh(SecureRandom random) {
        byte[] salt = new byte[SALT];
        random.nextBytes(salt);
        return new PuTTYKeyDerivation("Argon2id", MEMORY, PASSES, 1, salt);
    }

    /** The keys of a file that is not encrypted: those of its MAC, which are no secret. */
    static Keys none(int version) {
        return new Keys(new byte[0], new byte[0], version == 2 ? macKey2(new byte[0]) : new byte[0]);
    }

    static PuTTYKeyDerivation parse(PuTTYLines in) throws ProtocolException, KeyFileException {
        String kind = in.valueOf("Key-Derivation");
        if (!List.of("Argon2id", "Argon2i", "Argon2d").contains(kind)) {
            throw KeyFormat.PUTTY.unsupported(
                    "encrypted with a key derived by " + Sanitised.of(kind) + ", which is not known");
        }
        long memory = in.numberOf("Argon2-Memory", KeyCosts.ARGON2_MEMORY);
        long passes = in.numberOf("Argon2-Passes", KeyCosts.ARGON2_WORK);
        long parallelism = in.numberOf("Argon2-Parallelism", KeyCosts.ARGON2_PARALLELISM);
        byte[] salt = HexFormat.of().parseHex(in.valueOf("Argon2-Salt"));
        if (memory > KeyCosts.ARGON2_MEMORY
                || parallelism > KeyCosts.ARGON2_PARALLELISM
                || memory * passes > KeyCosts.ARGON2_WORK) {
            throw KeyFormat.PUTTY.unsupported("encrypted with " + kind
                    + " of more than 256 MiB, 64 lanes, or 8 GiB in all passes, which is more than is spent on a file");
        }
        if (passes < 1 || parallelism < 1 || memory < 8 * parallelism || salt.length > KeyCosts.SALT) {
            throw new ProtocolException("Argon2 has parameters that RFC 9106 §3.1 does not allow");
        }
        return new PuTTYKeyDerivation(kind, (int) memory, (int) passes, (int) parallelism, salt);
    }

    /** The lines that {@link #parse} reads. */
    List<String> format() {
        return List.of(
                "Key-Derivation: " + kind,
                "Argon2-Memory: " + memory,
                "Argon2-Passes: " + passes,
                "Argon2-Parallelism: " + parallelism,
                "Argon2-Salt: " + HexFormat.of().formatHex(salt));
    }

    Keys derive(char[] passphrase) {
        byte[] password = Passphrase.utf8(passphrase);
        try {
            return kind == null ? version2(password) : argon2(password);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    private Keys argon2(byte[] password) {
        int variant = switch (kind) {
            case "Argon2i" -> Argon2Parameters.ARGON2_i;
            case "Argon2d" -> Argon2Parameters.ARGON2_d;
            default -> Argon2Parameters.ARGON2_id;
        };
        var generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(variant)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(parallelism)
                .withSalt(salt)
                .build());
        byte[] all = new byte[KEY + IV + MAC];
        generator.generateBytes(password, all);
        try {
            return new Keys(
                    Arrays.copyOf(all, KEY),
                    Arrays.copyOfRange(all, KEY, KEY + IV),
                    Arrays.copyOfRange(all, KEY + IV, all.length));
        } finally {
            Arrays.fill(all, (byte) 0);
        }
    }

    /** SHA-1 of 0 and the passphrase, then of 1 and the passphrase; the initialisation vector is zero. */
    private static Keys version2(byte[] password) {
        byte[] first = sha1(new byte[] {0, 0, 0, 0}, password);
        byte[] second = sha1(new byte[] {0, 0, 0, 1}, password);
        byte[] key = Arrays.copyOf(first, KEY);
        System.arraycopy(second, 0, key, first.length, KEY - first.length);
        Arrays.fill(first, (byte) 0);
        Arrays.fill(second, (byte) 0);
        return new Keys(key, new byte[IV], macKey2(password));
    }

    private static byte[] macKey2(byte[] password) {
        return sha1("putty-private-key-file-mac-key".getBytes(US_ASCII), password);
    }

    private static byte[] sha1(byte[] one, byte[] other) {
        Digest sha1 = new SHA1Digest();
        sha1.update(one, 0, one.length);
        sha1.update(other, 0, other.length);
        byte[] hash = new byte[sha1.getDigestSize()];
        sha1.doFinal(hash, 0);
        return hash;
    }
}
