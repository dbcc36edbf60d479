package io.javamiko.transport;

/**
 * Keeps the {@link Phase} of one direction, and says by {@link Verdicts} what may pass in it now. A key exchange closes
 * each direction from that side's KEXINIT to that side's NEWKEYS (RFC 4253 §7.1), so there are two gates, one a
 * direction. Plain state, not thread-safe: the receiving one is the reader's, the sending one belongs under the send lock.
 */
public final class Gate {
    /** Messages before the first NEWKEYS: an honest peer sends a handful, and no sequence number can wrap (PROTOCOL §1.9). */
    static final int MESSAGES_BEFORE_KEYS = 1024;

    private final Role us;
    private Phase phase = Phase.BEFORE_KEXINIT;
    private Phase settled = Phase.BEFORE_SERVICE; // where NEWKEYS leads to
    private boolean strict;
    private boolean hasKeys;
    private int before; // messages received before the first NEWKEYS

    /** @param us our role */
    public Gate(Role us) {
        this.us = us;
    }

    /** The phase now. */
    public Phase phase() {
        return phase;
    }

    /** For the receiving gate: what becomes of the message that came; it has passed if that is {@link Verdict#HANDLE}. */
    public Verdict receive(int number) {
        if (!hasKeys && ++before > MESSAGES_BEFORE_KEYS) {
            return Verdict.FATAL;
        }
        var verdict = Verdicts.received(phase, us, number);
        if (verdict == Verdict.HANDLE) {
            passed(number);
        }
        return verdict;
    }

    /** For the sending gate: whether a message of that number may go now. */
    public boolean maySend(int number) {
        return Verdicts.maySend(phase, us, number);
    }

    /** Whether this direction is between its KEXINIT and its NEWKEYS: what may not go now may go then. */
    public boolean isInKex() {
        return phase == Phase.KEX || phase == Phase.FIRST_KEX_STRICT;
    }

    /** For the sending gate: a message of that number goes; all are told, or at least KEXINIT and NEWKEYS. */
    public void passed(int number) {
        if (number == MessageNumbers.KEXINIT) {
            phase = strict ? Phase.FIRST_KEX_STRICT : Phase.KEX;
        } else if (number == MessageNumbers.NEWKEYS) {
            phase = settled;
            strict = false;
            hasKeys = true;
        }
    }

    /**
     * The first key exchange is strict (PROTOCOL §1.9); of no effect after it. For what we send it is called at the start
     * if we offer it: whether it is so is not known yet, so nothing that it forbids is sent. For what we receive it is
     * called once both KEXINITs are there.
     */
    public void strict() {
        strict = !hasKeys;
        if (strict && phase == Phase.KEX) {
            phase = Phase.FIRST_KEX_STRICT;
        }
    }

    /** The peer does not speak strict key exchange: what we send goes by the old rules. */
    public void notStrict() {
        strict = false;
        if (phase == Phase.FIRST_KEX_STRICT) {
            phase = Phase.KEX;
        }
    }

    /** {@code SSH_MSG_SERVICE_ACCEPT} for ssh-userauth was sent or received: authentication begins (RFC 4252 §1). */
    public void serviceAccepted() {
        settle(Phase.BEFORE_SERVICE, Phase.BEFORE_AUTH);
    }

    /** {@code SSH_MSG_USERAUTH_SUCCESS} was sent or received: the connection protocol begins. */
    public void authenticated() {
        settle(Phase.BEFORE_AUTH, Phase.AFTER_AUTH);
    }

    private void settle(Phase from, Phase to) {
        if (settled == from) {
            settled = to;
        }
        if (phase == from) {
            phase = to;
        }
    }
}
