package io.javamiko.transport;

/** Which end of the connection one is: the client is who opened it (RFC 4253 §1). */
public enum Role {
    CLIENT,
    SERVER;

    /** The other end's role. */
    public Role peer() {
        return this == CLIENT ? SERVER : CLIENT;
    }
}
