package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithm.Family;
import io.javamiko.crypto.KexAlgorithms;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every method that exchanges opaque strings. */
class KeyAgreementTest {
    private final SecureRandom random = new SecureRandom();

    static Stream<KexAlgorithm> agreements() {
        return KexAlgorithms.all().stream().filter(k -> k.family() == Family.AGREEMENT);
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void bothSidesComeToTheSameSecret(KexAlgorithm kex) throws ProtocolException {
        try (var client = kex.newAgreement(random);
                var server = kex.newAgreement(random)) {
            var response = server.respond(client.initiate());
            assertThat(client.complete(response.reply())).isEqualTo(response.secret());
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void anotherExchangeGivesAnotherSecretAndOtherKeys(KexAlgorithm kex) throws ProtocolException {
        try (var client = kex.newAgreement(random);
                var other = kex.newAgreement(random);
                var server = kex.newAgreement(random)) {
            byte[] init = client.initiate();
            byte[] otherInit = other.initiate();
            assertThat(init).isNotEqualTo(otherInit);
            assertThat(server.respond(init).secret())
                    .isNotEqualTo(server.respond(otherInit).secret());
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void stringsOfAnotherLengthAreRefused(KexAlgorithm kex) throws ProtocolException {
        try (var client = kex.newAgreement(random);
                var server = kex.newAgreement(random)) {
            byte[] init = client.initiate();
            byte[] reply = server.respond(init).reply();
            for (int length : new int[] {
                0, 1, 31, 32, 33, 64, 65, 66, 96, 97, 132, 133, 1088, 1119, 1120, 1121, 1184, 1215, 1216, 1217, 2432
            }) {
                if (length != init.length) {
                    assertThatThrownBy(() -> server.respond(Arrays.copyOf(init, length)))
                            .isInstanceOf(ProtocolException.class);
                }
                if (length != reply.length) {
                    assertThatThrownBy(() -> client.complete(Arrays.copyOf(reply, length)))
                            .isInstanceOf(ProtocolException.class);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("agreements")
    void aClosedOneGivesNothing(KexAlgorithm kex) throws ProtocolException {
        try (var server = kex.newAgreement(random)) {
            var client = kex.newAgreement(random);
            byte[] reply = server.respond(client.initiate()).reply();
            client.close();
            client.close();
            assertThatThrownBy(() -> client.complete(reply)).isInstanceOf(IllegalStateException.class);
        }
    }
}
