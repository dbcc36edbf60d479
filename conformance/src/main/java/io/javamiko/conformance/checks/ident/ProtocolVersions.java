package io.javamiko.conformance.checks.ident;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.ident.IdentificationForm.goesOn;
import static io.javamiko.conformance.checks.ident.IdentificationForm.taken;

import io.javamiko.conformance.Check;
import java.util.List;

/** RFC 4253 §5: protocol versions; §4.2: what an identification begins with. */
final class ProtocolVersions {
    static final List<Check> CHECKS = List.of(
            server("ident-11", c -> {
                c.each(
                        (peer, line) -> {
                            peer.identify(line);
                            peer.sendKexInit();
                            peer.expectRefusal();
                        },
                        "SSH-1.5-kit_1\r\n",
                        "SSH-0.9-x\r\n",
                        "SSH-3.0-kit_1\r\n");
                var peer = c.connect();
                peer.identify("SSH-2.1-kit_1\r\n");
                if (goesOn(c, peer)) {
                    c.warn("protocol 2.1 is taken for 2.0");
                }
            }),
            client("ident-12", taken("SSH-1.99-kit_1\r\n")),
            server("ident-13", c -> {
                var peer = c.connect();
                peer.identify("SSH-1.99-kit_1\r\n");
                c.note(goesOn(c, peer) ? "a client may say 1.99" : "a client that says 1.99 is refused");
            }),
            client("ident-14", c -> {
                var peer = c.connect();
                peer.identify("SSH-1.5-old\r\n");
                peer.expectRefusal();
            }),
            server(
                    "ident-34",
                    c -> c.each(
                            (peer, line) -> {
                                peer.sendRaw(line);
                                peer.identifyAs("SSH-2.0-kit_1");
                                peer.sendKexInit();
                                peer.expectRefusal();
                            },
                            "ssh-2.0-kit_1\r\n",
                            " SSH-2.0-kit_1\r\n",
                            "\r\nSSH-2.0-kit_1\r\n",
                            "\u00ef\u00bb\u00bfSSH-2.0-kit_1\r\n")));

    private ProtocolVersions() {}
}
