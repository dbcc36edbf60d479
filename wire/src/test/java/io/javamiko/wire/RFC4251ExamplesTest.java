package io.javamiko.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example that RFC 4251 §5 prints, in both directions. */
class RFC4251ExamplesTest {
    @Test
    void uint32() throws Exception {
        byte[] encoded = hex("29 b7 f4 aa");
        assertThat(new WireWriter().uint32(699921578).toByteArray()).isEqualTo(encoded);
        assertThat(new WireReader(encoded).uint32()).isEqualTo(699921578);
    }

    @Test
    void string() throws Exception {
        byte[] encoded = hex("00 00 00 07 74 65 73 74 69 6e 67");
        assertThat(new WireWriter().utf8("testing").toByteArray()).isEqualTo(encoded);
        assertThat(new WireReader(encoded).utf8(7)).isEqualTo("testing");
        assertThat(new WireReader(encoded).string(7)).isEqualTo("testing".getBytes(US_ASCII));
    }

    static Stream<Arguments> mpints() {
        return Stream.of(
                arguments("0", "00 00 00 00"),
                arguments("9a378f9b2e332a7", "00 00 00 08 09 a3 78 f9 b2 e3 32 a7"),
                arguments("80", "00 00 00 02 00 80"),
                arguments("-1234", "00 00 00 02 ed cc"),
                arguments("-deadbeef", "00 00 00 05 ff 21 52 41 11"));
    }

    @ParameterizedTest
    @MethodSource("mpints")
    void mpint(String value, String encoded) throws Exception {
        var number = new BigInteger(value, 16);
        assertThat(new WireWriter().mpint(number).toByteArray()).isEqualTo(hex(encoded));
        assertThat(new WireReader(hex(encoded)).mpint(8)).isEqualTo(number);
    }

    @ParameterizedTest
    @MethodSource("mpints")
    void mpintOfUnsignedBytes(String value, String encoded) {
        var number = new BigInteger(value, 16);
        if (number.signum() >= 0) {
            byte[] withNeedlessZeros = HexFormat.of().parseHex("0000" + (value.length() % 2 == 0 ? "" : "0") + value);
            assertThat(new WireWriter().mpint(withNeedlessZeros).toByteArray()).isEqualTo(hex(encoded));
        }
    }

    static Stream<Arguments> nameLists() {
        return Stream.of(
                arguments(List.of(), "00 00 00 00"),
                arguments(List.of("zlib"), "00 00 00 04 7a 6c 69 62"),
                arguments(List.of("zlib", "none"), "00 00 00 09 7a 6c 69 62 2c 6e 6f 6e 65"));
    }

    @ParameterizedTest
    @MethodSource("nameLists")
    void nameList(List<String> names, String encoded) throws Exception {
        assertThat(new WireWriter().nameList(names).toByteArray()).isEqualTo(hex(encoded));
        assertThat(new WireReader(hex(encoded)).nameList()).isEqualTo(names);
    }

    private static byte[] hex(String bytes) {
        return HexFormat.ofDelimiter(" ").parseHex(bytes);
    }
}
