package io.javamiko.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.keys.files.OwnerOnlyFile;
import io.javamiko.transport.Identification;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.PacketTap;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A tap that writes a connection's transcript as it happens: each message at once, data of channels as the buffer fills, so
 * that the text is there up to where a program hangs or dies. A connection that begins after another is written behind it.
 *
 * <p>What can't be written ends the transcript and not the connection: {@link #close} tells it. Thread-safe.
 */
public final class TranscriptWriter implements PacketTap, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptWriter.class);

    private final Path file; // to be created for one connection, and closed with it; null for a writer that is given
    private final TranscriptSettings settings;
    private final ReentrantLock lock = new ReentrantLock(); // guards all below
    private Writer out; // null before the connection that the file is for
    private Transcribing transcribing;
    private IOException failure; // the first one
    private boolean closed;

    /**
     * Writes to {@code out}.
     *
     * @param out belongs to the transcript from now on; may be slow: then so is the connection
     */
    public TranscriptWriter(Writer out, TranscriptSettings settings) {
        this(out, null, settings);
    }

    private TranscriptWriter(Writer out, Path file, TranscriptSettings settings) {
        this.out = out;
        this.file = file;
        this.settings = settings;
        this.transcribing = new Transcribing(settings, Role.CLIENT);
    }

    /**
     * Writes to a file that its owner alone can read, in UTF-8. A file that is there is replaced; a pipe or a device is
     * written to as it is.
     *
     * @throws IOException if it can't be created
     */
    public static TranscriptWriter create(Path file, TranscriptSettings settings) throws IOException {
        return new TranscriptWriter(open(file), settings);
    }

    /**
     * As {@link #create}, for one connection: the file is created when that begins and closed when it has ended, so that
     * nobody need close it. For servers: {@code s.tap(client -> TranscriptWriter.ofConnection(…))}.
     */
    public static TranscriptWriter ofConnection(Path file, TranscriptSettings settings) {
        return new TranscriptWriter(null, file, settings);
    }

    private static Writer open(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            Files.delete(file); // who has it open must not read on
        }
        if (!Files.exists(file)) {
            OwnerOnlyFile.create(file);
        }
        return Files.newBufferedWriter(file, UTF_8);
    }

    @Override
    public void begun(Role us, String peer) {
        lock.lock();
        try {
            transcribing = new Transcribing(settings, us);
            createIfDue();
            write(TranscriptText.head(us, peer) + remark(), true);
        } finally {
            lock.unlock();
        }
    }

    private void createIfDue() {
        if (out != null || closed) {
            return;
        }
        try {
            out = open(file);
        } catch (IOException e) {
            failed(e);
        }
    }

    private String remark() {
        return "# > sent, < received; " + (settings.isTimed() ? "seconds, " : "")
                + "sequence number, message; below each its bytes. "
                + (settings.showsSecrets()
                        ? "Secrets are SHOWN: keep this to yourself.\n"
                        : settings.showsContent()
                                ? "Passwords of logins are masked, what channels carry is not.\n"
                                : "Secrets and what channels carry are masked.\n");
    }

    @Override
    public void identified(Direction direction, Identification identification, Duration elapsed) {
        lock.lock();
        try {
            write(TranscriptText.of(transcribing.identified(direction, identification, elapsed)), true);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void packet(Direction direction, long sequence, byte[] payload, Duration elapsed) {
        lock.lock();
        try {
            var entry = transcribing.packet(direction, sequence, payload, elapsed);
            write(TranscriptText.of(entry), !isBulk(payload[0] & 0xff));
        } finally {
            lock.unlock();
        }
    }

    private static boolean isBulk(int number) {
        return number >= MessageNumbers.CHANNEL_WINDOW_ADJUST && number <= MessageNumbers.CHANNEL_EXTENDED_DATA;
    }

    @Override
    public void closed(Throwable cause, Duration elapsed) {
        lock.lock();
        try {
            write(TranscriptText.of(transcribing.closed(cause, elapsed)), true);
            if (file != null) {
                end();
            }
        } finally {
            lock.unlock();
        }
    }

    private void write(String text, boolean flush) {
        if (out == null || failure != null || closed) {
            return;
        }
        try {
            out.write(text);
            if (flush) {
                out.flush();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException e) {
        failure = failure == null ? e : failure;
        LOG.warn("the transcript ends here, for it can't be written", e);
    }

    private void end() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (out != null) {
                out.close();
            }
        } catch (IOException e) {
            failed(e);
        }
    }

    /**
     * Writes what is left, and closes the file; what happens on the connection from now on is not written.
     *
     * @throws IOException if something could not be written, the first time it happened
     */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            end();
            if (failure != null) {
                throw new IOException("the transcript is not complete: " + failure.getMessage(), failure);
            }
        } finally {
            lock.unlock();
        }
    }
}
