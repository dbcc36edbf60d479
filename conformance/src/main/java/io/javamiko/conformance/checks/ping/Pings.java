package io.javamiko.conformance.checks.ping;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.MessageNumbers.PING;
import static io.javamiko.transport.MessageNumbers.PONG;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.SSHTimeoutException;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.TransportMessage.Pong;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** OpenSSH PROTOCOL §1.8: {@code ping@openssh.com}. */
final class Pings {
    private static final int UNASSIGNED = 200;
    private static final int MANY = 100;
    private static final int FLOOD = 800; // of 30,000 bytes each

    static final List<Check> CHECKS = List.of(
            both("ping-01", c -> {
                var peer = answering(c);
                for (int length : new int[] {0, 3, 32_000}) {
                    byte[] data = bytes(length);
                    peer.send(new Ping(data));
                    byte[] answer = peer.expect(Pong.class).data();
                    c.verify(Arrays.equals(answer, data), "PONG has other data than PING, " + length + " bytes");
                }
                var early = c.connect(Depth.SERVICE); // silence is allowed there, as OpenSSH's
                early.send(new Ping(bytes(3)));
                c.note(
                        c.goesOn(() -> early.upTo(Depth.AUTHENTICATED))
                                ? "PING before authentication is passed over"
                                : "PING before authentication ends the connection");
            }),
            both("ping-02", c -> {
                var peer = answering(c);
                var all = new ByteArrayOutputStream();
                for (int i = 0; i < MANY; i++) {
                    all.writeBytes(peer.sealed(new Ping(new byte[] {(byte) i})));
                    all.writeBytes(peer.sealed(new byte[] {(byte) UNASSIGNED}));
                }
                peer.sendRaw(all.toByteArray());
                for (int i = 0; i < MANY; i++) {
                    byte[] data = peer.expect(Pong.class).data();
                    c.verify(data.length == 1 && data[0] == i, "PONG " + i + " is another's");
                    peer.expect(Unimplemented.class);
                }
            }),
            both("ping-04", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                c.assume(!listsPing(peer), "the target lists ping@openssh.com");
                peer.send(new Ping(bytes(1)));
                var answer = peer.expectOneOf(UNIMPLEMENTED, PONG);
                if (answer.number() == PONG) {
                    c.note("it answers PING without listing it");
                } else {
                    long refused = answer.reader().uint32();
                    c.verify(refused == peer.lastSent(), "UNIMPLEMENTED for packet " + refused);
                }
            }),
            both(
                    "ping-05",
                    c -> c.each(
                            (peer, malformed) -> {
                                assumeAnswers(c, peer.upTo(Depth.AUTHENTICATED));
                                peer.send(malformed.payload());
                                boolean goesOn = c.goesOn(peer::expectAnswer); // a PONG instead of it fails
                                c.note("PING with " + malformed + " "
                                        + (goesOn ? "is passed over" : "ends the connection"));
                            },
                            malformed("no data", new WireWriter()),
                            malformed(
                                    "a byte too much",
                                    new WireWriter().string(bytes(3)).uint8(7)),
                            malformed(
                                    "a byte too few", new WireWriter().uint32(4).raw(bytes(3))),
                            malformed("a huge length", new WireWriter().uint32(0xffff_ffffL)))),
            both("ping-06", c -> {
                var stray = c.connect(Depth.AUTHENTICATED);
                stray.send(new Pong(bytes(1)));
                c.goesOn(() -> {
                    stray.send(new byte[] {(byte) UNASSIGNED});
                    stray.expect(Unimplemented.class); // for PONG or for the other one
                });
                try (var flooding = answering(c)) {
                    byte[] data = bytes(30_000);
                    for (int i = 0; i < FLOOD; i++) {
                        flooding.send(new Ping(data));
                    }
                } catch (SSHTimeoutException e) {
                    c.note("it stops reading while its answers are not read");
                }
                c.connect(Depth.AUTHENTICATED).expectAnswer();
            }));

    private Pings() {}

    private static Peer answering(Conversation c) throws IOException {
        var peer = c.connect(Depth.AUTHENTICATED);
        assumeAnswers(c, peer);
        return peer;
    }

    private static void assumeAnswers(Conversation c, Peer peer) throws IOException {
        c.assume(listsPing(peer), "the target does not list ping@openssh.com");
    }

    private static boolean listsPing(Peer peer) throws IOException {
        return peer.extInfos().stream()
                .anyMatch(info -> info.value(ExtInfo.PING).isPresent());
    }

    private static Variant malformed(String name, WireWriter body) {
        return new Variant(
                name, new WireWriter().uint8(PING).raw(body.toByteArray()).toByteArray());
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        IntStream.range(0, length).forEach(i -> bytes[i] = (byte) (i * 31 + (i >> 8)));
        return bytes;
    }
}
