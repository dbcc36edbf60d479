package io.javamiko.crypto.packet;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UMACTest {
    private static final byte[] KEY = "abcdefghijklmnop".getBytes(US_ASCII);
    private static final byte[] NONCE = "bcdefghi".getBytes(US_ASCII);

    /** RFC 4418, appendix; its tags of 96 bits are the first of those of 128, whose rest is OpenSSH's umac128.c. */
    @ParameterizedTest
    @CsvSource({
        "'',     0, 6E155FAD26900BE1, 32FEDB100C79AD58F07FF7643CC60465",
        "a,      3, 44B5CB542F220104, 185E4FE905CBA7BD85E4C2DC3D117D8D",
        "a,   1024, 26BF2F5D60118BD9, 7A54ABE04AF82D60FB298C3CBD195BCB",
        "a,  32768, 27F8EF643B0D118D, 7B136BD911E4B734286EF2BE501F2C3C",
        "a,1048576, A4477E87E9F55853, F8ACFA3AC31CFEEA047F7B115B03BEF5",
        "abc,    1, D4D7B9F6BD4FBFCF, 883C3D4B97A61976FFCF232308CBA5A5",
        "abc,  500, D4CF26DDEFD5C01A, 8824A260C53C66A36C9260A62CB83AA1"
    })
    void givesTheTagsOfItsText(String unit, int times, String tag64, String tag128) {
        byte[] message = unit.repeat(times).getBytes(US_ASCII);
        assertThat(tag(new UMAC(KEY, 8), message)).isEqualTo(tag64);
        assertThat(tag(new UMAC(KEY, 16), message)).isEqualTo(tag128);
    }

    @Test
    void theMessageMayComeInAnyPieces() {
        var random = new Random(1);
        byte[] message = new byte[10_000];
        random.nextBytes(message);
        for (int round = 0; round < 300; round++) {
            int length = random.nextInt(message.length);
            var mac = new UMAC(KEY, round % 2 == 0 ? 8 : 16);
            mac.begin(round);
            mac.update(message, 0, length);
            byte[] whole = mac.compute().clone();
            mac.begin(round);
            int at = 0;
            while (at < length) {
                int piece = Math.min(length - at, 1 + random.nextInt(2000));
                mac.update(message, at, piece);
                at += piece;
            }
            assertThat(mac.compute()).isEqualTo(whole);
        }
    }

    @Test
    void sixteenMebibytesAreTheMost() {
        var mac = new UMAC(KEY, 8);
        byte[] piece = new byte[1 << 20];
        mac.begin(0);
        for (int i = 0; i < 16; i++) {
            mac.update(piece, 0, piece.length);
        }
        assertThatThrownBy(() -> mac.update(piece, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theWordsThatTakeTwoStepsOfThePolynomialAreReduced() { // RFC 4418 §5.3.2: 2^64 - 2^32 and more
        var p = java.math.BigInteger.TWO.pow(64).subtract(java.math.BigInteger.valueOf(59));
        var random = new Random(2);
        for (int i = 0; i < 2000; i++) {
            long key = random.nextLong() & 0x01ff_ffff_01ff_ffffL;
            long y = i % 3 == 0 ? -60L - random.nextInt(3) : Long.remainderUnsigned(random.nextLong(), p.longValue());
            long word = i % 2 == 0 ? 0xffff_ffff_0000_0000L + (random.nextInt() & 0xffff_ffffL) : random.nextLong();
            if (i % 7 == 0) {
                word = -1L - random.nextInt(62);
            }
            var expected = unsigned(y).multiply(unsigned(key));
            if (unsigned(word).compareTo(unsigned(0xffff_ffff_0000_0000L)) >= 0) {
                expected = expected.add(p)
                        .subtract(java.math.BigInteger.ONE)
                        .mod(p)
                        .multiply(unsigned(key));
                expected = expected.add(unsigned(word)).subtract(java.math.BigInteger.valueOf(59));
            } else {
                expected = expected.add(unsigned(word));
            }
            assertThat(unsigned(UMACHash.poly64(y, key, word))).isEqualTo(expected.mod(p));
        }
    }

    private static java.math.BigInteger unsigned(long value) {
        return new java.math.BigInteger(Long.toUnsignedString(value));
    }

    private static String tag(UMAC mac, byte[] message) {
        mac.begin(NONCE);
        mac.update(message, 0, message.length);
        return HexFormat.of().withUpperCase().formatHex(mac.compute());
    }
}
