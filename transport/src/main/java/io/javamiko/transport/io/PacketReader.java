package io.javamiko.transport.io;

import io.javamiko.Deadline;
import io.javamiko.ProtocolException;
import io.javamiko.SSHException;
import io.javamiko.crypto.packet.PacketOpener;
import io.javamiko.transport.ByteLink;
import io.javamiko.transport.Limits;
import io.javamiko.transport.Payload;
import io.javamiko.transport.compression.Inflating;
import java.io.IOException;
import java.util.Arrays;

/**
 * From the bytes of a link to payloads (RFC 4253 §6): one read, many packets. Used by one thread at a time.
 *
 * <p>Two buffers: what was read and is not opened yet, and the payload's, which is another one because a cipher in place
 * copies. Both grow with what comes and shrink once little comes: an idle connection holds some 3 KiB.
 */
public final class PacketReader {
    private static final int LENGTH = 4; // bytes of packet_length, which it does not count
    private static final int LEAST = 5; // packet_length of a packet with padding_length and 4 bytes of padding alone
    private static final long UNKNOWN = -1;
    private static final int SMALL = 2 << 10;
    private static final int LARGE = 128 << 10; // three bulk packets; a larger one makes room for itself
    private static final long KEPT_NANOS = 1_000_000_000; // how long large buffers outlive the last use of them
    // a platform thread keeps, for its life, a native buffer as large as its largest read; bulk is worth it, since with
    // 16 KiB it takes a quarter more CPU
    private static final int BITE = 64 << 10;

    private final ByteLink link;
    private final TapQueue tap; // null without
    private final PayloadPool pool = new PayloadPool();
    private byte[] in = new byte[SMALL]; // in[from … to) was read and is not opened yet
    private int from;
    private int to;
    private long lastLarge = System.nanoTime();
    private Payload payload = pool.take();

    private PacketOpener opener;
    private Inflating inflating; // null where nothing is compressed
    private byte[] opened = new byte[0]; // what is to be inflated
    private long announced = UNKNOWN; // packet_length, once its bytes are decrypted
    private boolean refused;
    private long sequence;
    private int lastLength;
    private boolean authenticated;
    private volatile long lastHeard = System.nanoTime();

    /** @param opener opens the first packets, which are bounded as packets before authentication are */
    public PacketReader(ByteLink link, PacketOpener opener) {
        this(link, opener, null);
    }

    /** @param tap is told of each payload that is opened; {@code null} for none */
    PacketReader(ByteLink link, PacketOpener opener, TapQueue tap) {
        this.link = link;
        this.opener = opener;
        this.tap = tap;
    }

    /**
     * Reads the next packet. Its payload is valid until the next call, unless it is kept.
     *
     * @return {@code null} at the end of the stream, between two packets
     * @throws io.javamiko.SSHTimeoutException if the deadline passed first; the call may be made again
     * @throws ProtocolException if the packet is malformed, too long or not authentic
     * @throws SSHException if the stream ends within it
     */
    public Payload next(Deadline deadline) throws IOException {
        if (!need(opener.headerLength(), deadline)) {
            return null;
        }
        if (announced == UNKNOWN) {
            announced = opener.packetLength(in, from, sequence);
        }
        if (refused || announced < LEAST || announced > most()) {
            throw refusal(
                    deadline,
                    new ProtocolException(
                            "a packet says it has %d bytes; at least %d, at most %d are read here (RFC 4253 §6, §6.1)"
                                    .formatted(announced, LEAST, most())));
        }
        int whole = LENGTH + (int) announced + opener.trailerLength();
        need(whole, deadline);
        freshPayload();
        open((int) announced, deadline);
        announced = UNKNOWN;
        consumed(whole);
        sequence = sequence + 1 & 0xffff_ffffL;
        lastLength = whole;
        if (tap != null) {
            tap.received(lastSequence(), payload);
        }
        return payload;
    }

    /** Why the connection ends; told after as many bytes as the largest packet has, where nobody may see when. */
    private ProtocolException refusal(Deadline deadline, ProtocolException reason) throws IOException {
        if (!opener.hidesRefusals()) {
            return reason;
        }
        refused = true; // a deadline may interrupt what follows
        int most = LENGTH + most() + opener.trailerLength();
        boolean more = true;
        while (more && to - from < most) {
            makeRoom(most);
            more = fill(deadline);
        }
        opener.spend(in, from, Math.min(to - from, most));
        return new ProtocolException(PacketOpener.REFUSAL);
    }

    /** The largest {@code packet_length} that is read now. */
    private int most() {
        return authenticated ? Limits.PACKET : Limits.PACKET_BEFORE_AUTH - LENGTH - opener.trailerLength();
    }

    /**
     * Reads some bytes as they are: for the identification, before the first packet. They stay until
     * {@link #consumed(int)}, so that what follows the identification is read as packets.
     *
     * @return how many bytes are there now, from {@link #rawOffset()} in {@link #rawBytes()} on; −1 at the stream's end
     */
    public int readRaw(Deadline deadline) throws IOException {
        return fill(deadline) ? to - from : -1;
    }

