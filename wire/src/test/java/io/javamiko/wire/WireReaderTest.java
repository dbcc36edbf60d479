package io.javamiko.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.util.Collections;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireReaderTest {
    @FunctionalInterface
    private interface Read {
        Object from(WireReader in) throws ProtocolException;
    }

    @Test
    void numbersAreUnsigned() throws Exception {
        assertThat(reader("ff").uint8()).isEqualTo(255);
        assertThat(reader("ffffffff").uint32()).isEqualTo(0xffff_ffffL);
        assertThat(Long.toUnsignedString(reader("ffffffffffffffff").uint64())).isEqualTo("18446744073709551615");
        assertThat(reader("0123456789abcdef").uint64()).isEqualTo(0x0123456789abcdefL);
    }

    @Test
    void everyBooleanButZeroIsTrue() throws Exception {
        assertThat(reader("00").bool()).isFalse();
        for (int value = 1; value < 256; value++) {
            assertThat(new WireReader(new byte[] {(byte) value}).bool())
                    .as("%d", value)
                    .isTrue();
        }
    }

    static Stream<Arguments> fieldsThatEndEarly() {
        return Stream.of(
                arguments("", read(WireReader::uint8)),
                arguments("", read(WireReader::bool)),
                arguments("000000", read(WireReader::uint32)),
                arguments("00000000000000", read(WireReader::uint64)),
                arguments("000000", read(in -> in.string(9))),
                arguments("0000000401 02 03", read(in -> in.string(9))),
                arguments("0000000401 02 03", read(in -> in.stringReader(9))),
                arguments("00000004 61 62 63", read(in -> in.utf8(9))),
                arguments("00000004 61 62 63", read(in -> in.text(9))),
                arguments("00000004 61 62 63", read(in -> in.name(9))),
                arguments("00000004 61 62 63", read(WireReader::nameList)),
                arguments("00000004 01 62 63", read(in -> in.mpint(9))),
                arguments("010203", read(in -> in.raw(4))));
    }

    @ParameterizedTest
    @MethodSource("fieldsThatEndEarly")
    void fieldThatEndsEarlyIsAProtocolError(String bytes, Read read) {
        assertThatThrownBy(() -> read.from(reader(bytes)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("ends early");
    }

    @Test
    void bytesBehindTheRangeAreNotRead() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("ff00000002616263");
        var in = new WireReader(bytes, 1, 6);
        assertThat(in.utf8(2)).isEqualTo("ab");
        assertThat(in.remaining()).isZero();
        assertThatThrownBy(in::uint8).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> new WireReader(bytes, 4, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void lengthOverTheLimitIsRefusedBeforeAnythingIsAllocated() {
        for (Read read : new Read[] {
            in -> in.string(3), in -> in.utf8(3), in -> in.text(3), in -> in.name(3), in -> in.stringReader(3)
        }) {
            assertThatThrownBy(() -> read.from(reader("00000004 61626364")))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("at most 3");
            assertThatThrownBy(() -> read.from(reader("ffffffff"))).isInstanceOf(ProtocolException.class);
            assertThatThrownBy(() -> read.from(reader("7fffffff"))).isInstanceOf(ProtocolException.class);
        }
        assertThatThrownBy(() -> reader("ffffffff").string(Integer.MAX_VALUE)).isInstanceOf(ProtocolException.class);
        assertThatThrownBy(() -> reader("7fffffff").string(Integer.MAX_VALUE)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void stringOfExactlyTheLimitIsRead() throws Exception {
        assertThat(reader("00000003 616263").utf8(3)).isEqualTo("abc");
        assertThat(reader("00000000").string(0)).isEmpty();
    }

    @Test
    void stringIsACopy() throws Exception {
        byte[] bytes = HexFormat.of().parseHex("0000000161");
        byte[] string = new WireReader(bytes).string(1);
        bytes[4] = 'z';
        assertThat(string).containsExactly('a');
    }

    @Test
    void stringIsReadWhereItLies() throws Exception {
        var in = reader("00000002 0102 ff");
        var string = in.stringReader(2);
        assertThat(string.remaining()).isEqualTo(2);
        assertThat(string.array()[string.position()]).isEqualTo((byte) 1);
        assertThat(string.raw(2)).containsExactly(1, 2);
        assertThatThrownBy(string::uint8).isInstanceOf(ProtocolException.class);
        assertThat(in.uint8()).isEqualTo(255);
        in.expectEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // a continuation without a start
                "c3", // a start without its continuation
                "c080", // NUL, overlong
                "eda080", // a surrogate
                "f4908080" // over U+10FFFF
            })
    void stringThatIsNotUTF8(String bytes) throws Exception {
        String field = "%08x".formatted(bytes.length() / 2) + bytes;
        assertThatThrownBy(() -> reader(field).utf8(9))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("UTF-8");
        assertThat(reader(field).text(9)).contains("\ufffd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a,b", "a\n", "a\0", "a\u007f", "a\u00e9"})
    void nameThatIsNone(String name) {
        byte[] encoded = new WireWriter().string(name.getBytes(ISO_8859_1)).toByteArray();
        assertThatThrownBy(() -> new WireReader(encoded).name(64)).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "a,", ",a", "a,,b", "a b", "a,b\r", "a,\u00e9"})
    void nameListThatIsNone(String names) {
        byte[] encoded = new WireWriter().utf8(names).toByteArray();
        assertThatThrownBy(() -> new WireReader(encoded).nameList())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("RFC 4251 §6");
    }

    @Test
    void badNameInAnErrorIsShortAndSanitised() {
        byte[] encoded = new WireWriter().utf8("\u001b[2J" + "x".repeat(500)).toByteArray();
        assertThatThrownBy(() -> new WireReader(encoded).nameList())
                .hasMessageContaining("\\x1b[2J")
                .hasMessageNotContaining("\u001b")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
    }

    @Test
    void nameListHasAtMost256Names() throws Exception {
        assertThat(names(256).nameList()).hasSize(256);
        assertThatThrownBy(() -> names(257).nameList())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("256 names");
    }

    @Test
    void nameListHasAtMost16KiB() throws Exception {
        assertThat(listOf(16 * 1024).nameList()).hasSize(1);
        assertThatThrownBy(() -> listOf(16 * 1024 + 1).nameList())
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("at most 16384");
    }

    @Test
    void nameListCannotBeChanged() throws Exception {
        var names = names(2).nameList();
        assertThatThrownBy(names::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000000100", "0000000200 01", "0000000200 7f", "00000002ffff", "00000002ff80"})
    void mpintWithANeedlessByte(String bytes) {
        assertThatThrownBy(() -> reader(bytes).mpint(8))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("needless");
    }

    @Test
    void mpintOfMinusOneAndItsKin() throws Exception {
        assertThat(reader("00000001ff").mpint(8)).isEqualTo(-1);
        assertThat(reader("0000000180").mpint(8)).isEqualTo(-128);
        assertThat(reader("00000002ff7f").mpint(8)).isEqualTo(-129);
    }

    @Test
    void mpintLimitDoesNotCountTheSign() throws Exception {
        assertThat(reader("00000003 00ffff").mpint(2)).isEqualTo(BigInteger.valueOf(0xffff));
        assertThatThrownBy(() -> reader("00000003 010000").mpint(2))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("17 bits; at most 16");
        assertThatThrownBy(() -> reader("00000004 00ffffff").mpint(2)).isInstanceOf(ProtocolException.class);
        assertThat(reader("00000000").mpint(0)).isZero();
    }

    @Test
    void messageEndsWithItsLastField() throws Exception {
        var in = reader("0102");
        in.uint8();
        assertThatThrownBy(in::expectEnd).isInstanceOf(ProtocolException.class).hasMessageContaining("1 bytes");
        in.skip(1);
        in.expectEnd();
    }

    @Test
    void restIsAllThatIsLeft() throws Exception {
        var in = reader("010203");
        in.uint8();
        assertThat(in.rest()).containsExactly(2, 3);
        assertThat(in.rest()).isEmpty();
        in.expectEnd();
    }

    @Test
    void skippingMoreThanThereIs() {
        assertThatThrownBy(() -> reader("0102").skip(3)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void negativeCountIsMisuseAndMovesNothing() {
        var in = reader("0102");
        assertThatThrownBy(() -> in.skip(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> in.raw(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(in.position()).isZero();
    }

    private static WireReader reader(String hex) {
        return new WireReader(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static WireReader names(int count) {
        return new WireReader(
                new WireWriter().nameList(Collections.nCopies(count, "x")).toByteArray());
    }

    private static WireReader listOf(int bytes) {
        return new WireReader(
                new WireWriter().string("x".repeat(bytes).getBytes(UTF_8)).toByteArray());
    }

    private static Read read(Read read) {
        return read;
    }
}
