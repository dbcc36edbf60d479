package io.javamiko.conformance.checks;

import static io.javamiko.transport.DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.keys.Signer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;

/**
 * What a server shows of its host key at the end of a key exchange (RFC 4253 §8), one variant of it.
 *
 * @param name for people
 * @param hostKey {@code K_S}, whatever it is
 * @param signature gives the signature from H, whatever it is
 */
public record Proof(String name, byte[] hostKey, Signing signature) {
    /** Signs H. */
    @FunctionalInterface
    public interface Signing {
        /** What stands in the message for the signature. */
        byte[] of(byte[] hash) throws IOException;
    }

    /** A key's own. */
    public static Proof honest(Signer key, String algorithm) {
        return new Proof("an honest proof", key.publicKey().blob(), hash -> key.sign(algorithm, hash));
    }

    /** The same key with another signature. */
    public Proof signing(String variant, Signing other) {
        return new Proof(variant, hostKey, other);
    }

    /** The same signature behind another K_S. */
    public Proof showing(String variant, byte[] other) {
        return new Proof(variant, other, signature);
    }

    /** The reply with it, not sent: an otherwise honest exchange under this host key algorithm. */
    public byte[] reply(Peer peer, String algorithm) throws IOException {
        peer.proposing(peer.proposal().hostKeys(algorithm)).upTo(Depth.NEGOTIATED);
        peer.kexFirst();
        var byHand = peer.byHand();
        var agreed = byHand.agreed(peer.expectKexMessage());
        byte[] hash = byHand.hash(hostKey, agreed.fields(), agreed.secret());
        var out = new WireWriter();
        agreed.reply().with(hostKey, signature.of(hash)).encode(out);
        return out.toByteArray();
    }

    /** Shows it; the client ends the connection. */
    public void isRefused(Peer peer, String algorithm) throws IOException {
        peer.send(reply(peer, algorithm));
        peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR, HOST_KEY_NOT_VERIFIABLE);
    }

    /** Shows it; whether the client goes on to ask for a service under the new keys. */
    public boolean isTaken(Conversation c, String algorithm) throws IOException {
        try (var peer = c.connect()) {
            return c.goesOn(() -> {
                peer.send(reply(peer, algorithm));
                peer.newKeys();
                peer.expectNewKeys();
                peer.upTo(Depth.SERVICE);
            });
        }
    }

    /** Whether the client lists the algorithm. */
    public static boolean offers(Conversation c, String algorithm) throws IOException {
        try (var peer = c.connect().upTo(Depth.IDENTIFIED)) {
            return peer.expectKexInit().serverHostKeyAlgorithms().contains(algorithm);
        }
    }

    /** The client lists the algorithm and takes this honest proof, so that what it refuses of others is what is wrong in them. */
    public void mustBeTaken(Conversation c, String algorithm) throws IOException {
        c.assume(offers(c, algorithm), "the target does not offer " + algorithm);
        c.assume(isTaken(c, algorithm), "the target does not trust a new host key for " + algorithm);
    }

    /** Each is refused, each over a connection of its own. */
    public static void refuses(Conversation c, String algorithm, Proof... proofs) throws IOException {
        c.each((peer, proof) -> proof.isRefused(peer, algorithm), proofs);
    }

    @Override
    public String toString() {
        return name;
    }
}
