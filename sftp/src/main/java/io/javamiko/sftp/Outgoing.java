package io.javamiko.sftp;

import io.javamiko.Deadline;
import io.javamiko.SSHTimeoutException;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends packets, each whole. Small ones are collected until somebody is about to wait for an answer, so that many go out
 * with one write; bulk goes at once, out of the buffer that it was made in. Any thread.
 */
final class Outgoing {
    private static final int FULL = 16 * 1024;

    private final OutputStream out;
    private final ReentrantLock lock = new ReentrantLock();
    private final WireWriter collected = new WireWriter(1024); // guarded by lock
    private volatile boolean broken;

    Outgoing(OutputStream out) {
        this.out = out;
    }

    /** Takes a message on; it is sent by the next {@link #flush}, or now if much has been collected. */
    void add(SFTPMessage message, Deadline deadline) throws IOException {
        lock(deadline);
        try {
            message.packet(collected);
            if (collected.size() >= FULL) {
                writeCollected();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Sends a packet that is made already, behind all that was collected. */
    void bulk(WritePacket packet, Deadline deadline) throws IOException {
        lock(deadline);
        try {
            writeCollected();
            write(packet.array(), packet.start(), packet.length());
        } finally {
            lock.unlock();
        }
    }

    /** Sends what was collected, by whomever. */
    void flush(Deadline deadline) throws IOException {
        lock(deadline);
        try {
            writeCollected();
            flushStream();
        } finally {
            lock.unlock();
        }
    }

    /** Whether the stream has failed; a packet may have been cut then. */
    boolean isBroken() {
        return broken;
    }

    private void writeCollected() throws IOException {
        int length = collected.size();
        if (length > 0) {
            byte[] packets = collected.array();
            collected.clear();
            write(packets, 0, length);
        }
    }

    private void flushStream() throws IOException {
        try {
            out.flush();
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            broken = true;
            throw e;
        }
    }

    /** An interrupt must not cut a packet: what the stream did not take is kept, and goes before everything else. */
    private void write(byte[] packets, int offset, int length) throws IOException {
        try {
            out.write(packets, offset, length);
        } catch (InterruptedIOException e) {
            int taken = Math.max(0, Math.min(length, e.bytesTransferred));
            byte[] rest = Arrays.copyOfRange(packets, offset + taken, offset + length);
            collected.clear().raw(rest);
            throw e;
        } catch (IOException | RuntimeException | Error e) {
            broken = true;
            throw e;
        }
    }

    private void lock(Deadline deadline) throws IOException {
        try {
            if (!lock.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new SSHTimeoutException("the server takes no requests: no room to send", deadline.length());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var interrupted = new InterruptedIOException("interrupted before the request was sent");
            interrupted.initCause(e);
            throw interrupted;
        }
    }
}
