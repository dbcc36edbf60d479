package io.javamiko.sftp;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.Sanitised;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes packets apart as they come; the reader thread's alone. Large data goes from the stream to where it belongs. */
final class Incoming {
    private static final int MIN_PACKET = 5; // type and id
    private static final int MAX_SHOWN = 512; // bytes of what is no packet

    private final InputStream in;
    private final byte[] buffer = new byte[8 * 1024]; // what comes behind a header is copied once; so not larger
    private int at;
    private int end;
    private volatile long lastArrival = System.nanoTime();

    Incoming(InputStream in) {
        this.in = in;
    }

    /** When the last byte came, by {@link System#nanoTime()}. Any thread. */
    long lastArrival() {
        return lastArrival;
    }

    /**
     * The length of the next packet, 5 to 256 KiB.
     *
     * @return −1 if the stream ends here, between two packets
     */
    int packetLength() throws IOException {
        if (at == end && !fill()) {
            return -1;
        }
        int start = at;
        long length = uint32Bits() & 0xffff_ffffL;
        if (length < MIN_PACKET || length > SFTPLimits.MAX_MESSAGE) {
            at = at >= start + 4 ? start : at; // shown with what follows, where it is still in the buffer
            throw new ProtocolException(notAPacket(length));
        }
        return (int) length;
    }

    int uint8() throws IOException {
        need();
        return buffer[at++] & 0xff;
    }

    /** A {@code uint32} as its 32 bits. */
    int uint32Bits() throws IOException {
        return uint8() << 24 | uint8() << 16 | uint8() << 8 | uint8();
    }

    /** A reader of the next {@code length} bytes. */
    WireReader bytes(int length) throws IOException {
        byte[] bytes = new byte[length];
        bytes(bytes, 0, length);
        return new WireReader(bytes);
    }

    /** The next {@code length} bytes, put where they belong. */
    void bytes(byte[] target, int offset, int length) throws IOException {
        int done = Math.min(length, end - at);
        System.arraycopy(buffer, at, target, offset, done);
        at += done;
        while (done < length) {
            int count = in.read(target, offset + done, length - done);
            if (count < 0) {
                throw cut();
            }
            lastArrival = System.nanoTime();
            done += count;
        }
    }

    void skip(int length) throws IOException {
        int left = length;
        while (left > 0) {
            need();
            int step = Math.min(left, end - at);
            at += step;
            left -= step;
        }
    }

    private void need() throws IOException {
        if (at == end && !fill()) {
            throw cut();
        }
    }

    private boolean fill() throws IOException {
        int count = in.read(buffer, 0, buffer.length);
        at = 0;
        end = Math.max(count, 0);
        lastArrival = System.nanoTime();
        return count > 0;
    }

    private static SSHException cut() {
        return new SSHException("the stream ended in the middle of an SFTP packet");
    }

    /** A shell that greets its user in a start-up file is the usual reason: its text says where to look. */
    private String notAPacket(long length) throws IOException {
        byte[] seen = Arrays.copyOfRange(buffer, at, Math.min(end, at + MAX_SHOWN));
        return """
                not an SFTP packet: it would have %d bytes, and 5 to %d are possible. What came is "%s". If that is text, \
                a start-up file of the user's shell on the server prints it (.bashrc, .profile): let it print only when \
                the shell is interactive""".formatted(length, SFTPLimits.MAX_MESSAGE, Sanitised.of(seen));
    }
}
