package io.javamiko.client.agent;

import io.javamiko.Threads;
import io.javamiko.agent.AgentException;
import io.javamiko.agent.AgentException.Reason;
import io.javamiko.agent.AgentLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A Unix domain socket as a link. */
final class SocketLink {
    private SocketLink() {}

    static AgentLink connect(Path socket, Duration timeout) throws IOException {
        SocketChannel channel;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException | RuntimeException e) {
            throw unreachable(socket, e);
        }
        boolean connected = false;
        try {
            connect(channel, socket, timeout);
            connected = true;
            return AgentLink.over(Channels.newInputStream(channel), Channels.newOutputStream(channel), channel);
        } finally {
            if (!connected) {
                channel.close();
            }
        }
    }

    /**
     * On another thread: an agent that takes no connections lets its queue fill up, and then connecting waits. A virtual thread would not
     * wait there, but fail at once.
     */
    private static void connect(SocketChannel channel, Path socket, Duration timeout) throws IOException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(socket);
        }
        var task = new FutureTask<>(() -> channel.connect(UnixDomainSocketAddress.of(socket)));
        Threads.startPlatform("javamiko agent connect", task);
        try {
            task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unreachable(socket, e.getCause());
        } catch (TimeoutException e) {
            throw new AgentException(
                    Reason.TIMED_OUT,
                    "the agent at " + socket + " took no connection within " + timeout.toMillis()
                            + " ms: it may be stuck; end it and start another",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(socket);
        }
    }

    private static InterruptedIOException interrupted(Path socket) {
        return new InterruptedIOException("interrupted while connecting to the agent at " + socket);
    }

    private static AgentException unreachable(Path socket, Throwable cause) {
        return new AgentException(
                Reason.UNREACHABLE,
                "no agent answers at " + socket + " (" + cause.getMessage() + "): is it running, and may you use it?",
                cause);
    }
}
