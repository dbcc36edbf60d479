package io.javamiko.conformance.peer;

import static io.javamiko.conformance.peer.Transcript.Who.KIT;
import static io.javamiko.conformance.peer.Transcript.Who.NOTE;
import static io.javamiko.conformance.peer.Transcript.Who.TARGET;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Sanitised;
import io.javamiko.transport.PacketStream;
import io.javamiko.transport.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One connection of a peer: bytes, lines and packets, each written into the transcript as it passes. */
final class PeerLink implements AutoCloseable {
    private static final int MOST_LINE = 64 << 10;

    private final Wire wire;
    private final PacketStream stream;
    private final Transcript transcript;
    private final int number;
    private UnaryOperator<byte[]> packing = UnaryOperator.identity();
    private final Role role;
    private final io.javamiko.transcript.MessageText text = new io.javamiko.transcript.MessageText();
    private boolean endNoted;
    private boolean packetCame;

    /** @param role the kit's */
    PeerLink(Wire wire, Role role, Transcript transcript, SecureRandom random) {
        this.wire = wire;
        this.role = role;
        this.transcript = transcript;
        this.stream = new PacketStream(wire, random);
        this.number = transcript.nextConnection();
        note("connected to " + wire);
    }

    Wire wire() {
        return wire;
    }

    PacketStream stream() {
        return stream;
    }

    void note(String text) {
        transcript.add(number, NOTE, text);
    }

    void sendRaw(byte[] bytes) throws IOException {
        transcript.add(number, KIT, "bytes " + shown(bytes));
        stream.sendRaw(bytes);
    }

    void send(byte[] payload) throws IOException {
        if (payload.length == 0) { // which a sane packet never has
            sendRaw(stream.sealFrame(Frame.of(payload).padding(11).bytes()));
            return;
        }
        transcript.add(number, KIT, words(payload));
        stream.send(packing.apply(payload));
    }

    /** What stands in packets in place of payloads. */
    void packing(UnaryOperator<byte[]> value) {
        packing = value;
    }

    void send(Frame frame) throws IOException {
        transcript.add(number, KIT, frame + ": " + words(frame.payload()));
        stream.sendRaw(stream.sealFrame(frame.bytes()));
    }

    /** In one write. */
    void sendTogether(byte[]... packets) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (byte[] packet : packets) {
            bytes.writeBytes(packet);
        }
        sendRaw(bytes.toByteArray());
    }

    /** Each piece in a segment of its own. */
    void sendInPieces(byte[] bytes, int size, Duration pause) throws IOException {
        for (int at = 0; at < bytes.length; at += size) {
            stream.sendRaw(Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length)));
            pause(pause);
        }
        note("sent " + bytes.length + " bytes in pieces of " + size);
    }

    /** Waits without a wish. */
    void pause(Duration length) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** A message of the kit's in words. */
    String words(byte[] payload) {
        return text.of(role, payload);
    }

    /** How much the target took. */
    long flood(byte[] chunk, long most) throws IOException {
        long taken = 0;
        while (taken < most) {
            int count = wire.offer(chunk, 0, (int) Math.min(chunk.length, most - taken));
            taken += count;
            if (count < chunk.length || wire.hasEnded()) {
                break;
            }
        }
        transcript.add(number, KIT, taken + " bytes of a flood");
        return taken;
    }

    /** The next line with its end; what there is if none comes before the end of the stream; null if nothing is. */
    byte[] readLine(Deadline deadline) throws IOException {
        var line = new ByteArrayOutputStream();
        byte[] one = new byte[1];
        while (line.size() < MOST_LINE && wire.read(one, 0, 1, deadline) > 0) {
            line.write(one[0]);
            if (one[0] == '\n') {
                break;
            }
        }
        if (line.size() == 0) {
            ended();
            return null;
        }
        transcript.add(number, TARGET, "line " + shown(line.toByteArray()));
        return line.toByteArray();
    }

    /** The next message; null at the end of the stream. */
    Received receive(Deadline deadline) throws IOException {
        try {
            while (!packetCame && textIsNext(deadline)) {
                readLine(deadline);
            }
            var payload = stream.receive(deadline);
            if (payload == null) {
                ended();
                return null;
            }
            packetCame = true;
            var received = new Received(payload.copy(), stream.lastSequence(), stream.lastLength());
            var target = role == Role.CLIENT ? Role.SERVER : Role.CLIENT;
            transcript.add(number, TARGET, text.of(target, received.payload()));
            return received;
        } catch (SSHTimeoutException e) {
            throw e;
        } catch (ProtocolException e) {
            note("malformed: " + e.getMessage());
            throw new ExpectationException("the target sent a packet that can't be read: " + e.getMessage(), e);
        } catch (SSHException e) { // within a packet
            ended();
            return null;
        }
    }

    /** Whether what comes is a line for people, as sshd sends behind its identification, and no packet's length. */
    private boolean textIsNext(Deadline deadline) throws IOException {
        byte[] next = wire.peek(4, deadline);
        for (byte b : next) {
            if ((b < ' ' || b > '~') && b != '\r' && b != '\n') {
                return false;
            }
        }
        return next.length > 0;
    }

    void ended() {
        if (!endNoted) {
            endNoted = true;
            transcript.add(number, TARGET, wire.wasReset() ? "reset the connection" : "closed the connection");
        }
    }

    @Override
    public void close() {
        stream.close();
    }

    private static String shown(byte[] bytes) {
        boolean text = bytes.length > 0;
        for (byte b : bytes) {
            text &= b >= ' ' && b < 0x7f || b == '\r' || b == '\n';
        }
        return text && bytes.length <= 300
                ? "\"" + Sanitised.of(new String(bytes, StandardCharsets.US_ASCII)) + "\""
                : bytes.length + ": " + MessageText.hex(bytes);
    }
}
