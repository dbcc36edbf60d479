package io.javamiko.conformance.checks.sftp;

import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;

/** SFTP's packets on a session, both ways (draft-ietf-secsh-filexfer-02 §3): a length, a type, and what is said. */
final class SFTPStream {
    static final int MAX_PACKET = 300 << 10; // OpenSSH's limit is 256 KiB

    private static final int PIECE = 30_000;

    private final CountedSession session;

    SFTPStream(CountedSession session) {
        this.session = session;
    }

    CountedSession session() {
        return session;
    }

    void send(int type, byte[] body) throws IOException {
        note("we send " + new SFTPPacket(type, body));
        sendRaw(new WireWriter().uint32(body.length + 1).uint8(type).raw(body).toByteArray());
    }

    /** Bytes as they are, in messages as long as usual. */
    void sendRaw(byte[] bytes) throws IOException {
        for (int at = 0; at < bytes.length; at += PIECE) {
            session.sendAll(Arrays.copyOfRange(bytes, at, Math.min(at + PIECE, bytes.length)));
        }
    }

    SFTPPacket next() throws IOException {
        long length = new io.javamiko.wire.WireReader(session.read(4)).uint32();
        if (length < 1 || length > MAX_PACKET) {
            throw new ExpectationException("the target sent an SFTP packet of " + length + " bytes");
        }
        byte[] bytes = session.read((int) length);
        var packet = new SFTPPacket(bytes[0] & 0xff, Arrays.copyOfRange(bytes, 1, bytes.length));
        note("it sends " + packet);
        return packet;
    }

    private void note(String text) {
        session.channels().peer().note("SFTP: " + text);
    }
}
