package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.javamiko.SSHException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import io.javamiko.transport.BadHostKeyException.Reason;
import io.javamiko.transport.kex.KexMessage.ECDHInit;
import io.javamiko.transport.kex.KexMessage.ECDHReply;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a hostile peer may try, and what must not come of it. */
class KeyExchangeAttackTest {
    /** Packets that the victim gets in a first exchange. */
    private static final int PACKETS = 3;

    /**
     * One packet too many, of each number, at each place: a strict exchange never ends well (Terrapin, and the injected
     * messages of CCS 2025). Only DISCONNECT is allowed.
     */
    @ParameterizedTest
    @EnumSource(Role.class)
    void noPacketCanBeSlippedIntoAStrictExchange(Role victim) throws IOException {
        for (int place = 0; place < PACKETS; place++) {
            for (int number = 0; number < 256; number++) {
                if (number != MessageNumbers.DISCONNECT) {
                    var pair = Pair.modern();
                    var thrown = catchThrowable(slip(pair, victim, place, new byte[] {(byte) number, 0, 0, 0, 0}));
                    assertThat(thrown)
                            .as("message %d at %d to the %s", number, place, victim)
                            .isInstanceOf(SSHException.class);
                    assertThat(end(pair, victim).established).isEmpty();
                }
            }
        }
    }

    /** Without strict key exchange IGNORE and its like are lawful; the rest ends the exchange, or changes nothing. */
    @ParameterizedTest
    @EnumSource(Role.class)
    void whatIsSlippedIntoAnOldExchangeHasNoEffect(Role victim) throws IOException {
        for (int place = 1; place < PACKETS; place++) {
            for (int number = 5; number < 192; number++) {
                var pair = old();
                var thrown = catchThrowable(slip(pair, victim, place, new byte[] {(byte) number}));
                boolean dropped = number >= 7 && number < 20 || number >= 22 && number < 30;
                assertThat(thrown == null).as("message %d at %d", number, place).isEqualTo(dropped);
            }
        }
    }

