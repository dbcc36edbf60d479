package io.javamiko.transcript;

import io.javamiko.transport.Identification;
import io.javamiko.transport.PacketTap;
import io.javamiko.transport.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A tap that keeps a connection's transcript in memory, however long it becomes: for tests. Thread-safe.
 *
 * <pre>{@code
 * var recorder = new TranscriptRecorder(TranscriptSettings.masked());
 * try (var ssh = SSHClient.connect(host, c -> c.tap(recorder))) { … }
 * System.out.println(recorder.transcript());
 * }</pre>
 */
public final class TranscriptRecorder implements PacketTap {
    private final TranscriptSettings settings;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private final List<TranscriptEntry> entries = new ArrayList<>();
    private Role us = Role.CLIENT;
    private String peer = "";
    private Transcribing transcribing;

    /** An empty one. */
    public TranscriptRecorder(TranscriptSettings settings) {
        this.settings = settings;
        this.transcribing = new Transcribing(settings, us);
    }

    /** What has happened until now on the connection that began last. */
    public Transcript transcript() {
        lock.lock();
        try {
            return new Transcript(us, peer, entries);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void begun(Role role, String name) {
        lock.lock();
        try {
            us = role;
            peer = TranscriptText.line(name);
            transcribing = new Transcribing(settings, role);
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void identified(Direction direction, Identification identification, Duration elapsed) {
        lock.lock();
        try {
            entries.add(transcribing.identified(direction, identification, elapsed));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
        lock.lock();
        try {
            entries.add(transcribing.packet(direction, sequence, payload, elapsed));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void closed(Throwable cause, Duration elapsed) {
        lock.lock();
        try {
            entries.add(transcribing.closed(cause, elapsed));
        } finally {
            lock.unlock();
        }
    }
}
