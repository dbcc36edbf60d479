package io.javamiko.transport.io;

/**
 * The sealed packets on their way from their senders to the writer: two arrays that are swapped. Senders append to one
 * while the writer writes the other. They start small, grow with use and are given back when idle. Under the send lock.
 */
final class SealedBytes {
    /** Bytes that users may fill: seven bulk packets, and room for small ones. */
    static final int CAPACITY = 256 << 10;

    private static final int SMALL = 1 << 10;

    private byte[] filling = new byte[SMALL];
    private int end; // of what filling holds
    private byte[] other; // what the writer writes, or the spare array; null where there is none

    /** Bytes that wait for the writer. */
    int length() {
        return end;
    }

    /** Whether users may send so many bytes more; what is larger than the capacity goes alone. */
    boolean hasRoom(int size) {
        return end == 0 || end + size <= CAPACITY;
    }

    /** Seals the payload that was put, behind what is here. */
    void seal(PacketWriter packets) {
        ensure(packets.sealedBound());
        end = packets.seal(filling, end);
    }

    /** Appends bytes that are no packet: the identification. */
    void append(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, filling, end, bytes.length);
        end += bytes.length;
    }

    /** The writer takes all that is here: it is the first {@link #length()} bytes before the call of the array. */
    byte[] swap() {
        byte[] taken = filling;
        filling = other != null ? other : new byte[SMALL];
        other = taken;
        end = 0;
        return taken;
    }

    /** The writer is done with what it took. */
    void written() {
        if (other != null && other.length > CAPACITY) {
            other = null; // it was the reserve that made it so large
        }
    }

    /** Forgets what waits. */
    void clear() {
        end = 0;
    }

    /** Whether the arrays have grown. */
    boolean isLarge() {
        return memory() > 2 * SMALL;
    }

    /** Gives grown arrays back; nothing waits. */
    void shrink() {
        if (isLarge()) {
            filling = new byte[SMALL];
            other = null;
        }
    }

    /** Bytes of memory that are held. */
    int memory() {
        return filling.length + (other == null ? 0 : other.length);
    }

    private void ensure(int more) {
        int needed = end + more;
        if (filling.length < needed) {
            byte[] larger = new byte[Math.max(needed, Math.min(2 * filling.length, CAPACITY))];
            System.arraycopy(filling, 0, larger, 0, end);
            filling = larger;
        }
    }
}
