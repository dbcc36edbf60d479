package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SFTPAttributesTest {
    @Test
    void theBytesAreThoseOfTheDraft() {
        var out = new WireWriter();
        SFTPAttributes.of(a -> a.size(0x1_0000_0002L)
                        .owner(3, 4)
                        .permissions(0100644)
                        .times(Instant.ofEpochSecond(5), Instant.ofEpochSecond(0xffff_ffffL)))
                .encode(out);
        var expected = new WireWriter()
                .uint32(0xf)
                .uint64(0x1_0000_0002L)
                .uint32(3)
                .uint32(4)
                .uint32(0100644);
        assertThat(out.toByteArray())
                .isEqualTo(expected.uint32(5).uint32(0xffff_ffffL).toByteArray());
    }

    @Test
    void whatIsAbsentIsReportedAbsent() throws Exception {
        var none = SFTPAttributes.decode(new WireReader(new byte[4]));
        assertThat(none).isEqualTo(SFTPAttributes.none());
        assertThat(none.size()).isEmpty();
        assertThat(none.uid()).isEmpty();
        assertThat(none.gid()).isEmpty();
        assertThat(none.permissions()).isEmpty();
        assertThat(none.mode()).isEmpty();
        assertThat(none.modified()).isEmpty();
        assertThat(none.accessed()).isEmpty();
        assertThat(none.type()).isEqualTo(FileType.UNKNOWN);
        assertThat(none.isDirectory()).isFalse();
    }

    @Test
    void aSizeOver63BitsIsNotNegative() throws Exception {
        var in = new WireWriter().uint32(1).uint64(-1).toByteArray();
        assertThat(SFTPAttributes.decode(new WireReader(in)).size()).hasValue(Long.MAX_VALUE);
    }

    @Test
    void unknownFlagsArePassedOver() throws Exception {
        assertThatThrownBy(() -> SFTPAttributes.decode(new WireReader(
                        new WireWriter().uint32(0xffff_ffffL).uint32(1).toByteArray())))
                .isInstanceOf(ProtocolException.class);
        assertThat(SFTPAttributes.decode(new WireReader(
                                new WireWriter().uint32(0x11).uint64(7).toByteArray()))
                        .size())
                .hasValue(7);
    }

    @Test
    void aHugeCountOfPairsEndsWithThePacket() {
        var in = new WireWriter()
                .uint32(0x8000_0000L)
                .uint32(0xffff_ffffL)
                .utf8("a")
                .utf8("b")
                .toByteArray();
        assertThatThrownBy(() -> SFTPAttributes.decode(new WireReader(in))).isInstanceOf(ProtocolException.class);
    }

    @Test
    void timesAreCutToWhatTheWireHolds() {
        var past = SFTPAttributes.of(a -> a.modified(Instant.ofEpochSecond(-5)));
        assertThat(past.modified()).contains(Instant.EPOCH);
        var future = SFTPAttributes.of(a -> a.modified(Instant.MAX));
        assertThat(future.modified()).contains(Instant.ofEpochSecond(0xffff_ffffL));
    }

    @Test
    void aVariantKeepsTheRest() {
        var file = SFTPAttributes.of(a -> a.size(5).permissions(0100600));
        var larger = file.with(a -> a.size(6));
        assertThat(larger.size()).hasValue(6);
        assertThat(larger.permissions()).hasValue(0600);
        assertThat(larger.isRegularFile()).isTrue();
        assertThat(file.size()).hasValue(5);
    }
}
