package io.javamiko.transcript;

import static io.javamiko.transcript.TranscriptText.CLOSED;
import static io.javamiko.transcript.TranscriptText.IDENTIFICATION;
import static io.javamiko.transcript.TranscriptText.LEFT_OUT;
import static io.javamiko.transcript.TranscriptText.MAGIC;
import static io.javamiko.transcript.TranscriptText.RECEIVED;
import static io.javamiko.transcript.TranscriptText.SECRET;
import static io.javamiko.transcript.TranscriptText.SENT;
import static io.javamiko.transcript.TranscriptText.UNTIMED;
import static io.javamiko.transcript.TranscriptText.VERSION;

import io.javamiko.Sanitised;
import io.javamiko.transcript.TranscriptEntry.Closed;
import io.javamiko.transcript.TranscriptEntry.Identified;
import io.javamiko.transcript.TranscriptEntry.Packet;
import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the text of transcripts, line by line. Whatever the text is: a value, or an exception that names the line. */
final class TranscriptParser {
    private static final Pattern HEAD = Pattern.compile(MAGIC + " (\\S{1,9}) (\\S{1,9})(?: (.*))?");
    private static final Pattern ENTRY = Pattern.compile("(-|\\d{1,12}\\.\\d{6}) ([<>=])(?: (.*))?");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,10})(?: (.*))?");
    private static final Pattern MISSING = Pattern.compile("\\((\\d{1,9})" + Pattern.quote(LEFT_OUT));
    private static final int MOST_SHOWN = 60; // characters of a line in an exception

    private final List<String> lines;
    private final List<Transcript> all = new ArrayList<>();
    private int at; // the line that is next
    private Role us; // null before the first connection
    private String peer;
    private List<TranscriptEntry> entries;

    TranscriptParser(String text) {
        this.lines = text.lines().toList();
    }

    List<Transcript> all() throws TranscriptException {
        for (skip(); at < lines.size(); skip()) {
            var head = HEAD.matcher(lines.get(at));
            if (head.matches()) {
                begin(head);
            } else if (us == null) {
                throw unexpected("a transcript, which begins with \"" + MAGIC + " " + VERSION + "\"");
            } else {
                entries.add(entry());
            }
        }
        finish();
        if (all.isEmpty()) {
            throw new TranscriptException(
                    "the text is empty; expected a transcript, which begins with \"" + MAGIC + "\"");
        }
        return all;
    }

    private void skip() {
        while (at < lines.size() && (lines.get(at).isBlank() || lines.get(at).startsWith("#"))) {
            at++;
        }
    }

    private void begin(Matcher head) throws TranscriptException {
        if (!head.group(1).equals(VERSION)) {
            throw unexpected("version " + VERSION);
        }
        var role = switch (head.group(2)) {
            case "client" -> Role.CLIENT;
            case "server" -> Role.SERVER;
            default -> throw unexpected("client or server behind the version");
        };
        at++;
        finish();
        us = role;
        peer = rest(head, 3);
        entries = new ArrayList<>();
    }

    private void finish() {
        if (us != null) {
            all.add(new Transcript(us, peer, entries));
        }
    }

    private TranscriptEntry entry() throws TranscriptException {
        var line = ENTRY.matcher(lines.get(at));
        if (!line.matches()) {
            throw unexpected("an entry: TIME or -, then >, < or =");
        }
        var elapsed = elapsed(line.group(1));
        String words = rest(line, 3);
        if (line.group(2).equals(CLOSED)) {
            at++;
            return new Closed(elapsed, words);
        }
        var direction = line.group(2).equals(SENT) ? Direction.SENT : Direction.RECEIVED;
        if (words.startsWith(IDENTIFICATION)) {
            at++;
            return new Identified(elapsed, direction, identification());
        }
        var numbered = NUMBERED.matcher(words);
        if (!numbered.matches() || Long.parseLong(numbered.group(1)) > 0xffff_ffffL) {
            throw unexpected("a sequence number, or " + IDENTIFICATION + ", behind " + SENT + " or " + RECEIVED);
        }
        at++;
        return new Packet(elapsed, direction, Long.parseLong(numbered.group(1)), rest(numbered, 2), excerpt());
    }

    private static Optional<Duration> elapsed(String time) {
        if (time.equals(UNTIMED)) {
            return Optional.empty();
        }
        int point = time.indexOf('.');
        long micros = Long.parseLong(time.substring(point + 1));
        return Optional.of(Duration.ofSeconds(Long.parseLong(time.substring(0, point)), micros * 1_000));
    }

    private static String rest(Matcher matcher, int group) {
        return matcher.group(group) == null ? "" : TranscriptText.line(matcher.group(group));
    }

    private Identification identification() throws TranscriptException {
        var bytes = excerpt();
        if (bytes.payload().isEmpty()) {
            at--;
            throw unexpected("the end of the identification");
        }
        return Identification.ofLine(bytes.bytes());
    }

    /** The indented lines that follow: hex, and at the end perhaps what is missing. */
    private Excerpt excerpt() throws TranscriptException {
        var bytes = new ByteArrayOutputStream();
        for (; at < lines.size() && lines.get(at).startsWith(" "); at++) {
            String line = lines.get(at).strip();
            if (line.equals(SECRET)) {
                at++;
                return Excerpt.beforeSecret(bytes.toByteArray());
            }
            var missing = MISSING.matcher(line);
            if (missing.matches() && Integer.parseInt(missing.group(1)) > 0) {
                at++;
                return Excerpt.shortened(bytes.toByteArray(), Integer.parseInt(missing.group(1)));
            }
            try {
                bytes.writeBytes(HexFormat.of().parseHex(line));
            } catch (IllegalArgumentException e) {
                throw unexpected("bytes in hex, " + SECRET + " or (N" + LEFT_OUT);
            }
        }
        return Excerpt.whole(bytes.toByteArray());
    }

    private TranscriptException unexpected(String expected) {
        String line = at < lines.size() ? lines.get(at) : "";
        String shown = Sanitised.of(line.substring(0, Math.min(line.length(), MOST_SHOWN)));
        return new TranscriptException(
                "line " + (at + 1) + " of a transcript is \"" + shown + "\"; expected " + expected);
    }
}
