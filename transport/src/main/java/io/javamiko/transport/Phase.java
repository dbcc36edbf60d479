package io.javamiko.transport;

/** How far one direction of a connection has come: it decides which messages may pass in it ({@link Verdicts}). */
public enum Phase {
    /** From the identification to the first KEXINIT. */
    BEFORE_KEXINIT,
    /** From the first KEXINIT to the first NEWKEYS, if both sides speak strict key exchange (PROTOCOL §1.9). */
    FIRST_KEX_STRICT,
    /** From any other KEXINIT of the sender to its NEWKEYS (RFC 4253 §7.1). */
    KEX,
    /** Keys are in use, and no service was granted yet. */
    BEFORE_SERVICE,
    /** The service ssh-userauth was granted (RFC 4252). */
    BEFORE_AUTH,
    /** The user is authenticated, and the connection protocol runs (RFC 4254). */
    AFTER_AUTH
}
