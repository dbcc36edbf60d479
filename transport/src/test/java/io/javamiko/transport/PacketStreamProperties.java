package io.javamiko.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.crypto.CipherAlgorithms;
import io.javamiko.crypto.MACAlgorithms;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.io.MemoryLink;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Framing survives any fragmentation, under every protection, with and without compression, across new keys. */
class PacketStreamProperties {
    private static final SecureRandom RANDOM = new SecureRandom();

    @Property(tries = 150)
    void whatIsSentArrivesHoweverTheLinkCutsIt(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 70_000) Integer> lengths,
            @ForAll("protections") Negotiated.Direction protection,
            @ForAll boolean strict,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40_000) int longestPiece)
            throws Exception {
        var random = new Random(seed);
        var links = MemoryLink.pair(1 << 21, most -> 1 + random.nextInt(Math.min(most, longestPiece)));
        try (var sender = new PacketStream(links.client(), RANDOM);
                var receiver = new PacketStream(links.server(), RANDOM)) {
            var payloads = new ArrayList<byte[]>();
            for (int i = 0; i < lengths.size(); i++) {
                if (i == lengths.size() / 2) {
                    payloads.add(null); // new keys here
                }
                payloads.add(payload(lengths.get(i), random));
            }
            for (byte[] payload : payloads) {
                if (payload == null) {
                    sender.sealWith(keys(protection, strict), true);
                } else {
                    sender.send(payload);
                }
            }
            for (byte[] payload : payloads) {
                if (payload == null) {
                    receiver.openWith(keys(protection, strict), true);
                } else {
                    assertThat(receiver.receive(Deadline.none()).copy()).isEqualTo(payload);
                }
            }
            links.client().shutdownOutput();
            assertThat(receiver.receive(Deadline.none())).isNull();
        }
    }

    @Provide
    Arbitrary<Negotiated.Direction> protections() {
        var all = new ArrayList<Negotiated.Direction>();
        for (var compression : List.of("none", "zlib@openssh.com")) {
            for (var cipher : CipherAlgorithms.all()) {
                if (cipher.isAEAD()) {
                    all.add(new Negotiated.Direction(cipher.name(), Optional.empty(), compression));
                } else {
                    for (var mac : MACAlgorithms.all()) {
                        all.add(new Negotiated.Direction(cipher.name(), Optional.of(mac.name()), compression));
                    }
                }
            }
        }
        return Arbitraries.of(all);
    }

    /** Text compresses, noise does not; both must pass. */
    private static byte[] payload(int length, Random random) {
        byte[] payload = new byte[length];
        if (random.nextBoolean()) {
            random.nextBytes(payload);
        }
        payload[0] = (byte) (1 + random.nextInt(127));
        return payload;
    }

    private static PacketKeys keys(Negotiated.Direction protection, boolean strict) {
        var negotiated = new Negotiated("curve25519-sha256", "ssh-ed25519", protection, protection, strict);
        var derivation =
                new KeyDerivation("SHA-256", SharedSecret.ofMPInt(new byte[] {1, 2, 3}), new byte[32], new byte[32]);
        return PacketKeys.derive(derivation, negotiated, Role.CLIENT);
    }
}
