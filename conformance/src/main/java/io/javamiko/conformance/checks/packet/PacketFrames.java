package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.MAC_ERROR;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.wire.WireWriter;
import java.util.List;

/** RFC 4253 §6, §6.1: lengths and padding. */
final class PacketFrames {
    private static final Ignore IGNORE = new Ignore(new byte[11]); // 16 bytes of payload

    static final List<Check> CHECKS = List.of(
            both("packet-03", c -> {
                var plain = c.connect().upTo(Depth.IDENTIFIED);
                plain.send(Frame.of(plain.kexInit()).mostPadding(8, 0));
                plain.upTo(Depth.ENCRYPTED);
                c.each(
                        (peer, suite) -> {
                            var on = suite.on(c, peer, Depth.ENCRYPTED);
                            if (on.isPresent()) {
                                peer.send(Frame.of(IGNORE).mostPadding(suite.block, suite.clear));
                                peer.expectAnswer();
                            }
                        },
                        Suites.values());
            }),
            both(
                    "packet-04",
                    c -> c.each(
                            (peer, suite) -> {
                                var on = suite.on(c, peer, Depth.ENCRYPTED);
                                if (on.isPresent()) {
                                    int data = 2 * suite.block
                                            - (10 - suite.clear)
                                            - 4; // header, number, length of the string
                                    peer.send(
                                            Frame.of(new Ignore(new byte[data])).padding(4));
                                    peer.expectAnswer();
                                }
                            },
                            Suites.values())),
            both("packet-05", c -> {
                c.each(
                        (peer, padding) -> {
                            peer.upTo(Depth.IDENTIFIED);
                            peer.send(Frame.of(new byte[19 - padding]).padding(padding));
                            peer.expectRefusal();
                        },
                        3,
                        2,
                        1,
                        0);
                c.each(
                        (peer, padding) -> {
                            peer.upTo(Depth.ENCRYPTED);
                            peer.send(
                                    Frame.of(new Ignore(new byte[22 - padding])).padding(padding));
                            peer.expectRefusal(PROTOCOL_ERROR, MAC_ERROR);
                        },
                        3,
                        2,
                        1,
                        0);
            }),
            both(
                    "packet-06",
                    c -> c.each(
                            (peer, padding) -> {
                                peer.upTo(Depth.IDENTIFIED);
                                peer.send(Frame.of(new byte[1]).padding(10).sayingPaddingLength(padding));
                                peer.expectRefusal(PROTOCOL_ERROR);
                            },
                            12,
                            13,
                            200,
                            255)),
            both(
                    "packet-07",
                    c -> c.each(
                            (peer, length) -> {
                                peer.upTo(Depth.IDENTIFIED);
                                peer.send(Frame.of(new Ignore(new byte[length - 10]))
                                        .padding(4));
                                peer.expectRefusal(PROTOCOL_ERROR);
                            },
                            13,
                            14,
                            15,
                            17,
                            19)),
            both("packet-08", c -> {
                var peer = c.connect().upTo(Depth.IDENTIFIED);
                peer.sendRaw(new byte[64]);
                Lengths.refusedAtLast(peer, PROTOCOL_ERROR);
            }),
            both(
                    "packet-11",
                    c -> c.each(
                            (peer, length) -> {
                                peer.upTo(Depth.IDENTIFIED);
                                peer.sendRaw(new WireWriter()
                                        .uint32(length)
                                        .raw(new byte[60])
                                        .toByteArray());
                                Lengths.refusedAtLast(peer);
                            },
                            0x7fff_ffffL,
                            0x8000_0000L,
                            0xffff_ffffL,
                            0xffff_fffcL,
                            0x1000_0000L)),
            both(
                    "packet-12",
                    c -> c.each(
                            (peer, suite) -> {
                                var on = suite.on(c, peer, Depth.ENCRYPTED);
                                if (on.isPresent()) {
                                    peer.send(new Ignore(new byte[32_763]));
                                    peer.expectAnswer();
                                }
                            },
                            Suites.values())),
            both(
                    "packet-16",
                    c -> c.each(
                            (peer, suite) -> {
                                var on = suite.on(c, peer, Depth.ENCRYPTED);
                                if (on.isPresent()) {
                                    peer.send(new Ignore(new byte[0]));
                                    peer.expectAnswer();
                                }
                            },
                            Suites.values())),
            both("packet-37", c -> {
                var first = c.connect().upTo(Depth.IDENTIFIED);
                first.send(Frame.of(new byte[0]).padding(11));
                first.expectRefusal();
                var later = c.connect(Depth.ENCRYPTED);
                later.send(Frame.of(new byte[0]).padding(15));
                later.expectRefusal();
            }));

    private PacketFrames() {}
}
