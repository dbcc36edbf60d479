package io.javamiko.conformance.checks.hostkey;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Proof;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.keys.SSHKeyPair;
import java.io.IOException;
import java.util.List;

/**
 * A host key for these checks, one of every plain type; new ones in each run.
 *
 * @param algorithm with which it signs
 */
record Keys(SSHKeyPair pair, String algorithm) {
    static final Keys ED25519 = of("ssh-ed25519");
    static final Keys ED448 = of("ssh-ed448");
    static final Keys P256 = of("ecdsa-sha2-nistp256");
    static final Keys P384 = of("ecdsa-sha2-nistp384");
    static final Keys P521 = of("ecdsa-sha2-nistp521");
    static final Keys RSA = new Keys(SSHKeyPair.generate("ssh-rsa", 2048), "rsa-sha2-512");
    private static final List<Keys> ALL = List.of(ED25519, ED448, P256, P384, P521, RSA);

    private static Keys of(String type) {
        return new Keys(SSHKeyPair.generate(type), type);
    }

    Proof honest() {
        return Proof.honest(pair, algorithm);
    }

    byte[] blob() {
        return pair.publicKey().blob();
    }

    /** An honest proof, which the client takes, so that it can be judged by what it refuses. */
    Proof taken(Conversation c) throws IOException {
        var proof = honest();
        proof.mustBeTaken(c, algorithm);
        return proof;
    }

    /** Those that the client lists. */
    static List<Keys> offered(Conversation c) throws IOException {
        try (var peer = c.connect().upTo(Depth.IDENTIFIED)) {
            var names = peer.expectKexInit().serverHostKeyAlgorithms();
            return ALL.stream().filter(key -> names.contains(key.algorithm)).toList();
        }
    }
}
