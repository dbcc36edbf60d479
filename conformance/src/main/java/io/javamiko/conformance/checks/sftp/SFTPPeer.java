package io.javamiko.conformance.checks.sftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An SFTP client under a script (draft-ietf-secsh-filexfer-02): any packet at any time, replies in any order.
 *
 * <pre>{@code
 * var sftp = SFTPPeer.start(channels);
 * long id = sftp.send(FXP.STAT, path("missing"));
 * sftp.expectStatus(id, FXP.NO_SUCH_FILE);
 * }</pre>
 */
public final class SFTPPeer {
    private static final int MAX = 300 << 10;
    private static final int MOST_KEPT = 1000;
    private static final int BITE = 32 << 10;

    private final SFTPStream stream;
    private final List<SFTPPacket> kept = new ArrayList<>(); // replies to other requests than the one waited for
    private final Map<String, String> extensions = new LinkedHashMap<>();
    private long nextId = 100;

    private SFTPPeer(CountedSession session) {
        this.stream = new SFTPStream(session);
    }

    /** Has the subsystem started; nothing is said on it. */
    public static SFTPPeer open(CountedChannels channels) throws IOException {
        var session = channels.openSession();
        session.request("subsystem", true, new WireWriter().utf8("sftp"));
        if (!session.expectReply()) {
            throw new SkipException("it does not serve SFTP");
        }
        return new SFTPPeer(session);
    }

    /** Has the subsystem started, and agrees on version 3. */
    public static SFTPPeer start(CountedChannels channels) throws IOException {
        return open(channels).init();
    }

    /** Sends INIT, and waits for VERSION. */
    public SFTPPeer init() throws IOException {
        send(FXP.INIT, 3, new WireWriter());
        if (expectVersion() != 3) {
            throw new SkipException("it does not speak version 3 of SFTP");
        }
        return this;
    }

    /** Waits for VERSION. The version. */
    public long expectVersion() throws IOException {
        var packet = stream.next();
        if (packet.type() != FXP.VERSION) {
            throw new ExpectationException("expected VERSION, got " + packet);
        }
        var in = packet.fields();
        while (in.remaining() > 0) {
            extensions.put(in.utf8(MAX), new String(in.string(MAX), ISO_8859_1)); // some have binary data
        }
        return packet.id();
    }

    /** What VERSION listed: names, and their versions. */
    public Map<String, String> extensions() {
        return extensions;
    }

    /** What it runs on. */
    public CountedSession session() {
        return stream.session();
    }

    // ---- to send ----------------------------------------------------------------------------------------------------

    /** Sends a request with an id of its own, which is returned. */
    public long send(int type, WireWriter fields) throws IOException {
        long id = nextId++;
        send(type, id, fields);
        return id;
    }

    /** Sends a request with that id. */
    public void send(int type, long id, WireWriter fields) throws IOException {
        sendPacket(type, new WireWriter().uint32(id).raw(fields.toByteArray()).toByteArray());
    }

    /** Sends EXTENDED (§8). */
    public long extended(String name, WireWriter fields) throws IOException {
        return send(FXP.EXTENDED, new WireWriter().utf8(name).raw(fields.toByteArray()));
    }

    /** Sends a packet whose body is anything. */
    public void sendPacket(int type, byte[] body) throws IOException {
        stream.send(type, body);
    }

    /** Sends bytes as they are. */
    public void sendRaw(WireWriter bytes) throws IOException {
        stream.sendRaw(bytes.toByteArray());
    }

    // ---- to wait ----------------------------------------------------------------------------------------------------

    /** The next packet, whatever it is; kept ones first. */
    public SFTPPacket next() throws IOException {
        return kept.isEmpty() ? stream.next() : kept.remove(0);
    }

    /** Waits for the reply to that request; replies to others are kept. */
    public SFTPPacket reply(long id) throws IOException {
        for (var packet : kept) {
            if (packet.id() == id) {
                kept.remove(packet);
                return packet;
            }
        }
        while (true) {
            var packet = stream.next();
            if (packet.id() == id) {
                return packet;
            }
            if (kept.size() == MOST_KEPT) {
                throw new ExpectationException("got " + MOST_KEPT + " replies, and none to request " + id);
            }
            kept.add(packet);
        }
    }

    /** Waits for the reply to that request, which is of that type; returns its fields. */
    public WireReader expect(int type, long id) throws IOException {
        var packet = reply(id);
        if (packet.type() != type) {
            throw new ExpectationException("expected " + FXP.name(type) + ", got " + packet);
        }
        return packet.fields();
    }

