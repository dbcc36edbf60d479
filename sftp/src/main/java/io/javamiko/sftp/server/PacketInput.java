package io.javamiko.sftp.server;

import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.sftp.SFTPLimits;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A client's packets: many with one read, each looked at where it lies. One thread. */
final class PacketInput {
    /** What is done before a read may wait. */
    interface Idle {
        void waits() throws IOException;
    }

    private static final int FIRST = 8 * 1024;
    private static final int MAX_PACKET = 4 + SFTPLimits.MAX_MESSAGE;

    private final InputStream in;
    private final Idle idle;
    private byte[] buffer = new byte[FIRST];
    private int at;
    private int end;

    PacketInput(InputStream in, Idle idle) {
        this.in = in;
        this.idle = idle;
    }

    /**
     * A reader of the next packet, without its length; good until the next call.
     *
     * @return null if the stream ends between two packets
     */
    WireReader next() throws IOException {
        if (!have(4)) {
            if (at == end) {
                return null;
            }
            throw new SSHException("the client's stream ended in the middle of an SFTP packet");
        }
        long length = new WireReader(buffer, at, 4).uint32();
        if (length < 1 || length > SFTPLimits.MAX_MESSAGE) {
            throw new ProtocolException("an SFTP packet of " + length + " bytes; 1 to " + SFTPLimits.MAX_MESSAGE
                    + " are possible (draft-ietf-secsh-filexfer-02 §3)");
        }
        if (!have(4 + (int) length)) {
            throw new SSHException("the client's stream ended in the middle of an SFTP packet");
        }
        var packet = new WireReader(buffer, at + 4, (int) length);
        at += 4 + (int) length;
        return packet;
    }

    /** Reads until there are {@code count} bytes; false if the stream ends before. */
    private boolean have(int count) throws IOException {
        while (end - at < count) {
            makeRoom(count);
            if (in.available() <= 0) {
                idle.waits();
            }
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                return false;
            }
            end += read;
        }
        return true;
    }

    /** A client that sends much at once gets a larger buffer. */
    private void makeRoom(int count) {
        boolean filled = end == buffer.length && at < end;
        if (at > 0) {
            System.arraycopy(buffer, at, buffer, 0, end - at);
            end -= at;
            at = 0;
        }
        int size = filled ? Math.min(2 * buffer.length, MAX_PACKET) : buffer.length;
        if (Math.max(count, size) > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(count, size));
        }
    }
}