    @Test
    void ignoreAndDebugAreLawfulInAnOldExchange() throws Throwable {
        for (int place = 0; place < PACKETS; place++) {
            var pair = old();
            slip(pair, Role.SERVER, place, new TransportMessage.Ignore(new byte[3]).payload())
                    .call();
            pair.assertWorks();
        }
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aKexInitMustBeTheFirstPacketOfAStrictConnection(Role victim) {
        assertThatThrownBy(slip(Pair.modern(), victim, 0, new TransportMessage.Ignore(new byte[0]).payload()))
                .isInstanceOf(KeyExchangeException.class)
                .hasMessageContaining("PROTOCOL §1.9");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSecondKexInitEndsTheConnection(boolean strict) throws IOException {
        var pair = strict ? Pair.modern() : old();
        pair.client.kex.start();
        pair.server.receive();
        byte[] init = pair.client.setup.proposal(true).payload();
        assertThatThrownBy(() -> pair.server.kex.peerInit(init, 1)).isInstanceOf(KeyExchangeException.class);
        pair.client.inject(init);
        assertThatThrownBy(pair::deliver).isInstanceOf(SSHException.class);
    }

    @Test
    void newKeysBeforeTheKeysAreAgreedOnAreRefused() throws IOException {
        var pair = Pair.modern();
        pair.client.kex.start();
        assertThatThrownBy(pair.client.kex::peerNewKeys).isInstanceOf(KeyExchangeException.class);
        pair.server.receive();
        assertThatThrownBy(pair.server.kex::peerNewKeys)
                .isInstanceOf(KeyExchangeException.class)
                .hasMessageContaining("§7.3");
    }

    @Test
    void aSecondNewKeysIsRefused() throws IOException {
        var pair = Pair.modern().run();
        pair.client.inject(new byte[] {MessageNumbers.NEWKEYS});
        assertThatThrownBy(pair::deliver).isInstanceOf(SSHException.class);
        assertThatThrownBy(pair.server.kex::peerNewKeys).isInstanceOf(KeyExchangeException.class);
    }

    @Test
    void aMethodsMessageWithoutAnExchangeIsRefused() throws IOException {
        var pair = Pair.modern().run();
        pair.client.inject(new ECDHInit(new byte[32]).payload());
        assertThatThrownBy(pair::deliver).isInstanceOf(SSHException.class);
    }

    /** RFC 7748 §6.1, RFC 8731 §3: low-order points give a secret of zeros. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "",
                "09",
                "090000000000000000000000000000000000000000000000000000000000000000"
            })
    void aBadShareEndsTheExchange(String share) throws IOException {
        var curve = Algorithms.modern().withKex(List.of("curve25519-sha256"));
        var pair = Pair.of(curve, curve, Pair.Keys.ED25519);
        pair.client.kex.start();
        pair.server.receive();
        pair.client.receive();
        pair.client.out.clear();
        byte[] init = new ECDHInit(HexFormat.of().parseHex(share)).payload();
        assertThatThrownBy(() -> pair.server.receive(new Pair.Packet(init, "", 1)))
                .isInstanceOf(KeyExchangeException.class)
                .satisfies(e -> assertThat(DisconnectReason.of(e)).isEqualTo(DisconnectReason.KEY_EXCHANGE_FAILED));
        assertThat(pair.server.sent).containsExactly(20);
        assertThat(pair.server.signatures).isEmpty();
    }

    @Test
    void aWrongSignatureProvesNothing() throws IOException {
        for (int bit : new int[] {0, 80, 400}) {
            assertUnproven(Pair.Keys.ED25519, signature -> {
                signature[signature.length - 1 - bit / 8] ^= (byte) (1 << bit % 8);
                return signature;
            });
        }
        assertUnproven(Pair.Keys.ED25519, signature -> new byte[0]);
    }

    @Test
    void aSignatureByAnotherKeyProvesNothing() throws IOException {
        var liar = new Liar(
                Pair.Keys.ED25519.publicKey(), (algorithm, data) -> Pair.Keys.ANOTHER_ED25519.sign(algorithm, data));
        assertUnproven(Pair.of(Algorithms.modern(), Algorithms.modern(), liar));
    }

    @Test
    void aSignatureUnderAnotherNameThanTheAgreedOneProvesNothing() throws IOException {
        var liar = new Liar(Pair.Keys.RSA.publicKey(), (algorithm, data) -> Pair.Keys.RSA.sign("rsa-sha2-256", data));
        assertUnproven(Pair.of(Algorithms.modern().withHostKeys(List.of("rsa-sha2-512")), Algorithms.modern(), liar));
    }

    @Test
    void aKeyOfAnotherTypeThanTheAgreedOneProvesNothing() throws IOException {
        var pair =
                Pair.of(Algorithms.modern().withHostKeys(List.of("ssh-ed25519")), Algorithms.modern(), Pair.Keys.ALL);
        var e = assertUnproven(
                pair,
                reply -> new ECDHReply(Pair.Keys.ECDSA256.publicKey().blob(), reply.serverShare(), reply.signature()));
        assertThat(e).hasMessageContaining("a key of type ecdsa-sha2-nistp256 where ssh-ed25519 was agreed on");
    }

    @Test
    void whoseKeyIsNotTrustedGetsNoKeysAndNoCredentials() throws IOException {
        var trust = new Pair.Trust() {
            @Override
            public void verify(SSHPublicKey key, Negotiated negotiated) {
                throw new IllegalStateException("the verifier itself fails"); // CVE-2025-26465
            }
        };
        var pair = Pair.of(
                Algorithms.modern(), Algorithms.modern(), setup -> setup, setup -> setup, trust, Pair.Keys.ED25519);
        assertThatThrownBy(pair::run).isInstanceOf(IllegalStateException.class);
        assertThat(pair.client.sent).containsExactly(20, 30);
        assertThat(pair.client.kex.hostKey()).isEmpty();
        assertThat(pair.client.kex.sessionId()).isEmpty();
    }

    @Test
    void nothingGoesOnAfterTheEnd() throws IOException {
        var pair = Pair.modern();
        pair.client.kex.start();
        pair.server.receive();
        pair.server.kex.close();
        pair.server.kex.start();
        assertThat(pair.server.sent).containsExactly(20);
        pair.client.receive();
        assertThatThrownBy(pair.server::receive).isInstanceOf(KeyExchangeException.class);
    }

    private interface Change<T> {
        T of(T honest);
    }

    private static void assertUnproven(Signer honest, Change<byte[]> change) throws IOException {
        assertUnproven(Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                new Liar(honest.publicKey(), (algorithm, data) -> change.of(honest.sign(algorithm, data)))));
    }

    private static void assertUnproven(Pair pair) throws IOException {
        assertUnproven(pair, reply -> reply);
    }

    private static BadHostKeyException assertUnproven(Pair pair, Change<ECDHReply> change) throws IOException {
        pair.client.kex.start();
        pair.server.receive();
        pair.client.receive();
        pair.server.receive();
        var packet = pair.server.out.poll();
        var in = new WireReader(packet.payload(), 1, packet.payload().length - 1);
        var reply = new ECDHReply(in.string(9999), in.string(9999), in.string(9999));
        byte[] changed = change.of(reply).payload();
        var e = catchThrowableOfType(
                BadHostKeyException.class,
                () -> pair.client.receive(new Pair.Packet(changed, packet.keys(), packet.sequence())));
        assertThat(e.reason()).isEqualTo(Reason.UNPROVEN);
        assertThat(DisconnectReason.of(e)).isEqualTo(DisconnectReason.KEY_EXCHANGE_FAILED);
        assertThat(pair.client.trust.asked).isEmpty();
        assertThat(pair.client.sent).containsExactly(20, 30);
        assertThat(pair.client.kex.hostKey()).isEmpty();
        return e;
    }

    private static Pair old() {
        return Pair.of(
                Algorithms.modern(),
                Algorithms.modern(),
                KexSetup::withoutStrictKex,
                setup -> setup,
                Pair.Keys.ED25519);
    }

    private static Pair.End end(Pair pair, Role role) {
        return role == Role.CLIENT ? pair.client : pair.server;
    }

    /** Runs an exchange in which the victim gets one packet more, before the honest one of that place. */
    private static ThrowingCallable slip(Pair pair, Role victim, int place, byte[] payload) {
        return () -> {
            var target = end(pair, victim);
            var sender = end(pair, victim.peer());
            pair.client.kex.start();
            pair.server.kex.start();
            for (int got = 0; got < PACKETS; ) {
                if (sender.out.isEmpty()) {
                    sender.receive();
                } else {
                    if (got == place) {
                        sender.slip(payload);
                        target.receive();
                    }
                    target.receive();
                    got++;
                }
            }
            pair.deliver();
        };
    }

    /** A host key that signs what it likes. */
    private record Liar(SSHPublicKey publicKey, Signing signing) implements Signer {
        interface Signing {
            byte[] sign(String algorithm, byte[] data) throws IOException;
        }

        @Override
        public List<String> signatureAlgorithms() {
            return publicKey.signatureAlgorithms();
        }

        @Override
        public byte[] sign(String algorithm, byte[] data) throws IOException {
            return signing.sign(algorithm, data);
        }
    }
}
