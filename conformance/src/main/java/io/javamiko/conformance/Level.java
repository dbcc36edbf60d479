package io.javamiko.conformance;

import java.util.Locale;

/** How binding a requirement is. */
public enum Level {
    /** The RFC says MUST or SHALL, or the protocol cannot work otherwise. */
    MUST,
    /** A published vulnerability, which a sound peer does not have. */
    ATTACK,
    /** No clause asks for it, but a sound peer does it: no crash, no hang, no memory without bound. */
    ROBUST,
    /** The RFC says SHOULD or RECOMMENDED. */
    SHOULD,
    /** The RFC says MAY; the check tells what the target does. */
    MAY;

    /** Whether a check of this level belongs to a run of that level: {@code MUST} asks for attacks too, {@code MAY} for all. */
    public boolean isWithin(Level limit) {
        return compareTo(limit == MUST ? ATTACK : limit) <= 0;
    }

    /** The level of that name, in any case. */
    public static Level named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
