package io.javamiko.sftp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.javamiko.ConnectionLostException;
import io.javamiko.SSHTimeoutException;
import io.javamiko.Threads;
import io.javamiko.sftp.server.RootedFiles;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Waiting, interrupts, ends and failures in the middle. */
class SFTPClientTest {
    @TempDir
    Path root;

    @TempDir
    Path here;

    private static final SFTPHandle HANDLE = new SFTPHandle(new byte[] {7});

    // ends

    @Test
    void whoWaitsHearsThatTheSessionWasClosed() throws Exception {
        var asked = new CountDownLatch(8);
        try (var peer = ScriptedServer.after(p -> {
            while (true) {
                p.expects();
                asked.countDown();
            }
        })) {
            var sftp = peer.client();
            var waiting = new ArrayList<FutureTask<Throwable>>();
            for (int i = 0; i < 8; i++) {
                var task = new FutureTask<>(() -> catchThrowable(() -> sftp.stat("a")));
                new Thread(task).start();
                waiting.add(task);
            }
            asked.await();
            sftp.close();
            sftp.close();
            for (var task : waiting) {
                assertThat(task.get(10, TimeUnit.SECONDS))
                        .isInstanceOf(ConnectionLostException.class)
                        .hasMessageContaining("closed here");
            }
            assertThatThrownBy(() -> sftp.stat("a")).isInstanceOf(ConnectionLostException.class);
            assertThatThrownBy(() -> sftp.get("a", OutputStream.nullOutputStream()))
                    .isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void theStreamsAreClosedOnce() throws Exception {
        var closed = new AtomicInteger();
        var pipe = new BoundedPipe(100);
        assertThatThrownBy(() ->
                        SFTPClient.open(InputStream.nullInputStream(), pipe.output(), () -> closed.incrementAndGet()))
                .isInstanceOf(ConnectionLostException.class);
        assertThat(closed).hasValue(1);
    }

    @Test
    void aStreamThatFailsEndsTheSessionWithItsCause() throws Exception {
        var broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("the cable is cut");
            }
        };
        var silent = new BoundedPipe(100);
        var options = SFTPClientOptions.of(o -> o.replyTimeout(Duration.ofMillis(300)));
        assertThatThrownBy(() -> SFTPClient.open(silent.input(), broken, silent, options))
                .isInstanceOf(SSHTimeoutException.class)
                .satisfies(e -> assertThat(e.getSuppressed()[0]).hasMessage("the cable is cut"));
    }

