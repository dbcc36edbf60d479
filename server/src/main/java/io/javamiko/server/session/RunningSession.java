package io.javamiko.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Deadline;
import io.javamiko.Sanitised;
import io.javamiko.connection.Channel;
import io.javamiko.connection.SessionRequest;
import io.javamiko.keys.SSHPublicKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handler at work: what it sees of its session, and what becomes of its end. */
final class RunningSession implements ExecSession, SubsystemSession {
    private static final Logger LOG = LoggerFactory.getLogger(RunningSession.class);
    private static final int FAILED = 1; // the exit status of a handler that threw

    private final Channel channel;
    private final Login login;
    private final Started started;
    private final Map<String, String> environment;
    private final SessionEvents events;
    private final HandlerOutput output;
    private final HandlerOutput errorOutput;
    private final CountDownLatch begun = new CountDownLatch(1);

    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private Runnable cancelAction = () -> {};
    private Thread thread; // while the handler runs
    private boolean cancelled;

    /** What was asked for: a command, a subsystem, or neither for a shell. */
    record Started(byte[] command, Optional<String> original, String subsystem) {}

    /** A handler, whichever it is. */
    @FunctionalInterface
    interface Body {
        int run(RunningSession session) throws Exception;
    }

    RunningSession(
            Channel channel,
            Login login,
            Started started,
            Map<String, String> environment,
            Optional<Terminal> terminal) {
        this.channel = channel;
        this.output = new HandlerOutput(channel.output());
        this.errorOutput = new HandlerOutput(channel.errorOutput());
        this.login = login;
        this.started = started;
        this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        this.events = new SessionEvents(terminal);
    }

    /** The client knows that it was started. */
    void begin() {
        begun.countDown();
    }

    /** On the session's own thread, from its beginning to its end. */
    void run(Body body) {
        try {
            begun.await();
            if (enter()) {
                SessionRequest end = end(body);
                channel.send( // before EOF, which OpenSSH's client answers with CLOSE at once: then it is too late
                        end.type(),
                        end.data(),
                        Deadline.after(channel.multiplexer().limits().replyTimeout()));
                channel.sendEOF();
            }
        } catch (IOException | InterruptedException e) {
            LOG.debug("the end of a session was not reported", e);
        } finally {
            channel.close();
        }
    }

    private boolean enter() {
        lock.lock();
        try {
            thread = cancelled ? null : Thread.currentThread();
            return !cancelled;
        } finally {
            lock.unlock();
        }
    }

    private SessionRequest end(Body body) {
        try {
            return new SessionRequest.ExitStatus(Integer.toUnsignedLong(body.run(this)));
        } catch (ExitBySignalException e) {
            return new SessionRequest.ExitSignal(e.signal(), e.coreDumped(), "", "");
        } catch (Throwable e) { // an Error too: it ends this session, and what it is about is not the client's business
            failed(e);
            return new SessionRequest.ExitStatus(FAILED);
        } finally {
            leave();
        }
    }

    private void failed(Throwable e) {
        if (isCancelled() || output.isBroken() || errorOutput.isBroken()) {
            LOG.debug("a handler ended after its client had gone", e);
        } else {
            LOG.warn("a handler failed in a session of {}", Sanitised.of(login.user()), e);
        }
    }

    /** From here on nobody interrupts the thread, which has an end to report. */
    private void leave() {
        lock.lock();
        try {
            thread = null;
        } finally {
            lock.unlock();
        }
        Thread.interrupted(); // it came for the handler
    }

    /** The client has gone, or the connection. */
    void cancel() {
        Runnable action;
        lock.lock();
        try {
            cancelled = true;
            action = cancelAction;
            if (thread != null) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
        begun.countDown();
        action.run();
    }

    /** What the client sends meanwhile. */
    SessionEvents events() {
        return events;
    }

    @Override
    public void onSignal(Consumer<String> listener) {
        events.onSignal(listener);
    }

    @Override
    public void onResize(Consumer<Terminal> listener) {
        events.onResize(listener);
    }

    @Override
    public Optional<Terminal> terminal() {
        return events.terminal();
    }

    @Override
    public void onCancel(Runnable action) {
        boolean now;
        lock.lock();
        try {
            cancelAction = action;
            now = cancelled;
        } finally {
            lock.unlock();
        }
        if (now) {
            action.run();
        }
    }

    @Override
    public boolean isCancelled() {
        if (!channel.isOpen()) {
            return true; // its streams know before we are told
        }
        lock.lock();
        try {
            return cancelled;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public byte[] command() {
        return started.command().clone();
    }

    @Override
    public String commandText() {
        return new String(started.command(), UTF_8);
    }

    @Override
    public Optional<String> originalCommand() {
        return started.original();
    }

    @Override
    public String subsystem() {
        return started.subsystem();
    }

    @Override
    public InputStream input() {
        return channel.input();
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public OutputStream errorOutput() {
        return errorOutput;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public String user() {
        return login.user();
    }

    @Override
    public Optional<SSHPublicKey> key() {
        return login.key();
    }

    @Override
    public InetSocketAddress client() {
        return login.client();
    }
}
