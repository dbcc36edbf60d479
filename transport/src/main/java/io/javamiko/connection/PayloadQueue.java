package io.javamiko.connection;

import io.javamiko.transport.Payload;
import java.util.Arrays;

/**
 * Bytes that came and were not read yet: the packets' own buffers, moved, not copied. A payload under a quarter of a buffer
 * goes into what is left of the last one, or else one-byte packets would hold a whole buffer each. Makes no object for a
 * packet. Guarded by the channel's lock.
 */
final class PayloadQueue {
    private static final int FIRST_CAPACITY = 4;

    private Payload[] buffers = new Payload[FIRST_CAPACITY]; // a ring
    private int[] starts = new int[FIRST_CAPACITY]; // index of the next byte to read
    private int[] ends = new int[FIRST_CAPACITY];
    private int head;
    private int count;
    private long size;

    /** Adds {@code length} bytes that lie in the payload's array at {@code at}: copies them, or keeps the payload. */
    void add(Payload payload, int at, int length) {
        size += length;
        if (count > 0) {
            int last = index(count - 1);
            byte[] array = buffers[last].array();
            if (length < array.length / 4 && length <= array.length - ends[last]) {
                System.arraycopy(payload.array(), at, array, ends[last], length);
                ends[last] += length;
                return;
            }
        }
        if (count == buffers.length) {
            grow();
        }
        payload.keep();
        int next = index(count++);
        buffers[next] = payload;
        starts[next] = at;
        ends[next] = at + length;
    }

    /** Moves up to {@code length} bytes out, none of a second buffer. */
    int read(byte[] into, int offset, int length) {
        int bytes = Math.min(length, ends[head] - starts[head]);
        System.arraycopy(buffers[head].array(), starts[head], into, offset, bytes);
        starts[head] += bytes;
        size -= bytes;
        return bytes;
    }

    /** Takes the first buffer out if all of it was read, for the caller to release with no lock held; else {@code null}. */
    Payload emptied() {
        if (count == 0 || starts[head] < ends[head]) {
            return null;
        }
        return remove();
    }

    /** Takes the first buffer out, read or not; {@code null} if there is none. */
    Payload drop() {
        if (count == 0) {
            return null;
        }
        size -= ends[head] - starts[head];
        return remove();
    }

    private Payload remove() {
        Payload first = buffers[head];
        buffers[head] = null;
        head = index(1);
        count--;
        return first;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Bytes that can be read. */
    long size() {
        return size;
    }

    /** Buffers that are held. */
    int buffers() {
        return count;
    }

    private int index(int position) {
        return (head + position) & (buffers.length - 1);
    }

    private void grow() {
        int capacity = buffers.length;
        Payload[] grown = new Payload[2 * capacity];
        int[] grownStarts = new int[2 * capacity];
        int[] grownEnds = new int[2 * capacity];
        for (int i = 0; i < count; i++) {
            grown[i] = buffers[index(i)];
            grownStarts[i] = starts[index(i)];
            grownEnds[i] = ends[index(i)];
        }
        Arrays.fill(buffers, null);
        buffers = grown;
        starts = grownStarts;
        ends = grownEnds;
        head = 0;
    }
}
