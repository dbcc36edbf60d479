package io.javamiko.sftp.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Threads;
import io.javamiko.sftp.BoundedPipe;
import io.javamiko.sftp.SFTPAttributes;
import io.javamiko.sftp.SFTPHandle;
import io.javamiko.sftp.SFTPMessage;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPRequest;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** A client that sends what a test tells it to, and our server behind two pipes. */
final class ScriptedClient implements AutoCloseable {
    private final BoundedPipe up;
    private final BoundedPipe down;
    private final DataInputStream in;
    private final CompletableFuture<Throwable> served = new CompletableFuture<>();
    private int lastId;

    ScriptedClient(SFTPFiles files, SFTPServerOptions options, int window) {
        up = new BoundedPipe(window);
        down = new BoundedPipe(window);
        in = new DataInputStream(down.input());
        Threads.start("sftp server", () -> {
            try {
                SFTPServer.serve(up.input(), down.output(), files, options);
                served.complete(null);
            } catch (Throwable e) {
                served.complete(e);
            } finally {
                down.output().closeQuietly();
                up.close();
            }
        });
    }

    ScriptedClient(SFTPFiles files) {
        this(files, SFTPServerOptions.defaults(), 1 << 20);
    }

    /** Greets and takes VERSION. */
    ScriptedClient greet() throws IOException {
        sends(new SFTPRequest.Init(3, Map.of()));
        var reader = new WireReader(packet());
        assertThat(reader.uint8()).isEqualTo(SFTPReply.Version.NUMBER);
        assertThat(reader.uint32()).isEqualTo(3);
        return this;
    }

    void sends(SFTPMessage message) throws IOException {
        sends(bytes(message));
    }

    void sends(byte[] bytes) throws IOException {
        up.output().write(bytes, 0, bytes.length);
    }

    /** Sends a packet of this type and body. */
    void sends(int type, WireWriter body) throws IOException {
        sends(new WireWriter()
                .uint32(body.size() + 1)
                .uint8(type)
                .raw(body.toByteArray())
                .toByteArray());
    }

    static byte[] bytes(SFTPMessage message) {
        var out = new WireWriter();
        message.packet(out);
        return out.toByteArray();
    }

    /** The next packet, without its length. */
    byte[] packet() throws IOException {
        byte[] packet = new byte[in.readInt()];
        in.readFully(packet);
        return packet;
    }

    SFTPReply expects() throws IOException {
        var reader = new WireReader(packet());
        int type = reader.uint8();
        return SFTPReply.decode(type, (int) reader.uint32(), reader).orElseThrow();
    }

    <R extends SFTPReply> R expects(Class<R> kind) throws IOException {
        var reply = expects();
        assertThat(reply).isInstanceOf(kind);
        return kind.cast(reply);
    }

    /** Asks and takes the answer, which must have the request's id. */
    SFTPReply ask(IntFunction<SFTPRequest> request) throws IOException {
        int id = ++lastId;
        sends(request.apply(id));
        var reply = expects();
        assertThat(reply.id()).isEqualTo(id);
        return reply;
    }

    SFTPStatus status(IntFunction<SFTPRequest> request) throws IOException {
        var reply = ask(request);
        assertThat(reply).isInstanceOf(SFTPReply.Status.class);
        return SFTPStatus.of(((SFTPReply.Status) reply).code());
    }

    SFTPHandle handle(IntFunction<SFTPRequest> request) throws IOException {
        var reply = ask(request);
        assertThat(reply).isInstanceOf(SFTPReply.Handle.class);
        return ((SFTPReply.Handle) reply).handle();
    }

    SFTPHandle opens(String path, long flags) throws IOException {
        return handle(id -> new SFTPRequest.Open(id, path, flags, SFTPAttributes.none()));
    }

    /** Shows that the session goes on. */
    void isAlive() throws IOException {
        assertThat(ask(id -> new SFTPRequest.Stat(id, "."))).isInstanceOf(SFTPReply.Attrs.class);
    }

    /** Says no more; answers can still be read. */
    void endsItsStream() {
        up.output().closeQuietly();
    }

    /** Bytes that the server has not taken yet. */
    int untaken() throws IOException {
        return up.input().available();
    }

    /** What ended the server, null if it ended in order. */
    Throwable end() throws Exception {
        return served.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        endsItsStream();
        down.close();
        end();
    }
}
