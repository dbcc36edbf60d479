package io.javamiko.transport;

import static io.javamiko.transport.MessageNumbers.*;
import static io.javamiko.transport.Verdict.FATAL;
import static io.javamiko.transport.Verdict.HANDLE;
import static io.javamiko.transport.Verdict.IGNORE;

/**
 * May this message come now? The one table that decides it, for what we receive and for what we send: what is not
 * allowed in a phase can't be dispatched in it. A test walks all 256 numbers in every phase, role and direction.
 */
public final class Verdicts {
    private Verdicts() {}

    /**
     * What becomes of a message that the peer sent.
     *
     * @param phase the phase of the receiving direction
     * @param us our role; a message that only our role sends is fatal in every phase (CVE-2018-10933)
     * @param number 0–255
     */
    public static Verdict received(Phase phase, Role us, int number) {
        return isSentOnlyBy(us, number) ? FATAL : verdict(phase, us.peer(), number);
    }

    /**
     * Whether we may send a message: exactly when the peer, by the same table, would handle it.
     *
     * @param phase the phase of the sending direction
     * @param us our role
     * @param number 0–255
     */
    public static boolean maySend(Phase phase, Role us, int number) {
        return received(phase, us.peer(), number) == HANDLE;
    }

    private static Verdict verdict(Phase phase, Role sender, int number) {
        return switch (phase) {
            case BEFORE_KEXINIT -> number == KEXINIT || isGeneric(number) ? HANDLE : FATAL;
            case FIRST_KEX_STRICT -> number == DISCONNECT || isKex(number) ? HANDLE : FATAL; // PROTOCOL §1.9
            case KEX -> inKex(number);
            case BEFORE_SERVICE -> isService(number) || number == EXT_INFO ? HANDLE : beforeAuth(number);
            case BEFORE_AUTH -> inAuth(sender, number);
            case AFTER_AUTH -> afterAuth(number);
        };
    }

    /** RFC 4253 §7.1: between KEXINIT and NEWKEYS only messages 1–4, 7 and the key exchange's own. */
    private static Verdict inKex(int number) {
        if (isKex(number) || isGeneric(number)) {
            return HANDLE;
        }
        if (isPing(number) || number == EXT_INFO) {
            return IGNORE; // OpenSSH ignores pings then; nobody waits for extensions in a key exchange
        }
        return number == KEXINIT || isService(number) || isAuthOrConnection(number) ? FATAL : Verdict.UNIMPLEMENTED;
    }

    /** The phases before authentication have this in common. RFC 4252 §6, CVE-2025-32433: 80 and up must disconnect. */
    private static Verdict beforeAuth(int number) {
        if (isGeneric(number) || number == KEXINIT) {
            return HANDLE;
        }
        if (isPing(number)) {
            return IGNORE;
        }
        return isKex(number) || isService(number) || isAuthOrConnection(number) ? FATAL : Verdict.UNIMPLEMENTED;
    }

    private static Verdict inAuth(Role sender, int number) {
        if (isService(number) || isAuth(number)) {
            return HANDLE; // a second SERVICE_REQUEST too: Paramiko sends one before each attempt
        }
        if (number == EXT_INFO) {
            return sender == Role.SERVER ? HANDLE : FATAL; // RFC 8308 §2.4: a client's comes right behind its NEWKEYS
        }
        return isAuthRange(number) ? Verdict.UNIMPLEMENTED : beforeAuth(number);
    }

    private static Verdict afterAuth(int number) {
        if (isGeneric(number) || number == KEXINIT || isConnection(number) || isPing(number)) {
            return HANDLE;
        }
        if (isAuthRange(number) || number == EXT_INFO) {
            return IGNORE; // RFC 4252 §5.3: requests that came late
        }
        return isKex(number) || isService(number) ? FATAL : Verdict.UNIMPLEMENTED;
    }

    /** Whether only one role may ever send this number, and it is that one. */
    private static boolean isSentOnlyBy(Role role, int number) {
        return switch (number) {
            case SERVICE_REQUEST, USERAUTH_REQUEST -> role == Role.CLIENT;
            case SERVICE_ACCEPT, USERAUTH_FAILURE, USERAUTH_SUCCESS, USERAUTH_BANNER -> role == Role.SERVER;
            default -> false; // both, or the method decides: 30–49, 60–79
        };
    }

    private static boolean isGeneric(int number) {
        return number >= DISCONNECT && number <= DEBUG;
    }

    private static boolean isService(int number) {
        return number == SERVICE_REQUEST || number == SERVICE_ACCEPT;
    }

    /** Messages of a key exchange that runs: all of it but the KEXINIT that begins it. */
    private static boolean isKex(int number) {
        return number == NEWKEYS || number >= FIRST_OF_KEX_METHOD && number <= LAST_OF_KEX_METHOD;
    }

    private static boolean isAuth(int number) {
        return number >= USERAUTH_REQUEST && number <= USERAUTH_BANNER
                || number >= FIRST_OF_AUTH_METHOD && number <= LAST_OF_AUTH_METHOD;
    }

    private static boolean isAuthRange(int number) {
        return number >= USERAUTH_REQUEST && number <= LAST_OF_AUTH_METHOD;
    }

    private static boolean isConnection(int number) {
        return number >= GLOBAL_REQUEST && number <= REQUEST_FAILURE
                || number >= CHANNEL_OPEN && number <= CHANNEL_FAILURE;
    }

    private static boolean isAuthOrConnection(int number) {
        return number >= USERAUTH_REQUEST && number < PING;
    }

    private static boolean isPing(int number) {
        return number == PING || number == PONG;
    }
}
