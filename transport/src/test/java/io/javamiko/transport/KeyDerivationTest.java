package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.SharedSecret;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Against OpenSSL's SSHKDF: {@code openssl kdf -keylen n -kdfopt digest:SHA256 -kdfopt hexkey:K -kdfopt hexxcghash:H
 * -kdfopt hexsession_id:ID -kdfopt type:A SSHKDF}, where K is 128 bytes 0xab as an mpint, H and ID the SHA-256 of
 * "exchange hash" and "session id".
 */
class KeyDerivationTest {
    private static final byte[] H = sha256("exchange hash");
    private static final byte[] SESSION_ID = sha256("session id");

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "A, SHA-256, C4C0530873995F523D76DD0A39B0BDDC",
        "B, SHA-256, 0DABC081D3C1D179429CA0DBCCEA24C1",
        "D, SHA-256, 8AE05453CF115B7FF5A2AEF0CED4FDC5",
        "F, SHA-256, 1D8947DC8EAA5BC5855D0F99039E984D",
        "A, SHA-512, B08A4721AA291C5223B365042A1337F9793B68C7737AF103C238E0C41E08C143",
        "E, SHA-512, C4515B095BA43E8F8502821354286ECB0AB7432938AE264F716FD8140C2C5378"
    })
    void aKeyIsTheBeginningOfTheHash(char letter, String hash, String key) {
        assertThat(hex(derivation(hash).key(letter, key.length() / 2))).isEqualTo(key);
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "C, SHA-256, 64, CB4A2249113076D8D87C81AF81517A282FD4C04D7C3938874480B8C6B5105BB0"
                + "5C8FED793FAEB02896CDE3BACFB5A0FFDA26A8BFFA013634581037FC531FD0D1",
        "E, SHA-384, 100, 2B75E438530A784482BE83B5B25CEEDCB9D425F67AB62A6F66170137B4017F00"
                + "F5891DA8384A8F3CB44FA62D513E9AE5FAAA4542230949F4A0223EEC66AE0FFF"
                + "41774DDEA4BF83D0A3BC1A51E887A92516AE3D2A65C91ADDEEB6368B8D5375EB3BFE260F"
    })
    void aLongKeyGoesOnOverWhatThereIs(char letter, String hash, int length, String key) {
        assertThat(hex(derivation(hash).key(letter, length))).isEqualTo(key);
    }

    @Test
    void aKeyOfNoBytesIsEmpty() {
        assertThat(derivation("SHA-256").key('A', 0)).isEmpty();
    }

    private static KeyDerivation derivation(String hash) {
        byte[] k = new byte[128];
        Arrays.fill(k, (byte) 0xab);
        return new KeyDerivation(hash, SharedSecret.ofMPInt(k), H, SESSION_ID);
    }

    private static byte[] sha256(String text) {
        return JCA.digest("SHA-256").digest(text.getBytes(US_ASCII));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
