package io.javamiko.transcript;

import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap.Direction;
import java.time.Duration;
import java.util.Optional;

/** What a transcript tells: one thing that happened on the connection. */
public sealed interface TranscriptEntry {
    /** How long after the connection's beginning, to the microsecond; empty in a transcript without times. */
    Optional<Duration> elapsed();

    /** An identification (RFC 4253 §4.2). */
    record Identified(Optional<Duration> elapsed, Direction direction, Identification identification)
            implements TranscriptEntry {}

    /**
     * A packet (RFC 4253 §6).
     *
     * @param sequence its sequence number, 0–2³²−1
     * @param words the message for people, in one line; of no meaning for a replay
     * @param payload its bytes from the message number on
     */
    record Packet(Optional<Duration> elapsed, Direction direction, long sequence, String words, Excerpt payload)
            implements TranscriptEntry {}

    /**
     * The connection has ended.
     *
     * @param why in one line
     */
    record Closed(Optional<Duration> elapsed, String why) implements TranscriptEntry {}
}
