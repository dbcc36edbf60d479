package io.javamiko.transcript;

import io.javamiko.Threads;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.TransportOptions;
import io.javamiko.transport.io.MemoryLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Plays the peer of a {@link Transcript} to a live connection, which must send what is recorded: a connection that was
 * recorded once, with whatever implementation, is a test without it.
 *
 * <pre>{@code
 * try (var replay = Replay.start(transcript, () -> options.with(t -> t.random(DeterministicRandom.of(7))))) {
 *     try (var transport = Transport.connect(replay.link(), replay.options())) {
 *         …
 *     }
 *     replay.verify();
 * }
 * }</pre>
 *
 * <p>The transcript must have been recorded with {@link TranscriptSettings#unmasked} by a connection under a
 * {@link DeterministicRandom} of the same seed, with the same algorithms, limits and host keys. Messages are compared one by
 * one, in the order of the transcript; masked and shortened ones of ours as far as they are there. So what is
 * sent must follow from what came before: nothing by the clock, no two threads that send at once. Thread-safe.
 */
public final class Replay implements AutoCloseable {
    private static final int CAPACITY = 1 << 20; // bytes on their way in each direction
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TransportOptions options;
    private final MemoryLink ours;
    private final MemoryLink peers;
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile TranscriptException failure;

    private Replay(TransportOptions options) {
        this.options = options;
        var links = MemoryLink.pair(CAPACITY);
        this.ours = links.client();
        this.peers = links.server();
    }

    /**
     * Starts the peer, on a thread of its own.
     *
     * @param options gives the same options each time that it is asked, with a new random source of the same seed
     * @throws IllegalArgumentException if they are of the other role
     * @throws TranscriptException if the transcript can't be replayed: a message of the peer's is masked or shortened
     */
    public static Replay start(Transcript transcript, Supplier<TransportOptions> options) throws TranscriptException {
        var live = options.get();
        if (live.role() != transcript.us()) {
            throw new IllegalArgumentException(
                    "a " + transcript.us() + " was recorded; these are the options of a " + live.role());
        }
        var replay = new Replay(live);
        var player = new RecordedPeer(transcript, options.get(), replay.peers);
        player.check();
        Threads.start("javamiko replay", () -> replay.run(player));
        return replay;
    }

    private void run(RecordedPeer player) {
        try {
            player.play(PATIENCE);
        } catch (TranscriptException e) {
            failure = e;
        } catch (IOException | RuntimeException e) {
            failure = new TranscriptException("the replay failed: " + e.getMessage(), e);
        } finally {
            peers.close();
            done.countDown();
        }
    }

    /** The live connection's end of the link. */
    public ByteLink link() {
        return ours;
    }

    /** The live connection's options: its random source has not been used. */
    public TransportOptions options() {
        return options;
    }

    /**
     * Waits for the end of the transcript.
     *
     * @throws TranscriptException if the live connection sent something else, or sent nothing for 10 s where something is
     *     recorded
     * @throws InterruptedIOException if the thread is interrupted; its flag stays set
     */
    public void verify() throws TranscriptException, InterruptedIOException {
        try {
            if (!done.await(PATIENCE.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
                throw new TranscriptException("the replay has not ended");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the end of a replay");
        }
        if (failure != null) {
            throw new TranscriptException(failure.getMessage(), failure);
        }
    }

    /** Ends it, wherever it is. */
    @Override
    public void close() {
        peers.close();
    }
}
