package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.MAC_ERROR;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 4253 §6.1, RFC 5647 §7, OpenSSH PROTOCOL §1.5, §1.7: lengths at their ends, behind them, and not authentic. */
final class Lengths {
    private static final int LARGEST_DATA = 32_768 - 5; // of an IGNORE: number and length before it
    private static final int BEHIND_ANY = 300 << 10; // more than the largest packet that anybody reads

    static final List<Check> CHECKS = List.of(
            both("packet-10", c -> {
                var peer = c.connect();
                if (Suites.CHACHA.on(c, peer, Depth.AUTHENTICATED).isEmpty()) {
                    c.assume(false, "the target does not offer chacha20-poly1305");
                }
                peer.send(Frame.of(new byte[] {9}).padding(6));
                if (peer.expectRefusalOrUnimplemented()) {
                    c.warn("it refuses a packet_length of 8, which common senders have with chacha20-poly1305");
                }
            }),
            both("packet-13", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().ciphers("aes256-ctr").macs("hmac-sha2-512", "hmac-sha2-256"));
                peer.upTo(Depth.ENCRYPTED);
                peer.send(Frame.of(new Ignore(new byte[LARGEST_DATA])).mostPadding(16, 0));
                peer.expectAnswer();
                boolean on = c.goesOn(() -> {
                    var larger = c.connect();
                    larger.proposing(peer.proposal()).upTo(Depth.ENCRYPTED);
                    larger.send(Frame.of(new Ignore(new byte[34_914])).padding(4)); // 34,992 bytes with the MAC
                    larger.expectAnswer();
                });
                c.note("34,992 bytes with a payload over 32,768 are " + (on ? "accepted" : "refused"));
            }),
            both(
                    "packet-15",
                    c -> c.each(
                            (peer, suite) -> {
                                if (suite.on(c, peer, Depth.ENCRYPTED).isPresent()) {
                                    var frame =
                                            Frame.of(new Ignore(new byte[50])).aligned(suite.block, suite.clear);
                                    byte[] packet = peer.sealed(frame.sayingPacketLength(16 << 20));
                                    peer.sendRaw(Arrays.copyOf(packet, 68));
                                    refusedAtLast(peer, PROTOCOL_ERROR, MAC_ERROR);
                                }
                            },
                            Suites.values())),
            both("packet-22", c -> refusesAnotherLength(c, Suites.ENCRYPT_THEN_MAC, 16, -16)),
            both(
                    "packet-23",
                    c -> c.each(
                            (peer, length) -> {
                                if (Suites.ENCRYPT_THEN_MAC
                                        .on(c, peer, Depth.ENCRYPTED)
                                        .isPresent()) {
                                    peer.sendRaw(new WireWriter().uint32(length).toByteArray());
                                    refusedAtLast(peer, PROTOCOL_ERROR, MAC_ERROR);
                                }
                            },
                            0L,
                            4L,
                            17L,
                            0x0010_0001L,
                            0xffff_ffffL)),
            both("packet-24", c -> refusesAnotherLength(c, Suites.GCM, 16, -16, 1)),
            both(
                    "packet-27",
                    c -> c.each(
                            (peer, bit) -> {
                                if (Suites.CHACHA.on(c, peer, Depth.ENCRYPTED).isPresent()) {
                                    byte[] packet = peer.sealed(new Ignore(new byte[60]));
                                    packet[bit / 8] ^= (byte) (1 << bit % 8);
                                    peer.sendRaw(packet);
                                    refusedAtLast(peer, PROTOCOL_ERROR, MAC_ERROR);
                                }
                            },
                            0,
                            7,
                            8,
                            15,
                            16,
                            23,
                            24,
                            31)),
            both("packet-61", withoutPlaintext()));

    private Lengths() {}

    /**
     * The target ends the connection, at the latest when as many bytes have come as the largest packet has: some read that
     * many, so that nobody learns what they took for a length (CVE-2008-5161).
     */
    static void refusedAtLast(Peer peer, int... reasons) throws IOException {
        peer.tcp().flood(new byte[BEHIND_ANY], BEHIND_ANY);
        peer.expectRefusal(reasons);
    }

    /** Where the length stands in the clear: it is changed by so much, and as many bytes as it may ask for follow. */
    private static void refusesAnotherLength(Conversation c, Suites suite, Integer... changes) throws IOException {
        c.each(
                (peer, change) -> {
                    if (suite.on(c, peer, Depth.ENCRYPTED).isPresent()) {
                        byte[] packet = peer.sealed(new Ignore(new byte[60]));
                        packet[3] += (byte) (int) change;
                        peer.sendRaw(packet);
                        refusedAtLast(peer, PROTOCOL_ERROR, MAC_ERROR);
                    }
                },
                changes);
    }

    /** Authentic packets of 0–7 bytes: without a padding_length, without padding, with too little of it. */
    private static Script withoutPlaintext() {
        var frames = Stream.concat(
                        Stream.of(Frame.EMPTY),
                        IntStream.range(0, 7)
                                .mapToObj(padding -> Frame.of(new byte[0]).padding(padding)))
                .toArray(Frame[]::new);
        return c -> {
            for (var suite : List.of(Suites.GCM, Suites.CHACHA)) {
                c.each(
                        (peer, frame) -> {
                            if (suite.on(c, peer, Depth.ENCRYPTED).isPresent()) {
                                peer.send(frame);
                                refusedAtLast(peer, PROTOCOL_ERROR, MAC_ERROR);
                            }
                        },
                        frames);
            }
            c.connect(Depth.ENCRYPTED);
        };
    }
}
