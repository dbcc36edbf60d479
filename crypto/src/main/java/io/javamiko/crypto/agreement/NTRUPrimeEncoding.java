package io.javamiko.crypto.agreement;

import static io.javamiko.crypto.agreement.NTRUPrimeRing.P;
import static io.javamiko.crypto.agreement.NTRUPrimeRing.Q;
import static io.javamiko.crypto.agreement.NTRUPrimeRing.Q_HALF;

import java.util.Arrays;

/**
 * Polynomials of sntrup761 as bytes (NTRU Prime, round 3, §3.2 and §3.7). Encoding takes constant time, for it sees the
 * decrypted polynomial; what is decoded, public keys and ciphertexts, everybody knows, save small polynomials.
 */
final class NTRUPrimeEncoding {
    static final int SMALL = (P + 3) / 4; // 191 bytes
    static final int FULL = 1158; // of coefficients modulo Q
    static final int ROUNDED = 1007; // of multiples of 3

    private static final int ROUNDED_VALUES = (Q + 2) / 3;
    private static final int LIMIT = 16384; // what a number may not reach while it takes others in

    private NTRUPrimeEncoding() {}

    /** Four coefficients of -1, 0, 1 a byte. */
    static byte[] small(int[] polynomial) {
        byte[] bytes = new byte[SMALL];
        for (int i = 0; i < P; i++) {
            bytes[i >> 2] |= (byte) (polynomial[i] + 1 << 2 * (i & 3));
        }
        return bytes;
    }

    /** The polynomial of {@link #small}, whose bytes begin at {@code at}. */
    static int[] smallOf(byte[] bytes, int at) {
        int[] polynomial = new int[P];
        for (int i = 0; i < P; i++) {
            polynomial[i] = (bytes[at + (i >> 2)] >> 2 * (i & 3) & 3) - 1;
        }
        return polynomial;
    }

    /** Coefficients modulo Q. */
    static byte[] full(int[] polynomial) {
        int[] numbers = new int[P];
        for (int i = 0; i < P; i++) {
            numbers[i] = polynomial[i] + Q_HALF;
        }
        return encoded(numbers, Q, FULL);
    }

    static int[] fullOf(byte[] bytes) {
        int[] polynomial = decoded(bytes, Q);
        for (int i = 0; i < P; i++) {
            polynomial[i] -= Q_HALF;
        }
        return polynomial;
    }

    /** Coefficients modulo Q, each rounded to the nearest multiple of 3. */
    static byte[] rounded(int[] polynomial) {
        int[] numbers = new int[P];
        for (int i = 0; i < P; i++) {
            int multiple = polynomial[i] - NTRUPrimeRing.reducedMod3(polynomial[i]) + Q_HALF;
            numbers[i] = multiple * 10923 >> 15; // a third
        }
        return encoded(numbers, ROUNDED_VALUES, ROUNDED);
    }

    static int[] roundedOf(byte[] bytes) {
        int[] polynomial = decoded(bytes, ROUNDED_VALUES);
        for (int i = 0; i < P; i++) {
            polynomial[i] = 3 * polynomial[i] - Q_HALF;
        }
        return polynomial;
    }

    /** Two numbers become one, whose low bytes go out while it has too many values, until one is left. */
    private static byte[] encoded(int[] numbers, int values, int length) {
        byte[] out = new byte[length];
        int at = 0;
        int[] moduli = new int[P];
        Arrays.fill(moduli, values);
        for (int count = P; count > 1; count = (count + 1) / 2) {
            for (int i = 0; i < count - 1; i += 2) {
                int number = numbers[i] + numbers[i + 1] * moduli[i];
                int modulus = moduli[i + 1] * moduli[i];
                while (modulus >= LIMIT) {
                    out[at++] = (byte) number;
                    number >>>= 8;
                    modulus = modulus + 255 >> 8;
                }
                numbers[i / 2] = number;
                moduli[i / 2] = modulus;
            }
            if ((count & 1) != 0) {
                numbers[count / 2] = numbers[count - 1];
                moduli[count / 2] = moduli[count - 1];
            }
        }
        for (int modulus = moduli[0]; modulus > 1; modulus = modulus + 255 >> 8) {
            out[at++] = (byte) numbers[0];
            numbers[0] >>>= 8;
        }
        Arrays.fill(numbers, 0);
        return out;
    }

    private static int[] decoded(byte[] in, int values) {
        int[] moduli = new int[P];
        Arrays.fill(moduli, values);
        return decoded(in, 0, moduli);
    }

    /** Undoes a round of {@link #encoded} around the rounds behind it. A number too large is taken modulo its modulus. */
    private static int[] decoded(byte[] in, int at, int[] moduli) {
        int count = moduli.length;
        if (count == 1) {
            int low = in[at] & 0xff;
            return new int[] {(moduli[0] <= 256 ? low : low | (in[at + 1] & 0xff) << 8) % moduli[0]};
        }
        int[] low = new int[count / 2];
        int[] lowBits = new int[count / 2];
        int[] next = new int[(count + 1) / 2];
        int from = at;
        for (int i = 0; i < count - 1; i += 2) {
            int modulus = moduli[i] * moduli[i + 1];
            for (; modulus >= LIMIT; modulus = modulus + 255 >> 8) {
                low[i / 2] |= (in[from++] & 0xff) << lowBits[i / 2];
                lowBits[i / 2] += 8;
            }
            next[i / 2] = modulus;
        }
        if ((count & 1) != 0) {
            next[count / 2] = moduli[count - 1];
        }
        int[] numbers = decoded(in, from, next);
        int[] out = new int[count];
        for (int i = 0; i < count - 1; i += 2) {
            int number = low[i / 2] + (numbers[i / 2] << lowBits[i / 2]); // below 2^14 * 2^16
            out[i] = number % moduli[i];
            out[i + 1] = number / moduli[i] % moduli[i + 1];
        }
        if ((count & 1) != 0) {
            out[count - 1] = numbers[count / 2];
        }
        return out;
    }
}
