package io.javamiko.conformance.peer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.Deadline;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;

/** The way to an encrypted connection, whole or by steps: identifications, KEXINITs, the method, NEWKEYS (RFC 4253 §4.2, §7). */
final class Handshake {
    private final Peer peer;
    private final PeerKex kex;
    private final Expectations expectations;
    private final Endings endings;
    private final TheirIdentification theirs;
    private final SecureRandom random;
    private Proposal proposal;
    private boolean identified;
    private byte[] theirLine; // null until it came
    private boolean isHere; // it came, and no more is to be said

    Handshake(
            Peer peer,
            PeerKex kex,
            Expectations expectations,
            Endings endings,
            TheirIdentification theirs,
            Credentials credentials,
            SecureRandom random) {
        this.peer = peer;
        this.kex = kex;
        this.expectations = expectations;
        this.endings = endings;
        this.theirs = theirs;
        this.random = random;
        var sound = Proposal.of(peer.role());
        this.proposal = peer.role() == Role.CLIENT ? sound : sound.hostKeys(credentials.hostKeyAlgorithms());
    }

    Proposal proposal() {
        return proposal;
    }

    void proposing(Proposal value) {
        proposal = value;
    }

    /** What stands before the first CR LF or LF at the end enters the hash. */
    void identify(String bytes) throws IOException {
        int lineEnd = bytes.endsWith("\r\n") ? 2 : bytes.endsWith("\n") ? 1 : 0;
        identifyAs(bytes.substring(0, bytes.length() - lineEnd));
        peer.sendRaw(bytes);
    }

    void identifyAs(String line) {
        kex.identified(line.getBytes(ISO_8859_1), null);
        identified = true;
    }

    /** Whether the target's identification came. */
    boolean knowsThem() {
        return isHere || theirLine != null;
    }

    /** Whether the target identifies itself, now or before, and does not end the connection instead. */
    boolean isHere(Duration most) throws IOException {
        isHere = isHere || theirLine != null || theirs.comesAtLast(most);
        return isHere;
    }

    byte[] expectIdentification() throws IOException {
        if (theirLine == null) {
            theirLine = theirs.expect(peer.timing().reply());
            int end = theirLine.length - (theirLine.length > 1 && theirLine[theirLine.length - 2] == '\r' ? 2 : 1);
            kex.identified(null, Arrays.copyOf(theirLine, end));
        }
        return theirLine.clone();
    }

    KexInit kexInit() {
        return (kex.sessionId() == null ? proposal : proposal.later()).message(random);
    }

    KexInit expectKexInit() throws IOException {
        return kex.sessionId() == null ? expectations.expect(KexInit.class) : expectations.laterKexInit();
    }

    Received expectKexMessage() throws IOException {
        if (kex.dropsGuess()) {
            expectations.kexMessage();
        }
        return expectations.kexMessage();
    }

    void exchangeKeys() throws IOException {
        exchangeInits();
        if (!kex.hasMethod()) {
            var first = kex.first();
            if (first.isPresent()) {
                peer.send(first.get());
            }
        }
        while (!kex.hasAgreed()) {
            var next = kex.next(expectKexMessage());
            if (next.isPresent()) {
                peer.send(next.get());
            }
        }
        if (!kex.hasSentNewKeys()) {
            peer.newKeys();
        }
        if (!kex.hasReceivedNewKeys()) {
            peer.expectNewKeys();
        }
    }

    /** The end, once the target has identified itself at all. */
    void refusal(Duration most, int... reasons) throws IOException {
        if (isHere(most)) {
            endings.refusal(most, reasons);
        }
    }

    /** The end, whatever comes before. */
    void close(Duration most) throws IOException {
        if (isHere(most)) {
            endings.close(Deadline.after(most));
        }
    }

    /** Goes on honestly until the connection is that deep, or encrypted. */
    void upTo(Depth depth) throws IOException {
        if (depth.compareTo(Depth.IDENTIFIED) >= 0) {
            if (!identified) {
                peer.identify();
            }
            expectIdentification();
        }
        if (depth == Depth.NEGOTIATED) {
            exchangeInits();
        }
        if (depth.compareTo(Depth.ENCRYPTED) >= 0 && !kex.isIdle()) {
            exchangeKeys();
        }
    }

    private void exchangeInits() throws IOException {
        if (!kex.hasSentInit()) {
            peer.sendKexInit();
        }
        if (!kex.hasReceivedInit()) {
            peer.expectKexInit();
        }
    }
}
