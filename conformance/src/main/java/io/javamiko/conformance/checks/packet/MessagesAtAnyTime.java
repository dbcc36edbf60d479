package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.Unimplemented;
import java.util.List;

/** RFC 4253 §11.2–§11.4: IGNORE, DEBUG, UNIMPLEMENTED, and numbers that nobody knows. */
final class MessagesAtAnyTime {
    static final List<Check> CHECKS = List.of(
            both("packet-36", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(0);
                if (!peer.expectRefusalOrUnimplemented()) {
                    peer.expectAnswer();
                }
            }),
            both("packet-38", passedOver(new Ignore(new byte[0]), new Ignore(new byte[1000]))),
            both(
                    "packet-40",
                    passedOver(
                            new Debug(false, "\u001b[31mred\u0007\r\n", "en"),
                            new Debug(true, "\u001b[31mred\u0007\r\n", "en"))),
            server("packet-42", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                for (int number = 194; number <= 255; number++) {
                    peer.send(new byte[] {(byte) number, 1, 2, 3, 4});
                    long answered = peer.expect(Unimplemented.class).sequenceNumber();
                    c.verify(
                            answered == peer.lastSent(),
                            "UNIMPLEMENTED for packet " + answered + ", sent was " + peer.lastSent());
                }
                peer.expectAnswer();
            }),
            server("packet-47", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.send(new Unimplemented(0), new Unimplemented(0xffff_ffffL), new Unimplemented(12_345));
                peer.expectAnswer();
            }));

    private MessagesAtAnyTime() {}

    private static Script passedOver(Message first, Message second) {
        return c -> {
            var peer = c.connect();
            peer.proposing(peer.proposal().notStrict()).upTo(Depth.IDENTIFIED);
            c.should(
                    () -> {
                        peer.send(first);
                        peer.sendKexInit();
                        peer.send(second);
                        peer.upTo(Depth.ENCRYPTED);
                    },
                    "it is refused during the first key exchange");
            var later = c.connect(Depth.ENCRYPTED);
            later.send(first, second);
            later.upTo(Depth.AUTHENTICATED); // before, some take no more than the messages of a login
            later.send(first, second);
            later.expectAnswer();
        };
    }
}
