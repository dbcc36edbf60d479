package io.javamiko.crypto.packet;

import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.function.IntConsumer;

/**
 * Prints MB/s and bytes allocated a packet, for each cipher with each MAC and the parts that were chosen between.
 * A measurement, not a test: run its {@code main} with the test class path on each JDK.
 */
final class PacketThroughput {
    private static final int[] PAYLOADS = {64, 1024, 32768};
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private PacketThroughput() {}

    public static void main(String[] args) throws Exception {
        System.out.println("JDK " + Runtime.version());
        for (int payload : PAYLOADS) {
            System.out.printf("%npayload %d bytes%n", payload);
            for (Protection protection : Protection.all()) {
                protection(protection, payload);
            }
            part("ChaCha20 JDK", payload, chaCha20(new ChaCha20.JDK(new byte[32], 0), payload));
            part("ChaCha20 Bouncy Castle", payload, chaCha20(new ChaCha20.BouncyCastle(new byte[32], 0), payload));
        }
    }

    private static void protection(Protection protection, int payload) throws Exception {
        var ends = protection.ends(new Random(1));
        var other = protection.ends(new Random(1));
        byte[] plain = new byte[payload + PacketSealer.PAYLOAD + PacketSealer.MAX_PADDING];
        byte[] sealed = new byte[ends.sealer().sealedLength(payload)];
        byte[] opened = new byte[sealed.length];
        part(
                protection + " seal",
                payload,
                i -> ends.sealer().seal(plain, PacketSealer.PAYLOAD + payload, i, sealed, 0));
        // one packet is opened again and again: a wrong tag would cost an exception, so seal and open take turns
        part(protection + " seal+open", payload, i -> {
            other.sealer().seal(plain, PacketSealer.PAYLOAD + payload, i, sealed, 0);
            int length = (int) other.opener().packetLength(sealed, 0, i);
            try {
                other.opener().open(sealed, 0, length, i, opened, 0);
            } catch (io.javamiko.ProtocolException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static IntConsumer chaCha20(ChaCha20 stream, int payload) {
        byte[] in = new byte[payload];
        byte[] out = new byte[payload];
        return i -> {
            stream.start(i);
            stream.process(in, 0, payload, out, 0);
        };
    }

    private static void part(String what, int payload, IntConsumer packet) {
        int sequence = 0;
        int rounds = Math.max(200, 20_000_000 / (payload + 1000));
        double best = 0;
        long allocated = 0;
        for (int round = 0; round < 6; round++) {
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long start = System.nanoTime();
            for (int i = 0; i < rounds; i++) {
                packet.accept(sequence++);
            }
            best = Math.max(best, 1e3 * payload * rounds / (System.nanoTime() - start));
            allocated = (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes) / rounds;
        }
        System.out.printf("  %-60s %9.1f MB/s %8.2f us %7d B/packet%n", what, best, payload / best, allocated);
    }
}
