package io.javamiko.transport;

/**
 * The message numbers, each under its RFC's name (RFC 4250 §4.1.2). The ranges have owners: 1–19 transport,
 * 20–29 negotiation, 30–49 the running key exchange method, 50–59 authentication, 60–79 the running authentication
 * method, 80–127 connection, 192–255 local extensions.
 */
public final class MessageNumbers {
    // RFC 4253 §12, RFC 8308 §2.3
    public static final int DISCONNECT = 1;
    public static final int IGNORE = 2;
    public static final int UNIMPLEMENTED = 3;
    public static final int DEBUG = 4;
    public static final int SERVICE_REQUEST = 5;
    public static final int SERVICE_ACCEPT = 6;
    public static final int EXT_INFO = 7;
    public static final int KEXINIT = 20;
    public static final int NEWKEYS = 21;

    /** The first number of the key exchange methods' own messages. */
    public static final int FIRST_OF_KEX_METHOD = 30;

    /** The last number of the key exchange methods' own messages. */
    public static final int LAST_OF_KEX_METHOD = 49;

    // RFC 4253 §8, RFC 5656 §4, RFC 8731: the methods share their numbers
    public static final int KEX_INIT = 30;
    public static final int KEX_REPLY = 31;
    // RFC 4419 §5
    public static final int KEX_DH_GEX_GROUP = 31;
    public static final int KEX_DH_GEX_INIT = 32;
    public static final int KEX_DH_GEX_REPLY = 33;
    public static final int KEX_DH_GEX_REQUEST = 34;

    // RFC 4432 §7
    public static final int KEXRSA_PUBKEY = 30;
    public static final int KEXRSA_SECRET = 31;
    public static final int KEXRSA_DONE = 32;

    // RFC 4252 §6
    public static final int USERAUTH_REQUEST = 50;
    public static final int USERAUTH_FAILURE = 51;
    public static final int USERAUTH_SUCCESS = 52;
    public static final int USERAUTH_BANNER = 53;

    /** The first number of the authentication methods' own messages. */
    public static final int FIRST_OF_AUTH_METHOD = 60;

    /** The last number of the authentication methods' own messages. */
    public static final int LAST_OF_AUTH_METHOD = 79;

    // RFC 4254 §9
    public static final int GLOBAL_REQUEST = 80;
    public static final int REQUEST_SUCCESS = 81;
    public static final int REQUEST_FAILURE = 82;
    public static final int CHANNEL_OPEN = 90;
    public static final int CHANNEL_OPEN_CONFIRMATION = 91;
    public static final int CHANNEL_OPEN_FAILURE = 92;
    public static final int CHANNEL_WINDOW_ADJUST = 93;
    public static final int CHANNEL_DATA = 94;
    public static final int CHANNEL_EXTENDED_DATA = 95;
    public static final int CHANNEL_EOF = 96;
    public static final int CHANNEL_CLOSE = 97;
    public static final int CHANNEL_REQUEST = 98;
    public static final int CHANNEL_SUCCESS = 99;
    public static final int CHANNEL_FAILURE = 100;

    // OpenSSH PROTOCOL §1.8
    public static final int PING = 192;
    public static final int PONG = 193;

    private MessageNumbers() {}
}
