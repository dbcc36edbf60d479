package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import io.javamiko.transport.ExtInfo.Extension;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link Services}, and {@link PeerExtensions} that come beside them. */
class ServicesTest {
    private final Services client = new Services();
    private final Services server = new Services();
    private final PeerExtensions extensions = new PeerExtensions();

    @Test
    void authenticationIsAskedForAndGranted() throws ProtocolException {
        client.accepted(server.requested(client.request()));
        assertThat(server.requested(new ServiceRequest("ssh-userauth")).serviceName())
                .isEqualTo("ssh-userauth");
    }

    @Test
    void nothingElseIsToBeHad() {
        for (String name : List.of("ssh-connection", "ssh-userauth ", "x")) {
            var thrown = catchThrowable(() -> server.requested(new ServiceRequest(name)));
            assertThat(thrown).isInstanceOf(ServiceException.class);
            assertThat(DisconnectReason.of(thrown)).isEqualTo(DisconnectReason.SERVICE_NOT_AVAILABLE);
        }
    }

    @Test
    void anAnswerThatNobodyAskedForIsRefused() throws ProtocolException {
        assertThatThrownBy(() -> client.accepted(new ServiceAccept("ssh-userauth")))
                .isInstanceOf(ProtocolException.class);
        client.request();
        assertThatThrownBy(() -> client.accepted(new ServiceAccept("ssh-connection")))
                .isInstanceOf(ProtocolException.class);
        client.accepted(new ServiceAccept("ssh-userauth"));
        assertThatThrownBy(() -> client.accepted(new ServiceAccept("ssh-userauth")))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void aLaterListOfSignatureAlgorithmsStandsForTheEarlier() throws ProtocolException {
        assertThat(extensions.serverSignatureAlgorithms()).isEmpty();
        extensions.received(info("server-sig-algs", "ssh-rsa"));
        extensions.received(new ExtInfo(List.of(
                Extension.of("unknown@kit", ""),
                new Extension("x", new byte[] {0, -1, 0, 10}),
                Extension.of("server-sig-algs", "rsa-sha2-512,ssh-ed25519"))));
        assertThat(extensions.serverSignatureAlgorithms()).contains(List.of("rsa-sha2-512", "ssh-ed25519"));
    }

    @Test
    void aThirdMessageIsOneTooMany() throws ProtocolException {
        extensions.received(new ExtInfo(List.of()));
        extensions.received(new ExtInfo(List.of()));
        assertThatThrownBy(() -> extensions.received(new ExtInfo(List.of()))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void pingIsSpokenInItsVersionZeroOnly() throws ProtocolException {
        assertThat(extensions.answersPing()).isFalse();
        extensions.received(info("ping@openssh.com", "1"));
        assertThat(extensions.answersPing()).isFalse();
        extensions.received(info("ping@openssh.com", "0"));
        assertThat(extensions.answersPing()).isTrue();
    }

    @Test
    void aMalformedListIsTheServersFault() {
        assertThatThrownBy(() -> extensions.received(info("server-sig-algs", "a,,b")))
                .isInstanceOf(ProtocolException.class);
    }

    private static ExtInfo info(String name, String value) {
        return new ExtInfo(List.of(Extension.of(name, value)));
    }
}
