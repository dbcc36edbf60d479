package io.javamiko.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.crypto.JCA;
import io.javamiko.crypto.agreement.SharedSecret;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeHashTest {
    @Test
    void coversWhatTheRFCListsInItsOrder() {
        var hash = new ExchangeHash(
                Identification.of("C"), Identification.of("S x"), new byte[] {20, 1}, new byte[] {20, 2, 3});
        byte[] h = hash.of(
                "SHA-256", new byte[] {7, 7}, new byte[] {0, 0, 0, 1, 9}, SharedSecret.ofMPInt(new byte[] {(byte) 0x80
                }));
        byte[] expected = HexFormat.of()
                .parseHex("00000009" + ascii("SSH-2.0-C") // V_C
                        + "0000000b" + ascii("SSH-2.0-S x") // V_S
                        + "00000002" + "1401" // I_C
                        + "00000003" + "140203" // I_S
                        + "00000002" + "0707" // K_S
                        + "0000000109" // the method's fields
                        + "00000002" + "0080"); // K
        assertThat(h).isEqualTo(JCA.digest("SHA-256").digest(expected));
    }

    @Test
    void whatTheClientSaidComesFirstInBothRoles() {
        var client = Identification.of("C");
        var server = Identification.of("S");
        byte[] ofClient = {20, 1};
        byte[] ofServer = {20, 2};
        var modern = Algorithms.modern();
        var atClient = KexSetup.client(modern, client, server, (key, negotiated) -> {}, new SecureRandom())
                .exchangeHash(ofClient, ofServer);
        var atServer = KexSetup.server(modern, server, client, List.of(Pair.Keys.ED25519), new SecureRandom())
                .exchangeHash(ofServer, ofClient);
        var expected = new ExchangeHash(client, server, ofClient, ofServer);
        assertThat(atClient).usingRecursiveComparison().isEqualTo(expected);
        assertThat(atServer).usingRecursiveComparison().isEqualTo(expected);
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(US_ASCII));
    }
}
