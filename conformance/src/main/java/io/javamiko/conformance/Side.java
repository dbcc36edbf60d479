package io.javamiko.conformance;

import io.javamiko.transport.Role;

/** What is under test. */
public enum Side {
    /** An SSH server. */
    SERVER,
    /** An SSH client, started anew for each connection. */
    CLIENT,
    /** An SSH agent at its socket (RFC 9987). */
    AGENT;

    /** The side of that role. */
    public static Side of(Role role) {
        return role == Role.SERVER ? SERVER : CLIENT;
    }
}
