package io.javamiko.transcript;

import java.util.Arrays;
import java.util.Optional;

/** The bytes of a payload as far as a transcript has them: all, or the first ones and what became of the others. Immutable. */
public final class Excerpt {
    private static final int NONE = 0;
    private static final int SECRET = -1;

    private final byte[] bytes;
    private final int missing; // bytes left out behind them; NONE, or SECRET for an unknown number that are masked

    private Excerpt(byte[] bytes, int missing) {
        this.bytes = bytes;
        this.missing = missing;
    }

    /** A payload in full. */
    public static Excerpt whole(byte[] payload) {
        return new Excerpt(payload.clone(), NONE);
    }

    /** Bytes that something secret follows, of a length that is not told. */
    public static Excerpt beforeSecret(byte[] bytes) {
        return new Excerpt(bytes.clone(), SECRET);
    }

    /**
     * The first bytes.
     *
     * @param leftOut how many more the payload has, at least 1
     */
    public static Excerpt shortened(byte[] bytes, int leftOut) {
        if (leftOut < 1) {
            throw new IllegalArgumentException("at least one byte is left out, not " + leftOut);
        }
        return new Excerpt(bytes.clone(), leftOut);
    }

    /** The bytes that are there; a copy. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The payload, if all of it is there; a copy. */
    public Optional<byte[]> payload() {
        return missing == NONE ? Optional.of(bytes()) : Optional.empty();
    }

    /** Whether something secret is masked. */
    public boolean isMasked() {
        return missing == SECRET;
    }

    /** The bytes behind those that are there that were left out; 0 if there are none, or if they are masked. */
    public int leftOut() {
        return Math.max(missing, 0);
    }

    /** Whether this payload may be the one: equal as far as can be seen, and of the same length if that can be. */
    public boolean mayBe(byte[] payload) {
        return payload.length >= bytes.length
                && Arrays.equals(bytes, 0, bytes.length, payload, 0, bytes.length)
                && (isMasked() || payload.length == bytes.length + missing);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Excerpt that && missing == that.missing && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + missing;
    }

    /** How much is there, not what. */
    @Override
    public String toString() {
        return bytes.length + " bytes"
                + (isMasked() ? " and a secret" : missing == NONE ? "" : " of " + (bytes.length + missing));
    }
}
