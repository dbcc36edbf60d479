package io.javamiko.transport;

import io.javamiko.Deadline;
import io.javamiko.crypto.RandomPadding;
import io.javamiko.crypto.packet.PlainPackets;
import io.javamiko.transport.io.PacketReader;
import io.javamiko.transport.io.PacketWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Packets over a link (RFC 4253 §6), and nothing else: no threads, no order of messages, no policy. Who holds it can send
 * what no sane peer would, when no sane peer would: tests, tools, taps. A connection is a {@code Transport}.
 *
 * <p>It writes on the caller's thread. One thread may send while another one receives; never two the same.
 */
public final class PacketStream implements AutoCloseable {
    private static final int MAX_TRAILER = 64; // bytes of the longest MAC

    private final ByteLink link;
    private final RandomPadding padding;
    private final PacketReader reader;
    private final PacketWriter writer;
    private byte[] sealed = new byte[0];

    /**
     * Packets as they are before the first key exchange.
     *
     * @param link belongs to the stream from now on
     * @param random pads packets
     */
    public PacketStream(ByteLink link, SecureRandom random) {
        this.link = link;
        this.padding = new RandomPadding(random);
        this.reader = new PacketReader(link, PlainPackets.opener());
        this.writer = new PacketWriter(PlainPackets.sealer(padding));
        reader.authenticated();
    }

    /** Writes bytes as they are: an identification, or anything else. */
    public void sendRaw(byte[] bytes) throws IOException {
        link.write(bytes, 0, bytes.length);
    }

    /** Sends a message in one packet. */
    public void send(Message message) throws IOException {
        writer.put(message);
        sendPacket();
    }

    /** Sends a payload in one packet, whatever it is. */
    public void send(byte[] payload) throws IOException {
        writer.put(payload, 0, payload.length);
        sendPacket();
    }

    private void sendPacket() throws IOException {
        int most = writer.sealedBound();
        sealed = sealed.length >= most ? sealed : new byte[most];
        int length = writer.seal(sealed, 0);
        link.write(sealed, 0, length);
    }

    /**
     * Seals a payload as the next packet and does not send it: for who sends its bytes late, in pieces, or changed, with
     * {@link #sendRaw}. It counts as sent.
     */
    public byte[] seal(byte[] payload) {
        writer.put(payload, 0, payload.length);
        byte[] packet = new byte[writer.sealedBound()];
        return Arrays.copyOf(packet, writer.seal(packet, 0));
    }

    /**
     * Seals a frame (RFC 4253 §6) as the next packet, whatever its fields say, under the keys of the moment and with a
     * valid MAC; it is not sent, and counts as sent.
     *
     * @param frame {@code packet_length}, {@code padding_length}, payload and padding; at least 4 bytes
     */
    public byte[] sealFrame(byte[] frame) {
        byte[] packet = new byte[frame.length + MAX_TRAILER];
        return Arrays.copyOf(packet, writer.sealFrame(frame, packet, 0));
    }

    /**
     * Reads the peer's identification by {@code parser}; what comes behind it is read as packets.
     *
     * @return found or refused, or that the stream ended while more was needed
     */
    public IdentificationParser.Outcome receiveIdentification(IdentificationParser parser, Deadline deadline)
            throws IOException {
        while (reader.readRaw(deadline) >= 0) {
            var outcome = parser.accept(reader.rawBytes(), reader.rawOffset(), reader.rawLength());
            reader.consumed(
                    outcome instanceof IdentificationParser.Found found ? found.consumed() : reader.rawLength());
            if (!(outcome instanceof IdentificationParser.NeedMore)) {
                return outcome;
            }
        }
        return new IdentificationParser.NeedMore();
    }

    /**
     * Receives one packet; it may be as large as those of an authenticated connection.
     *
     * @return its payload, valid until the next call; {@code null} at the end of the stream
     * @throws io.javamiko.ProtocolException if it is malformed, too long or not authentic
     */
    public Payload receive(Deadline deadline) throws IOException {
        return reader.next(deadline);
    }

    /** The sequence number of the packet that was sent or sealed last. */
    public long lastSentSequence() {
        return writer.lastSequence();
    }

    /** The bytes on the wire of the packet that was received last, its MAC or tag included. */
    public int lastLength() {
        return reader.lastLength();
    }

    /** The sequence number of the packet that was received last. */
    public long lastSequence() {
        return reader.lastSequence();
    }

    /**
     * Seals what is sent from now on with these keys: what follows our NEWKEYS (RFC 4253 §7.3). They may be wiped then.
     *
     * @param authenticated whether a compression that waits for that begins
     */
    public void sealWith(PacketKeys keys, boolean authenticated) {
        writer.use(keys.sealer(padding), keys.compression().isActive(authenticated), keys.resetsSequenceNumber());
    }

    /** Opens what comes from now on with these keys: what follows the peer's NEWKEYS. They may be wiped then. */
    public void openWith(PacketKeys keys, boolean authenticated) {
        reader.use(keys.opener(), keys.compression().isActive(authenticated), keys.resetsSequenceNumber());
    }

    /** Begins the compression of what we send, where it waited for authentication. */
    public void compressSent() {
        writer.compressed(true);
    }

    /** Takes what comes from now on as compressed, where that waited for authentication. */
    public void compressReceived() {
        reader.compressed(true);
    }

    /** Closes the link and wipes the keys; nobody sends or receives at that time. */
    @Override
    public void close() {
        link.close();
        writer.destroy();
        reader.destroy();
    }
}
