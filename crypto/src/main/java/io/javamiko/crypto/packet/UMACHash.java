package io.javamiko.crypto.packet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The two inner hashes of UMAC (RFC 4418 §5.2.2, §5.3.2): NH and POLY-64. Constant-time. */
final class UMACHash {
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final int BLOCK = 1024;
    private static final long UINT32 = 0xffff_ffffL;
    private static final long P64_OFFSET = 59; // the prime is 2^64 - 59
    private static final long MAX_WORD = 0xffff_ffff_0000_0000L; // words from here on take two steps

    private UMACHash() {}

    /**
     * NH of one stream, without the length in bits.
     *
     * @param length a multiple of 32
     */
    static long nh(int[] key, int keyAt, byte[] in, int at, int length) {
        long sum = 0;
        for (int i = 0; i < length; i += 32) {
            int k = keyAt + i / 4;
            for (int j = 0; j < 4; j++) {
                int low = (int) INTS.get(in, at + i + 4 * j) + key[k + j];
                int high = (int) INTS.get(in, at + i + 4 * j + 16) + key[k + j + 4];
                sum += (low & UINT32) * (high & UINT32);
            }
        }
        return sum;
    }

    /** NH of a whole block for all streams, without the length in bits. */
    static void nh(int[] key, byte[] in, int at, long[] out) {
        for (int i = 0; i < out.length; i += 2) {
            nhTwice(key, 4 * i, in, at, out, i);
        }
    }

    /** Two streams in one pass: each word of the message is read once. */
    private static void nhTwice(int[] key, int keyAt, byte[] in, int at, long[] out, int first) {
        long a = 0;
        long b = 0;
        for (int i = 0; i < BLOCK; i += 32) {
            int k = keyAt + i / 4;
            for (int j = 0; j < 4; j++) {
                int low = (int) INTS.get(in, at + i + 4 * j);
                int high = (int) INTS.get(in, at + i + 4 * j + 16);
                a += (low + key[k + j] & UINT32) * (high + key[k + j + 4] & UINT32);
                b += (low + key[k + j + 4] & UINT32) * (high + key[k + j + 8] & UINT32);
            }
        }
        out[first] = a;
        out[first + 1] = b;
    }

    /** One step of POLY-64 with a word of L1's output. */
    static long poly64(long y, long key, long word) {
        if (Long.compareUnsigned(word, MAX_WORD) >= 0) { // public: of probability 2^-32, and RFC 4418 §5.3.2 has it so
            return timesPlus(timesPlus(y, key, -P64_OFFSET - 1), key, word - P64_OFFSET);
        }
        return timesPlus(y, key, word);
    }

    /** {@code y * key + m} modulo 2^64 - 59; {@code key} is under 2^57. */
    private static long timesPlus(long y, long key, long m) {
        long high = Math.multiplyHigh(y, key) + (y >> 63 & key); // y is unsigned
        long low = y * key;
        long folded = high * P64_OFFSET; // 2^64 is 59; under 2^63
        long sum = reducedSum(low, folded);
        return reducedSum(sum, m);
    }

    /** {@code a + b} modulo 2^64 - 59, fully reduced. */
    private static long reducedSum(long a, long b) {
        long sum = a + b;
        long carry = (a & b | (a | b) & ~sum) >>> 63;
        sum += carry * P64_OFFSET; // can't carry again unless both were near 2^64: then the next line mends it
        long over = Long.compareUnsigned(sum, -P64_OFFSET) >= 0 ? P64_OFFSET : 0;
        return sum + over;
    }
}
