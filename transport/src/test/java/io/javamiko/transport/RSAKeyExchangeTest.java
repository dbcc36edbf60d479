package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.transport.kex.KexMessage.RSADone;
import io.javamiko.transport.kex.KexMessage.RSASecret;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key exchange in which the server begins (RFC 4432), among the rules that expect the client to. */
class RSAKeyExchangeTest {
    private static final Algorithms RSA = Algorithms.modern().withKex(List.of("rsa2048-sha256"));

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bothSidesGetTheSameKeysWhoeverBeginsAndAgainLater(boolean strict) throws IOException {
        var pair = Pair.of(
                RSA, RSA, setup -> strict ? setup : setup.withoutStrictKex(), setup -> setup, Pair.Keys.ED25519);
        pair.run().assertWorks();
        assertThat(pair.client.sent).startsWith(20, 31, 21);
        assertThat(pair.server.sent).startsWith(20, 30, 32, 21);
        pair.client.kex.start();
        pair.deliver().assertWorks();
        pair.server.kex.start();
        pair.deliver().assertWorks();
        assertThat(pair.client.established).hasSize(3);
    }

    @Test
    void itIsLegacyAndSaysSo() throws IOException {
        assertThat(Algorithms.modern().kex()).doesNotContain("rsa2048-sha256");
        assertThat(Algorithms.legacyDevices().kex()).contains("rsa2048-sha256");
        var pair = Pair.of(RSA, RSA, Pair.Keys.ED25519).run();
        assertThat(pair.client.warnings).extracting(Warning::kind).containsExactly(Warning.Kind.LEGACY_ALGORITHM);
    }

    @Test
    void aClientDoesNotGuessAMethodThatTheServerBegins() throws IOException {
        var pair = Pair.of(RSA, RSA, KexSetup::guessing, setup -> setup, Pair.Keys.ED25519);
        pair.client.kex.start();
        byte[] init = pair.client.out.peek().payload();
        assertThat(init[init.length - 5]).isZero(); // first_kex_packet_follows
        assertThat(pair.client.sent).containsExactly(20);
        pair.deliver().assertWorks();
    }

    @Test
    void anotherGuessIsDroppedBeforeIt() throws IOException {
        var client = RSA.withKex(List.of("curve25519-sha256", "rsa2048-sha256"));
        var pair = Pair.of(client, RSA, KexSetup::guessing, setup -> setup, Pair.Keys.ED25519);
        pair.run().assertWorks();
        assertThat(pair.client.sent).startsWith(20, 30, 31, 21);
    }

    @Test
    void theServerSignsNothingForASecretThatIsNone() throws IOException {
        var pair = Pair.of(RSA, RSA, Pair.Keys.ED25519);
        pair.client.kex.start();
        pair.server.receive();
        pair.client.out.clear();
        byte[] garbage = new RSASecret(new byte[256]).payload();
        assertThatThrownBy(() -> pair.server.receive(new Pair.Packet(garbage, "", 1)))
                .isInstanceOf(KeyExchangeException.class)
                .hasMessageContaining("rsa2048-sha256 failed")
                .satisfies(e -> assertThat(DisconnectReason.of(e)).isEqualTo(DisconnectReason.KEY_EXCHANGE_FAILED));
        assertThat(pair.server.sent).containsExactly(20, 30);
        assertThat(pair.server.signatures).isEmpty();
    }

    /** Who put a transient key of its own into the first message can't sign for the host key of that message. */
    @Test
    void aSignatureOfAnotherHashProvesNothing() throws IOException {
        var pair = Pair.of(RSA, RSA, Pair.Keys.ED25519);
        pair.client.kex.start();
        pair.server.receive();
        pair.client.receive();
        pair.client.receive();
        byte[] signature = Pair.Keys.ED25519.sign("ssh-ed25519", new byte[32]);
        pair.server.out.clear();
        byte[] done = new RSADone(signature).payload();
        assertThatThrownBy(() -> pair.client.receive(new Pair.Packet(done, "", 2)))
                .isInstanceOf(BadHostKeyException.class);
        assertThat(pair.client.kex.hostKey()).isEmpty();
        assertThat(pair.client.kex.sessionId()).isEmpty();
        assertThat(pair.client.trust.asked).isEmpty();
    }
}