    /** Waits for a STATUS of one of these codes, of any but OK if none is named. Its code. */
    public long expectStatus(long id, int... codes) throws IOException {
        long code = expect(FXP.STATUS, id).uint32();
        for (int wanted : codes) {
            if (code == wanted) {
                return code;
            }
        }
        if (codes.length == 0 && code != FXP.OK) {
            return code;
        }
        throw new ExpectationException(
                "got STATUS " + code + ", expected " + (codes.length == 0 ? "an error" : Arrays.toString(codes)));
    }

    /** Waits for STATUS OK. */
    public void expectOK(long id) throws IOException {
        expectStatus(id, FXP.OK);
    }

    /** Waits for HANDLE. */
    public byte[] expectHandle(long id) throws IOException {
        return expect(FXP.HANDLE, id).string(MAX);
    }

    /** Waits for DATA. */
    public byte[] expectData(long id) throws IOException {
        var in = expect(FXP.DATA, id);
        byte[] data = in.string(MAX);
        in.expectEnd();
        return data;
    }

    /** Waits for ATTRS. */
    public FileAttributes expectAttributes(long id) throws IOException {
        var in = expect(FXP.ATTRS, id);
        var attributes = FileAttributes.decode(in);
        in.expectEnd();
        return attributes;
    }

    /** Waits for NAME: an entry each. */
    public List<Entry> expectNames(long id) throws IOException {
        return entries(expect(FXP.NAME, id));
    }

    /** What NAME says. */
    public static List<Entry> entries(WireReader in) throws IOException {
        long count = in.uint32();
        var all = new ArrayList<Entry>();
        for (long i = 0; i < count; i++) {
            all.add(new Entry(
                    new String(in.string(MAX), UTF_8), new String(in.string(MAX), UTF_8), FileAttributes.decode(in)));
        }
        in.expectEnd();
        return all;
    }

    /** One of NAME's. */
    public record Entry(String name, String longName, FileAttributes attributes) {}

    /** The subsystem goes on: a request is answered. */
    public void expectAnswer() throws IOException {
        reply(send(FXP.REALPATH, new WireWriter().utf8(".")));
    }

    // ---- what most scripts need -------------------------------------------------------------------------------------

    /** Opens a file. */
    public byte[] openFile(String path, int flags) throws IOException {
        return expectHandle(sendOpen(path, flags));
    }

    /** Sends OPEN without attributes. */
    public long sendOpen(String path, int flags) throws IOException {
        return send(
                FXP.OPEN,
                new WireWriter()
                        .utf8(path)
                        .uint32(Integer.toUnsignedLong(flags))
                        .uint32(0));
    }

    /** Sends READ. */
    public long sendRead(byte[] handle, long offset, long length) throws IOException {
        return send(FXP.READ, new WireWriter().string(handle).uint64(offset).uint32(length));
    }

    /** Sends WRITE. */
    public long sendWrite(byte[] handle, long offset, byte[] bytes) throws IOException {
        return send(FXP.WRITE, new WireWriter().string(handle).uint64(offset).string(bytes));
    }

    /** Sends a request whose only field is a handle. */
    public long sendHandle(int type, byte[] handle) throws IOException {
        return send(type, new WireWriter().string(handle));
    }

    /** Sends a request whose only field is a path. */
    public long sendPath(int type, String path) throws IOException {
        return send(type, new WireWriter().utf8(path));
    }

    /** Closes a handle. */
    public void close(byte[] handle) throws IOException {
        expectOK(sendHandle(FXP.CLOSE, handle));
    }

    /** Makes a file that has these bytes. */
    public void put(String path, byte[] bytes) throws IOException {
        byte[] handle = openFile(path, FXP.F_WRITE | FXP.F_CREAT | FXP.F_TRUNC);
        for (int at = 0; at < bytes.length; at += BITE) {
            expectOK(sendWrite(handle, at, Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + BITE))));
        }
        close(handle);
    }

    /** Makes a file that has this text. */
    public void put(String path, String text) throws IOException {
        put(path, text.getBytes(UTF_8));
    }

    /** The bytes of a file. */
    public byte[] get(String path) throws IOException {
        byte[] handle = openFile(path, FXP.F_READ);
        var all = new ByteArrayOutputStream();
        while (true) {
            var reply = reply(sendRead(handle, all.size(), BITE));
            if (reply.type() != FXP.DATA) {
                close(handle);
                return all.toByteArray();
            }
            all.writeBytes(reply.fields().string(MAX));
        }
    }

    /** The text of a file. */
    public String text(String path) throws IOException {
        return new String(get(path), UTF_8);
    }
}
