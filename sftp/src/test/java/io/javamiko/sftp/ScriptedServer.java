package io.javamiko.sftp;

import io.javamiko.Threads;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A server that says what a test tells it to, on a thread of its own. */
final class ScriptedServer implements AutoCloseable {
    interface Script {
        void play(ScriptedServer peer) throws Exception;
    }

    private final BoundedPipe up = new BoundedPipe(2 * 1024 * 1024);
    private final BoundedPipe down = new BoundedPipe(2 * 1024 * 1024);
    private final DataInputStream in = new DataInputStream(up.input());
    private final CompletableFuture<Void> played = new CompletableFuture<>();

    private ScriptedServer(Script script) {
        Threads.start("scripted server", () -> {
            try {
                script.play(this);
                played.complete(null);
            } catch (EOFException e) {
                played.complete(null); // the client has gone
            } catch (Throwable e) {
                played.completeExceptionally(e);
            }
        });
    }

    /** A server that plays from the first byte on. */
    static ScriptedServer from(Script script) {
        return new ScriptedServer(script);
    }

    /** A server that plays once INIT has been answered by VERSION 3. */
    static ScriptedServer after(Map<String, String> extensions, Script script) {
        return new ScriptedServer(peer -> {
            peer.packet();
            peer.sends(new SFTPReply.Version(3, extensions));
            script.play(peer);
        });
    }

    static ScriptedServer after(Script script) {
        return after(Map.of(), script);
    }

    SFTPClient client() throws IOException {
        return client(Duration.ofSeconds(20));
    }

    SFTPClient client(Duration replyTimeout) throws IOException {
        return client(o -> o.replyTimeout(replyTimeout));
    }

    SFTPClient client(Consumer<SFTPClientOptions.Builder> options) throws IOException {
        return SFTPClient.open(down.input(), up.output(), this::hangUp, SFTPClientOptions.of(options));
    }

    /** Whether the client has sent more than was looked at. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    /** The next packet, without its length. */
    byte[] packet() throws IOException {
        byte[] packet = new byte[in.readInt()];
        in.readFully(packet);
        return packet;
    }

    /** The next request. */
    SFTPRequest expects() throws IOException {
        var reader = new WireReader(packet());
        int type = reader.uint8();
        return SFTPRequest.decode(type, (int) reader.uint32(), reader).orElseThrow();
    }

    /** The next request, which must be of this kind. */
    <R extends SFTPRequest> R expects(Class<R> kind) throws IOException {
        return kind.cast(expects());
    }

    void sends(SFTPReply reply) throws IOException {
        var out = new WireWriter();
        reply.packet(out);
        sends(out.toByteArray());
    }

    void sends(byte[] bytes) throws IOException {
        down.output().write(bytes, 0, bytes.length);
    }

    void status(SFTPRequest request, SFTPStatus status) throws IOException {
        sends(SFTPReply.Status.of(request.id(), status, status.text()));
    }

    /** Sends a packet of this type and body. */
    void sends(int type, WireWriter body) throws IOException {
        sends(new WireWriter()
                .uint32(body.size() + 1)
                .uint8(type)
                .raw(body.toByteArray())
                .toByteArray());
    }

    /** Says no more; what was sent is still read. */
    void endsItsStream() {
        down.output().closeQuietly();
    }

    /** Takes what comes and says nothing. */
    void readsOn() throws IOException {
        while (true) {
            packet();
        }
    }

    void hangUp() {
        up.output().closeQuietly();
        down.close();
    }

    /** Waits for the end of the script; what went wrong in it goes wrong here. */
    @Override
    public void close() throws Exception {
        hangUp();
        played.get(10, TimeUnit.SECONDS);
    }
}
