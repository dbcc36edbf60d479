package io.javamiko.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RandomPaddingTest {
    @Test
    void itIsOneStreamHoweverItIsTaken() {
        byte[] whole = new byte[10_000];
        new RandomPadding(new Fixed()).fill(whole, 0, whole.length);
        byte[] pieces = new byte[10_000];
        var padding = new RandomPadding(new Fixed());
        for (int at = 0, size = 1; at < pieces.length; at += size, size = size % 255 + 1) {
            padding.fill(pieces, at, Math.min(size, pieces.length - at));
        }
        assertThat(pieces).isEqualTo(whole);
    }

    @Test
    void itDoesNotRepeat() {
        byte[] bytes = new byte[8192];
        new RandomPadding(new SecureRandom()).fill(bytes, 0, bytes.length);
        assertThat(Arrays.copyOfRange(bytes, 0, 2048)).isNotEqualTo(Arrays.copyOfRange(bytes, 2048, 4096));
        long distinct = java.util.stream.IntStream.range(0, bytes.length)
                .map(i -> bytes[i])
                .distinct()
                .count();
        assertThat(distinct).isEqualTo(256);
    }

    @Test
    void anotherRandomSourceGivesAnotherStream() {
        byte[] one = new byte[32];
        byte[] two = new byte[32];
        new RandomPadding(new SecureRandom()).fill(one, 0, 32);
        new RandomPadding(new SecureRandom()).fill(two, 0, 32);
        assertThat(one).isNotEqualTo(two);
    }

    @Test
    void itWritesWhereItIsToldAlone() {
        byte[] bytes = new byte[100];
        new RandomPadding(new SecureRandom()).fill(bytes, 40, 20);
        assertThat(Arrays.copyOf(bytes, 40)).containsOnly(0);
        assertThat(Arrays.copyOfRange(bytes, 60, 100)).containsOnly(0);
    }

    private static final class Fixed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) 7);
        }
    }
}
