package io.javamiko.crypto.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.RandomPadding;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Published vectors through our own classes. */
class PacketVectorsTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest(name = "NIST SP 800-38A {0}")
    @CsvSource({
        "F.5.1, 2b7e151628aed2a6abf7158809cf4f3c, 874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
                + "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee",
        "F.5.3, 8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b, 1abc932417521ca24f2b0459fe7e6e0b"
                + "090339ec0aa6faefd5ccc2c6f4ce8e941e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050",
        "F.5.5, 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4, 601ec313775789a5b7a7f504bbf3d228"
                + "f443e3ca4d62b59aca84e990cacaf5c52b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"
    })
    void aesCTR(String section, String key, String ciphertext) {
        byte[] plain = HEX.parseHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
                + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710");
        byte[] counter = HEX.parseHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
        var cipher = StreamedCipher.of(Cipher.ENCRYPT_MODE, "AES/CTR/NoPadding", 16, HEX.parseHex(key), counter);
        byte[] out = new byte[64];
        cipher.process(plain, 0, 16, out, 0); // in pieces: the state runs on
        cipher.process(plain, 16, 48, out, 16);
        assertThat(HEX.formatHex(out)).isEqualTo(ciphertext);
    }

    /** The vectors of RFC 4231 §4 start where our MAC puts the sequence number: it takes their first four bytes. */
    @ParameterizedTest(name = "RFC 4231 §4.{0}")
    @CsvSource({
        "2, 0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b, 4869205468657265,"
                + "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7,"
                + "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914e"
                + "eb61f1702e696c203a126854",
        "3, 4a656665, 7768617420646f2079612077616e7420666f72206e6f7468696e673f,"
                + "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843,"
                + "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a3"
                + "4d4a6b4b636e070a38bce737",
        "4, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd"
                + "dddddddddddddddddddddddddddddddddddd,"
                + "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe,"
                + "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337"
                + "bee8942674278859e13292fb",
        "5, 0102030405060708090a0b0c0d0e0f10111213141516171819, cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd"
                + "cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd,"
                + "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b,"
                + "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741"
                + "120c4f2de2adebeb10a298dd"
    })
    void hmac(String test, String key, String data, String sha256, String sha512) {
        assertThat(mac("HmacSHA256", key, data, 32)).isEqualTo(sha256);
        assertThat(mac("HmacSHA512", key, data, 64)).isEqualTo(sha512);
        assertThat(mac("HmacSHA512", key, data, 12)).isEqualTo(sha512.substring(0, 24));
    }

    private static String mac(String algorithm, String key, String data, int length) {
        byte[] bytes = HEX.parseHex(data);
        byte[] out = new byte[length + 1];
        var mac = PacketMAC.of(algorithm, HEX.parseHex(key), length);
        for (int again = 0; again < 2; again++) {
            mac.begin(Padding.uint32(bytes, 0));
            mac.update(bytes, 4, bytes.length - 4);
            assertThat(mac.finish(out, 1)).isEqualTo(length + 1);
        }
        return HEX.formatHex(out, 1, out.length);
    }

    /** RFC 8439 §2.4.2 has a nonce whose first four bytes are 0, so it is ChaCha with a 64-bit counter that starts at 1. */
    @Test
    void chaCha20() {
        byte[] key = HEX.parseHex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        byte[] plain = ("Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
                        + "sunscreen would be it.")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        String expected =
                "6e2e359a2568f98041ba0728dd0d6981e97e7aec1d4360c20a27afccfd9fae0bf91b65c5524733ab8f593dabcd62b357"
                        + "1639d624e65152ab8f530c359f0861d807ca0dbf500d6a6156a38e088a22b65e52bc514d16ccf806818ce91ab7793736"
                        + "5af90bbf74a35be6b40b8eedf2785e42874d";
        for (ChaCha20 stream : new ChaCha20[] {new ChaCha20.JDK(key, 0), new ChaCha20.BouncyCastle(key, 0)}) {
            byte[] out = new byte[64 + plain.length];
            stream.start(0x4aL << 32);
            stream.process(new byte[64], 0, 64, out, 0);
            stream.process(plain, 0, plain.length, out, 64);
            assertThat(HEX.formatHex(out, 64, out.length))
                    .as(stream.getClass().getSimpleName())
                    .isEqualTo(expected);
        }
    }

    /** A service request of an SSH session, from the tests of RustCrypto's ssh-cipher; only K_2 of its keys is given. */
    @Test
    void chaCha20Poly1305Packet() throws ProtocolException {
        byte[] key =
                Arrays.copyOf(HEX.parseHex("379a8ca9e7e705763633213511e8d92eb148a46f1dd0045ec8164e5d23e456eb"), 64);
        byte[] sealed = HEX.parseHex(
                "5709db2d" + "6dcfb03be8a55e7f0220465672edd921489ea0171198e8a7" + "3e82fe0a2db7128d58ef8d9047963ca3");
        byte[] out = new byte[24];
        int payload = ChaCha20Poly1305.opener(key).open(sealed, 0, 24, 3, out, 0);
        assertThat(HEX.formatHex(out)).isEqualTo("06050000000c7373682d7573657261757468de5949ab061f");
        assertThat(payload).isEqualTo(17);
    }

    /** The counter is of 64 bits and wraps into nothing else (RFC 5647 §7.1). */
    @Test
    void theInvocationCounterOfGCMCarriesAndWraps() throws ProtocolException {
        var protection = Protection.all().stream()
                .filter(p -> p.toString().startsWith("aes128-gcm"))
                .findFirst()
                .orElseThrow();
        byte[] iv = HEX.parseHex("ffffffff" + "fffffffffffffffe");
        var keys = new Protection.Keys(new byte[16], iv, new byte[0]);
        var reference = new ReferencePackets(protection, keys);
        var ours = protection.ends(keys);
        for (int packet = 0; packet < 4; packet++) {
            byte[] sealed = ours.seal(new byte[] {1, 2, 3}, packet);
            assertThat(sealed).isEqualTo(reference.seal(ours.openFrame(sealed, packet), packet));
        }
    }

    @Test
    void aPlainPacketIsWhatItSays() {
        byte[] plain = new byte[PacketSealer.PAYLOAD + 2 + PacketSealer.MAX_PADDING];
        plain[5] = 21;
        plain[6] = 42;
        byte[] out = new byte[16];
        int end = PlainPackets.sealer(new RandomPadding(new SecureRandom())).seal(plain, 7, 0, out, 0);
        assertThat(end).isEqualTo(16);
        assertThat(HEX.formatHex(out)).startsWith("0000000c" + "09" + "152a");
    }
}
