package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DestroyTest {
    static List<Protection> authenticated() {
        return Protection.all().stream().filter(Protection::isAuthenticated).toList();
    }

    @ParameterizedTest
    @MethodSource("authenticated")
    void aDestroyedSealerSealsNothingMore(Protection protection) {
        var ends = protection.ends(new Random(1));
        ends.seal(new byte[10], 0);
        ends.sealer().destroy();
        ends.sealer().destroy();
        assertThatThrownBy(() -> ends.seal(new byte[10], 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("authenticated")
    void aDestroyedOpenerOpensNothingMore(Protection protection) throws ProtocolException {
        var keys = protection.keys(new Random(1));
        var ends = protection.ends(keys);
        byte[] sealed = ends.seal(new byte[10], 0);
        ends.open(sealed, 0);
        ends.opener().destroy();
        ends.opener().destroy();
        byte[] next = ends.seal(new byte[10], 1);
        assertThatThrownBy(() -> ends.open(next, 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("authenticated")
    void theCallersKeysMayBeWipedAtOnce(Protection protection) throws ProtocolException {
        var keys = protection.keys(new Random(1));
        var ends = protection.ends(keys);
        Arrays.fill(keys.key(), (byte) 0);
        Arrays.fill(keys.iv(), (byte) 0);
        Arrays.fill(keys.macKey(), (byte) 0);
        byte[] sealed = protection.ends(protection.keys(new Random(1))).seal(new byte[10], 0);
        assertThat(ends.open(sealed, 0)).hasSize(10);
    }

    @Test
    void aDestroyedKeyGivesNothingAndShowsNothing() {
        var key = new SymmetricKey(new byte[] {1, 2, 3}, "AES");
        assertThat(key.getEncoded()).containsExactly(1, 2, 3);
        assertThat(key).hasToString("AES key (masked)");
        key.destroy();
        assertThat(key.isDestroyed()).isTrue();
        assertThatThrownBy(key::getEncoded).isInstanceOf(IllegalStateException.class);
        assertThat(key.zero().getEncoded()).containsExactly(0, 0, 0);
    }
}
