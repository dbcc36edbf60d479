package io.javamiko.crypto.packet;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntConsumer;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Prints MB per second of CPU time and bytes allocated a packet, for each cipher with each MAC and the parts that were chosen between.
 * A measurement, not a test: run its {@code main} with the test class path on each JDK;
 * arguments choose lines that contain one of them.
 */
final class PacketThroughput {
    private static final int[] PAYLOADS = {64, 1024, 32768};
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<String> wanted;

    private PacketThroughput(List<String> wanted) {
        this.wanted = wanted;
    }

    public static void main(String[] args) {
        new PacketThroughput(List.of(args)).run();
    }

    private void run() {
        System.out.println("JDK " + Runtime.version());
        for (int payload : PAYLOADS) {
            System.out.printf("%npayload %d bytes%n", payload);
            for (Protection protection : Protection.all()) {
                protection(protection, payload);
            }
            part("ChaCha20 JDK", payload, chaCha20(new ChaCha20.JDK(new byte[32], 0), payload));
            part("ChaCha20 Bouncy Castle", payload, chaCha20(new ChaCha20.BouncyCastle(new byte[32], 0), payload));
            part("Poly1305 Bouncy Castle", payload, poly1305(payload));
        }
    }

    private void protection(Protection protection, int payload) {
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

    private static IntConsumer poly1305(int payload) {
        var mac = new Poly1305();
        byte[] key = new byte[32];
        byte[] in = new byte[payload];
        byte[] tag = new byte[16];
        Arrays.fill(key, (byte) 0x5a);
        return i -> {
            mac.init(new KeyParameter(key));
            mac.update(in, 0, payload);
            mac.doFinal(tag, 0);
        };
    }

    private void part(String what, int payload, IntConsumer packet) {
        if (!wanted.isEmpty() && wanted.stream().noneMatch(what::contains)) {
            return;
        }
        int sequence = 0;
        int rounds = Math.max(200, 20_000_000 / (payload + 1000));
        double best = 0;
        long allocated = 0;
        for (int round = 0; round < 12; round++) {
            long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
            long start = THREADS.getCurrentThreadCpuTime();
            for (int i = 0; i < rounds; i++) {
                packet.accept(sequence++);
            }
            best = Math.max(best, 1e3 * payload * rounds / (THREADS.getCurrentThreadCpuTime() - start));
            allocated = (THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes) / rounds;
        }
        System.out.printf("  %-60s %9.1f MB/s %8.2f us %7d B/packet%n", what, best, payload / best, allocated);
    }
}
