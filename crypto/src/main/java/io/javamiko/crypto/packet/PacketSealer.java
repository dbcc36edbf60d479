package io.javamiko.crypto.packet;

/**
 * Protects the packets of one direction under one set of keys (RFC 4253 §6): padding, encryption and MAC as one thing.
 *
 * <p>A packet is built in a plain array: bytes 0–3 are left for {@code packet_length}, byte 4 for {@code padding_length},
 * the payload begins at {@link #PAYLOAD}. Not thread-safe; packets are sealed in the order of their sequence numbers.
 * Seal creates no object of ours.
 */
public interface PacketSealer {
    /** Where the payload begins in the plain array: behind packet_length and padding_length. */
    int PAYLOAD = 5;

    /** The most bytes that padding may take behind a payload in the plain array. */
    int MAX_PADDING = 255;

    /**
     * Seals one packet.
     *
     * @param plain the payload at {@link #PAYLOAD}; the header before it and up to {@link #MAX_PADDING} bytes behind
     *     {@code end} are written over
     * @param end where the payload ends in {@code plain}
     * @param sequence the packet's sequence number, 0…2³²−1
     * @param out another array than {@code plain}, with room for {@link #sealedLength}
     * @param at where the sealed packet begins in {@code out}
     * @return where it ends
     */
    int seal(byte[] plain, int end, long sequence, byte[] out, int at);

    /**
     * Seals a frame as it stands: {@code packet_length}, {@code padding_length}, payload and padding, which need agree
     * neither with each other nor with the block size. For tools that send what {@link #seal} never would.
     *
     * @param frame another array than {@code out}
     * @param length bytes of the frame, at least 4, in whole blocks if the cipher has no other way (CBC)
     * @param sequence the packet's sequence number, 0…2³²−1
     * @param out has room for the frame and a MAC or tag from {@code at} on
     * @return where the sealed frame ends in {@code out}
     */
    int sealFrame(byte[] frame, int length, long sequence, byte[] out, int at);

    /** The bytes on the wire of a packet with a payload of that length. */
    int sealedLength(int payloadLength);

    /** Wipes the keys, as far as the provider lets us; {@link #seal} throws {@code IllegalStateException} from now on. */
    void destroy();
}
