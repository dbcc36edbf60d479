package io.javamiko.transport;

/** What becomes of a message that came, by its number alone. */
public enum Verdict {
    /** Given to the part that owns its number. */
    HANDLE,
    /** Passed over in silence. */
    IGNORE,
    /** Answered with {@code SSH_MSG_UNIMPLEMENTED} (RFC 4253 §11.4). */
    UNIMPLEMENTED,
    /** The peer broke the protocol: the connection ends. */
    FATAL
}
