package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.transport.Algorithms.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlgorithmsTest {
    private static final Algorithms MODERN = Algorithms.modern();

    @Test
    void theModernListsAreTheArchitecturesInItsOrder() {
        assertThat(MODERN.kex())
                .containsSubsequence(
                        "mlkem768x25519-sha256",
                        "curve25519-sha256",
                        "ecdh-sha2-nistp256",
                        "diffie-hellman-group16-sha512",
                        "diffie-hellman-group-exchange-sha256",
                        "diffie-hellman-group14-sha256");
        assertThat(MODERN.ciphers()).startsWith("aes128-gcm@openssh.com", "aes256-gcm@openssh.com");
        assertThat(MODERN.macs()).startsWith("hmac-sha2-256-etm@openssh.com", "hmac-sha2-512-etm@openssh.com");
        assertThat(MODERN.hostKeys()).startsWith("ssh-ed25519").doesNotContain("ssh-rsa", "ssh-dss");
        assertThat(MODERN.userKeySignatures()).contains("rsa-sha2-512").doesNotContain("ssh-rsa");
        assertThat(MODERN.compressions()).containsExactly("none");
    }

    /** RFC 8758, RFC 9142 §4, RFC 8732 §3. */
    @ParameterizedTest
    @EnumSource(Kind.class)
    void nothingBrokenIsOfferedUnasked(Kind kind) {
        assertThat(MODERN.names(kind))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.contains("sha1")
                        || name.contains("md5")
                        || name.contains("cbc")
                        || name.contains("arcfour")
                        || name.equals("ssh-rsa")
                        || name.contains("group1-")
                        || name.startsWith("ext-info")
                        || name.startsWith("kex-strict"));
        if (kind != Kind.COMPRESSION) {
            assertThat(MODERN.names(kind)).doesNotContain("none");
        }
    }

    @Test
    void aListIsReplaced() {
        var changed = MODERN.withCiphers(List.of("aes256-ctr", "aes128-ctr", "aes256-ctr"));
        assertThat(changed.ciphers()).containsExactly("aes256-ctr", "aes128-ctr");
        assertThat(changed.kex()).isEqualTo(MODERN.kex());
        assertThat(MODERN.ciphers()).contains("aes128-gcm@openssh.com");
        assertThat(MODERN.withMACs(List.of("hmac-sha2-512")).macs()).containsExactly("hmac-sha2-512");
        assertThat(MODERN.withKex(List.of("ecdh-sha2-nistp521")).kex()).containsExactly("ecdh-sha2-nistp521");
        assertThat(MODERN.withHostKeys(List.of("rsa-sha2-256")).hostKeys()).containsExactly("rsa-sha2-256");
        assertThat(MODERN.withUserKeySignatures(List.of("ssh-ed25519")).userKeySignatures())
                .containsExactly("ssh-ed25519");
        assertThat(MODERN.withCompressions(List.of("zlib@openssh.com", "none")).compressions())
                .containsExactly("zlib@openssh.com", "none");
    }

    @Test
    void whatIsAllowedForOldPeersComesLast() {
        var legacy = MODERN.withLegacy("ssh-rsa", "zlib@openssh.com");
        assertThat(legacy.hostKeys()).startsWith("ssh-ed25519").endsWith("ssh-rsa");
        assertThat(legacy.userKeySignatures()).endsWith("ssh-rsa");
        assertThat(legacy.compressions()).containsExactly("none", "zlib@openssh.com");
        assertThat(legacy.withLegacy("ssh-rsa")).isEqualTo(legacy);
    }

    @Test
    void onlyWhatIsNamedIsLeftOfItsKind() {
        var only = MODERN.only("aes256-ctr", "ssh-ed25519", "aes128-ctr");
        assertThat(only.ciphers()).containsExactly("aes256-ctr", "aes128-ctr");
        assertThat(only.hostKeys()).containsExactly("ssh-ed25519");
        assertThat(only.userKeySignatures()).containsExactly("ssh-ed25519");
        assertThat(only.kex()).isEqualTo(MODERN.kex());
    }

    @Test
    void aNameThatNobodyKnowsIsAnError() {
        assertThatThrownBy(() -> MODERN.withCiphers(List.of("aes128-gcm")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aes128-gcm@openssh.com");
        assertThatThrownBy(() -> MODERN.withKex(List.of("ext-info-c"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MODERN.withLegacy("rot13")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MODERN.only("rot13")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MODERN.withMACs(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theProfileOfOldDevicesHasTheModernOnesFirstAndNoRC4() {
        var old = Algorithms.legacyDevices();
        for (var kind : Algorithms.Kind.values()) {
            assertThat(old.names(kind).subList(0, MODERN.names(kind).size())).isEqualTo(MODERN.names(kind));
        }
        assertThat(old.kex()).contains("diffie-hellman-group1-sha1", "diffie-hellman-group14-sha1");
        assertThat(old.ciphers()).contains("3des-cbc", "aes128-cbc").doesNotContain("arcfour128", "AEAD_AES_128_GCM");
        assertThat(old.macs()).contains("hmac-sha1", "hmac-md5").doesNotContain("umac-64@openssh.com");
        assertThat(old.hostKeys()).contains("ssh-rsa");
        assertThat(old.minimumRSABits()).isEqualTo(1024);
    }

    @Test
    void theLeastLengthOfAnRSAKeyIsASetting() {
        assertThat(MODERN.minimumRSABits()).isEqualTo(2048);
        assertThat(MODERN.withMinimumRSABits(3072).withKex(MODERN.kex()).minimumRSABits())
                .isEqualTo(3072);
        assertThat(MODERN.withMinimumRSABits(3072)).isNotEqualTo(MODERN);
        for (int bits : new int[] {1023, 16_385}) {
            assertThatThrownBy(() -> MODERN.withMinimumRSABits(bits)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
