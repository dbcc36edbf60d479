package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first key exchange, both roles joined in memory. */
class KeyExchangeTest {
    static Stream<Arguments> everyKexAndHostKey() {
        return Algorithms.modern().kex().stream()
                .flatMap(kex -> Arrays.stream(Pair.Keys.ALL)
                        .flatMap(key -> key.signatureAlgorithms().stream())
                        .map(key -> arguments(kex, key)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyKexAndHostKey")
    void bothSidesGetTheSameKeys(String kex, String hostKey) throws IOException {
        for (boolean strict : List.of(true, false)) {
            var server = Algorithms.modern();
            var client = server.withKex(List.of(kex)).withHostKeys(List.of(hostKey));
            var pair = Pair.of(
                    client, server, setup -> strict ? setup : setup.withoutStrictKex(), setup -> setup, Pair.Keys.ALL);
            pair.run().assertWorks();
            var negotiated = pair.client.kex.negotiated().orElseThrow();
            assertThat(negotiated.kex()).isEqualTo(kex);
            assertThat(negotiated.hostKeyAlgorithm()).isEqualTo(hostKey);
            assertThat(negotiated.strictKex()).isEqualTo(strict);
            assertThat(pair.client.kex.hostKey().orElseThrow().algorithm()).isEqualTo(hostKey);
            assertThat(pair.client.trust.asked)
                    .containsExactly(pair.client.kex.hostKey().orElseThrow().key());
        }
    }

    static Stream<Arguments> everyCipherAndMAC() {
        return Stream.concat(
                Algorithms.known(Kind.CIPHER).stream().map(cipher -> arguments(cipher, "hmac-sha2-256")),
                Algorithms.known(Kind.MAC).stream().map(mac -> arguments("aes128-ctr", mac)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("everyCipherAndMAC")
    void keysHaveTheLengthsOfTheCipherAndTheMAC(String cipher, String mac) throws IOException {
        var algorithms = Algorithms.modern()
                .withKex(List.of("curve25519-sha256"))
                .withCiphers(List.of(cipher))
                .withMACs(List.of(mac));
        var pair = Pair.of(algorithms, algorithms, Pair.Keys.ED25519).run();
        pair.assertWorks();
        assertThat(pair.client
                        .kex
                        .negotiated()
                        .orElseThrow()
                        .clientToServer()
                        .mac()
                        .isEmpty())
                .isEqualTo(cipher.matches(".*(gcm|GCM|poly1305).*"));
    }

    @Test
    void theServerSpeaksFirstOrTheClientAndNeitherWaits() throws IOException {
        var pair = Pair.modern();
        pair.server.kex.start();
        pair.deliver().assertWorks();

        pair = Pair.modern();
        pair.client.kex.start();
        pair.deliver().assertWorks();
    }

    @Test
    void strictKexResetsTheSequenceNumbersAndTheOldRulesLetThemRunOn() throws IOException {
        var strict = Pair.modern().run();
        assertThat(strict.client.outSequence).isEqualTo(1); // EXT_INFO was 0
        var old = Pair.of(
                        Algorithms.modern(),
                        Algorithms.modern(),
                        KexSetup::withoutStrictKex,
                        setup -> setup,
                        Pair.Keys.ED25519)
                .run();
        assertThat(old.client.outSequence).isEqualTo(4); // KEXINIT, ECDH_INIT, NEWKEYS, EXT_INFO
        old.assertWorks();
    }

    @Test
    void eachSideTellsItsExtensionsRightBehindItsFirstNewKeys() throws IOException {
        var pair = Pair.modern().run();
        assertThat(pair.server.sent).containsExactly(20, 31, 21, 7);
        assertThat(pair.client.sent).containsExactly(20, 30, 21, 7);
        assertThat(pair.client.extensions.serverSignatureAlgorithms())
                .hasValueSatisfying(names -> assertThat(names)
                        .isEqualTo(Algorithms.modern().userKeySignatures().stream()
                                .filter(name -> !SignatureAlgorithms.isCertificate(name))
                                .toList()));
        assertThat(pair.server.extensions.serverSignatureAlgorithms()).isEmpty();
        assertThat(pair.client.extensions.answersPing()).isTrue();
        assertThat(pair.server.extensions.answersPing()).isTrue();

        pair.client.kex.start();
        pair.deliver().assertWorks();
        assertThat(pair.server.sent.stream().filter(n -> n == 7)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRightGuessSavesARoundTrip(boolean strict) throws IOException {
        var pair = Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                setup -> strict ? setup.guessing() : setup.guessing().withoutStrictKex(),
                setup -> setup,
                Pair.Keys.ED25519);
        pair.client.kex.start();
        assertThat(pair.client.sent).containsExactly(20, 30);
        pair.deliver().assertWorks();
        assertThat(pair.client.sent.stream().filter(n -> n == 30)).hasSize(1);
    }

    static Stream<Arguments> wrongGuesses() {
        var modern = Algorithms.modern();
        return Stream.of(
                arguments("another method", modern.withKex(List.of("ecdh-sha2-nistp384", "curve25519-sha256")), modern),
                arguments("another host key", modern.withHostKeys(List.of("rsa-sha2-512", "ssh-ed25519")), modern),
                arguments(
                        "a method with other messages",
                        modern.withKex(List.of("diffie-hellman-group-exchange-sha256", "curve25519-sha256")),
                        modern.withKex(List.of("curve25519-sha256"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrongGuesses")
    void aWrongGuessIsDroppedOnce(String what, Algorithms client, Algorithms server) throws IOException {
        for (boolean strict : List.of(true, false)) {
            var pair = Pair.of(
                    client,
                    server,
                    setup -> strict ? setup.guessing() : setup.guessing().withoutStrictKex(),
                    setup -> setup,
                    Pair.Keys.ALL);
            pair.run().assertWorks();
            assertThat(pair.client.sent.stream().filter(n -> n == 30 || n == 34))
                    .hasSize(2);
            pair.client.kex.start(); // the rule holds in a later exchange as well
            pair.deliver().assertWorks();
            assertThat(pair.client.established).hasSize(2);
        }
    }

    @Test
    void aServersWrongGuessIsDroppedByTheClient() throws IOException {
        var pair = Pair.of(
                Algorithms.modern().withKex(List.of("curve25519-sha256")),
                Algorithms.modern().withKex(List.of("ecdh-sha2-nistp256", "curve25519-sha256")),
                KexSetup::withoutStrictKex,
                setup -> setup,
                Pair.Keys.ED25519);
        pair.server.kex.start();
        var init = pair.server.out.poll();
        byte[] guessing = init.payload().clone();
        guessing[guessing.length - 5] = 1; // first_kex_packet_follows
        pair.client.receive(new Pair.Packet(guessing, "", 0));
        pair.client.receive(new Pair.Packet(new byte[] {31, 1, 2, 3}, "", 1));
        assertThat(pair.client.sent).containsExactly(20, 30); // and it waits for the right one
    }

    @Test
    void aSignatureMayComeLater() throws IOException {
        var pair = Pair.modern();
        pair.server.signsLater = true;
        pair.run();
        assertThat(pair.client.kex.isRunning()).isTrue();
        assertThat(pair.server.sent).containsExactly(20);
        var request = pair.server.signatures.get(0);
        request.complete(request.sign());
        pair.deliver().assertWorks();
    }

    @Test
    void aSignatureThatComesAfterTheEndChangesNothing() throws IOException {
        var pair = Pair.modern();
        pair.server.signsLater = true;
        pair.run();
        pair.server.kex.close();
        var request = pair.server.signatures.get(0);
        request.complete(request.sign());
        assertThat(pair.server.sent).containsExactly(20);
        assertThat(pair.server.kex.sessionId()).isEmpty();
    }

    @Test
    void theServersKeyThatFitsTheAgreedAlgorithmSigns() throws IOException {
        var pair =
                Pair.of(Algorithms.modern().withHostKeys(List.of("rsa-sha2-256")), Algorithms.modern(), Pair.Keys.ALL);
        pair.run().assertWorks();
        assertThat(pair.client.kex.hostKey().orElseThrow().key()).isEqualTo(Pair.Keys.RSA.publicKey());
    }

    @Test
    void aServerOffersOnlyAlgorithmsThatItHasAKeyFor() {
        assertThat(Pair.of(Algorithms.modern(), Algorithms.modern(), Pair.Keys.RSA, Pair.Keys.ED25519)
                        .server
                        .setup
                        .proposal(true)
                        .serverHostKeyAlgorithms())
                .containsExactly("ssh-ed25519", "rsa-sha2-512", "rsa-sha2-256");
        assertThatThrownBy(() -> Pair.of(
                        Algorithms.modern(), Algorithms.modern().withHostKeys(List.of("ssh-ed25519")), Pair.Keys.RSA))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ssh-ed25519");
    }

    @Test
    void withoutStrictKexTheOpenCiphersWarnOrAreRefused() throws IOException {
        var chacha = Algorithms.modern().withCiphers(List.of("chacha20-poly1305@openssh.com"));
        var pair = Pair.of(chacha, Algorithms.modern(), setup -> setup, KexSetup::withoutStrictKex, Pair.Keys.ED25519);
        pair.run().assertWorks();
        assertThat(pair.client.warnings).extracting(Warning::kind).containsExactly(Warning.Kind.TERRAPIN);

        var gcm = Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                setup -> setup,
                KexSetup::withoutStrictKex,
                Pair.Keys.ED25519);
        gcm.run().assertWorks();
        assertThat(gcm.client.warnings).isEmpty();

        var refusing = Pair.of(
                chacha, Algorithms.modern(), KexSetup::refusingTerrapin, KexSetup::withoutStrictKex, Pair.Keys.ED25519);
        assertThatThrownBy(refusing::run)
                .isInstanceOf(KeyExchangeException.class)
                .hasMessageContaining("CVE-2023-48795");
    }

    @Test
    void cookiesAndSharesAreNewInEachExchange() throws IOException {
        var one = Pair.modern();
        var two = Pair.modern();
        one.client.kex.start();
        two.client.kex.start();
        assertThat(one.client.out.peek().payload())
                .isNotEqualTo(two.client.out.peek().payload());
        one.run();
        two.run();
        assertThat(one.client.outKeys).isNotEqualTo(two.client.outKeys);
    }
}
