package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Proposal;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** RFC 4253 §6.3, §6.4, RFC 4344 §4, RFC 5647 §7.1, OpenSSH PROTOCOL §1.6: every protection works, alone and beside another. */
final class Protections {
    private static final int MANY = 300;
    private static final int PIECE = 512 << 10; // before and behind a key exchange
    private static final int LARGEST_DATA = 32_768 - 5;
    private static final String GCM = "aes128-gcm@openssh.com";
    private static final String CHACHA = "chacha20-poly1305@openssh.com";
    private static final String ETM = "hmac-sha2-256-etm@openssh.com";

    static final List<Check> CHECKS = List.of(
            both("packet-26", c -> {
                c.assume(Names.of(c, Kind.CIPHER).contains(GCM), "the target does not offer " + GCM);
                c.each(
                        (peer, strict) -> {
                            var proposal =
                                    strict ? peer.proposal() : peer.proposal().notStrict();
                            manyPackets(peer.proposing(proposal.ciphers(GCM)));
                        },
                        true,
                        false);
            }),
            both("packet-54", c -> {
                var offered = Names.of(c, Kind.CIPHER);
                for (var cipher : List.of("aes128-ctr", "aes192-ctr", "aes256-ctr")) {
                    if (offered.contains(cipher)) {
                        var peer = c.connect();
                        manyPackets(peer.proposing(peer.proposal().ciphers(cipher)));
                        peer.close();
                    }
                }
            }),
            both("packet-55", c -> {
                var ciphers = Names.of(c, Kind.CIPHER);
                var macs = Names.of(c, Kind.MAC);
                c.assume(
                        ciphers.containsAll(List.of("aes256-ctr", CHACHA)) && macs.contains("hmac-sha2-512"),
                        "the target does not offer aes256-ctr, chacha20-poly1305 and hmac-sha2-512");
                goes(c, mixed(c.connect(), CHACHA, "hmac-sha2-512"));
                if (macs.contains(ETM)) {
                    goes(c, mixed(c.connect(), "aes128-ctr", ETM));
                }
            }),
            both("packet-56", c -> {
                var offered = Names.of(c, Kind.CIPHER);
                for (var cipher : List.of("aes256-gcm@openssh.com", CHACHA)) {
                    if (offered.contains(cipher)) {
                        var peer = c.connect();
                        peer.proposing(peer.proposal().ciphers(cipher).macs("hmac-unknown@kit"));
                        if (!c.goesOn(() -> peer.upTo(Depth.SERVICE))) {
                            c.warn("it wants a MAC in common beside " + cipher);
                        }
                    }
                }
            }),
            both("packet-58", c -> {
                for (var cipher : Names.of(c, Kind.CIPHER)) {
                    var peer = c.connect();
                    works(peer, cipher, peer.proposal().ciphers(cipher));
                }
            }),
            both("packet-59", c -> {
                c.assume(c.offers("aes128-ctr"), "the target does not offer aes128-ctr");
                for (var mac : Names.of(c, Kind.MAC)) {
                    var peer = c.connect();
                    works(peer, mac, peer.proposal().ciphers("aes128-ctr").macs(mac));
                }
            }));

    private Protections() {}

    /** Other algorithms there than back. */
    private static Peer mixed(Peer peer, String cipherBack, String macThere) {
        return peer.proposing(peer.proposal()
                .ciphersClientToServer("aes256-ctr")
                .ciphersServerToClient(cipherBack)
                .macsClientToServer(macThere)
                .macsServerToClient("hmac-sha2-256"));
    }

    private static void goes(Conversation c, Peer peer) throws IOException {
        boolean on = c.goesOn(() -> {
            peer.upTo(Depth.AUTHENTICATED);
            peer.expectAnswer();
            peer.exchangeKeys();
            peer.expectAnswer();
        });
        if (!on) {
            c.warn("it refuses other algorithms in one direction than in the other");
        }
    }

    /** Packets of many lengths, each of which is answered. */
    private static void manyPackets(Peer peer) throws IOException {
        var random = new Random(1);
        var streams = Streams.open(peer, 1, Streams.WIDE);
        for (int i = 0; i < MANY; i++) {
            peer.send(new Ignore(new byte[i == 0 ? LARGEST_DATA : random.nextInt(1 << random.nextInt(13) + 1)]));
            streams.request(1);
        }
        streams.expectReplies(MANY);
    }

    /** A MiB there and, from a server, back; in the midst of it new keys. */
    private static void works(Peer peer, String name, Proposal proposal) throws IOException {
        peer.note("variant " + name);
        peer.proposing(proposal);
        var streams = Streams.open(peer, 1, Streams.WIDE);
        streams.send(PIECE);
        streams.expectEchoes();
        peer.exchangeKeys();
        streams.send(PIECE);
        streams.request(1);
        streams.expectReplies(1);
        streams.expectEchoes();
        peer.close();
    }
}
