package io.javamiko.sftp.server;

import io.javamiko.sftp.SFTPLimits;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Replies, collected while requests keep coming and sent with one write. One thread. */
final class PacketOutput {
    /** Puts data where they are sent from. */
    interface Data {
        int read(ByteBuffer target) throws IOException;
    }

    private static final int FULL = 64 * 1024; // bytes that are worth a write of their own
    private static final int DATA_HEADER = 13; // length, type, id, length of the data

    private final OutputStream out;
    private final WireWriter small = new WireWriter(512);
    private byte[] buffer = new byte[8 * 1024];
    private int end;

    PacketOutput(OutputStream out) {
        this.out = out;
    }

    void add(SFTPReply reply) {
        reply.packet(small.clear());
        room(small.size());
        System.arraycopy(small.array(), 0, buffer, end, small.size());
        end += small.size();
    }

    /**
     * Adds {@link SFTPReply.Data} of up to {@code max} bytes, read straight into the packet.
     *
     * @return false if there was nothing to read, and nothing was added
     */
    boolean addData(int id, int max, Data data) throws IOException {
        room(DATA_HEADER + max);
        int count = data.read(ByteBuffer.wrap(buffer, end + DATA_HEADER, max));
        if (count < 0 || (count == 0 && max > 0)) {
            return false;
        }
        int at = WireWriter.putUint32(buffer, end, DATA_HEADER - 4 + count);
        buffer[at++] = SFTPReply.Data.NUMBER;
        at = WireWriter.putUint32(buffer, at, id);
        at = WireWriter.putUint32(buffer, at, count);
        end = at + count;
        return true;
    }

    /** Sends what there is. */
    void flush() throws IOException {
        if (end > 0) {
            int length = end;
            end = 0;
            out.write(buffer, 0, length);
            out.flush();
        }
    }

    /** Sends what there is if it is worth it. */
    void flushIfFull() throws IOException {
        if (end >= FULL) {
            flush();
        }
    }

    private void room(int count) {
        if (end + count > buffer.length) {
            int size = Math.max(end + count, Math.min(2 * buffer.length, FULL + SFTPLimits.MAX_MESSAGE));
            buffer = Arrays.copyOf(buffer, size);
        }
    }
}
