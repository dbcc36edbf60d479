package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.both;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.IGNORE;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Unimplemented;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Broken peers for the layer {@code compress}. */
final class CompressMutants {
    private static final String DELAYED = "zlib@openssh.com";
    private static final List<String> NONE = List.of("none");
    private static final int BLOCK = 16;
    private static final int LARGEST = 32_768;

    static final List<Mutant> ALL = Stream.of(
                    both(
                            "makes each packet a zlib stream of its own",
                            peer -> {
                                silentlyPlain(peer);
                                peer.upTo(Depth.ENCRYPTED);
                                peer.oddKex().packing(CompressMutants::alone);
                                new SoundPeer(peer).run();
                            },
                            "compress-01"),
                    both(
                            "agrees on compression, and does not compress",
                            peer -> {
                                offering(peer).oddKex().takingKexInit(init -> with(init, NONE, NONE));
                                new SoundPeer(peer).run();
                            },
                            "compress-01",
                            "compress-02",
                            "compress-07",
                            "compress-08",
                            "compress-09",
                            "compress-10",
                            "compress-12"),
                    both(
                            "compresses before the user is in",
                            peer -> {
                                var zlib = List.of("zlib");
                                offering(peer).oddKex().takingKexInit(init -> with(init, zlib, zlib));
                                new SoundPeer(peer).run();
                            },
                            "compress-02"),
                    both("goes on where it can't inflate", CompressMutants::takesAnything, "compress-05"),
                    both(
                            "counts the bytes of a packet after compression",
                            peer -> new SoundPeer(offering(peer))
                                    .at(IGNORE, (sound, message) -> {
                                        if (message.wireLength() > LARGEST) {
                                            peer.tcp().reset();
                                        }
                                    })
                                    .run(),
                            "compress-07"),
                    both(
                            "goes on with its stream behind NEWKEYS",
                            peer -> {
                                silentlyPlain(peer);
                                peer.upTo(Depth.AUTHENTICATED);
                                var deflater = new Deflater();
                                peer.oddKex().packing(payload -> deflated(deflater, payload));
                                new SoundPeer(peer).run();
                            },
                            "compress-08"),
                    both(
                            "compresses what it receives in both directions, or in none",
                            peer -> {
                                offering(peer).oddKex().takingKexInit(CompressMutants::asIsSent);
                                new SoundPeer(peer).run();
                            },
                            "compress-10"),
                    both(
                            "pads for the length before compression",
                            CompressMutants::padsForThePlainLength,
                            "compress-12"))
            .flatMap(List::stream)
            .toList();

    private CompressMutants() {}

    static Peer offering(Peer peer) {
        return peer.proposing(peer.proposal().compressions("none", DELAYED, "zlib"));
    }

    /** What it sends is not compressed by the link, whatever was agreed on. */
    private static void silentlyPlain(Peer peer) {
        boolean server = peer.role() == Role.SERVER;
        offering(peer)
                .oddKex()
                .takingKexInit(init -> with(
                        init,
                        server ? init.compressionAlgorithmsClientToServer() : NONE,
                        server ? NONE : init.compressionAlgorithmsServerToClient()));
    }

    private static KexInit asIsSent(KexInit init) {
        var there = init.compressionAlgorithmsClientToServer();
        return with(init, there, there);
    }

    private static void takesAnything(Peer peer) throws IOException {
        try {
            new SoundPeer(offering(peer)).run();
        } catch (ExpectationException e) {
            peer.send(new Unimplemented(peer.lastSent()));
            LaterMutants.awaitEnd(peer);
        }
    }

    private static void padsForThePlainLength(Peer peer) throws IOException {
        silentlyPlain(peer);
        peer.upTo(Depth.AUTHENTICATED);
        byte[] payload = new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]).payload();
        if (peer.role() == Role.SERVER) {
            peer.expect(CHANNEL_OPEN);
            payload = new ChannelOpenConfirmation(0, 0, 1 << 20, 1 << 15, new byte[0]).payload();
        }
        int padding = Frame.of(payload).aligned(BLOCK, 0).bytes().length
                - Frame.of(payload).bytes().length;
        peer.send(Frame.of(alone(payload)).padding(padding));
        peer.expectClose();
    }

    private static byte[] alone(byte[] payload) {
        var deflater = new Deflater();
        try {
            return deflated(deflater, payload);
        } finally {
            deflater.end();
        }
    }

    /** With a flush behind it (RFC 4253 §6.2). */
    static byte[] deflated(Deflater deflater, byte[] payload) {
        var out = new ByteArrayOutputStream();
        byte[] some = new byte[4096];
        deflater.setInput(payload);
        int count;
        do {
            count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH);
            out.write(some, 0, count);
        } while (count == some.length);
        return out.toByteArray();
    }

    private static KexInit with(KexInit init, List<String> there, List<String> back) {
        return new KexInit(
                init.cookie(),
                init.kexAlgorithms(),
                init.serverHostKeyAlgorithms(),
                init.encryptionAlgorithmsClientToServer(),
                init.encryptionAlgorithmsServerToClient(),
                init.macAlgorithmsClientToServer(),
                init.macAlgorithmsServerToClient(),
                there,
                back,
                List.of(),
                List.of(),
                init.firstKexPacketFollows(),
                init.reserved());
    }
}
