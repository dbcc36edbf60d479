package io.javamiko.crypto.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.crypto.JCA;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSecretTest {
    private static final HexFormat HEX = HexFormat.of();

    @ParameterizedTest
    @CsvSource({
        "7f01, 000000027f01",
        "80, 000000020080", // the top bit would make it negative
        "00007f, 000000017f", // K from X25519 or an x coordinate may begin with zeros
        "000080, 000000020080",
        "0000, 00000000"
    })
    void asANumberItIsAnMPInt(String number, String encoded) {
        assertThat(SharedSecret.ofMPInt(HEX.parseHex(number)).encoded()).isEqualTo(HEX.parseHex(encoded));
    }

    @ParameterizedTest
    @CsvSource({"80ff, 0000000280ff", "0001, 000000020001"})
    void asAStringItStaysAsItIs(String bytes, String encoded) {
        assertThat(SharedSecret.ofString(HEX.parseHex(bytes)).encoded()).isEqualTo(HEX.parseHex(encoded));
    }

    @Test
    void itEntersAHashAsItIsEncoded() {
        var secret = SharedSecret.ofMPInt(new byte[] {-1, 2});
        var hash = JCA.digest("SHA-256");
        secret.addTo(hash);
        assertThat(hash.digest()).isEqualTo(JCA.digest("SHA-256").digest(secret.encoded()));
    }

    @Test
    void itIsEqualByItsBytesAndShowsNothing() {
        var secret = SharedSecret.ofString(new byte[] {17, 34});
        assertThat(secret)
                .isEqualTo(SharedSecret.ofString(new byte[] {17, 34}))
                .hasSameHashCodeAs(SharedSecret.ofString(new byte[] {17, 34}))
                .isNotEqualTo(SharedSecret.ofString(new byte[] {17, 35}))
                .hasToString("SharedSecret(masked)");
    }

    @Test
    void closedItGivesNothing() {
        var secret = SharedSecret.ofString(new byte[] {17, 34});
        secret.close();
        secret.close();
        assertThatThrownBy(secret::encoded).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> secret.addTo(JCA.digest("SHA-256"))).isInstanceOf(IllegalStateException.class);
        assertThat(secret).as("wiped").isEqualTo(wiped());
    }

    private static SharedSecret wiped() {
        var other = SharedSecret.ofString(new byte[] {1, 2});
        other.close();
        return other;
    }
}
