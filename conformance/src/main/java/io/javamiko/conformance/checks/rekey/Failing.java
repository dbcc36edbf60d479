package io.javamiko.conformance.checks.rekey;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.transport.DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SignatureAlgorithms;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §9, §8: later key exchanges that must not succeed. */
final class Failing {
    private static final int POINT = 32; // bytes of a Curve25519 share

    static final List<Check> CHECKS = List.of(
            client("rekey-08", c -> {
                var same = c.connect(Depth.AUTHENTICATED);
                same.exchangeKeys();
                same.expectAnswer();
                var wrong = c.connect(Depth.AUTHENTICATED);
                exchangedTo(wrong);
                byte[] reply =
                        wrong.kexNext(wrong.expectKexMessage()).orElseThrow().payload();
                reply[reply.length - 1] ^= 1;
                wrong.send(reply);
                wrong.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR, HOST_KEY_NOT_VERIFIABLE);
                c.note("another host key " + (c.goesOn(() -> otherKey(c)) ? "is taken" : "ends the connection"));
            }),
            both("rekey-12", c -> {
                var none = c.connect(Depth.AUTHENTICATED);
                none.proposing(none.proposal().kex("none-such@kit")).sendKexInit();
                c.goesOn(none::expectKexInit); // or it refuses at once
                none.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                var low = c.connect(Depth.AUTHENTICATED);
                exchangedTo(low);
                if (low.role() == Role.CLIENT) {
                    low.send(new WireWriter().uint8(MessageNumbers.KEX_INIT).string(new byte[POINT]));
                } else {
                    low.expectKexMessage();
                    low.send(new WireWriter()
                            .uint8(MessageNumbers.KEX_REPLY)
                            .string(low.byHand().hostKey().publicKey().blob())
                            .string(new byte[POINT])
                            .string(new byte[83]));
                }
                low.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR, HOST_KEY_NOT_VERIFIABLE);
            }),
            both("rekey-15", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                exchangedTo(peer);
                if (peer.role() == Role.SERVER) {
                    peer.expectKexMessage();
                }
                peer.pause(c.timing().reply());
                c.should(peer::expectRefusalByLoginTimeout, "it waits without end for a key exchange to go on");
            }));

    private Failing() {}

    /** Both KEXINITs are there, for Curve25519. */
    private static void exchangedTo(Peer peer) throws IOException {
        peer.proposing(peer.proposal().kex("curve25519-sha256", "curve25519-sha256@libssh.org")) // one, by two names
                .sendKexInit();
        peer.expectKexInit();
        peer.kexFirst();
    }

    /** A fresh key of the agreed type signs. */
    private static void otherKey(Conversation c) throws IOException {
        var peer = c.connect(Depth.AUTHENTICATED);
        exchangedTo(peer);
        var algorithm = peer.negotiated().hostKeyAlgorithm();
        try (var other =
                SSHKeyPair.generate(SignatureAlgorithms.keyType(algorithm).orElseThrow())) {
            var byHand = peer.byHand();
            var agreed = byHand.agreed(peer.expectKexMessage());
            byte[] blob = other.publicKey().blob();
            byte[] hash = byHand.hash(blob, agreed.fields(), agreed.secret());
            peer.send(agreed.reply().with(blob, other.sign(algorithm, hash)));
        }
        peer.newKeys();
        peer.expectNewKeys();
        peer.expectAnswer();
    }
}
