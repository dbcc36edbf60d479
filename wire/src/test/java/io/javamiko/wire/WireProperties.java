package io.javamiko.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ProtocolException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** What is written is read back; whatever is read gives a value or a protocol error, and never more than its limit. */
class WireProperties {
    private static final int MAX = 1024;

    @FunctionalInterface
    private interface Read {
        Object from(WireReader in) throws ProtocolException;
    }

    private static final List<Read> READS = List.of(
            WireReader::uint8,
            WireReader::bool,
            WireReader::uint32,
            WireReader::uint64,
            in -> in.string(8),
            in -> in.stringReader(8),
            in -> in.utf8(8),
            in -> in.text(8),
            in -> in.name(8),
            WireReader::nameList,
            in -> in.mpint(8),
            in -> in.raw(3));

    @Property
    void allFieldsOfAMessageRoundTrip(
            @ForAll @IntRange(max = 255) int number,
            @ForAll boolean flag,
            @ForAll @LongRange(max = 0xffff_ffffL) long uint32,
            @ForAll long uint64,
            @ForAll @Size(max = MAX) byte[] string,
            @ForAll("text") String text,
            @ForAll("names") List<String> names,
            @ForAll BigInteger mpint)
            throws Exception {
        var out = new WireWriter(1).uint8(number).bool(flag).uint32(uint32).uint64(uint64);
        out.string(string).utf8(text).nameList(names).mpint(mpint);
        var in = new WireReader(out.array(), 0, out.size());
        assertThat(in.uint8()).isEqualTo(number);
        assertThat(in.bool()).isEqualTo(flag);
        assertThat(in.uint32()).isEqualTo(uint32);
        assertThat(in.uint64()).isEqualTo(uint64);
        assertThat(in.string(MAX)).isEqualTo(string);
        assertThat(in.utf8(4 * MAX)).isEqualTo(text);
        assertThat(in.nameList()).isEqualTo(names);
        assertThat(in.mpint(MAX)).isEqualTo(mpint);
        in.expectEnd();
    }

    @Property(tries = 5000)
    void anyBytesGiveAValueOrAProtocolError(
            @ForAll @Size(max = 24) byte[] bytes, @ForAll @IntRange(max = 11) int read) {
        var in = new WireReader(bytes);
        var thrown = catchThrowable(() -> READS.get(read).from(in));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
        assertThat(in.remaining()).isBetween(0, bytes.length);
    }

    @Property(tries = 5000)
    void anyFieldBehindAPlausibleLengthGivesAValueOrAProtocolError(
            @ForAll @Size(max = 16) byte[] bytes,
            @ForAll @IntRange(max = 17) int length,
            @ForAll @IntRange(max = 11) int read) {
        anyBytesGiveAValueOrAProtocolError(
                new WireWriter().uint32(length).raw(bytes).toByteArray(), read);
    }

    @Property
    void mpintHasOneForm(@ForAll @Size(max = 12) byte[] bytes) throws Exception {
        byte[] encoded = new WireWriter().string(bytes).toByteArray();
        byte[] shortest = new WireWriter()
                .mpint(bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes))
                .toByteArray();
        var thrown = catchThrowable(() -> new WireReader(encoded).mpint(12));
        if (Arrays.equals(encoded, shortest)) {
            assertThat(thrown).isNull();
        } else {
            assertThat(thrown).isInstanceOf(ProtocolException.class);
        }
    }

    @Property
    void bothFormsOfAnUnsignedMpintAreEqual(@ForAll @Size(max = 40) byte[] unsigned) {
        assertThat(new WireWriter().mpint(unsigned).toByteArray())
                .isEqualTo(new WireWriter().mpint(new BigInteger(1, unsigned)).toByteArray());
    }

    @Property
    void nameListRoundTripsOrIsRefused(@ForAll @Size(max = 40) List<@AlphaChars String> names) throws Exception {
        var thrown = catchThrowable(() -> new WireWriter().nameList(names));
        if (names.contains("")) {
            assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
        } else if (names.stream().mapToInt(name -> name.length() + 1).sum() <= 16 * 1024) {
            byte[] encoded = new WireWriter().nameList(names).toByteArray();
            assertThat(new WireReader(encoded).nameList()).isEqualTo(names);
        }
    }

    @Property
    void textNeverFailsOnWhatUTF8Refuses(@ForAll @Size(max = 64) byte[] bytes) throws Exception {
        byte[] encoded = new WireWriter().string(bytes).toByteArray();
        String text = new WireReader(encoded).text(64);
        if (catchThrowable(() -> new WireReader(encoded).utf8(64)) == null) {
            assertThat(new WireReader(encoded).utf8(64)).isEqualTo(text);
        } else {
            assertThat(text).contains("\ufffd");
        }
    }

    @Provide
    Arbitrary<String> text() { // no lone surrogates: they are no characters, and Java encodes them as '?'
        return Arbitraries.strings()
                .withCharRange('\0', '\ud7ff')
                .withCharRange('\ue000', '\uffff')
                .ofMaxLength(MAX);
    }

    @Provide
    Arbitrary<List<String>> names() {
        return Arbitraries.strings()
                .withCharRange('!', '~')
                .excludeChars(',')
                .ofMinLength(1)
                .ofMaxLength(40)
                .list()
                .ofMaxSize(256);
    }
}
