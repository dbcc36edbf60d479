package io.javamiko.conformance.peer;

import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireReader;

/**
 * A message that came.
 *
 * @param payload with the number, its own copy
 * @param sequence the sequence number of its packet (RFC 4253 §6.4)
 * @param wireLength the bytes of its packet on the wire, MAC or tag included
 */
public record Received(byte[] payload, long sequence, int wireLength) {
    /** The message number. */
    public int number() {
        return payload[0] & 0xff;
    }

    /** Whether it is of the running key exchange method: 30–49. */
    boolean isOfKexMethod() {
        return number() >= MessageNumbers.FIRST_OF_KEX_METHOD && number() <= MessageNumbers.LAST_OF_KEX_METHOD;
    }

    /** A reader of what follows the number. */
    public WireReader reader() {
        return new WireReader(payload, 1, payload.length - 1);
    }

    /** The message in words. */
    @Override
    public String toString() {
        return MessageText.of(payload);
    }
}
