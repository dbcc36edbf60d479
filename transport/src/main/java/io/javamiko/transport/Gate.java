package io.javamiko.transport;

/**
 * Keeps the {@link Phase} of one direction, and says by {@link Verdicts} what may pass in it now. A key exchange closes
 * each direction from that side's KEXINIT to that side's NEWKEYS (RFC 4253 §7.1), so there are two gates, one a
 * direction. Plain state, not thread-safe: the receiving one is the reader's, the sending one belongs under the send lock.
 */
public final class Gate {
    private final Role us;
    private Phase phase = Phase.BEFORE_KEXINIT;
    private Phase settled = Phase.BEFORE_SERVICE; // where NEWKEYS leads to
    private boolean strict;

    /** @param us our role */
    public Gate(Role us) {
        this.us = us;
    }

    /** The phase now. */
    public Phase phase() {
        return phase;
    }

    /** For the receiving gate: what becomes of a message of that number. */
    public Verdict received(int number) {
        return Verdicts.received(phase, us, number);
    }

    /** For the sending gate: whether a message of that number may go now. */
    public boolean maySend(int number) {
        return Verdicts.maySend(phase, us, number);
    }

    /** Whether this direction is between its KEXINIT and its NEWKEYS: what may not go now may go then. */
    public boolean isInKex() {
        return phase == Phase.KEX || phase == Phase.FIRST_KEX_STRICT;
    }

    /** A message of that number has passed in this direction; tell all of them, or at least KEXINIT and NEWKEYS. */
    public void passed(int number) {
        if (number == MessageNumbers.KEXINIT) {
            phase = phase == Phase.BEFORE_KEXINIT && strict ? Phase.FIRST_KEX_STRICT : Phase.KEX;
        } else if (number == MessageNumbers.NEWKEYS) {
            phase = settled;
            strict = false;
        }
    }

    /**
     * The first key exchange is strict (PROTOCOL §1.9). For what we send it is called at the start if we offer it: not
     * known yet, so nothing that it forbids is sent. For what we receive it is called once both KEXINITs are there.
     */
    public void strict() {
        if (phase == Phase.KEX && settled == Phase.BEFORE_SERVICE) {
            phase = Phase.FIRST_KEX_STRICT;
        }
        strict = phase == Phase.BEFORE_KEXINIT;
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
