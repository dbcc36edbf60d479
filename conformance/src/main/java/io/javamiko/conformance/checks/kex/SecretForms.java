package io.javamiko.conformance.checks.kex;

import io.javamiko.Deadline;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.crypto.KexAlgorithm;
import io.javamiko.crypto.KexAlgorithms;
import io.javamiko.crypto.agreement.KeyAgreement;
import io.javamiko.crypto.agreement.SharedSecret;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Predicate;

/** Exchanges whose K has every form: the top bit set, which an mpint shows by a leading zero, and zeros in front. */
final class SecretForms {
    private static final int LENGTH = 4; // bytes of the length before K
    private static final int MOST_TRIES = 10; // each has the top bit set with a chance of a half
    private static final Duration DRAWING = Duration.ofSeconds(1); // the target waits
    private static final SecureRandom RANDOM = new SecureRandom();

    private SecretForms() {}

    /** K as an mpint (RFC 4251 §5): of so many bytes at most, without the one for the sign. */
    static void mpint(Conversation c, String kex, int bytes) throws IOException {
        eachForm(c, kex, k -> k[LENGTH] == 0, k -> k.length < LENGTH + bytes && k[LENGTH] != 0);
    }

    /** K as a string of fixed length. */
    static void string(Conversation c, String kex) throws IOException {
        eachForm(c, kex, k -> k[LENGTH] < 0, k -> k[LENGTH] == 0);
    }

    private static void eachForm(Conversation c, String kex, Predicate<byte[]> topBit, Predicate<byte[]> zeros)
            throws IOException {
        if (c.isServer()) {
            boolean seen = false;
            for (int i = 0; i < MOST_TRIES && !seen; i++) {
                seen = topBit.test(asClient(c, kex));
            }
            c.note(kex + ": K with zeros in front comes by chance alone, as a server draws last");
        } else {
            asServer(c, kex, topBit);
            asServer(c, kex, zeros);
        }
    }

    private static byte[] asClient(Conversation c, String kex) throws IOException {
        var ours = agreement(kex);
        var k = new byte[1][];
        try (var peer = c.connect()) {
            Exchanges.complete(c, peer, kex, new Share(kex, ours.initiate(), theirs -> {
                var secret = ours.complete(theirs);
                k[0] = secret.encoded();
                return secret;
            }));
        }
        return k[0];
    }

    private static void asServer(Conversation c, String kex, Predicate<byte[]> wanted) throws IOException {
        try (var peer = c.connect()) {
            Exchanges.begin(peer, kex);
            byte[] theirs = Exchanges.shareOf(peer.expectKexMessage());
            respond(c, peer, kex, theirs, wanted);
            peer.newKeys();
            peer.expectNewKeys();
            peer.upTo(Depth.SERVICE);
        }
    }

    private static void respond(Conversation c, Peer peer, String kex, byte[] theirs, Predicate<byte[]> wanted)
            throws IOException {
        var deadline = Deadline.after(DRAWING);
        while (true) {
            var response = agreement(kex).respond(theirs);
            try (SharedSecret secret = response.secret()) {
                boolean found = wanted.test(secret.encoded());
                if (found || deadline.expired()) {
                    if (!found) {
                        c.note(kex + ": no K of every form was drawn");
                    }
                    Exchanges.reply(peer, response.reply(), Exchanges.fields(theirs, response.reply()), secret);
                    return;
                }
            }
        }
    }

    /** One side of the method. */
    static KeyAgreement agreement(String kex) {
        return algorithm(kex).newAgreement(RANDOM);
    }

    private static KexAlgorithm algorithm(String kex) {
        return KexAlgorithms.named(kex).orElseThrow();
    }
}
