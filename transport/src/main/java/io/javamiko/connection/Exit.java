package io.javamiko.connection;

/** How what ran in a session has ended (RFC 4254 §6.10). */
public sealed interface Exit {
    /**
     * It ended by itself.
     *
     * @param status its exit status, 0–2³²−1; 0 is success by custom
     */
    record Code(long status) implements Exit {}

    /**
     * A signal ended it.
     *
     * @param name without {@code SIG}: {@code TERM}; safe to show
     * @param coreDumped whether it left a core dump
     * @param message for people, often empty; safe to show
     */
    record Signal(String name, boolean coreDumped, String message) implements Exit {}

    /** The peer closed the session without a word about it: it may have run to its end or not. */
    record None() implements Exit {}
}
