package io.javamiko.conformance.checks.kex;

import io.javamiko.crypto.agreement.SharedSecret;
import java.io.IOException;
import java.math.BigInteger;

/**
 * What the kit sends for its share of a key exchange, and the K that both then have.
 *
 * @param name for people
 * @param bytes as they go over the wire, without a length
 * @param secrets gives K from the target's share
 */
record Share(String name, byte[] bytes, Secrets secrets) {
    /** K from the target's share. */
    @FunctionalInterface
    interface Secrets {
        /** K. */
        SharedSecret from(byte[] theirs) throws IOException;
    }

    /** Of which nobody can tell K. */
    static Share of(String name, byte[] bytes) {
        return of(name, bytes, BigInteger.ONE);
    }

    /** Of which K is this number, whatever the target's share. */
    static Share of(String name, byte[] bytes, BigInteger k) {
        return new Share(name, bytes, theirs -> SharedSecret.ofMPInt(k.toByteArray()));
    }

    SharedSecret secret(byte[] theirs) throws IOException {
        return secrets.from(theirs);
    }

    @Override
    public String toString() {
        return name;
    }
}
