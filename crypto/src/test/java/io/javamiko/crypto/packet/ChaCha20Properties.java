package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ChaCha20Properties {
    @Property(tries = 500)
    void bothProvidersGiveOneKeyStream(
            @ForAll long seed,
            @ForAll @LongRange(min = 0, max = 0xffff_ffffL) long sequence,
            @ForAll @IntRange(min = 1, max = 5000) int length,
            @ForAll @IntRange(max = 200) int first) {
        var random = new Random(seed);
        byte[] key = new byte[64];
        byte[] bytes = new byte[200 + length];
        random.nextBytes(key);
        random.nextBytes(bytes);
        assertThat(process(new ChaCha20.JDK(key, 32), sequence, bytes, first))
                .isEqualTo(process(new ChaCha20.BouncyCastle(key, 32), sequence, bytes, first));
    }

    @Example
    void theJDKsIsTakenWhereItIs() { // measured: 575 against 400 MB/s on 17, 3,600 against 490 on 25
        assertThat(ChaCha20.of(new byte[32], 0)).isInstanceOf(ChaCha20.JDK.class);
    }

    private static byte[] process(ChaCha20 stream, long sequence, byte[] bytes, int first) {
        byte[] out = new byte[bytes.length];
        stream.start(sequence + 1 & 0xffff_ffffL); // what was left of another packet's is dropped
        stream.process(bytes, 0, first, out, 0);
        stream.start(sequence);
        stream.process(bytes, 0, first, out, 0);
        stream.process(bytes, first, bytes.length - first, out, first);
        return out;
    }
}
