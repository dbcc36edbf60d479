package io.javamiko.conformance.checks.ident;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import java.util.List;

/** RFC 4253 §4.2: a server may send other lines before its identification, a client may not. */
final class LinesBefore {
    static final List<Check> CHECKS = List.of(
            client("ident-19", c -> {
                var peer = c.connect();
                peer.sendRaw("Welcome\r\n\r\nsecond line - SSH-2.0 inside\r\nssh-2.0-lowercase\r\n");
                peer.upTo(Depth.ENCRYPTED);
            }),
            client("ident-21", c -> {
                var few = c.connect();
                few.sendRaw("x\r\n".repeat(50));
                c.should(() -> few.upTo(Depth.ENCRYPTED), "50 short lines are not taken");
                var many = c.connect();
                long taken = many.tcp().flood("x\r\n".repeat(5000).getBytes(ISO_8859_1), 3_000_000);
                c.note("it took " + taken + " bytes of short lines");
                many.expectRefusalByLoginTimeout();
            }),
            client("ident-22", c -> {
                var peer = c.connect();
                long taken = peer.tcp().flood("x".repeat(16 << 10).getBytes(ISO_8859_1), 64L << 20);
                c.note("it took " + taken + " bytes of one line");
                peer.expectRefusalByLoginTimeout();
            }),
            client("ident-23", c -> {
                var peer = c.connect();
                peer.sendRaw("x".repeat(1000) + "\r\n");
                c.should(() -> peer.upTo(Depth.ENCRYPTED), "a line of 1,000 bytes is not taken");
            }),
            server("ident-24", c -> {
                var peer = c.connect();
                peer.sendRaw("hello\r\n");
                peer.identify();
                peer.sendKexInit();
                peer.expectRefusal();
            }),
            server(
                    "ident-25",
                    c -> c.each(
                            (peer, bytes) -> {
                                peer.sendRaw(bytes);
                                peer.expectRefusalByLoginTimeout();
                            },
                            "GET / HTTP/1.1\r\nHost: x\r\n\r\n",
                            "\26\3\1\2\0\1\0\1\374\3\3" + "r".repeat(100),
                            "\u00e9".repeat(1024))));

    private LinesBefore() {}
}
