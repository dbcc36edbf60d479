package io.javamiko.client;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Threads;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.io.SocketLink;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One TCP connection to a name that may have several addresses (RFC 8305): they are tried one after another, the next one
 * as soon as one fails or has not answered for 250 ms, and the first that connects is it. Looking up and connecting run on
 * threads of their own, so that the caller's deadline and interrupt count whatever the system does.
 */
final class TCPDialing {
    private static final Duration CONNECTION_ATTEMPT_DELAY = Duration.ofMillis(250); // RFC 8305 §8

    private final String host;
    private final int port;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<InetAddress> untried = new ArrayDeque<>(); // this and what follows: guarded by lock
    private final List<Socket> trying = new ArrayList<>();
    private final List<IOException> failures = new ArrayList<>();
    private boolean lookedUp;
    private boolean over;
    private Socket winner;

    private TCPDialing(String host, int port) {
        this.host = host;
        this.port = port;
    }

    static ByteLink dial(String host, int port, Deadline deadline) throws IOException {
        var dialing = new TCPDialing(host, port);
        try {
            return SocketLink.of(dialing.connected(deadline), name(host, port));
        } finally {
            dialing.end();
        }
    }

    private Socket connected(Deadline deadline) throws IOException {
        Threads.start("javamiko lookup " + host, this::lookUp);
        lock.lock();
        try {
            while (winner == null) {
                failIfNothingIsLeft();
                var next =
                        startNext() ? Deadline.after(CONNECTION_ATTEMPT_DELAY).earlier(deadline) : deadline;
                if (!next.await(changed) && deadline.expired()) {
                    throw timedOut(deadline);
                }
            }
            var socket = winner;
            winner = null; // it is the caller's now
            return socket;
        } finally {
            lock.unlock();
        }
    }

    private void failIfNothingIsLeft() throws ConnectException {
        if (lookedUp && untried.isEmpty() && trying.isEmpty()) {
            var words = new StringBuilder("can't connect to " + name(host, port) + ":");
            failures.forEach(
                    failure -> words.append(' ').append(failure.getMessage()).append(';'));
            words.setCharAt(words.length() - 1, '.');
            throw new ConnectException(
                    words + " Is the address right, is a server running there, does a firewall forbid it?", failures);
        }
    }

    /** @return whether another address waits for its turn after this one */
    private boolean startNext() {
        var address = untried.poll();
        if (address != null) {
            var socket = new Socket();
            trying.add(socket);
            Threads.start("javamiko connect " + name(host, port), () -> connect(socket, address));
        }
        return !untried.isEmpty();
    }

    private void lookUp() {
        try {
            var addresses = interleaved(InetAddress.getAllByName(host));
            change(() -> untried.addAll(addresses));
        } catch (UnknownHostException e) {
            var named = new UnknownHostException("the name " + host + " has no address");
            named.initCause(e);
            change(() -> failures.add(named));
        } catch (RuntimeException | Error e) {
            change(() -> failures.add(new IOException("looking up " + host + " failed: " + e, e)));
        } finally {
            change(() -> lookedUp = true);
        }
    }

    /** RFC 8305 §4: the families take turns, beginning with the one that the system prefers. */
    private static List<InetAddress> interleaved(InetAddress[] addresses) {
        var first = new ArrayDeque<InetAddress>();
        var second = new ArrayDeque<InetAddress>();
        for (InetAddress address : addresses) {
            boolean sameFamily = address instanceof Inet6Address == addresses[0] instanceof Inet6Address;
            (sameFamily ? first : second).add(address);
        }
        var all = new ArrayList<InetAddress>();
        while (!first.isEmpty() || !second.isEmpty()) {
            if (!first.isEmpty()) {
                all.add(first.poll());
            }
            if (!second.isEmpty()) {
                all.add(second.poll());
            }
        }
        return all;
    }

    private void connect(Socket socket, InetAddress address) {
        try {
            socket.connect(new InetSocketAddress(address, port));
            connected(socket);
        } catch (IOException | RuntimeException | Error e) {
            close(socket);
            String target = new InetSocketAddress(address, port).toString();
            change(() -> {
                trying.remove(socket);
                failures.add(new IOException(target.substring(target.indexOf('/') + 1) + ": " + e.getMessage(), e));
            });
        }
    }

    private void connected(Socket socket) {
        boolean[] wins = new boolean[1];
        change(() -> {
            trying.remove(socket);
            if (!over && winner == null) {
                winner = socket;
                wins[0] = true;
            }
        });
        if (!wins[0]) {
            close(socket);
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what is still being tried. */
    private void end() {
        var losers = new ArrayList<Socket>();
        change(() -> {
            over = true;
            losers.addAll(trying);
            if (winner != null) {
                losers.add(winner); // connected just when the caller gave up
            }
        });
        losers.forEach(TCPDialing::close);
    }

    private SSHTimeoutException timedOut(Deadline deadline) {
        return new SSHTimeoutException(
                "no TCP connection to " + name(host, port)
                        + (lookedUp ? "" : " (its name was not even looked up)")
                        + ": nothing answered, as if a firewall dropped the packets or the host were off;",
                deadline.length());
    }

    private static String name(String host, int port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // there is nothing else to do with it
        }
    }
}
