package io.javamiko.connection;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.Sanitised;
import io.javamiko.connection.SessionRequest.ExitSignal;
import io.javamiko.connection.SessionRequest.ExitStatus;
import io.javamiko.wire.WireReader;
import java.io.IOException;

/**
 * A session that we opened (RFC 4254 §6): first what prepares it, a terminal and the environment; then one command, shell or
 * subsystem; its streams are the {@link #channel()}'s, and in the end it says how it went. Thread-safe.
 */
public final class Session implements AutoCloseable {
    private final Pending<Exit> exit = new Pending<>();
    private volatile Channel channel;
    private volatile boolean reported; // the peer has said how it went

    Session() {}

    /** The session's streams. */
    public Channel channel() {
        return channel;
    }

    /**
     * Sends a request that the peer answers, and waits for the answer: {@code pty-req}, {@code env}, {@code shell},
     * {@code exec}, {@code subsystem}.
     *
     * <p>A peer that has sent output or an exit report has run what was asked for, also where its CLOSE overtook the answer:
     * Paramiko's server answers on another thread than the one that serves a quick command.
     *
     * @throws RequestDeniedException if the peer refuses; the session stays usable, for example without a terminal
     * @throws io.javamiko.SSHTimeoutException if there is no answer in time
     */
    public void request(SessionRequest request, Deadline deadline) throws IOException {
        try {
            channel.request(request.type(), request.data(), deadline);
        } catch (ChannelClosedException e) {
            if (!request.startsProgram() || !reported && !channel.hasReceivedData()) {
                throw e;
            }
        }
    }

    /** Sends a request without waiting for an answer: {@code window-change}, {@code signal}, {@code env}. */
    public void send(SessionRequest request, Deadline deadline) throws IOException {
        channel.send(request.type(), request.data(), deadline);
    }

    /**
     * Waits until what runs has ended, or the session is closed; output may still come after the first.
     *
     * @throws io.javamiko.ConnectionLostException if the connection ended before it said how it went
     */
    public Exit awaitExit(Deadline deadline) throws IOException {
        return exit.await(deadline, "what runs in the session did not end");
    }

    /** Whether {@link #awaitExit} returns at once. */
    public boolean hasEnded() {
        return exit.isDone();
    }

    /** Ends the session; what runs in it gets a hangup, or goes on without us. */
    @Override
    public void close() {
        channel.close();
    }

    void opened(Channel opened) {
        channel = opened;
    }

    /** What the peer reports on the reader: the first report counts. */
    ChannelObserver observer() {
        return new ChannelObserver() {
            @Override
            public void request(String type, byte[] data) throws ProtocolException {
                if (type.equals("exit-status") || type.equals("exit-signal")) {
                    SessionRequest.decode(type, new WireReader(data)).ifPresent(Session.this::exited);
                }
            }

            @Override
            public void ended(boolean closedByPeer, Ending why) {
                if (closedByPeer) {
                    exit.complete(new Exit.None());
                } else {
                    exit.fail(why);
                }
            }
        };
    }

    private void exited(SessionRequest report) {
        reported = true;
        if (report instanceof ExitStatus code) {
            exit.complete(new Exit.Code(code.status()));
        } else if (report instanceof ExitSignal signal) {
            exit.complete(new Exit.Signal(
                    Sanitised.of(signal.signalName()), signal.coreDumped(), Sanitised.of(signal.errorMessage())));
        }
    }
}
