package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.MAC_ERROR;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** RFC 4253 §6.4, RFC 5647 §7, OpenSSH PROTOCOL §1.5, §1.7: every byte is authentic, in its place. */
final class MessageAuthentication {
    static final List<Check> CHECKS = List.of(
            both("packet-17", c -> refuses(c, Suites.MAC_THEN_ENCRYPT, -1)),
            both("packet-18", c -> {
                c.assume(c.offers("aes128-ctr"), "the target does not offer aes128-ctr");
                for (var mac : Names.of(c, Kind.MAC)) {
                    refusesAnyByte(c, mac);
                }
            }),
            both("packet-19", c -> {
                for (var suite : Suites.values()) {
                    refuses(c, suite, 4, 5, 9, 16, 23);
                }
            }),
            both(
                    "packet-20",
                    c -> c.each(
                            (peer, suite) -> {
                                var on = suite.on(c, peer, Depth.ENCRYPTED);
                                if (on.isPresent()) {
                                    byte[] packet = peer.sealed(new Ignore(new byte[8]));
                                    peer.sendRaw(packet);
                                    peer.sendRaw(packet);
                                    peer.sendRaw(new byte[64]); // what a length that decrypts anew may ask for
                                    peer.tcp().finish();
                                    peer.expectRefusal(MAC_ERROR, PROTOCOL_ERROR);
                                }
                            },
                            Suites.values())),
            both("packet-25", c -> refuses(c, Suites.GCM, tag())),
            both("packet-28", c -> refuses(c, Suites.CHACHA, tag())));

    private static final int EACH_BYTE = 32; // of MACs up to this length; of longer ones every fourth, and the last

    private MessageAuthentication() {}

    /** Changes each byte of a MAC in turn; a connection each. */
    private static void refusesAnyByte(Conversation c, String mac) throws IOException {
        int clear = mac.contains("-etm@") ? 4 : 0;
        var frame = Frame.of(new Ignore(new byte[8])).aligned(16, clear);
        int position = -1; // from the end
        int length = 1;
        while (-position <= length) {
            try (var peer = c.connect()) {
                peer.note("variant " + mac + ", byte " + position);
                peer.proposing(peer.proposal().ciphers("aes128-ctr").macs(mac)).upTo(Depth.ENCRYPTED);
                byte[] packet = peer.sealed(frame);
                length = packet.length - frame.bytes().length;
                packet[packet.length + position] ^= 1;
                peer.sendRaw(packet);
                peer.expectRefusal(MAC_ERROR, PROTOCOL_ERROR);
            } catch (ExpectationException e) {
                throw new ExpectationException("with byte %d of %s: %s".formatted(position, mac, e.getMessage()), e);
            }
            position -= !c.isServer() ? 12 : length > EACH_BYTE ? 4 : 1; // a client is started for each
        }
    }

    private static int[] tag() {
        return IntStream.rangeClosed(-16, -1).toArray();
    }

    /** Changes one byte of a packet, counted from its end if negative; a connection each. */
    private static void refuses(Conversation c, Suites suite, int... positions) throws IOException {
        c.each(
                (peer, position) -> {
                    var on = suite.on(c, peer, Depth.ENCRYPTED);
                    if (on.isPresent()) {
                        byte[] packet = peer.sealed(new Ignore(new byte[8]));
                        packet[position < 0 ? packet.length + position : position] ^= 1;
                        peer.sendRaw(packet);
                        peer.expectRefusal(MAC_ERROR, PROTOCOL_ERROR);
                    }
                },
                Arrays.stream(positions).boxed().toArray(Integer[]::new));
    }
}
