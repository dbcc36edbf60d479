package io.javamiko.crypto;

import static java.util.stream.Stream.concat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.crypto.KexAlgorithm.Family;
import io.javamiko.crypto.agreement.Groups;
import java.security.SecureRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlgorithmTablesTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void theModernSetIsInItsOrderOfPreference() {
        assertThat(KexAlgorithms.all())
                .extracting(KexAlgorithm::name)
                .containsSubsequence(
                        "mlkem768x25519-sha256",
                        "sntrup761x25519-sha512",
                        "sntrup761x25519-sha512@openssh.com",
                        "curve25519-sha256",
                        "curve25519-sha256@libssh.org",
                        "ecdh-sha2-nistp256",
                        "ecdh-sha2-nistp384",
                        "ecdh-sha2-nistp521",
                        "diffie-hellman-group16-sha512",
                        "diffie-hellman-group18-sha512",
                        "diffie-hellman-group-exchange-sha256",
                        "diffie-hellman-group14-sha256");
        assertThat(CipherAlgorithms.all())
                .extracting(CipherAlgorithm::name)
                .containsSubsequence(
                        "aes128-gcm@openssh.com",
                        "aes256-gcm@openssh.com",
                        "chacha20-poly1305@openssh.com",
                        "aes128-ctr",
                        "aes192-ctr",
                        "aes256-ctr");
        assertThat(MACAlgorithms.all())
                .extracting(MACAlgorithm::name)
                .containsSubsequence(
                        "hmac-sha2-256-etm@openssh.com",
                        "hmac-sha2-512-etm@openssh.com",
                        "hmac-sha2-256",
                        "hmac-sha2-512");
    }

    @Test
    void aNameIsFoundAsItIsWrittenOnly() {
        assertThat(KexAlgorithms.named("curve25519-sha256")).isPresent();
        assertThat(KexAlgorithms.named("Curve25519-SHA256")).isEmpty();
        assertThat(CipherAlgorithms.named("aes128-ctr")).isPresent();
        assertThat(CipherAlgorithms.named("aes128-ctr ")).isEmpty();
        assertThat(MACAlgorithms.named("hmac-sha2-256")).isPresent();
        assertThat(MACAlgorithms.named("")).isEmpty();
        assertThat(CipherAlgorithms.named("none")).isEmpty();
        assertThat(MACAlgorithms.named("none")).isEmpty();
    }

    @Test
    void namesAreUnique() {
        assertThat(KexAlgorithms.all()).extracting(KexAlgorithm::name).doesNotHaveDuplicates();
        assertThat(CipherAlgorithms.all()).extracting(CipherAlgorithm::name).doesNotHaveDuplicates();
        assertThat(MACAlgorithms.all()).extracting(MACAlgorithm::name).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("io.javamiko.crypto.KexAlgorithms#all")
    void aKexHasTheHashOfItsNameAndThePartOfItsFamilyAlone(KexAlgorithm kex) {
        assertThat(kex.hash()).isEqualTo(hashOf(kex.name()));
        assertThat(JCA.digest(kex.hash())).isNotNull();
        if (kex.family() == Family.AGREEMENT) {
            kex.newAgreement(random).close();
        } else {
            assertThatThrownBy(() -> kex.newAgreement(random)).isInstanceOf(IllegalStateException.class);
        }
        if (kex.family() == Family.GROUP) {
            assertThat(kex.group())
                    .isIn(concat(Stream.of(Groups.GROUP1), Groups.all().stream())
                            .toList());
        } else {
            assertThatThrownBy(kex::group).isInstanceOf(IllegalStateException.class);
        }
    }

    /** RFC 5656 §6.2.1 for the curves, the name's end for all others. */
    private static String hashOf(String name) {
        if (name.startsWith("ecdh-sha2-")) {
            return name.endsWith("256") ? "SHA-256" : name.endsWith("384") ? "SHA-384" : "SHA-512";
        }
        String end = name.substring(name.indexOf("-sha") + 4).replace("@libssh.org", "");
        return "SHA-" + end.replace("@openssh.com", "");
    }

    @ParameterizedTest
    @CsvSource({
        "1-sha1, 1024",
        "14-sha1, 2048",
        "14-sha256, 2048",
        "15-sha512, 3072",
        "16-sha512, 4096",
        "17-sha512, 6144",
        "18-sha512, 8192"
    })
    void theFixedGroupsAreThoseOfTheirNames(String name, int bits) { // RFC 4253 §8, RFC 8268 §3
        var kex = KexAlgorithms.named("diffie-hellman-group" + name).orElseThrow();
        assertThat(kex.group().bits()).isEqualTo(bits);
        assertThat(kex.use() == AlgorithmUse.LEGACY).isEqualTo(name.endsWith("sha1"));
    }

    @ParameterizedTest
    @MethodSource("io.javamiko.crypto.CipherAlgorithms#all")
    void aCipherRefusesKeysOfAnotherLengthAndTheWrongNumberOfMACs(CipherAlgorithm cipher) {
        byte[] key = new byte[cipher.keyLength()];
        byte[] iv = new byte[cipher.ivLength()];
        MACAlgorithm mac = cipher.isAEAD() ? null : MACAlgorithms.all().get(0);
        MACAlgorithm wrong = cipher.isAEAD() ? MACAlgorithms.all().get(0) : null;
        byte[] macKey = new byte[32];
        refused(() -> cipher.opener(new byte[key.length + 1], iv, mac, macKey));
        refused(() -> cipher.opener(key, new byte[iv.length + 1], mac, macKey));
        refused(() -> cipher.opener(key, iv, wrong, macKey));
        refused(() -> cipher.sealer(new byte[key.length - 1], iv, mac, macKey, new RandomPadding(random)));
        refused(() -> cipher.sealer(key, iv, wrong, macKey, new RandomPadding(random)));
        if (mac != null) {
            refused(() -> cipher.opener(key, iv, mac, new byte[31]));
        }
        assertThat(cipher.opener(key, iv, mac, macKey).headerLength()).isIn(4, cipher.blockLength());
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class);
    }
}
