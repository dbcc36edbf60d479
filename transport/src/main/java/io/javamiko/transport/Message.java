package io.javamiko.transport;

import io.javamiko.wire.WireWriter;

/**
 * A message of the SSH protocol as its fields (RFC 4250 §4.1): made by one {@code decode}, written by one {@code encode}.
 * Its families are sealed: {@link TransportMessage}, and those of key exchange, authentication and connection beside
 * their layers. Immutable, as far as nobody writes into the arrays of its fields.
 */
public interface Message {
    /** The message number, 1–255. */
    int number();

    /** Writes the message's payload: its number, then its fields. */
    void encode(WireWriter out);

    /** The message's payload as bytes: what {@link #encode} writes. */
    default byte[] payload() {
        var out = new WireWriter();
        encode(out);
        return out.toByteArray();
    }
}
