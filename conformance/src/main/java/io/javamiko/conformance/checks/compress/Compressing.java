package io.javamiko.conformance.checks.compress;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.List;
import java.util.Random;

/** RFC 4253 §6.2, OpenSSH PROTOCOL §1.2: compression begins, ends and starts anew at the right packets. */
final class Compressing {
    private static final String DELAYED = "zlib@openssh.com";
    private static final int LARGEST = 32_768 - 5; // data of the largest IGNORE: number and length before it
    private static final int SEED = 1;

    static final List<Check> CHECKS = List.of(
            both("compress-01", c -> {
                var peer = offering(c, "zlib");
                peer.proposing(peer.proposal().compressions("zlib"));
                traffic(peer.upTo(Depth.AUTHENTICATED));
            }),
            both("compress-02", c -> {
                var peer = offering(c, DELAYED);
                peer.proposing(peer.proposal().compressions(DELAYED));
                traffic(peer.upTo(Depth.AUTHENTICATED));
            }),
            server("compress-04", c -> {
                var peer = c.connect(Depth.IDENTIFIED);
                peer.sendKexInit();
                if (peer.expectKexInit().compressionAlgorithmsClientToServer().contains("zlib")) {
                    c.warn("it offers zlib, which inflates what comes from anybody");
                }
            }),
            both("compress-07", c -> {
                var peer = offering(c, DELAYED);
                peer.proposing(peer.proposal().compressions(DELAYED)).upTo(Depth.AUTHENTICATED);
                peer.send(new Ignore(new byte[LARGEST]));
                byte[] random = new byte[LARGEST];
                new Random(SEED).nextBytes(random);
                peer.send(new Ignore(random));
                traffic(peer);
            }),
            both("compress-08", c -> {
                var peer = offering(c, DELAYED);
                peer.proposing(peer.proposal().compressions(DELAYED)).upTo(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                for (int i = 0; i < 3; i++) {
                    streams.send(100_000);
                    streams.request(1);
                    streams.expectReplies(1);
                    peer.exchangeKeys();
                }
                streams.expectEchoes();
            }),
            both("compress-09", c -> {
                var peer = offering(c, DELAYED);
                peer.upTo(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                for (var name : List.of(DELAYED, "none")) {
                    peer.proposing(peer.proposal().compressions(name)).exchangeKeys();
                    streams.send(10_000);
                    streams.request(1);
                    streams.expectReplies(1);
                    streams.expectEchoes();
                }
            }),
            both("compress-10", c -> {
                var there = offering(c, DELAYED);
                there.proposing(there.proposal().compressionsClientToServer(DELAYED));
                traffic(there.upTo(Depth.AUTHENTICATED));
                var back = c.connect();
                back.proposing(back.proposal().compressionsServerToClient(DELAYED));
                traffic(back.upTo(Depth.AUTHENTICATED));
            }),
            both("compress-12", c -> {
                var peer = offering(c, DELAYED);
                peer.proposing(peer.proposal()
                        .compressions(DELAYED)
                        .ciphers("aes256-ctr")
                        .macs("hmac-sha2-256"));
                traffic(peer.upTo(Depth.AUTHENTICATED));
            }));

    private Compressing() {}

    /** A target that offers this in both directions; an own connection has asked. */
    static Peer offering(Conversation c, String name) throws IOException {
        var asking = c.connect(Depth.IDENTIFIED);
        asking.sendKexInit();
        var theirs = asking.expectKexInit();
        asking.close();
        c.assume(
                theirs.compressionAlgorithmsClientToServer().contains(name)
                        && theirs.compressionAlgorithmsServerToClient().contains(name),
                "the target does not offer " + name);
        return c.connect();
    }

    /** Payloads of many lengths, there and, from a server, back. */
    private static void traffic(Peer peer) throws IOException {
        var streams = Streams.open(peer, 1, Streams.WIDE);
        var random = new Random(SEED);
        for (int i = 0; i < 100; i++) {
            byte[] data = new byte[random.nextInt(2_000)];
            random.nextBytes(data);
            peer.send(new Ignore(data));
            streams.send(1 + random.nextInt(3_000));
            streams.request(1);
        }
        streams.expectReplies(100);
        streams.expectEchoes();
    }
}
