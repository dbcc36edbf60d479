package io.javamiko.auth;

/**
 * What passing a method allows, beyond being who one is: kept with the proof ({@link Authenticated#proofs()}), and meant
 * for who made it. A server's keys may come with restrictions, for instance; this layer knows none.
 */
public interface Grant {
    /** Everything. */
    Grant FULL = new Grant() {
        @Override
        public String toString() {
            return "full";
        }
    };
}
