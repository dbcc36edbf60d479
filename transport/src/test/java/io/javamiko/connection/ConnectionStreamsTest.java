package io.javamiko.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Threads;
import io.javamiko.transport.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.junit.jupiter.api.Test;

/** Two multiplexers of ours against each other, with users on both sides. */
class ConnectionStreamsTest {
    /** Sends everything back, and in the end exit status 0. */
    private static final ChannelHandler ECHO = new ChannelHandler() {
        @Override
        public void opened(Channel channel) {
            Threads.start("echo", () -> echo(channel));
        }
    };

    private static void echo(Channel channel) {
        try (channel) {
            byte[] buffer = new byte[10_000];
            for (int read = channel.input().read(buffer);
                    read >= 0;
                    read = channel.input().read(buffer)) {
                channel.output().write(buffer, 0, read);
            }
            channel.send("exit-status", new SessionRequest.ExitStatus(0).data(), PlayedPeer.soon());
            channel.sendEOF();
        } catch (IOException e) {
            // the connection has ended, as some tests want
        }
    }

    private static void sendRandom(OutputStream out, long seed, int length) throws IOException {
        var random = new Random(seed);
        byte[] buffer = new byte[50_000];
        random.nextBytes(buffer);
        for (int sent = 0; sent < length; ) {
            int size = Math.min(length - sent, 1 + random.nextInt(buffer.length));
            out.write(buffer, 0, size);
            sent += size;
        }
        out.close();
    }

    private static long checksum(InputStream in) throws IOException {
        var checked = new CheckedInputStream(in, new CRC32());
        checked.transferTo(OutputStream.nullOutputStream());
        return checked.getChecksum().getValue();
    }

    private static long checksumOfRandom(long seed, int length) throws IOException {
        var sink = new java.util.zip.CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
        sendRandom(sink, seed, length);
        return sink.getChecksum().getValue();
    }

    @Test
    void whatIsSentComesBackWholeAlsoAcrossKeyExchanges() throws Exception {
        try (var peers = new JoinedPeers(Limits.DEFAULT, PlayedPeer.accepting(ECHO))) {
            peers.fromClient.keyExchangeEvery(30);
            peers.fromServer.keyExchangeEvery(50);
            var transfers = new ArrayList<PlayedPeer.Later<Long>>();
            int length = 20 << 20;
            for (int i = 0; i < 4; i++) {
                long seed = i;
                transfers.add(PlayedPeer.later(() -> {
                    try (var session = peers.client.openSession(PlayedPeer.soon())) {
                        var reading = PlayedPeer.later(
                                () -> checksum(session.channel().input()));
                        sendRandom(session.channel().output(), seed, length);
                        assertThat(session.awaitExit(PlayedPeer.soon())).isEqualTo(new Exit.Code(0));
                        return reading.get();
                    }
                }));
            }
            for (int i = 0; i < 4; i++) {
                assertThat(transfers.get(i).get()).isEqualTo(checksumOfRandom(i, length));
            }
        }
    }

    @Test
    void thousandsOfChannelsWorkSideBySideAndLeaveNothing() throws Exception {
        int count = 5_000;
        ChannelHandler quiet = new ChannelHandler() {
            @Override
            public RequestReply request(Channel channel, String type, byte[] data) throws IOException {
                channel.output().write(data);
                channel.sendEOF();
                return RequestReply.ACCEPTED;
            }
        };
        var limits = Limits.of(l -> l.channels(count).sessions(count));
        try (var peers = new JoinedPeers(limits, PlayedPeer.accepting(quiet))) {
            var channels = new ArrayList<Channel>();
            for (int i = 0; i < count; i++) {
                channels.add(peers.client.openSession(PlayedPeer.soon()).channel());
            }
            assertThat(peers.server.channels()).isEqualTo(count);
            for (int i = 0; i < count; i++) {
                channels.get(i).send("data", ("channel " + i).getBytes(UTF_8), PlayedPeer.soon());
            }
            for (int i = count - 1; i >= 0; i--) {
                assertThat(channels.get(i).input().readAllBytes()).isEqualTo(("channel " + i).getBytes(UTF_8));
            }
            channels.forEach(Channel::close);
            for (Channel channel : channels) {
                channel.awaitClosed(PlayedPeer.soon());
            }
            peers.client.openSession(PlayedPeer.soon()); // so that the server has read what was before it
            assertThat(peers.client.channels()).isEqualTo(1);
            assertThat(peers.server.channels()).isEqualTo(1);
        }
    }

    @Test
    void aChannelThatNobodyReadsDoesNotStopAnother() throws Exception {
        ChannelHandler floods = new ChannelHandler() {
            @Override
            public void opened(Channel channel) {
                Threads.start("flood", () -> {
                    try {
                        while (true) {
                            channel.output().write(new byte[30_000]);
                        }
                    } catch (IOException e) {
                        // closed
                    }
                });
            }
        };
        var types = java.util.Map.of("flood", PlayedPeer.accepting(floods), "session", PlayedPeer.accepting(ECHO));
        try (var peers = new JoinedPeers(Limits.DEFAULT, ChannelAcceptor.ofTypes(types))) {
            for (int i = 0; i < 10; i++) {
                peers.client.openChannel("flood", new byte[0], ChannelHandler.NONE, PlayedPeer.soon());
            }
            var session = peers.client.openSession(PlayedPeer.soon());
            var reading = PlayedPeer.later(() -> checksum(session.channel().input()));
            sendRandom(session.channel().output(), 1, 10 << 20);
            assertThat(reading.get()).isEqualTo(checksumOfRandom(1, 10 << 20));
        }
    }

