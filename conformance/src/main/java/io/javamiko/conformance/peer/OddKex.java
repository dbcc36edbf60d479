package io.javamiko.conformance.peer;

import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Key exchanges as no sound peer has them, for broken peers; and such as are left to chance else, for checks. */
public final class OddKex {
    private final PeerKex kex;

    OddKex(PeerKex kex) {
        this.kex = kex;
    }

    /** Takes the target's KEXINITs for something else where it negotiates, not in the hash. */
    public void takingKexInit(UnaryOperator<KexInit> bend) {
        kex.taking(bend);
    }

    /** Derives keys with this session id from now on, not with the first H; null: with the next H. */
    public void derivingWith(byte[] sessionId) {
        kex.sessionId(sessionId);
    }

    /** Takes our new keys into use, as if NEWKEYS were sent. */
    public void takeKeys() {
        kex.newKeysSent();
    }

    /** Whether the method of the running exchange has ended with keys. */
    public boolean hasAgreed() {
        return kex.hasAgreed();
    }

    /** As {@link Peer#kexNext} of a server, with values drawn anew until K, encoded, is as wanted; any after 2,000 draws. */
    public Optional<Message> kexNext(Received message, Predicate<byte[]> wanted) throws IOException {
        return kex.next(message, wanted);
    }
}
