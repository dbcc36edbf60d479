package io.javamiko.keys;

/** Damages bytes, for the properties of other packages. */
public final class Mutations {
    private Mutations() {}

    /** A copy in which a few bytes are changed, taken out or put in. */
    public static byte[] mutated(byte[] bytes, long seed) {
        return KeysProperties.mutated(bytes, seed);
    }
}
