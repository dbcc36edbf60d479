package io.javamiko.conformance.peer;

/** How far a connection has come; each includes those before it. */
public enum Depth {
    /** Connected; nothing was said (RFC 4253 §4.1). */
    CONNECTED,
    /** Both identifications are there (RFC 4253 §4.2). */
    IDENTIFIED,
    /** Both KEXINITs are there, and agree (RFC 4253 §7.1). */
    NEGOTIATED,
    /** The first key exchange has ended: both directions are protected (RFC 4253 §7.3). */
    ENCRYPTED,
    /** The service {@code ssh-userauth} was granted (RFC 4253 §10). */
    SERVICE,
    /** The user is authenticated (RFC 4252 §5.1). */
    AUTHENTICATED,
    /** A channel of type {@code session} is open (RFC 4254 §5.1). */
    CHANNEL_OPEN
}
