package io.javamiko.conformance.checks.rekey;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Streams;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Disconnect;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §7.1, §9: what is under way when a later key exchange begins. */
final class InFlight {
    private static final int MANY = 100;
    private static final int SMALL = 1000;

    static final List<Check> CHECKS = List.of(
            both("rekey-05", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 4, Streams.WIDE);
                streams.send(256 << 10);
                streams.request(MANY);
                peer.sendKexInit();
                peer.expectKexInit();
                stalls(peer); // nothing but its key exchange comes until we go on
                peer.exchangeKeys(); // nor then
                streams.expectReplies(MANY);
                streams.expectEchoes();
            }),
            both("rekey-06", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                boolean stays = c.goesOn(() -> {
                    peer.sendKexInit();
                    streams.send(SMALL);
                    peer.exchangeKeys();
                    streams.expectEchoes();
                    streams.request(1);
                    streams.expectReplies(1);
                });
                c.note("data behind our KEXINIT " + (stays ? "are taken" : "end the connection"));
            }),
            both("rekey-16", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, Streams.WIDE);
                streams.request(3);
                peer.exchangeKeys();
                streams.request(2);
                streams.expectReplies(5);
            }),
            server("rekey-17", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                var streams = Streams.open(peer, 1, SMALL);
                streams.send(10 * SMALL);
                streams.sendEOF();
                streams.expectEchoes(SMALL); // now there is no window left
                peer.exchangeKeys();
                streams.adjust(20 * SMALL);
                streams.expectEchoes();
                streams.close();
            }),
            server("rekey-19", c -> {
                var told = c.connect(Depth.AUTHENTICATED);
                Streams.open(told, 3, Streams.WIDE);
                told.sendKexInit();
                told.send(new Disconnect(11, "bye", ""));
                told.expectClose();
                var reset = c.connect(Depth.AUTHENTICATED);
                Streams.open(reset, 3, Streams.WIDE);
                reset.sendKexInit();
                reset.expectKexInit();
                reset.send(reset.kexFirst().orElseThrow());
                reset.tcp().reset();
                c.connect(Depth.AUTHENTICATED).expectAnswer();
            }));

    private InFlight() {}

    /** Says nothing for a while in the middle of the exchange. */
    private static void stalls(Peer peer) throws IOException {
        var first = peer.kexFirst();
        if (first.isPresent()) {
            peer.expectSilence();
            peer.send(first.get());
        } else {
            var reply = peer.kexNext(peer.expectKexMessage());
            peer.expectSilence();
            peer.send(reply.orElseThrow());
        }
    }
}
