package io.javamiko.conformance.checks.ident;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §4.2: the form of the identification string, as it is sent and as it is taken. */
final class IdentificationForm {
    private static final String LONGEST = "SSH-2.0-" + "a".repeat(245) + "\r\n"; // 255 bytes

    static final List<Check> CHECKS = List.of(
            both("ident-01", c -> {
                var peer = c.connect();
                peer.identify();
                var line = new String(peer.expectIdentification(), ISO_8859_1);
                c.verify(line.matches("SSH-2\\.0-[\\x21-\\x7e]+( [\\x20-\\x7e]*)?\\r\\n"), "it is not of that form");
                c.verify(line.length() <= 255, "it has " + line.length() + " bytes");
                if (line.matches("SSH-2\\.0-\\S*-.*\\r\\n") || line.endsWith(" \r\n")) {
                    c.warn("a minus sign in the software version, or an empty comment");
                }
            }),
            server("ident-03", taken(LONGEST)),
            client("ident-04", taken(LONGEST)),
            both(
                    "ident-05",
                    c -> c.each(
                            (peer, length) -> {
                                peer.identify("SSH-2.0-" + "a".repeat(length - 10) + "\r\n");
                                if (goesOn(c, peer)) {
                                    c.warn("an identification of " + length + " bytes was taken");
                                }
                            },
                            256,
                            1000,
                            8192)),
            both("ident-06", c -> {
                var peer = c.connect();
                peer.sendRaw("SSH-2.0-");
                long taken = peer.tcp().flood("a".repeat(16 << 10).getBytes(ISO_8859_1), 64L << 20);
                c.verify(taken < 64L << 20, "it took 64 MiB");
                peer.expectRefusal();
                c.connect(Depth.ENCRYPTED);
            }),
            server("ident-07", c -> {
                var peer = c.connect();
                peer.identify("SSH-2.0-kit_1\n");
                if (!goesOn(c, peer)) {
                    c.note("a line that ends in a bare LF is refused");
                }
            }),
            both(
                    "ident-09",
                    c -> c.each(
                            (peer, line) -> {
                                peer.identify(line);
                                goesOn(c, peer);
                            },
                            "SSH-2.0-kit\r1\r\n",
                            "SSH-2.0-kit_1\r\r\n")),
            both("ident-10", c -> {
                var peer = c.connect();
                peer.identify("SSH-2.0-kit\0_1\r\n");
                if (goesOn(c, peer)) {
                    c.warn("NUL was taken as a part of the identification");
                }
            }),
            both("ident-15", taken("SSH-2.0-kit_1 some comment with - and = signs\r\n")),
            both("ident-16", c -> {
                var peer = c.connect();
                peer.identify("SSH-2.0-kit-1.0-beta\r\n");
                c.should(() -> peer.upTo(Depth.ENCRYPTED), "a minus sign in the software version is not tolerated");
            }),
            both(
                    "ident-17",
                    c -> c.each(
                            (peer, line) -> {
                                peer.identify(line);
                                boolean on = goesOn(c, peer);
                                c.verify(!on || line.startsWith("SSH-2.0-"), "it went on");
                            },
                            "SSH-2.0-\r\n",
                            "SSH-2.0\r\n",
                            "SSH-\r\n",
                            "SSH-2.0- comment\r\n")),
            both("ident-18", c -> {
                var peer = c.connect();
                peer.identify("SSH-2.0-kit_\u00c3\u00a9\u00ff c\u00ff\r\n");
                goesOn(c, peer);
            }),
            both(
                    "ident-35",
                    c -> c.each(
                            (peer, line) -> {
                                peer.identify(line + "\r\n");
                                if (goesOn(c, peer)) {
                                    c.verify(!line.startsWith("SSH-4294967298"), "it was taken for protocol 2.0");
                                    c.warn(line + " was taken for protocol 2.0");
                                }
                            },
                            "SSH-2.00-x",
                            "SSH-02.0-x",
                            "SSH-2.0x-y",
                            "SSH-2-x",
                            "SSH-2.-x",
                            "SSH-4294967298.0-x")));

    private IdentificationForm() {}

    /** A line with which the key exchange completes; the exchange hash covers it. */
    static Script taken(String line) {
        return c -> {
            var peer = c.connect();
            peer.identify(line);
            peer.upTo(Depth.ENCRYPTED);
        };
    }

    /** Whether the key exchange completes after what was said; the target may end the connection instead. */
    static boolean goesOn(Conversation c, Peer peer) throws IOException {
        return c.goesOn(() -> peer.upTo(Depth.ENCRYPTED));
    }
}
