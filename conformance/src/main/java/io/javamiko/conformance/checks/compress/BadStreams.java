package io.javamiko.conformance.checks.compress;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.COMPRESSION_ERROR;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Frame;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.Deflater;

/** RFC 4253 §6.1, §6.2, §11.1: what does not inflate, or inflates without end. */
final class BadStreams {
    private static final String DELAYED = "zlib@openssh.com";
    private static final int BOMB = 30 << 20;
    private static final int BLOCK = 16;

    static final List<Check> CHECKS = List.of(
            both(
                    "compress-05",
                    c -> refuses(
                            c,
                            variant("random bytes", "a7f30199c4d2e85b6610"),
                            variant("a wrong zlib header", "790002000000ffff"),
                            variant("a block of type 3", "789c0700000000000000"),
                            variant("a preset dictionary", "78bb00000001020000"))),
            both("compress-06", c -> refuses(c, new Variant("a bomb", deflated(new byte[BOMB], Deflater.SYNC_FLUSH)))),
            both("compress-11", c -> {
                refuses(c, new Variant("nothing at all", deflated(new byte[0], Deflater.SYNC_FLUSH)));
                var last = compressed(c);
                last.send(framed(finished(new Ignore(new byte[8]).payload())));
                c.note("a stream that has ended "
                        + (c.goesOn(last::expectAnswer) ? "is taken" : "ends the connection"));
            }));

    private BadStreams() {}

    private static void refuses(Conversation c, Variant... variants) throws IOException {
        for (var variant : variants) {
            var peer = compressed(c);
            peer.note("variant " + variant);
            peer.send(framed(variant.payload()));
            peer.expectRefusal(COMPRESSION_ERROR, PROTOCOL_ERROR);
        }
    }

    /** Our next packet is the first compressed one. */
    private static Peer compressed(Conversation c) throws IOException {
        var peer = Compressing.offering(c, DELAYED);
        return peer.proposing(peer.proposal()
                        .compressions(DELAYED)
                        .ciphers("aes256-ctr")
                        .macs("hmac-sha2-256"))
                .upTo(Depth.AUTHENTICATED);
    }

    private static Frame framed(byte[] payload) {
        return Frame.of(payload).aligned(BLOCK, 0);
    }

    private static Variant variant(String name, String hex) {
        return new Variant(name, HexFormat.of().parseHex(hex));
    }

    private static byte[] deflated(byte[] data, int flush) {
        var deflater = new Deflater();
        try {
            deflater.setInput(data);
            byte[] out = new byte[data.length / 500 + 64];
            return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, flush));
        } finally {
            deflater.end();
        }
    }

    private static byte[] finished(byte[] data) {
        var deflater = new Deflater();
        try {
            deflater.setInput(data);
            deflater.finish();
            byte[] out = new byte[data.length + 64];
            return Arrays.copyOf(out, deflater.deflate(out));
        } finally {
            deflater.end();
        }
    }
}
