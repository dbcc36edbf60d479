package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Ours against a second writing of every protection, in both directions, and authentic packets that are unlawful. */
class ReferencePacketsProperties {
    @Property(tries = 500)
    void weSealWhatTheReferenceSeals(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(min = 1, max = 3000) int length,
            @ForAll long seed)
            throws ProtocolException {
        var random = new Random(seed);
        var keys = protection.keys(random);
        var ours = protection.ends(keys);
        var reference = new ReferencePackets(protection, keys);
        long sequence = random.nextInt() & 0xffff_ffffL;
        for (int packet = 0; packet < 3; packet++) {
            byte[] payload = new byte[length + packet];
            random.nextBytes(payload);
            byte[] sealed = ours.seal(payload, sequence);
            byte[] frame = ours.openFrame(sealed, sequence); // its padding is random: take it over
            assertThat(sealed).isEqualTo(reference.seal(frame, sequence));
            sequence = sequence + 1 & 0xffff_ffffL;
        }
    }

    @Property(tries = 400)
    void weOpenAnyLawfulPadding(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(min = 1, max = 700) int length,
            @ForAll @IntRange(min = 4, max = 255) int wanted,
            @ForAll long seed)
            throws ProtocolException {
        var random = new Random(seed);
        var keys = protection.keys(random);
        byte[] payload = new byte[length];
        random.nextBytes(payload);
        int padding = wanted;
        while ((1 + length + padding + protection.counted()) % protection.block() != 0) {
            padding = padding == 255 ? 4 : padding + 1;
        }
        byte[] sealed = new ReferencePackets(protection, keys).seal(frame(payload, padding, padding), 77);
        assertThat(protection.ends(keys).open(sealed, 77)).isEqualTo(payload);
    }

    @Property(tries = 400)
    void authenticPaddingUnderFourBytesIsRefused(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(max = 3) int padding,
            @ForAll @IntRange(min = 1, max = 20) int blocks,
            @ForAll long seed) {
        int frame = blocks * protection.block() + protection.block() - protection.counted();
        refused(protection, frame(new byte[frame - 1 - padding], padding, padding), seed);
    }

    @Property(tries = 400)
    void authenticPaddingThatLeavesNoPayloadIsRefused(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(max = 300) int beyond,
            @ForAll @IntRange(min = 1, max = 10) int blocks,
            @ForAll long seed) {
        int frame = blocks * protection.block() + protection.block() - protection.counted();
        int claimed = Math.min(255, frame - 1 + beyond); // frame - 1: an empty payload
        refused(protection, frame(new byte[frame - 1], 0, claimed), seed);
    }

    @Property(tries = 400)
    void anAuthenticLengthOffTheBlockSizeIsRefused(
            @ForAll("protections") Protection protection,
            @ForAll @IntRange(min = 12, max = 300) int frame,
            @ForAll long seed) {
        int odd = (frame + protection.counted()) % protection.block() == 0 ? frame + 1 : frame;
        refused(protection, frame(new byte[odd - 5], 4, 4), seed);
    }

    @Property(tries = 200)
    void aFrameTooSmallForAPacketIsRefused(
            @ForAll("protections") Protection protection, @ForAll @IntRange(max = 5) int frame, @ForAll long seed) {
        refused(protection, new byte[frame], seed); // CVE-2021-43565: an AEAD packet without plaintext
    }

    @Property(tries = 100)
    void aSequenceNumberThatIsNotTheSendersIsRefused(
            @ForAll("sequenced") Protection protection, @ForAll @IntRange(min = 1, max = 300) int length) {
        var ends = protection.ends(new Random(length));
        byte[] sealed = ends.seal(new byte[length], 0xffff_ffffL);
        assertThatThrownBy(() -> ends.open(sealed, 0)).isInstanceOf(ProtocolException.class);
    }

    @Provide
    Arbitrary<Protection> protections() {
        return Arbitraries.of(Protection.all());
    }

    /** All but AES-GCM, which counts for itself (RFC 5647 §7.1), and plain packets. */
    @Provide
    Arbitrary<Protection> sequenced() {
        return Arbitraries.of(Protection.all().stream()
                .filter(p -> p.isAuthenticated() && !p.toString().matches(".*(gcm|GCM).*"))
                .toList());
    }

    private static void refused(Protection protection, byte[] frame, long seed) {
        var keys = protection.keys(new Random(seed));
        byte[] sealed = Arrays.copyOf(new ReferencePackets(protection, keys).seal(frame, 5), 4 + frame.length + 64);
        var opener = protection.ends(keys).opener();
        int trailer = opener.trailerLength();
        assertThat(opener.packetLength(sealed, 0, 5)).isEqualTo(frame.length);
        assertThatThrownBy(() -> opener.open(
                        Arrays.copyOf(sealed, Math.max(32, 4 + frame.length + trailer)),
                        0,
                        frame.length,
                        5,
                        new byte[frame.length + 32],
                        0))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("RFC 4253 §6)");
    }

    private static byte[] frame(byte[] payload, int padding, int claimed) {
        byte[] frame = new byte[1 + payload.length + padding];
        frame[0] = (byte) claimed;
        System.arraycopy(payload, 0, frame, 1, payload.length);
        return frame;
    }
}
