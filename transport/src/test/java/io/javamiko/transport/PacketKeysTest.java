package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.Negotiated.Direction;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which key is which (RFC 4253 §7.2): two sides that swap them alike agree with each other, and with nobody else. */
class PacketKeysTest {
    private static final Negotiated NEGOTIATED = new Negotiated(
            "curve25519-sha256",
            "ssh-ed25519",
            new Direction("aes128-ctr", Optional.of("hmac-sha2-512"), "none"),
            new Direction("chacha20-poly1305@openssh.com", Optional.empty(), "zlib@openssh.com"),
            true);

    private final KeyDerivation derivation =
            new KeyDerivation("SHA-256", SharedSecret.ofMPInt(new byte[] {7}), new byte[32], new byte[32]);

    @Test
    void theClientsHaveTheLettersACE() {
        var keys = PacketKeys.derive(derivation, NEGOTIATED, Role.CLIENT);
        assertThat(keys.iv()).isEqualTo(derivation.key('A', 16));
        assertThat(keys.key()).isEqualTo(derivation.key('C', 16));
        assertThat(keys.macKey()).isEqualTo(derivation.key('E', 64));
        assertThat(keys.algorithms()).isEqualTo(NEGOTIATED.clientToServer());
        assertThat(keys.blockLength()).isEqualTo(16);
    }

    @Test
    void theServersHaveTheLettersBDF() {
        var keys = PacketKeys.derive(derivation, NEGOTIATED, Role.SERVER);
        assertThat(keys.iv()).isEmpty();
        assertThat(keys.key()).isEqualTo(derivation.key('D', 64));
        assertThat(keys.macKey()).isEmpty();
        assertThat(keys.algorithms().compression()).isEqualTo("zlib@openssh.com");
        assertThat(keys.resetsSequenceNumber()).isTrue();
        assertThat(keys.blockLength()).isEqualTo(8);
    }

    @Test
    void closingWipesThemAndNoTextShowsThem() {
        var keys = PacketKeys.derive(derivation, NEGOTIATED, Role.CLIENT);
        assertThat(keys).hasToString("PacketKeys(aes128-ctr hmac-sha2-512, masked)");
        keys.close();
        assertThat(keys.iv()).containsOnly(0);
        assertThat(keys.key()).containsOnly(0);
        assertThat(keys.macKey()).containsOnly(0);
    }
}