    @Test
    void ofTwoCommandsThatWriteAndExitAtOnceNothingIsLost() throws Exception {
        ChannelHandler writesAndExits = new ChannelHandler() {
            @Override
            public RequestReply request(Channel channel, String type, byte[] data) {
                return RequestReply.acceptedThen(() -> Threads.start("command", () -> {
                    try (channel) {
                        channel.output().write(new byte[100_000]);
                        channel.errorOutput().write(new byte[100_000]);
                        channel.send("exit-status", new SessionRequest.ExitStatus(7).data(), PlayedPeer.soon());
                        channel.sendEOF();
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }));
            }
        };
        try (var peers = new JoinedPeers(Limits.DEFAULT, PlayedPeer.accepting(writesAndExits))) {
            for (int i = 0; i < 200; i++) {
                try (var session = peers.client.openSession(PlayedPeer.soon())) {
                    session.request(new SessionRequest.Exec("x"), PlayedPeer.soon());
                    var errors = PlayedPeer.later(
                            () -> session.channel().errorInput().readAllBytes().length);
                    assertThat(session.channel().input().readAllBytes()).hasSize(100_000);
                    assertThat(errors.get()).isEqualTo(100_000);
                    assertThat(session.awaitExit(PlayedPeer.soon())).isEqualTo(new Exit.Code(7));
                }
            }
        }
    }

    /** Whoever comes to the outbox, to a handler or to a thread holds none of our locks; ThreadMXBean knows. */
    @Test
    void noThreadHoldsTwoLocksAndNothingIsCalledOutUnderOne() throws Exception {
        var checks = new AtomicInteger();
        var found = new java.util.concurrent.CopyOnWriteArrayList<String>();
        Runnable check = () -> {
            checks.incrementAndGet();
            found.addAll(locksOfThisThread());
        };
        ChannelHandler checked = new ChannelHandler() {
            @Override
            public void opened(Channel channel) {
                check.run();
                Thread thread = new Thread(() -> echo(channel));
                thread.setDaemon(true);
                thread.start();
            }

            @Override
            public RequestReply request(Channel channel, String type, byte[] data) {
                check.run();
                return RequestReply.acceptedThen(check);
            }

            @Override
            public void closed(Channel channel) {
                check.run();
            }
        };
        ChannelAcceptor acceptor = channel -> {
            check.run();
            channel.multiplexer().closeAtEnd(check::run);
            return checked;
        };
        try (var peers = new JoinedPeers(Limits.DEFAULT, acceptor)) {
            peers.fromClient.onEntry(check);
            peers.fromServer.onEntry(check);
            onPlatformThread(() -> {
                var session = peers.client.openSession(PlayedPeer.soon());
                session.request(new SessionRequest.Shell(), PlayedPeer.soon());
                sendRandom(session.channel().output(), 1, 1 << 20);
                session.channel().input().close();
                session.awaitExit(PlayedPeer.soon());
                session.close();
                session.channel().awaitClosed(PlayedPeer.soon());
                peers.client.openSession(PlayedPeer.soon());
                peers.client.probe();
            });
        }
        assertThat(checks).hasValueGreaterThan(50);
        assertThat(found).isEmpty();
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void onPlatformThread(Task task) throws Exception {
        task.run(); // JUnit's own thread is one
    }

    private static List<String> locksOfThisThread() {
        if (ManagementFactory.getThreadMXBean()
                        .getThreadInfo(Thread.currentThread().getId())
                == null) {
            return List.of(); // a virtual thread: not to be seen
        }
        var info = ManagementFactory.getThreadMXBean()
                .getThreadInfo(new long[] {Thread.currentThread().getId()}, false, true)[0];
        var held = new ArrayList<String>();
        for (LockInfo lock : info.getLockedSynchronizers()) {
            held.add(lock + " at " + List.of(Thread.currentThread().getStackTrace()));
        }
        return held;
    }

    @Test
    void anUnreadChannelKeepsNoMoreThanItsWindow() throws Exception {
        int window = Limits.DEFAULT.initialWindow();
        var stopped = new CompletableFuture<Throwable>();
        ChannelHandler writes = new ChannelHandler() {
            @Override
            public void opened(Channel channel) {
                Threads.start("writer", () -> {
                    try {
                        channel.output().write(new byte[window]);
                        channel.output().write(new byte[1], 0, 1, Deadline.after(Duration.ofMillis(50)));
                        stopped.complete(null);
                    } catch (IOException e) {
                        stopped.complete(e);
                    }
                });
            }
        };
        try (var peers = new JoinedPeers(Limits.DEFAULT, PlayedPeer.accepting(writes))) {
            var channel = peers.client.openSession(PlayedPeer.soon()).channel();
            assertThat(stopped.get(20, TimeUnit.SECONDS)).isInstanceOf(SSHTimeoutException.class);
            peers.client.openSession(PlayedPeer.soon()); // everything before has been read
            assertThat(channel.input().available()).isEqualTo(window);
        }
    }
}
