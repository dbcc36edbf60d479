/**
 * Transcripts of connections: what both sides said, decrypted, as text that a person reads and a test replays.
 *
 * <p>{@link io.javamiko.transcript.TranscriptWriter} and {@link io.javamiko.transcript.TranscriptRecorder} are taps
 * ({@link io.javamiko.transport.PacketTap}) that make them; {@link io.javamiko.transcript.Transcript} reads and writes them;
 * {@link io.javamiko.transcript.Replay} plays a recorded peer; {@link io.javamiko.transcript.MessageText} says messages in words.
 *
 * <p>Knows transport; of the messages above it their fields alone. Layer API: it may
 * change in a minor version, but a later version reads the text of an earlier one.
 */
package io.javamiko.transcript;
