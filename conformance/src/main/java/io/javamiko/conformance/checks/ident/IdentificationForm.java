package io.javamiko.conformance.checks.ident;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import java.util.List;

/** RFC 4253 §4.2: the form of the identification string, as it is sent and as it is taken. */
final class IdentificationForm {
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
            server("ident-03", c -> {
                var peer = c.connect();
                peer.identify("SSH-2.0-" + "a".repeat(245) + "\r\n");
                peer.upTo(Depth.ENCRYPTED);
            }),
            server(
                    "ident-11",
                    c -> c.each(
                            (peer, line) -> {
                                peer.identify(line);
                                peer.expectRefusal();
                            },
                            "SSH-1.5-kit_1\r\n",
                            "SSH-0.9-x\r\n",
                            "SSH-3.0-kit_1\r\n")));

    private IdentificationForm() {}
}
