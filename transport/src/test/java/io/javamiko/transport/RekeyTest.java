package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.transport.BadHostKeyException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Key exchanges after the first (RFC 4253 §9). */
class RekeyTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothMayStartAtOnce(boolean strict) throws IOException {
        var pair = Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                setup -> strict ? setup : setup.withoutStrictKex(),
                setup -> setup,
                Pair.Keys.ED25519);
        pair.run().assertWorks();
        for (int i = 2; i <= 5; i++) {
            String before = pair.client.outKeys;
            pair.run().assertWorks();
            assertThat(pair.client.outKeys).isNotEqualTo(before);
            assertThat(pair.client.established).hasSize(i);
        }
        assertThat(pair.client.sent.stream().filter(n -> n == 20)).hasSize(5);
        assertThat(pair.client.sent.stream().filter(n -> n == 7)).hasSize(1);
    }

    static Stream<Arguments> everyKex() {
        return Algorithms.modern().kex().stream()
                .filter(kex -> !kex.contains("group18")) // seconds, and nothing that group16 does not show
                .map(kex -> arguments(kex));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyKex")
    void theSessionIdentifierStaysTheFirstHash(String kex) throws IOException {
        var pair = Pair.of(Algorithms.modern().withKex(List.of(kex)), Algorithms.modern(), Pair.Keys.ED25519);
        pair.run().assertWorks();
        byte[] sessionId = pair.client.kex.sessionId().orElseThrow();
        pair.server.kex.start();
        pair.deliver().assertWorks();
        assertThat(pair.client.kex.sessionId()).contains(sessionId);
        assertThat(pair.server.kex.sessionId()).contains(sessionId);
    }

    @Test
    void dataUnderWayBeforeThePeersInitArrivesUnderTheOldKeys() throws IOException {
        var pair = Pair.modern().run();
        pair.client.kex.start();
        pair.server.send(new TransportMessage.Debug(false, "sent before the client's KEXINIT came", ""));
        pair.deliver().assertWorks();
    }

    @Test
    void ignoreAndDebugAreLawfulInALaterExchangeOfAStrictConnection() throws IOException {
        var pair = Pair.modern().run();
        pair.client.kex.start();
        pair.client.send(new TransportMessage.Ignore(new byte[9]));
        pair.client.send(new TransportMessage.Debug(false, "", ""));
        pair.deliver().assertWorks();
    }

    @Test
    void aMarkerInALaterKexInitMeansNothing() throws IOException {
        var pair = Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                KexSetup::withoutStrictKex,
                setup -> setup,
                Pair.Keys.ED25519);
        pair.run();
        pair.run().assertWorks();
        assertThat(pair.client.kex.isStrict()).isFalse();
        assertThat(pair.client.setup.proposal(false).kexAlgorithms())
                .isEqualTo(Algorithms.modern().kex());
    }

    @Test
    void theSameHostKeyAsksNobody() throws IOException {
        var pair = Pair.modern();
        pair.run();
        pair.run();
        assertThat(pair.client.trust.asked).hasSize(1);
    }

    @Test
    void anotherHostKeyMustBeKnownAlready() throws IOException {
        var signer = new Changing();
        var trust = new Pair.Trust();
        var pair = Pair.of(Algorithms.modern(), Algorithms.modern(), setup -> setup, setup -> setup, trust, signer);
        pair.run();
        signer.now = Pair.Keys.ANOTHER_ED25519;
        trust.known.add(Pair.Keys.ANOTHER_ED25519.publicKey());
        pair.run().assertWorks();
        assertThat(trust.asked).containsExactly(Pair.Keys.ED25519.publicKey());
        assertThat(pair.client.kex.hostKey().orElseThrow().key()).isEqualTo(Pair.Keys.ANOTHER_ED25519.publicKey());

        signer.now = Pair.Keys.ED25519;
        assertThatThrownBy(pair::run)
                .isInstanceOfSatisfying(
                        BadHostKeyException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CHANGED));
        assertThat(trust.asked).hasSize(1);
        assertThat(pair.client.established).hasSize(2);
    }

    /** A host key that is replaced while the connection runs. */
    private static final class Changing implements Signer {
        private Signer now = Pair.Keys.ED25519;

        @Override
        public SSHPublicKey publicKey() {
            return now.publicKey();
        }

        @Override
        public List<String> signatureAlgorithms() {
            return now.signatureAlgorithms();
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            return now.sign(algorithm, data);
        }
    }
}
