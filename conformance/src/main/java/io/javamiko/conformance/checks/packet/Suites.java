package io.javamiko.conformance.checks.packet;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.util.Optional;

/** One protection of each class (RFC 4253 §6.3, §6.4; RFC 5647; OpenSSH PROTOCOL §1.5, §1.7). */
enum Suites {
    MAC_THEN_ENCRYPT("aes256-ctr", "hmac-sha2-256", 16, 0, 32),
    ENCRYPT_THEN_MAC("aes256-ctr", "hmac-sha2-256-etm@openssh.com", 16, 4, 32),
    GCM("aes256-gcm@openssh.com", "hmac-sha2-256", 16, 4, 16),
    CHACHA("chacha20-poly1305@openssh.com", "hmac-sha2-256", 8, 4, 16);

    private final String cipher;
    private final String mac;
    final int block;
    final int clear; // bytes that alignment does not count
    final int trailer; // bytes of the MAC or tag

    Suites(String cipher, String mac, int block, int clear, int trailer) {
        this.cipher = cipher;
        this.mac = mac;
        this.block = block;
        this.clear = clear;
        this.trailer = trailer;
    }

    /** Takes the connection that deep under this protection; empty if the target does not offer it. */
    Optional<Peer> on(Conversation c, Peer peer, Depth depth) throws IOException {
        var theirs = c.offer();
        boolean offered = theirs.encryptionAlgorithmsClientToServer().contains(cipher)
                && theirs.encryptionAlgorithmsServerToClient().contains(cipher)
                && (this == GCM
                        || this == CHACHA
                        || theirs.macAlgorithmsClientToServer().contains(mac));
        if (!offered) {
            c.note("the target does not offer " + cipher + " with " + mac);
            return Optional.empty();
        }
        return Optional.of(
                peer.proposing(peer.proposal().ciphers(cipher).macs(mac)).upTo(depth));
    }
}
