package io.javamiko.sftp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Many requests in flight for one transfer, of one file or of many: all are sent, and all answers are dealt with, on the
 * thread that calls {@link #turn}. Nothing here waits except that. Not thread-safe.
 */
final class Pipeline implements AutoCloseable {
    /** Something that stopped because the window was full. */
    interface Hungry {
        void more() throws IOException;
    }

    private static final int BATCH = 8; // requests sent with one write while answers keep coming

    private final Session session;
    private final SFTPLimits limits;
    private final FlightWindow window;
    private final Arrivals arrivals;
    private final ArrayDeque<Hungry> hungry = new ArrayDeque<>();
    private final Set<AutoCloseable> open = new LinkedHashSet<>();
    private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
    private WritePacket packet;
    private int inFlight;
    private int unsent;
    private String lastVerb = "";
    private String lastPath = "";

    /** Asks the server for its limits if nobody has yet. */
    Pipeline(Session session, FlightWindow window) throws IOException {
        this.session = session;
        this.limits = session.limits();
        this.window = window;
        this.arrivals = session.arrivals();
    }

    SFTPLimits limits() {
        return limits;
    }

    boolean hasRoom() {
        return window.hasRoom();
    }

    /** Most bytes that one file may be ahead of its reader, asked for or come out of order. */
    long maxAhead() {
        return window.limit();
    }

    /** Asks for something small. */
    void ask(String verb, String path, int expected, IntFunction<SFTPRequest> request, Call.Step step)
            throws IOException {
        send(new Call(verb, path, expected, 0, step), request);
    }

    /** Asks for {@code length} bytes of a file, put into {@code target} from {@code at} on. */
    void read(String path, SFTPHandle handle, long offset, byte[] target, int at, int length, Call.Step step)
            throws IOException {
        var call = new Call("read", path, SFTPReply.Data.NUMBER, length, step);
        call.target = target;
        call.targetOffset = at;
        send(call, id -> new SFTPRequest.Read(id, handle, offset, length));
    }

    /** Sends the {@code length} bytes that are in {@link #packet()}. */
    void write(String path, SFTPHandle handle, long offset, int length, Call.Step step) throws IOException {
        packet().fill(handle, offset, length);
        var call = new Call("write", path, SFTPReply.Status.NUMBER, length, step);
        session.send(call, arrivals, packet());
        sent(call);
        unsent = 0; // all that was collected went before it
    }

    private void send(Call call, IntFunction<SFTPRequest> request) throws IOException {
        session.send(call, arrivals, request);
        sent(call);
        unsent++;
    }

    private void sent(Call call) {
        inFlight++;
        if (call.bytes > 0) {
            window.sent(call.bytes);
        }
        lastVerb = call.verb;
        lastPath = call.path;
    }

    /** Waits for one answer and deals with it. Returns false if none is due. */
    boolean turn() throws IOException {
        if (inFlight == 0) {
            return false;
        }
        var call = session.poll(arrivals);
        if (call == null || unsent >= BATCH) {
            session.flush();
            unsent = 0;
        }
        dealWith(call != null ? call : session.take(arrivals, lastVerb, lastPath));
        return true;
    }

    /** Deals with the answers that are there. */
    void drain() throws IOException {
        for (var call = session.poll(arrivals); call != null; call = session.poll(arrivals)) {
            dealWith(call);
        }
    }

    private void dealWith(Call call) throws IOException {
        inFlight--;
        if (call.bytes > 0) {
            window.replied(call.bytes, System.nanoTime() - call.sentAt);
        }
        call.step.take(call);
        for (int i = hungry.size(); i > 0 && window.hasRoom(); i--) {
            hungry.poll().more();
        }
    }

    /** Takes turns until nothing is due. */
    void run() throws IOException {
        while (turn()) {
            // turn does it all
        }
    }

    /** To be called again once there is room. */
    void whenThereIsRoom(Hungry waiting) {
        hungry.add(waiting);
    }

    /** The packet that every WRITE is made in. */
    WritePacket packet() {
        if (packet == null) {
            packet = new WritePacket(limits.writeSize());
        }
        return packet;
    }

    /** A buffer of at least {@code size} bytes. */
    byte[] buffer(int size) {
        int full = limits.readSize();
        byte[] used = size == full ? spare.poll() : null;
        return used != null ? used : new byte[size];
    }

    void release(byte[] buffer) {
        if (buffer.length == limits.readSize()) {
            spare.add(buffer);
        }
    }

    /** Closed with the pipeline, unless it is removed before. */
    void add(AutoCloseable transfer) {
        open.add(transfer);
    }

    void remove(AutoCloseable transfer) {
        open.remove(transfer);
    }

    Session session() {
        return session;
    }

    /** Gives up what is still in flight, and closes what is still open on both sides. */
    @Override
    public void close() throws IOException {
        session.abandon(arrivals);
        for (var transfer : new ArrayList<>(open)) {
            try {
                transfer.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
