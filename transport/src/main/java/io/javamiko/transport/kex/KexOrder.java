package io.javamiko.transport.kex;

import io.javamiko.ProtocolException;

/** The one error of a method that gets a message which it does not wait for. */
final class KexOrder {
    private KexOrder() {}

    static void check(boolean awaited, int number) throws ProtocolException {
        if (!awaited) {
            throw new ProtocolException(
                    "message " + number + " is not the one that the key exchange waits for (RFC 4253 §8)");
        }
    }
}
