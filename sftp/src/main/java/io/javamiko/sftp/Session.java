package io.javamiko.sftp;

import io.javamiko.Deadline;
import io.javamiko.Threads;
import io.javamiko.wire.WireReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client's side of one session: sends requests and gives each reply to whom it is for. Any thread may ask at any time,
 * replies may come in any order.
 *
 * <p>A thread of its own reads, and not the waiting callers in turn, because a read from a stream has no deadline: who
 * waits for a condition can stop waiting, who is caught in a read can't.
 */
final class Session {
    private static final Logger log = LoggerFactory.getLogger(SFTPClient.class);

    private static final Duration CLOSE = Duration.ofSeconds(2);

    private final Incoming incoming;
    private final Outgoing outgoing;
    private final Requests requests;
    private final AutoCloseable closer;
    private final Duration replyTimeout;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Map<String, String> extensions = Map.of();
    private volatile SFTPLimits limits; // null until somebody wants to know

    Session(InputStream in, OutputStream out, AutoCloseable closer, Duration replyTimeout) {
        this.incoming = new Incoming(in);
        this.outgoing = new Outgoing(out);
        this.requests = new Requests(replyTimeout);
        this.closer = closer;
        this.replyTimeout = replyTimeout;
    }

    /** Starts the reader, sends INIT and waits for the answer (filexfer-02 §4). Closes everything if that fails. */
    void open() throws IOException {
        var hello = new Call("open a session", "", SFTPReply.Version.NUMBER, 0, null);
        hello.arrivals = requests.arrivals();
        try {
            Threads.start(
                    Threads.isCallerVirtual(),
                    "javamiko sftp reader",
                    new ReplyReader(incoming, requests, hello, this::end));
            var unsent = sendInit();
            try {
                var version = (SFTPReply.Version)
                        take(hello.arrivals, hello.verb, hello.path).reply();
                extensions = version.extensions();
            } catch (IOException e) {
                unsent.ifPresent(e::addSuppressed);
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            close(e);
            throw e;
        }
    }

    /** Who takes no INIT has mostly said why before he closed: so what he said is read first. */
    private Optional<IOException> sendInit() {
        try {
            outgoing.add(new SFTPRequest.Init(SFTPMessage.VERSION, Map.of()), deadline());
            outgoing.flush(deadline());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    Map<String, String> extensions() {
        return extensions;
    }

    /** Whether the server has this extension in the version that is known here; another may mean another thing. */
    boolean supports(String extension) {
        return SFTPExtension.version(extension).equals(extensions.get(extension));
    }

    /** What the server says of itself; the draft's limits if it says nothing. Asked for once. */
    SFTPLimits limits() throws IOException {
        var known = limits;
        if (known == null) {
            known = supports(SFTPExtension.Limits.NAME) ? askLimits() : SFTPLimits.DRAFT;
            limits = known;
        }
        return known;
    }

    private SFTPLimits askLimits() throws IOException {
        var call = ask(
                "limits",
                "",
                SFTPReply.ExtendedReply.NUMBER,
                id -> new SFTPRequest.Extended(id, new SFTPExtension.Limits()));
        return call.reply() instanceof SFTPReply.ExtendedReply
                ? SFTPLimits.decode(new WireReader(call.extended()))
                : SFTPLimits.DRAFT; // it has promised too much
    }

    /** A new place for replies to arrive. */
    Arrivals arrivals() {
        return requests.arrivals();
    }

    /** Takes a request on; {@link #flush} sends it. */
    void send(Call call, Arrivals arrivals, IntFunction<SFTPRequest> request) throws IOException {
        closeOrphans();
        var message = request.apply(requests.register(call, arrivals));
        sending(() -> outgoing.add(message, deadline()));
    }

    /** Sends a WRITE whose packet is ready but for its id. */
    void send(Call call, Arrivals arrivals, WritePacket packet) throws IOException {
        closeOrphans();
        packet.id(requests.register(call, arrivals));
        sending(() -> outgoing.bulk(packet, deadline()));
    }

    /** Sends what has been taken on. */
    void flush() throws IOException {
        sending(() -> outgoing.flush(deadline()));
    }

    /** The next reply if one is there, else null. */
    Call poll(Arrivals arrivals) {
        return requests.poll(arrivals);
    }

    /** The next reply, waited for while the server is not silent for longer than the reply timeout. */
    Call take(Arrivals arrivals, String verb, String path) throws IOException {
        return requests.take(arrivals, verb, path, incoming);
    }

    /** Nobody waits for these any more. */
    void abandon(Arrivals arrivals) {
        requests.abandon(arrivals);
    }

    /** Asks and waits for the answer. */
    Call ask(String verb, String path, int expected, IntFunction<SFTPRequest> request) throws IOException {
        var arrivals = arrivals();
        try {
            send(new Call(verb, path, expected, 0, null), arrivals, request);
            flush();
            return take(arrivals, verb, path);
        } catch (IOException e) {
            abandon(arrivals);
            throw e;
        }
    }

    /** Cleans up after what was given up, perhaps at an interrupt; nobody waits for the answer. */
    void tell(IntFunction<SFTPRequest> request) {
        boolean interrupted = Thread.interrupted();
        try {
            send(new Call("clean up", "", SFTPReply.Status.NUMBER, 0, null), null, request);
            flush();
        } catch (IOException e) {
            log.debug("cleaning up after a transfer: {}", e.toString());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the session, in order if {@code cause} is null; every call, waiting or to come, fails with the first cause. */
    void end(Throwable cause) {
        if (requests.end(cause)) {
            try {
                closer.close();
            } catch (Exception e) {
                log.debug("closing the streams of an SFTP session: {}", e.toString());
            } finally {
                closed.countDown();
            }
        }
    }

    /** Ends the session and returns when its streams are closed, by whomever; waits for another who closes, but not long. */
    void close(Throwable cause) {
        end(cause);
        try {
            if (!closed.await(CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
                log.debug("the streams of an SFTP session are not closed after {}", CLOSE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isOpen() {
        return !requests.haveEnded();
    }

    /** The reader may not send, it could wait for the server to read; so the next who sends closes what nobody wants. */
    private void closeOrphans() throws IOException {
        for (var orphan = requests.nextOrphan(); orphan != null; orphan = requests.nextOrphan()) {
            var call = new Call("close", "", SFTPReply.Status.NUMBER, 0, null);
            var message = new SFTPRequest.Close(requests.register(call, null), orphan);
            sending(() -> outgoing.add(message, deadline()));
        }
    }

    /** Where the stream itself fails, a packet may be cut: nothing can follow it. */
    private void sending(Sending action) throws IOException {
        try {
            action.run();
        } catch (IOException e) {
            if (outgoing.isBroken()) {
                end(e);
                throw requests.lost(); // by what came first; that may have closed the stream under us
            }
            throw e;
        }
    }

    private Deadline deadline() {
        return Deadline.after(replyTimeout);
    }

    private interface Sending {
        void run() throws IOException;
    }
}
