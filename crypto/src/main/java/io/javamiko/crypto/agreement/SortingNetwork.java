package io.javamiko.crypto.agreement;

/** Sorts with a fixed order of comparisons (Batcher's merge exchange; Knuth, volume 3, §5.2.2, algorithm M): in constant time. */
final class SortingNetwork {
    private SortingNetwork() {}

    /** Sorts numbers of 32 bits without sign. */
    static void sortUnsigned(int[] numbers) {
        int top = Integer.highestOneBit(numbers.length - 1);
        for (int p = top; p > 0; p >>= 1) {
            int q = top;
            int r = 0;
            for (int d = p; d > 0; ) {
                for (int i = 0; i < numbers.length - d; i++) {
                    if ((i & p) == r) {
                        order(numbers, i, i + d);
                    }
                }
                d = q == p ? 0 : q - p;
                q >>= 1;
                r = p;
            }
        }
    }

    private static void order(int[] numbers, int low, int high) {
        long a = numbers[low] & 0xffffffffL;
        long b = numbers[high] & 0xffffffffL;
        long exchange = (b - a >> 63) & (a ^ b);
        numbers[low] = (int) (a ^ exchange);
        numbers[high] = (int) (b ^ exchange);
    }
}
