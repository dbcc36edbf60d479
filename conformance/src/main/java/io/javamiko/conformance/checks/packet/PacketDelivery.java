package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** RFC 4253 §6: packets come in any fragmentation, and streams end anywhere. */
final class PacketDelivery {
    static final List<Check> CHECKS = List.of(
            both("packet-30", c -> {
                var plain = c.connect().upTo(Depth.IDENTIFIED);
                byte[] init = plain.sealed(plain.kexInit());
                plain.sendRaw(Arrays.copyOf(init, init.length / 2));
                plain.tcp().finish();
                plain.expectClose();
                var sealed = c.connect(Depth.ENCRYPTED);
                sealed.sendRaw(Arrays.copyOf(sealed.sealed(new Ignore(new byte[8])), 3));
                sealed.tcp().finish();
                sealed.expectClose();
                c.connect(Depth.ENCRYPTED);
            }),
            both("packet-31", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.tcp().sendInPieces(peer.sealed(new Ignore(new byte[60])), 1, Duration.ofMillis(2));
                for (int size : new int[] {3, 4, 5, 15, 16, 17}) {
                    peer.tcp().sendInPieces(peer.sealed(new Ignore(new byte[60])), size, Duration.ofMillis(2));
                }
                peer.expectAnswer();
            }),
            both("packet-32", c -> {
                var peer = c.connect(Depth.AUTHENTICATED); // before, some count messages
                var all = new ByteArrayOutputStream();
                for (int i = 0; i < 1000; i++) {
                    all.writeBytes(peer.sealed(new Ignore(new byte[8])));
                }
                peer.sendRaw(all.toByteArray());
                peer.expectAnswer();
            }));

    private PacketDelivery() {}
}
