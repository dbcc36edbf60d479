package io.javamiko.conformance.peer;

import io.javamiko.ProtocolException;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.keys.Signer;
import io.javamiko.transport.kex.KexMethod;
import java.io.IOException;

/**
 * The end of a key exchange method whose messages the script writes itself: the exchange hash covers what it is told here,
 * whatever was sent. From {@link Peer#byHand}, once both KEXINITs are there; {@link Peer#newKeys} and {@link
 * Peer#expectNewKeys} follow. Not thread-safe.
 */
public final class KexByHand {
    private final PeerKex kex;

    static KexByHand of(PeerKex kex) throws IOException {
        if (!kex.hasMethod()) {
            kex.agree();
        }
        return new KexByHand(kex);
    }

    private KexByHand(PeerKex kex) {
        this.kex = kex;
    }

    /** As a server: the key with which an honest one signs what was agreed on. */
    public Signer hostKey() {
        return kex.hostKey();
    }

    /** As a server: takes the client's last message as an honest one would; what it replies then, not signed. */
    public KexMethod.ServerAgreed agreed(Received message) throws IOException {
        try {
            return kex.agreed(message);
        } catch (ProtocolException e) {
            throw new ExpectationException("the target's " + message + " is wrong: " + e.getMessage(), e);
        }
    }

    /**
     * H over what was said and this; both directions' new keys wait for NEWKEYS.
     *
     * @param hostKey {@code K_S}
     * @param fields what stands between K_S and K, encoded (RFC 4253 §8, RFC 4419 §3, RFC 5656 §4)
     * @param secret K; not closed
     */
    public byte[] hash(byte[] hostKey, byte[] fields, SharedSecret secret) {
        kex.derive(hostKey, fields, secret);
        return kex.hash();
    }

    /** As a server: H, signed as an honest one does. */
    public byte[] signed(byte[] fields, SharedSecret secret) throws IOException {
        return hostKey()
                .sign(
                        kex.negotiated().hostKeyAlgorithm(),
                        hash(hostKey().publicKey().blob(), fields, secret));
    }

    /** As a client: whether the signature is K_S's over H of this; if so the new keys wait for NEWKEYS. */
    public boolean verifies(byte[] hostKey, byte[] fields, SharedSecret secret, byte[] signature) throws IOException {
        return kex.verifies(hostKey, fields, secret, signature);
    }
}
