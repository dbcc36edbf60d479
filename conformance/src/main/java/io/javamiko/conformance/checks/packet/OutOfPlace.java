package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** RFC 4253 §7.1, §11.2, §11.4, RFC 4251 §5: numbers without a meaning, answers to no question, floods, odd booleans. */
final class OutOfPlace {
    private static final int UNKNOWN = 9; // to 11: numbers from 192 on some refuse
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final byte[] SHARE = new byte[32];

    static final List<Check> CHECKS = List.of(
            both("packet-43", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                for (int[] range : new int[][] {{9, 19}, {83, 89}, {101, 191}}) {
                    unimplemented(c, peer, range[0], range[1]);
                }
                ignoredOrUnimplemented(c, peer, 54, 59);
                ignoredOrUnimplemented(c, peer, 67, 79);
                var other = c.connect(Depth.AUTHENTICATED);
                if (!c.goesOn(() -> unimplemented(c, other, 22, 29))) {
                    c.warn("it ends the connection at numbers of algorithm negotiation (22–29) that nobody knows");
                }
            }),
            both("packet-44", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                for (int number = 30; number <= 49; number++) {
                    peer.send(new WireWriter().uint8(number).string(SHARE));
                    if (peer.expectRefusalOrUnimplemented()) {
                        peer = c.connect(Depth.AUTHENTICATED);
                    }
                }
                peer.expectAnswer(); // under the same keys
            }),
            both(
                    "packet-46",
                    c -> c.each(
                            (peer, strict) -> {
                                peer.proposing(
                                        strict
                                                ? peer.proposal()
                                                : peer.proposal().notStrict());
                                peer.upTo(Depth.AUTHENTICATED).exchangeKeys();
                                peer.send(new Ignore(SHARE), new Ignore(SHARE));
                                unimplemented(c, peer, UNKNOWN, UNKNOWN + 2);
                            },
                            true,
                            false)),
            both("packet-48", c -> {
                var atInit = notStrict(c).upTo(Depth.IDENTIFIED);
                atInit.send(new Unimplemented(atInit.expect(KEXINIT).sequence()));
                var atMethod = notStrict(c).upTo(Depth.NEGOTIATED);
                if (c.isServer()) {
                    atMethod.send(atMethod.kexFirst().orElseThrow());
                }
                var message = atMethod.expectKexMessage();
                if (c.isServer()) {
                    atMethod.kexNext(message);
                    atMethod.expect(NEWKEYS);
                }
                atMethod.send(new Unimplemented(message.sequence()));
                atInit.expectRefusalByLoginTimeout();
                atMethod.expectRefusalByLoginTimeout();
            }),
            server("packet-51", c -> {
                var peer = notStrict(c).upTo(Depth.ENCRYPTED);
                var ignore = new Ignore(new byte[30_000]);
                long end = System.nanoTime() + c.timing().login().toNanos();
                for (int sent = 0; !peer.tcp().hasEnded(); sent++) {
                    c.verify(System.nanoTime() < end, "who only sends IGNORE is never logged out");
                    peer.send(ignore);
                    if (sent >= 100) {
                        peer.pause(PAUSE); // its limit is a time, and the machine is shared
                    }
                    if (sent == 100) {
                        c.connect(Depth.ENCRYPTED).close();
                    }
                }
                c.connect(Depth.ENCRYPTED);
            }),
            both("packet-53", c -> {
                var guess = c.connect();
                var proposal = guess.proposal().kex("none-such@kit", "curve25519-sha256");
                guess.proposing(proposal).upTo(Depth.IDENTIFIED);
                guess.send(new RawKexInit(guess.kexInit()).follows(2).payload());
                guess.send(new WireWriter()
                        .uint8(guess.role() == Role.CLIENT ? KEX_INIT : KEX_REPLY)
                        .string(SHARE)); // wrong, and so to be dropped
                guess.upTo(Depth.ENCRYPTED);
                var request = c.connect(Depth.AUTHENTICATED);
                request.send(new WireWriter()
                        .uint8(GLOBAL_REQUEST)
                        .utf8("keepalive@javamiko.io")
                        .uint8(0xff));
                request.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS);
            }));

    private OutOfPlace() {}

    private static Peer notStrict(Conversation c) throws IOException {
        var peer = c.connect();
        return peer.proposing(peer.proposal().notStrict());
    }

    /** Each of these numbers is answered with UNIMPLEMENTED, for the right packet. */
    private static void unimplemented(Conversation c, Peer peer, int first, int last) throws IOException {
        for (int number = first; number <= last; number++) {
            peer.send(number);
            long answered = peer.expect(Unimplemented.class).sequenceNumber();
            c.verify(
                    answered == peer.lastSent(),
                    "for number %d, packet %d, UNIMPLEMENTED says %d".formatted(number, peer.lastSent(), answered));
        }
    }

    /** Numbers of authentication, which may pass in silence when it is over (RFC 4252 §5.1, §6). */
    private static void ignoredOrUnimplemented(Conversation c, Peer peer, int first, int last) throws IOException {
        for (int number = first; number <= last; number++) {
            peer.send(number);
            long sent = peer.lastSent();
            peer.send(new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
            var answer = peer.expectOneOf(UNIMPLEMENTED, REQUEST_FAILURE, REQUEST_SUCCESS);
            if (answer.number() == UNIMPLEMENTED) {
                c.verify(answer.reader().uint32() == sent, answer + ", sent was " + sent);
                peer.expectOneOf(REQUEST_FAILURE, REQUEST_SUCCESS);
            }
        }
    }
}
