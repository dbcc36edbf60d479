package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TamperingTest {
    static List<Protection> authenticated() {
        return Protection.all().stream().filter(Protection::isAuthenticated).toList();
    }

    /** Those whose tag is over the ciphertext and which decrypt after it: all but encrypt-and-MAC. */
    static List<Protection> checkedBeforeDecryption() {
        return authenticated().stream()
                .filter(p -> p.mac() == null || p.mac().isEncryptThenMAC())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("authenticated")
    void everyBitOfAPacketCounts(Protection protection) {
        var keys = protection.keys(new Random(1));
        byte[] sealed = protection.ends(keys).seal(new byte[] {94, 0, 0}, 3);
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> protection.ends(keys).open(changed, 3))
                    .as("bit %d of %d", bit, 8 * sealed.length)
                    .isInstanceOf(ProtocolException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("checkedBeforeDecryption")
    void nothingIsDecryptedUntilTheTagIsRight(Protection protection) {
        var ends = protection.ends(new Random(1));
        byte[] sealed = ends.seal(new byte[1000], 3);
        sealed[sealed.length - 1] ^= 1;
        int length = (int) ends.opener().packetLength(sealed, 0, 3);
        byte[] out = new byte[length];
        assertThatThrownBy(() -> ends.opener().open(sealed, 0, length, 3, out, 0))
                .isInstanceOf(ProtocolException.class);
        assertThat(out).containsOnly(0);
    }
}
