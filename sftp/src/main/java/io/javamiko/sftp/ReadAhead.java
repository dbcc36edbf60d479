package io.javamiko.sftp;

import java.io.IOException;
import java.util.ArrayDeque;

/**
 * One open file read in order with many READs in flight: asks again for what a short answer left out, and knows the end.
 * As much as the window lets through is asked for up to the size that the server told, beyond it one READ at a time.
 */
final class ReadAhead {
    /** A part of the file, given on in order. */
    static final class Chunk {
        final long offset;
        final byte[] bytes;
        int filled;
        private final int wanted;
        private boolean complete;
        private boolean last;
        private SFTPException failure;

        private Chunk(long offset, byte[] bytes, int wanted) {
            this.offset = offset;
            this.bytes = bytes;
            this.wanted = wanted;
        }
    }

    private static final int FIRST = 32 * 1024; // bytes asked for where the size is not known
    private static final int PAGE = 4 * 1024;

    private final Pipeline pipeline;
    private final String path;
    private final SFTPHandle handle;
    private final long size; // as told; 0 if not
    private final long limit; // nothing is asked for from here on
    private final Pipeline.Hungry ready; // called when an answer has come
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private long next;
    private boolean waitsForRoom;
    private boolean ended;

    ReadAhead(
            Pipeline pipeline,
            String path,
            SFTPHandle handle,
            long from,
            long size,
            long limit,
            Pipeline.Hungry ready) {
        this.pipeline = pipeline;
        this.path = path;
        this.handle = handle;
        this.next = from;
        this.size = size;
        this.limit = limit;
        this.ready = ready;
    }

    /** Asks for as much as may be asked for now. */
    void pump() throws IOException {
        while (!ended && next < limit && (chunks.isEmpty() || (next <= size && isNear()))) {
            if (!pipeline.hasRoom()) {
                waitForRoom();
                return;
            }
            int length = length();
            var chunk = new Chunk(next, pipeline.buffer(length), length);
            chunks.add(chunk);
            next += length;
            ask(chunk);
        }
    }

    /**
     * The next part of the file, or null if it has not come yet or the file has ended.
     *
     * @throws SFTPException if the server refused to read just there
     */
    Chunk poll() throws SFTPException {
        var head = chunks.peek();
        if (ended || head == null || !head.complete) {
            return null;
        }
        ended = head.last || head.offset + head.filled >= limit;
        if (head.failure != null) {
            throw head.failure;
        }
        return chunks.poll();
    }

    /** Asks for nothing more and gives nothing more. */
    void stop() {
        ended = true;
        chunks.clear();
    }

    /** Whether all that there is has been given on. */
    boolean hasEnded() {
        return ended || (next >= limit && chunks.isEmpty());
    }

    /** A server that keeps the first part back must not make us collect all the others. */
    private boolean isNear() {
        return next - chunks.peek().offset < pipeline.maxAhead();
    }

    private void waitForRoom() {
        if (!waitsForRoom) {
            waitsForRoom = true;
            pipeline.whenThereIsRoom(() -> {
                waitsForRoom = false;
                pump();
            });
        }
    }

    private int length() {
        int full = pipeline.limits().readSize();
        long wanted = size <= 0
                ? FIRST
                : next > size
                        ? full
                        : Math.min(full, size - next) / PAGE * PAGE + PAGE; // over the end: it may have grown
        return (int) Math.min(Math.min(full, wanted), limit - next);
    }

    private void ask(Chunk chunk) throws IOException {
        int left = chunk.wanted - chunk.filled;
        pipeline.read(
                path,
                handle,
                chunk.offset + chunk.filled,
                chunk.bytes,
                chunk.filled,
                left,
                call -> replied(chunk, call));
    }

    private void replied(Chunk chunk, Call call) throws IOException {
        if (ended) {
            return;
        }
        try {
            filled(chunk, call.count(), size);
        } catch (SFTPException e) {
            chunk.failure = e; // for him who gets so far
            chunk.last = true;
        }
        chunk.complete = chunk.last || chunk.filled == chunk.wanted;
        if (!chunk.complete) {
            ask(chunk);
        }
        ready.more();
        pump();
    }

    private static void filled(Chunk chunk, int count, long size) {
        chunk.filled += count;
        boolean isShort = chunk.filled < chunk.wanted;
        // short where the server said the end is: no need to ask whether more has come since
        chunk.last = count == 0 || (isShort && chunk.offset + chunk.filled == size);
    }
}
