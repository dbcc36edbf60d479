package io.javamiko.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SSHKeyPairTest {
    private static final byte[] DATA = "what is signed".getBytes(UTF_8);

    static Stream<Arguments> everyAlgorithm() {
        return TestKeys.all().stream()
                .flatMap(pair -> Stream.concat(
                                pair.signatureAlgorithms().stream(),
                                pair.publicKey().type().equals("ssh-rsa") ? Stream.of("ssh-rsa") : Stream.empty())
                        .map(algorithm -> Arguments.of(algorithm, pair)));
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyAlgorithm")
    void aSignatureVerifiesUnderItsAlgorithmAndData(String algorithm, SSHKeyPair pair) throws Exception {
        byte[] signature = pair.sign(algorithm, DATA);

        assertThat(new WireReader(signature).name(64)).isEqualTo(algorithm);
        var key = SSHPublicKey.decode(pair.publicKey().blob());
        assertThat(key.verify(algorithm, DATA, signature)).isTrue();
        assertThat(key.verify(algorithm, "what was signed".getBytes(UTF_8), signature))
                .isFalse();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyAlgorithm")
    void aSignatureIsWrongUnderEveryOtherAlgorithm(String algorithm, SSHKeyPair pair) throws Exception {
        byte[] signature = pair.sign(algorithm, DATA);
        for (String other : everyAlgorithm().map(a -> (String) a.get()[0]).toList()) {
            assertThat(pair.publicKey().verify(other, DATA, signature)).isEqualTo(other.equals(algorithm));
        }
        assertThat(pair.publicKey().verify("none", DATA, signature)).isFalse();
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyAlgorithm")
    void aSignatureRelabelledIsWrong(String algorithm, SSHKeyPair pair) throws Exception {
        var in = new WireReader(pair.sign(algorithm, DATA));
        in.name(64);
        byte[] raw = in.string(4096);
        for (String other : everyAlgorithm().map(a -> (String) a.get()[0]).toList()) {
            byte[] relabelled = new WireWriter().utf8(other).string(raw).toByteArray();
            assertThat(pair.publicKey().verify(other, DATA, relabelled)).isEqualTo(other.equals(algorithm));
        }
    }

    @ParameterizedTest(name = "{0}", autoCloseArguments = false)
    @MethodSource("everyAlgorithm")
    void aSignatureCutOrExtendedOrChangedIsWrong(String algorithm, SSHKeyPair pair) throws Exception {
        byte[] signature = pair.sign(algorithm, DATA);
        for (int length = 0; length < signature.length; length++) {
            assertThat(pair.publicKey().verify(algorithm, DATA, Arrays.copyOf(signature, length)))
                    .isFalse();
        }
        assertThat(pair.publicKey().verify(algorithm, DATA, Arrays.copyOf(signature, signature.length + 1)))
                .isFalse();
        for (int i = 0; i < signature.length; i += 3) {
            byte[] changed = signature.clone();
            changed[i] ^= 0x10;
            assertThat(pair.publicKey().verify(algorithm, DATA, changed)).isFalse();
        }
    }

    @Test
    void rsaSignsWithSHA2UnlessItIsToldOtherwise() {
        assertThat(TestKeys.rsa().signatureAlgorithms()).containsExactly("rsa-sha2-512", "rsa-sha2-256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa-sha2-nistp384", "rsa-sha2-256", "ssh-rsa", "none", ""})
    void anAlgorithmOfAnotherKeyTypeIsTheCallersMistake(String algorithm) {
        assertThatThrownBy(() -> TestKeys.ed25519().sign(algorithm, DATA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ssh-ed25519");
    }

    @Test
    void generatedKeysHaveTheirTypesLength() {
        assertThat(SSHKeyPair.generate("ssh-ed25519").publicKey().bits()).isEqualTo(256);
        assertThat(SSHKeyPair.generate("ecdsa-sha2-nistp521").publicKey().bits())
                .isEqualTo(521);
        assertThat(SSHKeyPair.generate("ecdsa-sha2-nistp384", 384).publicKey().bits())
                .isEqualTo(384);
        assertThat(TestKeys.rsa().publicKey().bits()).isEqualTo(2048);
    }

    @Test
    void lengthsThatATypeDoesNotHaveAreTheCallersMistake() {
        for (var bits : new int[] {1023, 16_385, 0, -1}) {
            assertThatThrownBy(() -> SSHKeyPair.generate("ssh-rsa", bits)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> SSHKeyPair.generate("ssh-ed25519", 255)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SSHKeyPair.generate("ecdsa-sha2-nistp256", 384))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SSHKeyPair.generate("ssh-dss", 2048)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClosedPairSignsNoMoreAndKeepsItsPublicHalf() {
        for (var type : new String[] {"ssh-ed25519", "ecdsa-sha2-nistp256"}) {
            var pair = SSHKeyPair.generate(type);
            var same = pair.withComment("me@here");
            pair.close();
            pair.close();
            assertThatThrownBy(() -> same.sign(type, DATA)).isInstanceOf(IllegalStateException.class);
            assertThat(same.publicKey().type()).isEqualTo(type);
        }
    }

    @Test
    void aSignatureMadeWhileThePairIsClosedIsRightOrNone() throws Exception {
        for (int i = 0; i < 50; i++) {
            var pair = SSHKeyPair.generate("ssh-ed25519");
            var closer = io.javamiko.Threads.start("closes", pair::close);
            try {
                while (true) {
                    assertThat(pair.publicKey().verify("ssh-ed25519", DATA, pair.sign("ssh-ed25519", DATA)))
                            .isTrue();
                }
            } catch (IllegalStateException e) {
                closer.join();
            }
        }
    }

    @Test
    void whatIsShownOfAPairIsItsPublicHalf() {
        var pair = TestKeys.ed25519().withComment("me@here");
        assertThat(pair).hasToString("ssh-ed25519 " + pair.publicKey().fingerprint() + " me@here");
    }

    @Test
    void aCommentCannotBecomeALineOfItsOwn() {
        assertThatThrownBy(() -> TestKeys.ed25519().withComment("me\nssh-ed25519 AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
