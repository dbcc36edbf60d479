package io.javamiko.transcript;

import io.javamiko.transport.Role;
import java.util.List;

/**
 * What happened on one connection, in order. Immutable; {@link #format} and {@link #parse} are inverse to each other.
 *
 * @param us the role of who wrote it down: "sent" is sent by it
 * @param peer the other end for people, in one line: {@code host:22}
 * @param entries what happened
 */
public record Transcript(Role us, String peer, List<TranscriptEntry> entries) {
    /** Copies the list. */
    public Transcript {
        entries = List.copyOf(entries);
    }

    /**
     * Reads the transcript of one connection.
     *
     * @throws TranscriptException if the text is none, or has several connections; names the line
     */
    public static Transcript parse(String text) throws TranscriptException {
        var all = parseAll(text);
        if (all.size() != 1) {
            throw new TranscriptException(
                    "the text has the transcripts of " + all.size() + " connections; expected one");
        }
        return all.get(0);
    }

    /**
     * Reads the transcripts of several connections, one after the other, as a client writes them that connects again.
     *
     * @throws TranscriptException if the text is none; names the line
     */
    public static List<Transcript> parseAll(String text) throws TranscriptException {
        return new TranscriptParser(text).all();
    }

    /** The text, with a line feed at its end. */
    public String format() {
        var out = new StringBuilder(TranscriptText.head(us, peer));
        entries.forEach(entry -> out.append(TranscriptText.of(entry)));
        return out.toString();
    }

    /** The text. */
    @Override
    public String toString() {
        return format();
    }
}
