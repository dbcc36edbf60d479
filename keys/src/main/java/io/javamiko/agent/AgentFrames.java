package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Messages on a stream: {@code uint32 length}, then the message from its number on (RFC 9987 §3). */
final class AgentFrames {
    /** The longest message: what OpenSSH takes. */
    static final int MAX = 256 * 1024;

    private AgentFrames() {}

    /** The next message, {@code null} where the stream ends before one. */
    static byte[] read(InputStream in) throws IOException {
        byte[] header = in.readNBytes(4);
        if (header.length == 0) {
            return null;
        }
        if (header.length < 4) {
            throw new EOFException("the stream ended within a message's length");
        }
        long length = (header[0] & 0xffL) << 24 | (header[1] & 0xff) << 16 | (header[2] & 0xff) << 8 | header[3] & 0xff;
        if (length == 0 || length > MAX) {
            throw new ProtocolException(
                    "an agent message says it has " + length + " bytes; 1 to " + MAX + " are allowed (RFC 9987 §3)");
        }
        byte[] message = new byte[(int) length];
        int count = in.readNBytes(message, 0, message.length);
        if (count < message.length) {
            Arrays.fill(message, (byte) 0);
            throw new EOFException("the stream ended within a message");
        }
        return message;
    }

    static void write(OutputStream out, byte[] message) throws IOException {
        if (message.length > MAX) {
            throw new ProtocolException(
                    "an agent message has " + message.length + " bytes; at most " + MAX + " are allowed (RFC 9987 §3)");
        }
        var frame = new WireWriter(message.length + 4).string(message);
        try {
            out.write(frame.array(), 0, frame.size()); // in one go: half a message helps nobody
            out.flush();
        } finally {
            frame.wipe(); // it may hold a private key
        }
    }
}
