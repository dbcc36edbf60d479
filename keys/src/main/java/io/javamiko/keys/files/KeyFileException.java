package io.javamiko.keys.files;

import io.javamiko.SSHException;

/** A key, as a file or a line of text, can't be used; {@link #reason()} says what kind of trouble it is. */
public final class KeyFileException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** What is wrong with a key file. */
    public enum Reason {
        /** It is encrypted, and no passphrase was given. */
        NEEDS_PASSPHRASE,
        /** The passphrase is not the right one; where a format can't tell, the file may also be damaged. */
        WRONG_PASSPHRASE,
        /** It is a key file, but its format, cipher, key derivation, cost or type of key is not one that is read here. */
        UNSUPPORTED,
        /** It breaks the rules of its format, or its private key does not fit its public one. */
        MALFORMED,
        /** It is something else: a public key, a certificate, a text, nothing. */
        NOT_A_PRIVATE_KEY,
        /** A public key was wanted, and it is something else: a private key, a text, nothing. */
        NOT_A_PUBLIC_KEY
    }

    private final Reason reason;

    /** @param message which format and cipher were found, what is wrong, what to try */
    public KeyFileException(Reason reason, String message) {
        this(reason, message, null);
    }

    /**
     * @param message which format and cipher were found, what is wrong, what to try
     * @param cause what was thrown while the file was read, or {@code null}
     */
    public KeyFileException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What kind of trouble it is. */
    public Reason reason() {
        return reason;
    }
}
