package io.javamiko.conformance.checks.ident;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.TOO_MANY_CONNECTIONS;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** RFC 4253 §4.2: how identifications arrive: early, late, in pieces, once. */
final class IdentificationDelivery {
    private static final String LINE = Peer.IDENTIFICATION + "\r\n";

    static final List<Check> CHECKS = List.of(
            both("ident-02", c -> c.connect().expectIdentification(), c -> {
                var peer = c.connect();
                c.should(peer::expectIdentification, "the client waits for the server's identification first");
            }),
            both("ident-26", c -> {
                var peer = c.connect();
                peer.identifyAs(Peer.IDENTIFICATION);
                peer.tcp().sendInPieces(LINE.getBytes(US_ASCII), 1, Duration.ofMillis(5));
                peer.tcp().sendInPieces(peer.sealed(peer.kexInit()), 7, Duration.ofMillis(1));
                peer.upTo(Depth.ENCRYPTED);
            }),
            both("ident-27", c -> {
                var peer = c.connect();
                sendAtOnce(peer, peer.sealed(peer.kexInit()));
                peer.upTo(Depth.ENCRYPTED);
            }),
            server("ident-28", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal()
                        .kex("none-such@kit", "curve25519-sha256")
                        .guessing());
                peer.identifyAs(Peer.IDENTIFICATION);
                byte[] wrongGuess =
                        new WireWriter().uint8(KEX_INIT).string(new byte[32]).toByteArray();
                // if the guess were lost, the right message would be dropped in its place
                peer.sendTogether(LINE.getBytes(US_ASCII), peer.sealed(peer.kexInit()), peer.sealed(wrongGuess));
                peer.upTo(Depth.ENCRYPTED);
            }),
            both("ident-29", c -> {
                var fin = c.connect();
                fin.sendRaw("SSH-2.0-ki");
                fin.tcp().finish();
                fin.expectClose();
                var nothing = c.connect();
                nothing.tcp().finish();
                nothing.expectClose();
                var rst = c.connect();
                rst.sendRaw("SSH-2.0-ki");
                rst.tcp().reset();
                c.connect(Depth.ENCRYPTED);
            }),
            both("ident-30", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.exchangeKeys(); // the target's KEXINIT is a packet, and the hash has the same identifications
                peer.expectAnswer();
            }),
            server("ident-31", c -> {
                var peer = c.connect();
                peer.identify();
                peer.sendRaw(LINE);
                peer.expectRefusalByLoginTimeout();
            }),
            client("ident-33", c -> {
                var peer = c.connect();
                sendAtOnce(peer, peer.sealed(new Disconnect(TOO_MANY_CONNECTIONS, "too many", "")));
                peer.tcp().finish();
                peer.expectClose();
            }));

    private IdentificationDelivery() {}

    private static void sendAtOnce(Peer peer, byte[] packet) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(LINE.getBytes(US_ASCII));
        bytes.writeBytes(packet);
        peer.identifyAs(Peer.IDENTIFICATION);
        peer.sendRaw(bytes.toByteArray());
    }
}
