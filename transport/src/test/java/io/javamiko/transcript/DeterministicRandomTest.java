package io.javamiko.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DeterministicRandomTest {
    @Test
    void theSameSeedGivesTheSameBytesInWhateverPieces() {
        var one = DeterministicRandom.of(7);
        var other = DeterministicRandom.of(7);
        byte[] whole = bytes(one, 100);
        byte[] pieces = new byte[100];
        for (int at = 0; at < 100; at += 10) {
            System.arraycopy(bytes(other, 10), 0, pieces, at, 10);
        }
        assertThat(pieces).isEqualTo(whole);
        assertThat(one.nextLong()).isEqualTo(other.nextLong());
        assertThat(bytes(DeterministicRandom.of(8), 100)).isNotEqualTo(whole);
    }

    @Test
    void theBytesStayTheSameInLaterVersions() { // transcripts that were recorded depend on them
        // printf '00000000000000070000000000000000' | xxd -r -p | sha256sum
        assertThat(HexFormat.of().formatHex(bytes(DeterministicRandom.of(7), 32)))
                .isEqualTo("e8dd943d366caae7beb706c6ae668eff0a257fc56edc27d7b2fa1c31bdf2eec1");
    }

    @Test
    void seedingItAnewDoesNothing() {
        var random = DeterministicRandom.of(7);
        random.setSeed(1);
        random.setSeed(new byte[] {1, 2, 3});
        assertThat(bytes(random, 8)).isEqualTo(bytes(DeterministicRandom.of(7), 8));
    }

    private static byte[] bytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
