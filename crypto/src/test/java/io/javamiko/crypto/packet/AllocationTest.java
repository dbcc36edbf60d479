package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.AlgorithmUse;
import io.javamiko.crypto.RandomPadding;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The budget of the packet path: bytes allocated a packet and direction, at any size of packet. None are ours; what
 * there is are the providers', measured on JDK 17 and 25: AES-GCM's {@code init} 900 to 1,100; ChaCha20's twice 152 and
 * Bouncy Castle's Poly1305 64; HmacSHA256 48, HmacSHA512 80 for the array that {@code doFinal} copies from.
 */
class AllocationTest {
    private static final int WARM_UP = 2500;
    private static final int COUNTED = 500;
    private static final int FEW = 150; // large ones, by code that is compiled already
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Without the legacy ones, which nobody uses for speed. */
    static List<Protection> protections() {
        return Protection.all().stream()
                .filter(p -> p.cipher() == null || p.cipher().use() != AlgorithmUse.LEGACY)
                .filter(p -> p.mac() == null || p.mac().use() != AlgorithmUse.LEGACY)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("protections")
    void aPacketOfAnySizeCostsTheProvidersShareAlone(Protection protection) throws ProtocolException {
        assertThat(perPacket(protection, 200, WARM_UP, COUNTED)).isLessThanOrEqualTo(2 * budget(protection));
        assertThat(perPacket(protection, 32768, FEW, FEW)).isLessThanOrEqualTo(2 * budget(protection));
    }

    @Test
    void paddingCostsNothing() {
        var random = new RandomPadding(new SecureRandom());
        byte[] bytes = new byte[300];
        for (int i = 0; i < WARM_UP; i++) {
            random.fill(bytes, 0, 19);
        }
        long before = allocated();
        for (int i = 0; i < COUNTED; i++) {
            random.fill(bytes, 0, 19);
        }
        assertThat((allocated() - before) / COUNTED).isZero();
    }

    /** Bytes for sealing or opening one packet. */
    private static long budget(Protection protection) {
        if (!protection.isAuthenticated()) {
            return 0;
        }
        if (protection.mac() != null) {
            return protection.mac().length() == 32 ? 64 : 96;
        }
        return protection.cipher().name().startsWith("chacha20") ? 480 : 1300;
    }

    /** Bytes for sealing and opening one. */
    private static long perPacket(Protection protection, int payload, int warmUp, int counted)
            throws ProtocolException {
        var ends = protection.ends(new Random(1));
        byte[] plain = new byte[payload + PacketSealer.PAYLOAD + PacketSealer.MAX_PADDING];
        byte[] sealed = new byte[ends.sealer().sealedLength(payload)];
        byte[] opened = new byte[sealed.length];
        long before = 0;
        for (int i = 0; i < warmUp + counted; i++) {
            if (i == warmUp) {
                before = allocated();
            }
            ends.sealer().seal(plain, PacketSealer.PAYLOAD + payload, i, sealed, 0);
            int length = (int) ends.opener().packetLength(sealed, 0, i);
            ends.opener().open(sealed, 0, length, i, opened, 0);
        }
        return (allocated() - before) / counted;
    }

    private static long allocated() {
        return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
