package io.javamiko.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.transcript.TranscriptEntry.Closed;
import io.javamiko.transcript.TranscriptEntry.Identified;
import io.javamiko.transcript.TranscriptEntry.Packet;
import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import java.time.Duration;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TranscriptProperties {
    @Property(tries = 300)
    void whatIsWrittenIsReadAsItWas(@ForAll("transcripts") Transcript transcript) throws Exception {
        String text = transcript.format();
        var read = Transcript.parse(text);
        assertThat(read).isEqualTo(transcript);
        assertThat(read.format()).isEqualTo(text);
    }

    @Property(tries = 500)
    void aTextWithOneCharacterChangedOrCutIsATranscriptOrAnExceptionOfOurs(
            @ForAll("transcripts") Transcript transcript, @ForAll int where, @ForAll char what) {
        String text = transcript.format();
        int at = Math.floorMod(where, text.length());
        holds(text.substring(0, at) + what + text.substring(at + 1));
        holds(text.substring(0, at));
        holds(text.substring(at));
    }

    @Property(tries = 300)
    void soIsAnyText(@ForAll String text, @ForAll("lines") String lines) {
        holds(text);
        holds(lines);
        holds("javamiko-transcript 1 client x\n" + lines + text);
    }

    /** What is read from any text is written so that it is read again. */
    private static void holds(String text) {
        var thrown = catchThrowable(() -> {
            for (var transcript : Transcript.parseAll(text)) {
                assertThat(Transcript.parse(transcript.format())).isEqualTo(transcript);
            }
        });
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(TranscriptException.class);
            assertThat(thrown.getMessage()).hasSizeLessThan(400).doesNotContain("\n");
        }
    }

    @Property
    void anExcerptMayBeTheTextThatItIsOf(
            @ForAll byte[] bytes, @ForAll byte[] more, @ForAll @IntRange(min = 1) int other) {
        byte[] both = java.util.Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, both, bytes.length, more.length);
        assertThat(Excerpt.whole(both).mayBe(both)).isTrue();
        assertThat(Excerpt.beforeSecret(bytes).mayBe(both)).isTrue();
        if (more.length > 0) {
            assertThat(Excerpt.whole(bytes).mayBe(both)).isFalse();
            assertThat(Excerpt.shortened(bytes, more.length).mayBe(both)).isTrue();
            assertThat(Excerpt.shortened(bytes, other).mayBe(both)).isEqualTo(other == more.length);
        }
    }

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.of(
                        "javamiko-transcript 1 server y",
                        "javamiko-transcript 2 client x",
                        "0.000001 > 0 KEXINIT",
                        "- < 4294967296 X",
                        "- < 1",
                        "- > identification \"x\"",
                        "- = closed",
                        "    0011ff",
                        "    0",
                        "    (secret)",
                        "    (17 bytes left out)",
                        "    (0 bytes left out)",
                        "    (999999999999 bytes left out)",
                        "# remark",
                        "")
                .list()
                .ofMaxSize(8)
                .map(lines -> String.join("\n", lines) + "\n");
    }

    @Provide
    Arbitrary<Transcript> transcripts() {
        return Combinators.combine(
                        Arbitraries.of(Role.class), words(), entries().list().ofMaxSize(6))
                .as(Transcript::new);
    }

    private static Arbitrary<TranscriptEntry> entries() {
        var directions = Arbitraries.of(Direction.class);
        Arbitrary<TranscriptEntry> identified = Combinators.combine(times(), directions, bytes())
                .as((time, direction, line) -> new Identified(time, direction, Identification.ofLine(line)));
        Arbitrary<TranscriptEntry> packets = Combinators.combine(
                        times(), directions, Arbitraries.longs().between(0, 0xffff_ffffL), words(), excerpts())
                .as(Packet::new);
        Arbitrary<TranscriptEntry> closed =
                Combinators.combine(times(), words()).as(Closed::new);
        return Arbitraries.oneOf(identified, packets, closed);
    }

    private static Arbitrary<Excerpt> excerpts() {
        return Arbitraries.oneOf(
                bytes().map(Excerpt::whole),
                bytes().map(Excerpt::beforeSecret),
                Combinators.combine(bytes(), Arbitraries.integers().between(1, 999_999_999))
                        .as(Excerpt::shortened));
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(130);
    }

    private static Arbitrary<Optional<Duration>> times() {
        return Arbitraries.longs()
                .between(0, 1_000_000_000_000L)
                .map(micros -> Duration.ofNanos(micros * 1_000))
                .optional();
    }

    /** A line as those who make entries write it. */
    private static Arbitrary<String> words() {
        return Arbitraries.strings().ofMaxLength(30).map(TranscriptText::line);
    }
}
