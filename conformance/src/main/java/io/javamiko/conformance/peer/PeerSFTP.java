package io.javamiko.conformance.peer;

import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * SFTP packets on a channel (draft-ietf-secsh-filexfer-02 §3), any of them: what is sent is not checked. Windows are given
 * as packets come. Not thread-safe.
 */
public final class PeerSFTP {
    private static final int VERSION = 3;
    private static final int INIT_TYPE = 1;
    private static final int VERSION_TYPE = 2;
    private static final int MOST = 1 << 20; // bytes of a packet

    private final PeerChannel channel;
    private byte[] in = new byte[0]; // came, and not taken
    private int lastId;

    private PeerSFTP(PeerChannel channel) {
        this.channel = channel;
    }

    /** On a channel where the subsystem has started. */
    public static PeerSFTP on(PeerChannel channel) {
        return new PeerSFTP(channel);
    }

    /** As a client: starts the subsystem, and the versions are exchanged (§4). */
    public static PeerSFTP start(PeerChannel channel) throws IOException {
        channel.subsystem("sftp");
        var sftp = new PeerSFTP(channel);
        sftp.send(INIT_TYPE, new WireWriter().uint32(VERSION));
        sftp.expect(VERSION_TYPE);
        return sftp;
    }

    /**
     * A packet.
     *
     * @param type its type, {@code SSH_FXP_…}
     * @param body what follows the type; not a copy
     */
    public record Packet(int type, byte[] body) {
        /** Reads what follows the type. */
        public WireReader reader() {
            return new WireReader(body, 0, body.length);
        }

        @Override
        public String toString() {
            return "SFTP packet of type " + type + ", " + body.length + " bytes: " + MessageText.hex(body);
        }
    }

    /** The channel. */
    public PeerChannel channel() {
        return channel;
    }

    /** Sends a packet of that type, its length before it. */
    public void send(int type, WireWriter body) throws IOException {
        byte[] bytes = body.toByteArray();
        channel.write(
                new WireWriter().uint32(bytes.length + 1).uint8(type).raw(bytes).toByteArray());
    }

    /** Sends bytes as they are, where packets stand. */
    public void sendRaw(byte[] bytes) throws IOException {
        channel.write(bytes);
    }

    /** As a client: sends a request with the next id. That id. */
    public int request(int type, WireWriter fields) throws IOException {
        send(type, new WireWriter().uint32(++lastId).raw(fields.toByteArray()));
        return lastId;
    }

    /** The next packet, whatever it is. */
    public Packet next() throws IOException {
        fill(4);
        long length = new WireReader(in, 0, 4).uint32();
        if (length < 1 || length > MOST) {
            throw new ExpectationException("the target sends an SFTP packet of " + length + " bytes");
        }
        fill(4 + (int) length);
        var packet = new Packet(in[4] & 0xff, Arrays.copyOfRange(in, 5, 4 + (int) length));
        in = Arrays.copyOfRange(in, 4 + (int) length, in.length);
        return packet;
    }

    /** The next packet, which must be of that type. */
    public Packet expect(int type) throws IOException {
        var packet = next();
        if (packet.type() != type) {
            throw new ExpectationException("expected an SFTP packet of type " + type + ", got " + packet);
        }
        return packet;
    }

    private void fill(int count) throws IOException {
        if (in.length < count) {
            var all = new ByteArrayOutputStream();
            all.writeBytes(in);
            byte[] more = channel.expectData(count - in.length);
            all.writeBytes(more);
            channel.adjust(more.length);
            in = all.toByteArray();
        }
    }
}
