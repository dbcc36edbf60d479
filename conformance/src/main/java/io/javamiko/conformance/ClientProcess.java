package io.javamiko.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.Sanitised;
import io.javamiko.Threads;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** A client under test as a process of its own, with the end of what it says. Thread-safe. */
final class ClientProcess implements ClientTarget.Started {
    private static final int MOST_KEPT = 2000; // bytes

    private final Process process;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] said = {}; // guarded by lock: the last of it
    private volatile boolean isAllRead;

    private ClientProcess(Process process) {
        this.process = process;
    }

    /** Starts a command with {@code {port}} in its words replaced. */
    static ClientProcess start(List<String> words, int port) throws IOException {
        var command = words.stream()
                .map(word -> word.replace("{port}", String.valueOf(port)))
                .toList();
        var client = new ClientProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
        Threads.startPlatform("output of " + words.get(0), client::read);
        return client;
    }

    /** Platform thread: reads of a process's pipe block the thread that carries a virtual one. */
    private void read() {
        byte[] bytes = new byte[1024];
        try (var out = process.getInputStream()) {
            for (int count = out.read(bytes); count > 0; count = out.read(bytes)) {
                keep(bytes, count);
            }
        } catch (IOException e) {
            keep(bytes, 0); // it was ended here
        } finally {
            isAllRead = true;
        }
    }

    private void keep(byte[] bytes, int count) {
        lock.lock();
        try {
            byte[] all = Arrays.copyOf(said, said.length + count);
            System.arraycopy(bytes, 0, all, said.length, count);
            said = Arrays.copyOfRange(all, Math.max(0, all.length - MOST_KEPT), all.length);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<String> ended() {
        if (process.isAlive() || !isAllRead) { // what it has left behind may hold its output, and connect
            return Optional.empty();
        }
        lock.lock();
        try {
            var words = Sanitised.of(new String(said, UTF_8).strip());
            return Optional.of("it ended with status " + process.exitValue() + " before it connected, and said "
                    + (words.isEmpty() ? "nothing" : words));
        } finally {
            lock.unlock();
        }
    }

    /** Also what it has started itself: a client is often run by a shell. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
