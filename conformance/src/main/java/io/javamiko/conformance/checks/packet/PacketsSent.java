package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;
import static io.javamiko.transport.MessageNumbers.PONG;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Ping;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §6, OpenSSH PROTOCOL §1.5–§1.7: the form of what the target sends. What can't be read fails any check. */
final class PacketsSent {
    private static final int HEADER = 5; // packet_length, padding_length
    private static final int MOST = 35_000; // RFC 4253 §6.1
    private static final int MANY = 50;
    private static final int UNASSIGNED = 9;

    static final List<Check> CHECKS = List.of(
            both("packet-01", c -> {
                var peer = c.connect(Depth.IDENTIFIED);
                peer.sendKexInit();
                wellFormed(c, peer.expect(KEXINIT), 8, 0, 0);
                if (peer.role() == Role.CLIENT) {
                    peer.send(peer.kexFirst().orElseThrow());
                }
                var exchange = peer.expectKexMessage();
                wellFormed(c, exchange, 8, 0, 0);
                var answer = peer.kexNext(exchange);
                if (answer.isPresent()) {
                    peer.send(answer.get());
                }
                peer.newKeys();
                wellFormed(c, peer.expect(NEWKEYS), 8, 0, 0);
            }),
            both(
                    "packet-02",
                    c -> c.each(
                            (peer, suite) -> {
                                if (suite.on(c, peer, Depth.AUTHENTICATED).isPresent()) {
                                    for (int i = 0; i < MANY; i++) {
                                        wellFormed(c, answered(peer, i), suite.block, suite.clear, suite.trailer);
                                    }
                                }
                            },
                            Suites.values())));

    private PacketsSent() {}

    private static Received answered(Peer peer, int i) throws IOException {
        boolean pings = peer.extInfos().stream()
                .flatMap(info -> info.extensions().stream())
                .anyMatch(extension -> extension.name().equals(ExtInfo.PING));
        if (pings) {
            peer.send(new Ping(new byte[i]));
            return peer.expect(PONG);
        }
        if (i % 2 == 0) {
            peer.send(UNASSIGNED);
            return peer.expect(UNIMPLEMENTED);
        }
        peer.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
        return peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS);
    }

    private static void wellFormed(Conversation c, Received message, int block, int clear, int trailer)
            throws IOException {
        int body = message.wireLength() - trailer;
        int padding = body - HEADER - message.payload().length;
        c.verify(padding >= 4 && padding <= 255, message + " has " + padding + " bytes of padding, not 4–255");
        c.verify(
                (body - clear) % block == 0,
                "%s has %d bytes to encrypt, not whole blocks of %d".formatted(message, body - clear, block));
        c.verify(body >= (clear == 0 ? 16 : 12), message + " has " + body + " bytes, fewer than a packet has");
        c.verify(message.wireLength() <= MOST, message + " has more than " + MOST + " bytes");
    }
}
