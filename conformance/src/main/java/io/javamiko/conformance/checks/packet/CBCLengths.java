package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/** RFC 4253 §6.3 with CBC, CVE-2008-5161: when the connection ends does not tell how a length was decrypted. */
final class CBCLengths {
    private static final int BEHIND_ANY = 300 << 10;
    private static final int SOME = 4096; // a whole packet of the length that is in range, and more

    static final List<Check> CHECKS = List.of(both("packet-29", c -> {
        c.assume(Names.of(c, Kind.CIPHER).contains("aes128-cbc"), "the target does not offer aes128-cbc");
        var ends = new LinkedHashSet<String>();
        for (long length :
                new long[] {1020, 1024, 0, 0x7fff_ffffL, 0xffff_ffffL}) { // in range, not blocks, out of range
            ends.add(end(c.connect(), length));
        }
        if (ends.size() > 1) {
            c.warn("when it ends the connection tells how a length was decrypted: " + ends);
        }
    }));

    private CBCLengths() {}

    /** After how many bytes the connection ends whose first encrypted packet is not authentic. */
    private static String end(Peer peer, long length) throws IOException {
        peer.proposing(peer.proposal().ciphers("aes128-cbc").macs("hmac-sha2-256"))
                .upTo(Depth.ENCRYPTED);
        var frame = Frame.of(new Ignore(new byte[1000])).aligned(16, 0);
        byte[] packet = peer.sealed(frame.sayingPacketLength(length));
        packet[packet.length - 1] ^= 1;
        peer.sendRaw(Arrays.copyOf(packet, 16));
        if (peer.isAnswered() || peer.tcp().hasEnded()) {
            return "after a block";
        }
        peer.sendRaw(Arrays.copyOfRange(packet, 16, packet.length));
        peer.sendRaw(new byte[SOME]);
        if (peer.isAnswered() || peer.tcp().hasEnded()) {
            return "after " + SOME + " bytes";
        }
        peer.tcp().flood(new byte[BEHIND_ANY], BEHIND_ANY);
        peer.expectRefusal();
        return "after the largest packet";
    }
}
