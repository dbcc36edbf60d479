package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Every cipher with every MAC, and packets before NEWKEYS: what is sealed opens again, and nothing else does. */
class PacketsProperties {
    @Property(tries = 600)
    void whatIsSealedIsOpenedInOrder(
            @ForAll("protections") Protection protection,
            @ForAll("payloadLengths") int first,
            @ForAll("payloadLengths") int second,
            @ForAll long seed)
            throws ProtocolException {
        var random = new Random(seed);
        var ends = protection.ends(random);
        long sequence = random.nextInt() & 0xffff_ffffL;
        for (int length : new int[] {first, second, 1}) {
            byte[] payload = bytes(random, length);
            byte[] sealed = ends.seal(payload, sequence);
            assertThat(sealed).hasSize(ends.sealer().sealedLength(length));
            assertThat(ends.open(sealed, sequence)).isEqualTo(payload);
            sequence = sequence + 1 & 0xffff_ffffL;
        }
    }

    @Property(tries = 600)
    void theFrameIsLawful(
            @ForAll("protections") Protection protection, @ForAll("payloadLengths") int length, @ForAll long seed)
            throws ProtocolException {
        var random = new Random(seed);
        var ends = protection.ends(random);
        byte[] sealed = ends.seal(bytes(random, length), 7);
        byte[] frame = ends.openFrame(sealed, 7);
        int padding = frame[0] & 0xff;
        assertThat(padding).isBetween(4, 255);
        assertThat(padding).isEqualTo(frame.length - 1 - length);
        assertThat((frame.length + protection.counted()) % protection.block()).isZero();
        assertThat(4 + frame.length).isGreaterThanOrEqualTo(16);
    }

    @Property(tries = 1500)
    void aChangedBitAnywhereIsRefused(
            @ForAll("authenticated") Protection protection,
            @ForAll("payloadLengths") int length,
            @ForAll @IntRange(max = Integer.MAX_VALUE) int bit,
            @ForAll long seed) {
        var random = new Random(seed);
        var ends = protection.ends(random);
        byte[] sealed = ends.seal(bytes(random, length), 3);
        int at = bit % (8 * sealed.length);
        sealed[at / 8] ^= (byte) (1 << at % 8);
        assertThatThrownBy(() -> ends.open(sealed, 3)).isInstanceOf(ProtocolException.class);
    }

    @Property(tries = 300)
    void aPacketInAnotherPlaceIsRefused(
            @ForAll("authenticated") Protection protection, @ForAll("payloadLengths") int length, @ForAll long seed)
            throws ProtocolException {
        var random = new Random(seed);
        var ends = protection.ends(random);
        byte[] sealed = ends.seal(bytes(random, length), 3);
        ends.open(sealed, 3);
        assertThatThrownBy(() -> ends.open(sealed, 4)).as("replayed").isInstanceOf(ProtocolException.class);
    }

    @Property(tries = 600)
    void anyBytesGiveAPacketOrAProtocolException(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(min = -40, max = 600) int packetLength,
            @ForAll long seed) {
        var random = new Random(seed);
        var ends = protection.ends(random);
        byte[] in = bytes(random, 1000);
        ends.opener().packetLength(in, 0, 9);
        try {
            int payload = ends.opener().open(in, 0, packetLength, 9, new byte[1000], 0);
            assertThat(payload).isBetween(1, packetLength - 5);
            assertThat(protection.isAuthenticated()).isFalse();
        } catch (ProtocolException refused) {
            assertThat(refused).hasMessageStartingWith("a packet's");
        }
    }

    @Provide
    Arbitrary<Protection> protections() {
        return Arbitraries.of(Protection.all());
    }

    @Provide
    Arbitrary<Protection> authenticated() {
        return Arbitraries.of(
                Protection.all().stream().filter(Protection::isAuthenticated).toList());
    }

    /** Around the block sizes, the buffers of providers, and the limits of RFC 4253 §6.1 and of OpenSSH. */
    @Provide
    Arbitrary<Integer> payloadLengths() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(1, 80),
                Arbitraries.of(127, 128, 129, 255, 256, 257, 1023, 1024, 1025, 4095, 4096, 4097),
                Arbitraries.integers().between(8000, 9000),
                Arbitraries.of(32767, 32768, 32769, 34999, 35000, 65536, 262144));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
