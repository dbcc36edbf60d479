package io.javamiko.conformance.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.peer.ExpectationException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** What a channel has brought, and what it may still bring (RFC 4254 §5.2). */
final class CountedData {
    private static final long MOST = 0xffff_ffffL; // bytes of a window

    private final long packet;
    private long left;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private int taken; // bytes of the output that read() has returned
    private int packets;

    CountedData(long window, long packet) {
        this.left = window;
        this.packet = packet;
    }

    void allow(long bytes) {
        left += bytes;
    }

    long left() {
        return left;
    }

    void received(byte[] bytes, boolean isError, boolean behindEOF) throws ExpectationException {
        packets++;
        left -= bytes.length;
        (isError ? errors : output).writeBytes(bytes);
        if (left < 0) {
            throw new ExpectationException("the target sent " + -left + " bytes more than the window (RFC 4254 §5.2)");
        }
        if (bytes.length > packet) {
            throw new ExpectationException("the target sent " + bytes.length + " bytes in a packet, the most is "
                    + packet + " (RFC 4254 §5.2)");
        }
        if (behindEOF) {
            throw new ExpectationException("the target sent data behind its EOF (RFC 4254 §5.3)");
        }
    }

    /** Our own room, after an adjustment. */
    long adjusted(long window, long bytes) throws ExpectationException {
        if (window + bytes > MOST) {
            throw new ExpectationException("the target makes its window larger than 2^32-1 (RFC 4254 §5.2)");
        }
        return window + bytes;
    }

    byte[] read(int count) {
        taken += count;
        return Arrays.copyOfRange(output.toByteArray(), taken - count, taken);
    }

    int unread() {
        return output.size() - taken;
    }

    String output() {
        return output.toString(UTF_8);
    }

    int outputSize() {
        return output.size();
    }

    String errors() {
        return errors.toString(UTF_8);
    }

    long received() {
        return (long) output.size() + errors.size();
    }

    int packets() {
        return packets;
    }
}