    /** The buffer of what was read. */
    public byte[] rawBytes() {
        return in;
    }

    /** Where what was read, and not consumed yet, begins. */
    public int rawOffset() {
        return from;
    }

    /** Bytes that were read and not consumed yet. */
    public int rawLength() {
        return to - from;
    }

    /** Passes over bytes that were read. */
    public void consumed(int count) {
        from += count;
        if (from == to) {
            from = 0;
            to = 0;
        }
    }

    /** The sequence number of the packet that was read last. */
    public long lastSequence() {
        return sequence - 1 & 0xffff_ffffL;
    }

    /**
     * The peer has taken new keys into use (RFC 4253 §7.3): from the next packet on.
     *
     * @param compressed whether payloads are compressed under these keys; the stream begins anew (§6.2)
     * @param resetSequence whether sequence numbers begin at 0 again (strict key exchange, PROTOCOL §1.9)
     */
    public void use(PacketOpener next, boolean compressed, boolean resetSequence) {
        opener.destroy();
        opener = next;
        compressed(compressed);
        sequence = resetSequence ? 0 : sequence;
    }

    /** Whether payloads are compressed from the next packet on; the stream begins anew. */
    public void compressed(boolean compressed) {
        if (inflating != null) {
            inflating.end();
        }
        inflating = compressed ? new Inflating() : null;
    }

    /** From now on packets may be large, and no payload is a secret: none is wiped. */
    public void authenticated() {
        authenticated = true;
    }

    /** The bytes on the wire of the packet that was read last. */
    public int lastLength() {
        return lastLength;
    }

    /** When something came last, by {@link System#nanoTime}; to be asked by any thread. */
    public long lastHeard() {
        return lastHeard;
    }

    /** Bytes of memory that the buffers hold. */
    int memory() {
        return in.length + opened.length + payload.array().length;
    }

    /** Wipes the keys; of no further use. */
    public void destroy() {
        opener.destroy();
        compressed(false);
        if (!payload.isKept()) {
            Arrays.fill(payload.array(), (byte) 0);
        }
        pool.clear();
    }

    private void freshPayload() {
        if (payload.isKept()) {
            payload = pool.take();
        } else if (!authenticated) {
            Arrays.fill(payload.array(), (byte) 0); // a password may lie there
        }
    }

    private void open(int length, Deadline deadline) throws IOException {
        if (inflating == null) {
            byte[] out = payload.array().length >= length ? payload.array() : new byte[rounded(length)];
            payload.set(out, 1, opened(length, out, deadline));
            return;
        }
        opened = opened.length >= length ? opened : new byte[rounded(length)];
        int count = opened(length, opened, deadline);
        inflating.replaceArray(payload.array());
        int inflated = inflating.inflate(opened, 1, count, most());
        payload.set(inflating.array(), 0, inflated);
    }

    private int opened(int length, byte[] out, Deadline deadline) throws IOException {
        try {
            return opener.open(in, from, length, sequence, out, 0);
        } catch (ProtocolException e) {
            throw refusal(deadline, e);
        }
    }

    /** Reads until that many bytes are there; {@code false} at an end of the stream before the first of them. */
    private boolean need(int count, Deadline deadline) throws IOException {
        while (to - from < count) {
            makeRoom(count);
            if (!fill(deadline)) {
                if (to == from) {
                    return false;
                }
                throw new SSHException(link + " closed the connection in the middle of a packet");
            }
        }
        return true;
    }

    private boolean fill(Deadline deadline) throws IOException {
        makeRoom(1);
        int offered = Math.min(in.length - to, BITE);
        int count = link.read(in, to, offered, deadline);
        if (count < 0) {
            return false;
        }
        to += count;
        lastHeard = System.nanoTime();
        if (count == offered && in.length < LARGE) {
            resize(2 * in.length); // there is more where that came from
        } else if (in.length > SMALL) {
            shrinkAfterUse(count);
        }
        return true;
    }

    /** Makes {@code in} long enough for that many bytes from {@code from} on, and for one more. */
    private void makeRoom(int count) {
        if (in.length - from >= count && to < in.length) {
            return;
        }
        if (in.length < count) {
            resize(rounded(count));
        } else {
            System.arraycopy(in, from, in, 0, to - from);
            to -= from;
            from = 0;
        }
    }

    /** Gives the large buffers back at the first little that comes a while after the last much. */
    private void shrinkAfterUse(int count) {
        if (count > SMALL / 2) {
            lastLarge = lastHeard;
        } else if (lastHeard - lastLarge > KEPT_NANOS && to - from <= SMALL / 2) {
            resize(SMALL);
            opened = new byte[0];
            pool.clear();
            if (!payload.isKept()) {
                payload.set(new byte[0], 0, 0);
            }
        }
    }

    private void resize(int length) {
        byte[] next = new byte[length];
        System.arraycopy(in, from, next, 0, to - from);
        in = next;
        to -= from;
        from = 0;
    }

    /** Few sizes, so that a buffer fits the next packet too. */
    private static int rounded(int length) {
        return length <= SMALL ? Integer.highestOneBit(Math.max(length, 128) - 1) << 1 : length + 4095 & -4096;
    }
}
