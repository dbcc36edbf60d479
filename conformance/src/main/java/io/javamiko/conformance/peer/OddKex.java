package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Key exchanges, and what comes of them, as no sound peer has them, for broken peers; and such as are left to chance else, for checks. */
public final class OddKex {
    private final PeerKex kex;
    private final PeerLink link;

    OddKex(PeerKex kex, PeerLink link) {
        this.kex = kex;
        this.link = link;
    }

    /** Takes the target's identification, once it came, for these characters in the hash. */
    public void takingIdentification(String line) {
        kex.identified(null, line.getBytes(ISO_8859_1));
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

    /**
     * What stands in each packet from now on in place of the payload, before the agreed compression: so a script compresses
     * for itself. Transcript and key exchange know the payload.
     */
    public void packing(UnaryOperator<byte[]> value) {
        link.packing(value);
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
