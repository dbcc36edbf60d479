package io.javamiko.transport;

/**
 * Something about a connection that its operator should know, and that does not end it.
 *
 * @param kind what it is about
 * @param text the warning in words, safe to show
 */
public record Warning(Kind kind, String text) {
    /** What a warning is about. */
    public enum Kind {
        /** No strict key exchange with a cipher that the Terrapin attack can use (CVE-2023-48795). */
        TERRAPIN,
        /** An algorithm is in use that is kept for old peers only. */
        LEGACY_ALGORITHM,
        /** The peer asked to show a text: {@code SSH_MSG_DEBUG} with always_display (RFC 4253 §11.3). */
        PEER_MESSAGE,
        /** The peer did something odd that was passed over. */
        PEER_BEHAVIOUR
    }
}
