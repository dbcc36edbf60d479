package io.javamiko.sftp.server;

import io.javamiko.ProtocolException;
import io.javamiko.sftp.SFTPException;
import io.javamiko.sftp.SFTPHandle;
import io.javamiko.sftp.SFTPLimits;
import io.javamiko.sftp.SFTPMessage;
import io.javamiko.sftp.SFTPOpenFlag;
import io.javamiko.sftp.SFTPReply;
import io.javamiko.sftp.SFTPRequest;
import io.javamiko.sftp.SFTPStatus;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Serves one client over a pair of streams, on the thread that calls {@link #serve}. Requests are answered in the order in
 * which they come, and many answers go out with one write. A client that does not read its answers is not read from.
 */
public final class SFTPServer {
    private final PacketInput in;
    private final PacketOutput out;
    private final Handles handles;
    private final Answers answers;

    private SFTPServer(InputStream in, OutputStream out, SFTPFiles files, SFTPServerOptions options) {
        this.out = new PacketOutput(out);
        this.in = new PacketInput(in, this.out::flush);
        this.handles = new Handles(options.maxHandles());
        this.answers = new Answers(files, handles, options);
    }

    /**
     * Serves until the client's stream ends. What the client left open is closed then, the streams are not.
     *
     * @throws ProtocolException if what comes can't be SFTP: nothing after that can be understood either
     * @throws IOException if a stream fails
     */
    public static void serve(InputStream in, OutputStream out, SFTPFiles files, SFTPServerOptions options)
            throws IOException {
        var server = new SFTPServer(in, out, files, options);
        try (server.handles) {
            server.run();
        }
    }

    /** As {@link #serve(InputStream, OutputStream, SFTPFiles, SFTPServerOptions)}, all as it is by default. */
    public static void serve(InputStream in, OutputStream out, SFTPFiles files) throws IOException {
        serve(in, out, files, SFTPServerOptions.defaults());
    }

    private void run() throws IOException {
        var first = in.next();
        if (first == null) {
            return;
        }
        greet(first);
        for (var packet = in.next(); packet != null; packet = in.next()) {
            request(packet);
        }
        out.flush();
    }

    /** INIT comes first and once (filexfer-02 §4). */
    private void greet(WireReader packet) throws IOException {
        int type = packet.uint8();
        if (type != SFTPRequest.Init.NUMBER) {
            throw new ProtocolException("an SFTP client that begins with a message of type " + type
                    + ", not with SSH_FXP_INIT (draft-ietf-secsh-filexfer-02 §4)");
        }
        var init = SFTPRequest.Init.decode(packet);
        if (init.version() < SFTPMessage.VERSION) {
            throw new ProtocolException("an SFTP client of version " + init.version() + "; only version 3 is spoken");
        }
        out.add(new SFTPReply.Version(SFTPMessage.VERSION, answers.extensions()));
    }

    private void request(WireReader packet) throws IOException {
        int type = packet.uint8();
        if (type == SFTPRequest.Init.NUMBER) {
            throw new ProtocolException("a second SSH_FXP_INIT (draft-ietf-secsh-filexfer-02 §4)");
        }
        int id = (int) packet.uint32(); // without one there is nothing to answer to: this ends the session
        try {
            switch (type) {
                case SFTPRequest.Read.NUMBER -> read(id, packet);
                case SFTPRequest.Write.NUMBER -> write(id, packet);
                default -> out.add(answers.to(type, id, packet));
            }
        } catch (IOException | RuntimeException e) { // of the files or the request: nothing here touches the streams
            out.add(Statuses.of(id, e));
        }
        out.flushIfFull();
    }

    /** §6.4, from the file into the packet; the client's length is a wish. */
    private void read(int id, WireReader packet) throws IOException {
        var handle = SFTPHandle.decode(packet);
        long offset = packet.uint64();
        int length = (int) Math.min(packet.uint32(), SFTPLimits.MAX_DATA);
        var file = handles.file(handle, SFTPOpenFlag.READ);
        boolean beyond = offset < 0 || offset > Long.MAX_VALUE - length; // no file is so large
        if (beyond || !out.addData(id, length, target -> file.read(offset, target))) {
            out.add(SFTPReply.Status.of(id, SFTPStatus.EOF, "End of file"));
        }
    }

    /** §6.4, from the packet into the file. */
    private void write(int id, WireReader packet) throws IOException {
        answers.denyIfReadOnly();
        var handle = SFTPHandle.decode(packet);
        long offset = packet.uint64();
        var data = packet.stringReader(SFTPLimits.MAX_MESSAGE);
        var file = handles.file(handle, SFTPOpenFlag.WRITE);
        int length = data.remaining();
        if (offset < 0 || offset > Long.MAX_VALUE - length) {
            throw new SFTPException(SFTPStatus.FAILURE, "No file is so large");
        }
        if (length > 0) {
            file.write(offset, ByteBuffer.wrap(data.array(), data.position(), length));
        }
        out.add(SFTPReply.Status.of(id, SFTPStatus.OK, "Success"));
    }
}
