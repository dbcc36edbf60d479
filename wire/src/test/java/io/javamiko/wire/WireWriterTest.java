package io.javamiko.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireWriterTest {
    @Test
    void fieldsStandOneBehindTheOther() {
        var out = new WireWriter()
                .uint8(0x1ff)
                .bool(true)
                .bool(false)
                .uint64(-2)
                .string(new byte[] {7, 8, 9}, 1, 1)
                .raw(new byte[] {5})
                .utf8("é");
        assertThat(hex(out)).isEqualTo("ff" + "01" + "00" + "fffffffffffffffe" + "0000000108" + "05" + "00000002c3a9");
        assertThat(out.size()).isEqualTo(23);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 1L << 32, Long.MIN_VALUE})
    void numberThatIsNoUint32(long value) {
        assertThatThrownBy(() -> new WireWriter().uint32(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a,b", "a b", "é", "\n"})
    void nameThatIsNone(String name) {
        var out = new WireWriter();
        assertThatThrownBy(() -> out.nameList(List.of("none", name))).isInstanceOf(IllegalArgumentException.class);
        assertThat(out.size())
                .as("nothing of a list that is refused is written")
                .isZero();
    }

    @Test
    void mpintOfUnsignedBytesGetsItsSignByte() {
        assertThat(hex(new WireWriter().mpint(new byte[] {(byte) 0x80}))).isEqualTo("000000020080");
        assertThat(hex(new WireWriter().mpint(new byte[] {0, 0x7f}))).isEqualTo("000000017f");
        assertThat(hex(new WireWriter().mpint(new byte[3]))).isEqualTo("00000000");
        assertThat(hex(new WireWriter().mpint(new byte[0]))).isEqualTo("00000000");
    }

    @Test
    void growsAndLeavesNoCopyBehind() {
        var out = new WireWriter(16).raw(new byte[] {1, 2, 3});
        byte[] before = out.array();
        out.raw(new byte[100]).uint8(4);
        assertThat(out.array()).isNotSameAs(before);
        assertThat(before)
                .as("the array that was too small may hold a part of a secret")
                .containsOnly(0);
        assertThat(out.toByteArray()).hasSize(104).startsWith(1, 2, 3).endsWith(4);
    }

    @Test
    void lengthIsWrittenAfterwards() {
        var out = new WireWriter().uint8(1).uint32(0).raw(new byte[] {9, 9}).patchUint32(1, 2);
        assertThat(hex(out)).isEqualTo("01000000020909");
        assertThatThrownBy(() -> out.patchUint32(4, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.patchUint32(-1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> out.patchUint32(0, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void clearedWriterBeginsAnew() {
        var out = new WireWriter().raw(new byte[50]).clear().uint8(3);
        assertThat(out.toByteArray()).containsExactly(3);
    }

    @Test
    void wipedWriterHoldsNothing() {
        var out = new WireWriter().utf8("secret");
        out.wipe();
        assertThat(out.size()).isZero();
        assertThat(out.array()).containsOnly(0);
    }

    @Test
    void uint32InAnArrayThatIsBuiltInPlace() {
        byte[] packet = new byte[6];
        assertThat(WireWriter.putUint32(packet, 1, 0x89abcdef)).isEqualTo(5);
        assertThat(HexFormat.of().formatHex(packet)).isEqualTo("0089abcdef00");
    }

    private static String hex(WireWriter out) {
        return HexFormat.of().formatHex(out.toByteArray());
    }
}
