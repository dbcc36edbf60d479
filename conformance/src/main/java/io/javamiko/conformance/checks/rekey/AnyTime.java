package io.javamiko.conformance.checks.rekey;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §9: a later key exchange may begin at any time, and may choose anew. */
final class AnyTime {
    private static final int MANY = 200;
    private static final int BULK = 4 << 20;
    private static final int BULK_STEP = 256 << 10;
    private static final int CHANNELS = 8;

    static final List<Check> CHECKS = List.of(
            server("rekey-01", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                worksAcross(peer);
                if (c.offers("diffie-hellman-group14-sha256") || c.offers("diffie-hellman-group16-sha512")) {
                    var again = c.connect(Depth.AUTHENTICATED);
                    again.proposing(
                            again.proposal().kex("diffie-hellman-group14-sha256", "diffie-hellman-group16-sha512"));
                    worksAcross(again);
                }
            }),
            client("rekey-02", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.exchangeKeys();
                worksAcross(peer);
            }),
            both("rekey-07", AnyTime::changesAlgorithms),
            both("rekey-09", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                for (int sent = 0; sent < BULK; sent += BULK_STEP) {
                    streams.send(BULK_STEP);
                    peer.exchangeKeys(); // with echoes under way
                }
                streams.expectEchoes();
                streams.request(1);
                streams.expectReplies(1);
            }),
            both("rekey-10", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                int[] done = {0};
                boolean all = c.goesOn(() -> {
                    for (; done[0] < MANY; done[0]++) {
                        peer.exchangeKeys();
                    }
                    peer.expectAnswer();
                });
                c.note(
                        all
                                ? MANY + " in a row are gone through"
                                : "the connection ends after " + done[0] + " in a row");
            }),
            both("rekey-18", c -> {
                for (var cipher : List.of("aes256-ctr", "chacha20-poly1305@openssh.com")) {
                    var peer = c.connect();
                    peer.proposing(peer.proposal()
                            .notStrict()
                            .ciphers(cipher)
                            .macs("hmac-sha2-256-etm@openssh.com", "hmac-sha2-256"));
                    if (!c.offers(cipher)) {
                        c.note("the target does not offer " + cipher);
                    } else if (!c.goesOn(() -> peer.upTo(Depth.ENCRYPTED))) {
                        c.note("it does not take " + cipher + " without strict key exchange");
                    } else {
                        peer.upTo(Depth.AUTHENTICATED);
                        peer.exchangeKeys();
                        peer.expectAnswer();
                        peer.exchangeKeys();
                        peer.expectAnswer();
                    }
                }
            }),
            both("rekey-20", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.pause(c.timing().silence());
                peer.sendKexInit();
                peer.expectKexInit();
                peer.exchangeKeys();
                if (c.isServer()) {
                    peer.expectAnswer();
                }
            }),
            server("rekey-21", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, CHANNELS, Streams.WIDE);
                for (int i = 0; i < CHANNELS; i++) {
                    streams.send(BULK_STEP / CHANNELS);
                    peer.exchangeKeys();
                }
                streams.expectEchoes();
                streams.sendEOF();
                streams.expectClosed();
            }));

    private AnyTime() {}

    /** An open channel serves before and behind a key exchange. */
    private static void worksAcross(Peer peer) throws IOException {
        var streams = Streams.open(peer, 1, Streams.WIDE);
        streams.send(1000);
        peer.exchangeKeys();
        streams.send(1000);
        streams.expectEchoes();
        peer.exchangeKeys();
        if (peer.role() == Role.SERVER) {
            streams.finish();
        } else {
            streams.sendEOF();
            streams.expectClosed();
        }
    }

    private static void changesAlgorithms(Conversation c) throws IOException {
        var peer = c.connect(Depth.IDENTIFIED);
        peer.sendKexInit();
        var theirs = peer.expectKexInit();
        var streams = Streams.open(peer, 1, Streams.WIDE);
        String[][] steps = {
            {"curve25519-sha256", "aes256-ctr", "hmac-sha2-256"},
            {"ecdh-sha2-nistp256", "chacha20-poly1305@openssh.com", "hmac-sha2-256"},
            {"diffie-hellman-group14-sha256", "aes256-gcm@openssh.com", "hmac-sha2-512"},
            {"ecdh-sha2-nistp384", "aes128-ctr", "hmac-sha2-512-etm@openssh.com"}
        };
        for (var step : steps) {
            if (offers(theirs, step)) {
                peer.proposing(peer.proposal().kex(step[0]).ciphers(step[1]).macs(step[2]));
                peer.exchangeKeys();
                streams.send(1000);
                streams.expectEchoes();
                streams.request(1);
                streams.expectReplies(1);
            } else {
                c.note("the target does not offer " + String.join(", ", step));
            }
        }
    }

    private static boolean offers(KexInit theirs, String... step) {
        return theirs.kexAlgorithms().contains(step[0])
                && theirs.encryptionAlgorithmsClientToServer().contains(step[1])
                && theirs.encryptionAlgorithmsServerToClient().contains(step[1])
                && theirs.macAlgorithmsClientToServer().contains(step[2])
                && theirs.macAlgorithmsServerToClient().contains(step[2]);
    }
}
