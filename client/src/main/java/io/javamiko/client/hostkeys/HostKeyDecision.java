package io.javamiko.client.hostkeys;

/** What becomes of a host key that known_hosts does not have. */
public enum HostKeyDecision {
    /** The connection ends before anything secret was sent. */
    REJECT,
    /** It is trusted for this connection. */
    ACCEPT_ONCE,
    /** It is trusted, and appended to the first known_hosts file. */
    ACCEPT_AND_SAVE
}
