package io.javamiko.keys.sshsig;

import io.javamiko.SSHException;

/** A signature does not count for this message; {@link #reason()} says why. */
public final class SignatureRefusedException extends SSHException {
    private static final long serialVersionUID = 1L;

    /** Why a signature does not count. */
    public enum Reason {
        /** It was made for another purpose than the one that is asked about. */
        WRONG_NAMESPACE,
        /** It is not one of this message by its key: either was changed. */
        WRONG_SIGNATURE,
        /** It is made with SHA-1, or by a key of a type that is not known here. */
        UNSUPPORTED,
        /** The list of revoked keys has its key. */
        REVOKED,
        /** The list of allowed signers does not let its key sign for this principal, purpose and time. */
        NOT_ALLOWED
    }

    private final Reason reason;

    SignatureRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why it does not count. */
    public Reason reason() {
        return reason;
    }
}
