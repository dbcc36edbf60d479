package io.javamiko.transcript;

import io.javamiko.crypto.JCA;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A random source that gives the same bytes for the same seed: <em>for tests alone</em>. Whoever knows the seed knows every
 * private value that a connection draws from it, and reads the connection. Making one is logged as a warning.
 *
 * <p>Under it a connection sends the same messages each time, as far as they follow from what it receives, which makes a
 * {@link Transcript} a test ({@link Replay}). The bytes are SHA-256 of the seed and a counter; they stay the same in later
 * versions. Seeding it anew does nothing. Thread-safe, but two threads that draw from one get what they get.
 */
public final class DeterministicRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(DeterministicRandom.class);

    private DeterministicRandom(long seed) {
        super(new Stream(seed), null);
    }

    /** The source of that seed, at its beginning. */
    public static DeterministicRandom of(long seed) {
        LOG.warn("a random source that can be foreseen is in use: that is for tests alone");
        return new DeterministicRandom(seed);
    }

    @Override
    public String getAlgorithm() {
        return "deterministic, for tests";
    }

    /** The bytes, block by block. {@link SecureRandom} calls it from one thread at a time. */
    private static final class Stream extends SecureRandomSpi {
        private static final long serialVersionUID = 1L;

        private final transient MessageDigest sha256 = JCA.digest("SHA-256");
        private final long seed;
        private transient byte[] block = new byte[0];
        private transient int used;
        private long count;

        Stream(long seed) {
            this.seed = seed;
        }

        @Override
        protected void engineNextBytes(byte[] bytes) {
            for (int i = 0; i < bytes.length; i++) {
                if (used == block.length) {
                    sha256.update(ByteBuffer.allocate(2 * Long.BYTES)
                            .putLong(seed)
                            .putLong(count++)
                            .array());
                    block = sha256.digest();
                    used = 0;
                }
                bytes[i] = block[used++];
            }
        }

        @Override
        protected byte[] engineGenerateSeed(int length) {
            byte[] bytes = new byte[length];
            engineNextBytes(bytes);
            return bytes;
        }

        @Override
        protected void engineSetSeed(byte[] more) {} // who draws from it must not change it
    }
}
