package io.javamiko.auth;

import io.javamiko.keys.SecurityKeyUse;

/**
 * What passing a method allows, beyond being who one is: kept with the proof ({@link Authenticated#proofs()}), and meant
 * for who made it. A server's keys may come with restrictions, for instance; this layer knows none.
 */
public interface Grant {
    /** What the signature of a security key must show for this grant: by default that it was touched. */
    default SecurityKeyUse securityKeyUse() {
        return SecurityKeyUse.TOUCHED;
    }

    /** Everything. */
    Grant FULL = new Grant() {
        @Override
        public String toString() {
            return "full";
        }
    };
}
