package io.javamiko.crypto.packet;

import io.javamiko.ProtocolException;

/**
 * Opens the packets of one direction under one set of keys (RFC 4253 §6). For each packet, in order:
 * {@link #packetLength} once {@link #headerLength} bytes are there, then, if the length is within the caller's limits,
 * {@link #open} once the whole packet is there. Not thread-safe. Open creates no object of ours.
 */
public interface PacketOpener {
    /** The one message of every refusal that {@link #hidesRefusals}. */
    String REFUSAL = "a packet's length, MAC or padding is wrong (RFC 4253 §6)";

    /** The bytes of a packet that must be there before its length can be told: 4, or one block of the cipher. */
    int headerLength();

    /** The bytes of MAC or tag behind a packet. */
    int trailerLength();

    /**
     * Reads {@code packet_length} of the packet that begins at {@code in[at]}; call it once a packet. The value is not
     * authentic yet: hold it against the limits before anything is allocated for it.
     *
     * @return 0…2³²−1
     */
    long packetLength(byte[] in, int at, long sequence);

    /**
     * Checks and decrypts the packet {@code in[at … at + 4 + packetLength + trailerLength)}.
     *
     * @param out another array than {@code in}; gets {@code padding_length}, payload and padding from {@code outAt} on,
     *     {@code packetLength} bytes in all, so the payload begins at {@code outAt + 1}
     * @return the payload's length, at least 1
     * @throws ProtocolException if the MAC or tag is wrong, or the length does not fit the block size or the padding;
     *     nothing of {@code out} may be used then
     */
    int open(byte[] in, int at, int packetLength, long sequence, byte[] out, int outAt) throws ProtocolException;

    /**
     * Whether nobody may see why or when a packet is refused: with CBC beside a MAC the length is a decrypted block
     * (CVE-2008-5161). After a refusal, or a length over the limits, the caller goes on reading until it has as many bytes
     * as the largest packet, gives them to {@link #spend}, and only then fails with {@link #REFUSAL}; so does OpenSSH.
     */
    default boolean hidesRefusals() {
        return false;
    }

    /** Takes as long as if all these bytes, the refused packet's first, were checked: see {@link #hidesRefusals}. */
    default void spend(byte[] bytes, int offset, int count) {
        // nothing to hide
    }

    /** Wipes the keys, as far as the provider lets us; {@link #open} throws {@code IllegalStateException} from now on. */
    void destroy();
}
