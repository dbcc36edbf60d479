package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.transport.TransportMessage.Disconnect;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the peer is told of a failure, what people are told of the peer's, and what operators are warned of. */
class ErrorsTest {
    @Test
    void aFailureHasItsReasonCode() {
        assertThat(DisconnectReason.of(new ProtocolException("x"))).isEqualTo(2);
        assertThat(DisconnectReason.of(new KeyExchangeException("x"))).isEqualTo(3);
        assertThat(DisconnectReason.of(new NegotiationException("x", null, null)))
                .isEqualTo(3);
        assertThat(DisconnectReason.of(new ServiceException("x"))).isEqualTo(7);
        assertThat(DisconnectReason.of(badKey(BadHostKeyException.Reason.UNPROVEN)))
                .isEqualTo(3);
        assertThat(DisconnectReason.of(badKey(BadHostKeyException.Reason.UNKNOWN)))
                .isEqualTo(9);
        assertThat(DisconnectReason.of(badKey(BadHostKeyException.Reason.CHANGED)))
                .isEqualTo(9);
        assertThat(DisconnectReason.of(new IdentificationFailure(Role.CLIENT, "host", new byte[0]).closed()))
                .isEqualTo(8);
        assertThat(DisconnectReason.of(new SSHException("x"))).isEqualTo(11);
        assertThat(DisconnectReason.of(new OutOfMemoryError())).isEqualTo(11);
    }

    @Test
    void theRFCsWordsNameTheReasonCodes() {
        for (int reason = 1; reason <= 15; reason++) {
            assertThat(DisconnectReason.name(reason).startsWith("reason")).isEqualTo(reason == 4); // 4 is reserved
        }
        assertThat(DisconnectReason.name(12)).isEqualTo("too many connections");
        assertThat(DisconnectReason.name(0)).isEqualTo("reason 0");
        assertThat(DisconnectReason.name(0xffff_ffffL)).isEqualTo("reason 4294967295");
    }

    @Test
    void whatThePeerSaysIsSafeToShow() {
        var e = new PeerDisconnectedException(new Disconnect(12, "too many\u001b[2J\r\nhosts", "en"));
        assertThat(e.reasonCode()).isEqualTo(12);
        assertThat(e.text()).isEqualTo("too many\\x1b[2J\\r\\nhosts");
        assertThat(e).hasMessage("the peer disconnected: too many connections: \"too many\\x1b[2J\\r\\nhosts\"");
        assertThat(new PeerDisconnectedException(new Disconnect(11, "", "")))
                .hasMessage("the peer disconnected: by application");
    }

    @Test
    void aWeakAlgorithmThatWasAgreedOnIsWarnedOf() throws IOException {
        var old = Algorithms.modern().withLegacy("ssh-rsa").withHostKeys(List.of("ssh-rsa"));
        var pair = Pair.of(old, old, Pair.Keys.RSA).run();
        pair.assertWorks();
        assertThat(pair.client.warnings).extracting(Warning::kind).containsExactly(Warning.Kind.LEGACY_ALGORITHM);
        assertThat(pair.client.warnings.get(0).text()).contains("ssh-rsa");
    }

    private static BadHostKeyException badKey(BadHostKeyException.Reason reason) {
        return new BadHostKeyException(reason, Pair.Keys.ED25519.publicKey(), "x");
    }
}
