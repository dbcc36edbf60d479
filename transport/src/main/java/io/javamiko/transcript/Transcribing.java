package io.javamiko.transcript;

import io.javamiko.Sanitised;
import io.javamiko.transcript.TranscriptEntry.Closed;
import io.javamiko.transcript.TranscriptEntry.Identified;
import io.javamiko.transcript.TranscriptEntry.Packet;
import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap.Direction;
import io.javamiko.transport.Role;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes the entries of one connection's transcript of what a tap is told. Not thread-safe. */
final class Transcribing {
    private final TranscriptSettings settings;
    private final Role us;
    private final MessageText text;
    private final Masking masking;

    Transcribing(TranscriptSettings settings, Role us) {
        this.settings = settings;
        this.us = us;
        this.text = new MessageText(settings);
        this.masking = new Masking(settings);
    }

    TranscriptEntry identified(Direction direction, Identification identification, Duration elapsed) {
        return new Identified(time(elapsed), direction, identification);
    }

    TranscriptEntry packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
        var sender = direction == Direction.SENT ? us : us == Role.CLIENT ? Role.SERVER : Role.CLIENT;
        String words = TranscriptText.line(text.of(sender, payload));
        return new Packet(time(elapsed), direction, sequence, words, masking.excerpt(payload));
    }

    TranscriptEntry closed(Throwable cause, Duration elapsed) {
        return new Closed(time(elapsed), cause == null ? "closed in order" : "closed: " + why(cause));
    }

    private static String why(Throwable cause) {
        return TranscriptText.line(Sanitised.lines(cause.getMessage() == null ? cause.toString() : cause.getMessage())
                .replace('\n', ' ')
                .replace('\t', ' '));
    }

    private Optional<Duration> time(Duration elapsed) {
        return settings.isTimed() ? Optional.of(elapsed.truncatedTo(ChronoUnit.MICROS)) : Optional.empty();
    }
}
