package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.params.KeyParameter;

/** Ours against the vectors of RFC 8439, Bouncy Castle, and the formula itself. */
class Poly1305Properties {
    private static final HexFormat HEX = HexFormat.of();

    @Example
    void vectorOfItsText() { // RFC 8439 §2.5.2
        byte[] key = HEX.parseHex("85d6be7857556d337f4452fe42d506a80103808afb0db2fd4abff6af4149f51b");
        byte[] message = "Cryptographic Forum Research Group".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(HEX.formatHex(ours(key, message))).isEqualTo("a8061dc1305136c6c22b8baf0c0127a9");
    }

    @Example
    void vectorsAtTheEdgesOfTheModulus() { // RFC 8439 appendix A.3, 7 to 11
        String two = "02000000000000000000000000000000";
        String ones = "ffffffffffffffffffffffffffffffff";
        String zero = "00000000000000000000000000000000";
        edge(two + zero, ones, "03000000000000000000000000000000");
        edge(two + ones, two, "03000000000000000000000000000000");
        String one = "01000000000000000000000000000000";
        edge(
                one + zero,
                ones + "f0ffffffffffffffffffffffffffffff" + "11000000000000000000000000000000",
                "05000000000000000000000000000000");
        edge(
                one + zero,
                ones + "fbfefefefefefefefefefefefefefefe" + "01010101010101010101010101010101",
                "00000000000000000000000000000000");
        edge(two + zero, "fdffffffffffffffffffffffffffffff", "faffffffffffffffffffffffffffffff");
    }

    @Property(tries = 2000)
    void asBouncyCastle(@ForAll @IntRange(max = 2000) int length, @ForAll long seed) {
        var random = new Random(seed);
        byte[] key = bytes(random, 32);
        byte[] message = bytes(random, length);
        assertThat(ours(key, message)).isEqualTo(bouncyCastle(key, message));
    }

    @Property(tries = 2000)
    void asTheFormulaWhereEveryLimbIsFull(@ForAll @IntRange(max = 100) int length, @ForAll long seed) {
        var random = new Random(seed);
        byte[] key = bytes(random, 32);
        byte[] message = new byte[length];
        Arrays.fill(message, (byte) 0xff);
        Arrays.fill(key, 0, random.nextInt(33), (byte) 0xff);
        for (int i = 0; i < random.nextInt(4); i++) {
            if (length > 0) {
                message[random.nextInt(length)] = (byte) random.nextInt();
            }
        }
        assertThat(ours(key, message)).isEqualTo(formula(key, message));
    }

    private static void edge(String key, String message, String tag) {
        assertThat(HEX.formatHex(ours(HEX.parseHex(key), HEX.parseHex(message))))
                .isEqualTo(tag);
    }

    private static byte[] ours(byte[] key, byte[] message) {
        byte[] moved = new byte[message.length + 3];
        System.arraycopy(message, 0, moved, 3, message.length);
        byte[] tag = new byte[16];
        var mac = new Poly1305();
        mac.tag(new byte[32], moved, 0, moved.length, tag); // nothing of one message stays for the next
        mac.tag(key, moved, 3, message.length, tag);
        return tag;
    }

    private static byte[] bouncyCastle(byte[] key, byte[] message) {
        var mac = new org.bouncycastle.crypto.macs.Poly1305();
        mac.init(new KeyParameter(key));
        mac.update(message, 0, message.length);
        byte[] tag = new byte[16];
        mac.doFinal(tag, 0);
        return tag;
    }

    /** RFC 8439 §2.5.1. */
    private static byte[] formula(byte[] key, byte[] message) {
        var p = BigInteger.TWO.pow(130).subtract(BigInteger.valueOf(5));
        var r = number(key, 0, 16).and(new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16));
        var h = BigInteger.ZERO;
        for (int at = 0; at < message.length; at += 16) {
            int count = Math.min(16, message.length - at);
            h = h.add(number(message, at, count)).add(BigInteger.TWO.pow(8 * count));
            h = h.multiply(r).mod(p);
        }
        byte[] big = h.add(number(key, 16, 16)).mod(BigInteger.TWO.pow(128)).toByteArray();
        byte[] tag = new byte[16];
        for (int i = 0; i < Math.min(16, big.length); i++) {
            tag[i] = big[big.length - 1 - i];
        }
        return tag;
    }

    private static BigInteger number(byte[] bytes, int at, int count) {
        byte[] big = new byte[count];
        for (int i = 0; i < count; i++) {
            big[count - 1 - i] = bytes[at + i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