    @Test
    void noThreadIsLeft() throws Exception {
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            session.client().stat(".");
            assertThat(Threads.areVirtual() || !readers().isEmpty()) // the JVM lists platform threads alone
                    .isTrue();
        }
        for (var reader : readers()) {
            reader.join(10_000);
        }
        assertThat(readers()).isEmpty();
    }

    private static List<Thread> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("javamiko sftp reader"))
                .toList();
    }

    // time

    @Test
    void aCallThatIsNotAnsweredEndsAndTheSessionGoesOn() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    var first = p.expects();
                    var second = p.expects();
                    p.sends(new SFTPReply.Attrs(
                            first.id(), SFTPAttributes.of(a -> a.size(1)))); // nobody waits any more
                    p.sends(new SFTPReply.Attrs(second.id(), SFTPAttributes.of(a -> a.size(2))));
                });
                var sftp = peer.client(Duration.ofMillis(300))) {
            assertThatThrownBy(() -> sftp.stat("a"))
                    .isInstanceOf(SSHTimeoutException.class)
                    .hasMessage("no answer to stat \"a\" within 300 ms");
            assertThat(sftp.stat("b").size()).hasValue(2);
        }
    }

    @Test
    void whatMovesHoweverSlowlyIsNotTooLate() throws Exception {
        try (var peer = ScriptedServer.after(p -> {
                    var out = new WireWriter();
                    new SFTPReply.Attrs(p.expects().id(), SFTPAttributes.of(a -> a.size(9))).packet(out);
                    for (byte b : out.toByteArray()) {
                        p.sends(new byte[] {b});
                        new CountDownLatch(1).await(30, TimeUnit.MILLISECONDS); // 21 bytes: over twice the timeout
                    }
                });
                var sftp = peer.client(Duration.ofMillis(300))) {
            assertThat(sftp.stat("a").size()).hasValue(9);
        }
    }

    @Test
    void aServerThatTakesNothingDoesNotHoldOthersForEver() throws Exception {
        var stuck = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        try (var peer = ScriptedServer.after(p -> {
                    p.sends(new SFTPReply.Handle(p.expects().id(), HANDLE));
                    stuck.countDown();
                    over.await(20, TimeUnit.SECONDS);
                });
                var sftp = peer.client(Duration.ofMillis(300))) {
            var writing = new Thread(new FutureTask<>(() -> catchThrowable(() -> {
                try (var file = sftp.open("a")) {
                    for (int i = 0; i < 100; i++) {
                        file.write(0, new byte[1 << 20], 0, 1 << 20); // more than the pipe holds
                    }
                }
            })));
            writing.start();
            stuck.await();
            assertThatThrownBy(() -> {
                        while (true) {
                            sftp.stat("a");
                        }
                    })
                    .isInstanceOf(SSHTimeoutException.class);
            sftp.close();
            writing.join(10_000);
            assertThat(writing.isAlive()).isFalse();
            over.countDown();
        }
    }

    // interrupts

    @Test
    void anInterruptEndsTheCallThatItMeetsAndNothingElse() throws Exception {
        var asked = new CountDownLatch(1);
        try (var peer = ScriptedServer.after(p -> {
                    p.expects();
                    asked.countDown();
                    var next = p.expects();
                    p.sends(new SFTPReply.Attrs(next.id(), SFTPAttributes.none()));
                });
                var sftp = peer.client()) {
            var flag = new FutureTask<>(() -> {
                var thrown = catchThrowable(() -> sftp.stat("a"));
                assertThat(thrown).isInstanceOf(InterruptedIOException.class);
                return Thread.currentThread().isInterrupted();
            });
            var thread = new Thread(flag);
            thread.start();
            asked.await();
            thread.interrupt();
            assertThat(flag.get(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sftp.stat("b")).isEqualTo(SFTPAttributes.none());
        }
    }

    @Test
    void aTransferThatIsInterruptedLeavesNothingOpenAndNothingBroken() throws Exception {
        Files.write(here.resolve("big"), Operations.random(20_000_000));
        Files.write(root.resolve("big"), Operations.random(20_000_000));
        var options = SFTPClientOptions.defaults();
        try (var session = MemorySession.of(RootedFiles.of(root), options, 8 * 1024)) { // writers wait all the time
            var sftp = session.client();
            for (int i = 0; i < 20; i++) {
                boolean up = i % 2 == 0;
                var moving = new CountDownLatch(3 + i);
                TransferProgress progress = (path, done, total) -> moving.countDown();
                var thrown = new FutureTask<>(() -> catchThrowable(() -> {
                    if (up) {
                        sftp.put(
                                here.resolve("big"),
                                "up",
                                o -> o.progress(progress).atomically());
                    } else {
                        sftp.get(
                                "big",
                                here.resolve("down"),
                                o -> o.progress(progress).atomically());
                    }
                }));
                var thread = new Thread(thrown);
                thread.start();
                moving.await();
                thread.interrupt();
                assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedIOException.class);
                assertThat(sftp.stat("big").size()).hasValue(20_000_000);
            }
            assertThat(sftp.list(".").stream().map(SFTPEntry::name)).containsExactly("big");
            assertThat(here).isDirectoryNotContaining(path -> !path.endsWith("big"));
            assertThat(openBelow(root)).isZero();
            var out = new ByteArrayOutputStream();
            sftp.get("big", out);
            assertThat(out.toByteArray()).isEqualTo(Operations.random(20_000_000));
        }
    }

    /** How many descriptors of this process lead below a directory. */
    private static long openBelow(Path directory) throws Exception {
        var real = directory.toRealPath();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            return descriptors
                    .filter(fd -> {
                        try {
                            return Files.readSymbolicLink(fd).startsWith(real);
                        } catch (IOException e) {
                            return false; // closed meanwhile
                        }
                    })
                    .count();
        }
    }

    // failures in the middle

    @Test
    void aFileIsWholeUntilItsSuccessorIs() throws Exception {
        Files.writeString(here.resolve("mine"), "precious");
        var moving = new CountDownLatch(1);
        try (var peer = ScriptedServer.after(p -> {
                    while (true) {
                        var request = p.expects();
                        if (request instanceof SFTPRequest.Stat) {
                            p.sends(new SFTPReply.Attrs(request.id(), SFTPAttributes.of(a -> a.size(1_000_000))));
                        } else if (request instanceof SFTPRequest.Read read && read.offset() < 500_000) {
                            p.sends(new SFTPReply.Data(read.id(), new byte[(int) read.length()]));
                        } else if (request instanceof SFTPRequest.Open) {
                            p.sends(new SFTPReply.Handle(request.id(), HANDLE));
                        } else {
                            p.status(request, SFTPStatus.FAILURE);
                            moving.countDown();
                        }
                    }
                });
                var sftp = peer.client()) {
            assertThatThrownBy(() -> sftp.get("a", here.resolve("mine"), TransferOptions.Builder::atomically))
                    .isInstanceOf(SFTPException.class);
            assertThat(here.resolve("mine")).hasContent("precious");
            assertThat(here).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
            assertThatThrownBy(() -> sftp.get("a", here.resolve("mine"))).isInstanceOf(SFTPException.class);
            assertThat(Files.size(here.resolve("mine"))).isBetween(500_000L, 600_000L); // what came, without holes
        }
    }

    @Test
    void anExceptionOfTheProgressEndsTheTransfer() throws Exception {
        Files.write(root.resolve("big"), Operations.random(5_000_000));
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            assertThatThrownBy(() -> sftp.get("big", here.resolve("b"), (path, done, total) -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
            assertThat(sftp.stat("big").size()).hasValue(5_000_000);
            assertThat(openBelow(root)).isZero();
        }
    }

    @Test
    void aFullDiskHereEndsTheTransferThere() throws Exception {
        Files.write(root.resolve("big"), Operations.random(5_000_000));
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            assertThatThrownBy(() -> sftp.get("big", Path.of("/dev/full"))).isInstanceOf(IOException.class);
            assertThat(sftp.stat("big").size()).hasValue(5_000_000);
            assertThat(openBelow(root)).isZero();
        }
    }

    @Test
    void aStreamThatIsLeftEarlyIsCancelled() throws Exception {
        Files.write(root.resolve("big"), Operations.random(50_000_000));
        try (var session = MemorySession.of(RootedFiles.of(root))) {
            var sftp = session.client();
            for (int i = 0; i < 50; i++) {
                try (var in = sftp.read("big")) {
                    assertThat(in.read()).isNotNegative();
                    assertThat(in.available()).isPositive();
                }
            }
            assertThat(openBelow(root)).isZero();
            var in = sftp.read("big");
            in.close();
            in.close();
            assertThatThrownBy(in::read).hasMessageContaining("closed");
            var out = sftp.write("new");
            out.close();
            out.close();
            assertThatThrownBy(() -> out.write(1)).hasMessageContaining("closed");
        }
    }
}
