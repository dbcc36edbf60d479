package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import io.javamiko.transcript.TranscriptEntry.Closed;
import io.javamiko.transcript.TranscriptEntry.Identified;
import io.javamiko.transcript.TranscriptEntry.Packet;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The text of transcripts, as it is written; {@link TranscriptParser} reads it. Stateless. */
final class TranscriptText {
    static final String MAGIC = "javamiko-transcript";
    static final String VERSION = "1";
    static final String UNTIMED = "-";
    static final String SENT = ">";
    static final String RECEIVED = "<";
    static final String CLOSED = "=";
    static final String IDENTIFICATION = "identification";
    static final String INDENT = "    ";
    static final String SECRET = "(secret)";
    static final String LEFT_OUT = " bytes left out)";

    private static final int BYTES_A_LINE = 40;
    private static final long MICROS = 1_000_000; // a second

    private TranscriptText() {}

    /** The line that begins a connection. */
    static String head(Role us, String peer) {
        return MAGIC + " " + VERSION + " " + us.name().toLowerCase(Locale.ROOT) + " " + line(peer) + "\n";
    }

    static String of(TranscriptEntry entry) {
        var out = new StringBuilder(time(entry.elapsed())).append(' ');
        if (entry instanceof Identified identified) {
            out.append(arrow(identified.direction())).append(' ').append(IDENTIFICATION);
            out.append(" \"")
                    .append(line(identified.identification().toString()))
                    .append("\"\n");
            hex(out, identified.identification().bytes());
        } else if (entry instanceof Packet packet) {
            out.append(arrow(packet.direction())).append(' ').append(packet.sequence());
            out.append(' ').append(line(packet.words())).append('\n');
            excerpt(out, packet.payload());
        } else if (entry instanceof Closed closed) {
            out.append(CLOSED).append(' ').append(line(closed.why())).append('\n');
        }
        return out.toString();
    }

    private static String time(Optional<Duration> elapsed) {
        if (elapsed.isEmpty()) {
            return UNTIMED;
        }
        long micros = elapsed.get().toNanos() / 1_000;
        return "%d.%06d".formatted(micros / MICROS, micros % MICROS);
    }

    private static String arrow(Direction direction) {
        return direction == Direction.SENT ? SENT : RECEIVED;
    }

    private static void excerpt(StringBuilder out, Excerpt payload) {
        hex(out, payload.bytes());
        if (payload.isMasked()) {
            out.append(INDENT).append(SECRET).append('\n');
        } else if (payload.leftOut() > 0) {
            out.append(INDENT)
                    .append('(')
                    .append(payload.leftOut())
                    .append(LEFT_OUT)
                    .append('\n');
        }
    }

    private static void hex(StringBuilder out, byte[] bytes) {
        for (int from = 0; from < bytes.length; from += BYTES_A_LINE) {
            int to = Math.min(bytes.length, from + BYTES_A_LINE);
            out.append(INDENT).append(HexFormat.of().formatHex(bytes, from, to)).append('\n');
        }
    }

    /** One line, whatever it was; what is safe stays as it is, so that text that was read is written as it was. */
    static String line(String text) {
        boolean safe = text.codePoints().noneMatch(TranscriptText::endsALine);
        return safe ? text.strip() : Sanitised.of(text.getBytes(UTF_8)).strip();
    }

    private static boolean endsALine(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || Character.getType(c) == Character.SURROGATE;
    }
}
