package io.javamiko.conformance.checks.sftp;

import static io.javamiko.conformance.checks.sftp.FXP.*;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An SFTP server under a script. It has one directory with one file, {@code kit-file}, and takes whatever is written; each type
 * of request can be answered otherwise. A client under test does what docs/conformance.md says: lists, gets that file, puts
 * what it got as {@code kit-upload}, and makes a symbolic link.
 */
final class SFTPHost {
    static final String FILE = "kit-file";
    private static final int SIZE = 150_000;
    private static final int MAX = 300 << 10;
    private static final int MOST_REQUESTS = 3_000;
    private static final long MODIFIED = 1_000_000_000;

    private final SFTPStream stream;
    private final Map<Integer, Answer> answers = new HashMap<>();
    private final List<SFTPPacket> requests = new ArrayList<>();
    private final byte[] upload = new byte[2 * SIZE];
    private int uploaded;
    private boolean listed;

    /** What is said to a request. */
    @FunctionalInterface
    interface Answer {
        void answer(SFTPHost host, SFTPPacket request) throws IOException;
    }

    private SFTPHost(CountedSession session) {
        this.stream = new SFTPStream(session);
    }

    /** The client has started the subsystem and sent INIT. */
    static SFTPHost begun(Conversation c, Peer peer) throws IOException {
        var session = CountedChannels.on(peer).accept();
        var program = session.expectProgram();
        var name = new String(program.data(), UTF_8);
        c.assume(name.contains("sftp"), "it does not use SFTP: docs/conformance.md says how to start it so");
        var host = new SFTPHost(session);
        var init = host.stream.next();
        c.verify(init.type() == INIT && init.id() >= 3, "a client's first packet is " + init);
        return host;
    }

    /** VERSION was agreed on, without extensions. */
    static SFTPHost agreed(Conversation c, Peer peer) throws IOException {
        var host = begun(c, peer);
        host.send(VERSION, new WireWriter().uint32(3));
        return host;
    }

    /** Answers requests of a type in another way. */
    SFTPHost on(int type, Answer answer) {
        answers.put(type, answer);
        return this;
    }

    /** What it runs on. */
    CountedSession session() {
        return stream.session();
    }

    /** The file's bytes. */
    static byte[] file() {
        byte[] bytes = new byte[SIZE];
        for (int i = 0; i < SIZE; i++) {
            bytes[i] = (byte) (i * 31 + (i >> 8) * 7 + (i >> 15));
        }
        return bytes;
    }

    /** What the client has uploaded until now. */
    byte[] uploaded() {
        return Arrays.copyOf(upload, uploaded);
    }

    /** All requests until now. */
    List<SFTPPacket> requests() {
        return requests;
    }

    /** How many requests of that type have come. */
    long asked(int type) {
        return requests.stream().filter(request -> request.type() == type).count();
    }

    /** Whether a request of that type has come. */
    boolean wasAsked(int type) {
        return asked(type) > 0;
    }

    /** Sends a packet. */
    void send(int type, WireWriter body) throws IOException {
        stream.send(type, body.toByteArray());
    }

    /** Sends bytes as they are. */
    void sendRaw(WireWriter bytes) throws IOException {
        stream.sendRaw(bytes.toByteArray());
    }

    /** Answers a request. */
    void reply(SFTPPacket request, int type, WireWriter fields) throws IOException {
        send(type, new WireWriter().uint32(request.id()).raw(fields.toByteArray()));
    }

    /** Answers with a STATUS. */
    void status(SFTPPacket request, int code) throws IOException {
        reply(request, STATUS, new WireWriter().uint32(code).utf8("").utf8(""));
    }

    /** Whether a request comes; false if the client ends the session instead. Neither fails. */
    boolean isAsked() throws IOException {
        try {
            requests.add(stream.next());
            return true;
        } catch (ExpectationException e) {
            if (e.ended()) {
                return false;
            }
            throw e;
        }
    }

    /** Serves the client until it ends the session. */
    void serve() throws IOException {
        while (isAsked()) {
            if (requests.size() > MOST_REQUESTS) {
                throw new ExpectationException("the client has sent " + MOST_REQUESTS + " requests, and does not end");
            }
            answer(requests.get(requests.size() - 1));
        }
    }

    /** Answers a request as was said, or honestly. */
    void answer(SFTPPacket request) throws IOException {
        var other = answers.get(request.type());
        if (other == null) {
            honest(request);
        } else {
            other.answer(this, request);
        }
    }

    /** Answers a request honestly. */
    void honest(SFTPPacket request) throws IOException {
        switch (request.type()) {
            case REALPATH ->
                reply(request, NAME, name("/" + request.fields().utf8(MAX).replaceFirst("^[./]*", "")));
            case STAT, LSTAT -> attributes(request);
            case FSTAT -> reply(request, ATTRS, regular());
            case OPENDIR -> reply(request, HANDLE, new WireWriter().utf8("directory"));
            case READDIR -> list(request);
            case OPEN -> open(request);
            case READ -> read(request);
            case WRITE -> write(request);
            case EXTENDED -> status(request, OP_UNSUPPORTED);
            default -> status(request, OK);
        }
    }

    /** One name, as NAME has it. */
    static WireWriter name(String path) {
        return new WireWriter().uint32(1).utf8(path).utf8(path).uint32(0);
    }

    private static WireWriter regular() {
        return new WireWriter()
                .uint32(FileAttributes.SIZE | FileAttributes.PERMISSIONS | FileAttributes.TIMES)
                .uint64(SIZE)
                .uint32(FileAttributes.REGULAR | 0644)
                .uint32(MODIFIED)
                .uint32(MODIFIED);
    }

    private void attributes(SFTPPacket request) throws IOException {
        var path = request.fields().utf8(MAX);
        if (path.endsWith(FILE)) {
            reply(request, ATTRS, regular());
        } else if (path.contains("kit-")) {
            status(request, NO_SUCH_FILE);
        } else {
            reply(
                    request,
                    ATTRS,
                    new WireWriter().uint32(FileAttributes.PERMISSIONS).uint32(FileAttributes.DIRECTORY | 0755));
        }
    }

    private void list(SFTPPacket request) throws IOException {
        if (listed) {
            status(request, EOF);
        } else {
            reply(
                    request,
                    NAME,
                    new WireWriter()
                            .uint32(1)
                            .utf8(FILE)
                            .utf8("-rw-r--r-- 1 kit kit 150000 Jan 1 00:00 " + FILE)
                            .raw(regular().toByteArray()));
        }
        listed = !listed;
    }

    private void open(SFTPPacket request) throws IOException {
        boolean reads = request.fields().utf8(MAX).endsWith(FILE);
        reply(request, HANDLE, new WireWriter().utf8(reads ? "file" : "upload"));
    }

    private void read(SFTPPacket request) throws IOException {
        var in = request.fields();
        in.string(MAX);
        long offset = in.uint64();
        int length = (int) Math.min(in.uint32(), 32 << 10);
        if (offset >= SIZE) {
            status(request, EOF);
        } else {
            int end = (int) Math.min(SIZE, offset + length);
            reply(request, DATA, new WireWriter().string(Arrays.copyOfRange(file(), (int) offset, end)));
        }
    }

    private void write(SFTPPacket request) throws IOException {
        WireReader in = request.fields();
        in.string(MAX);
        long offset = in.uint64();
        byte[] data = in.string(MAX);
        if (offset + data.length <= upload.length) {
            System.arraycopy(data, 0, upload, (int) offset, data.length);
            uploaded = (int) Math.max(uploaded, offset + data.length);
        }
        status(request, OK);
    }
}
