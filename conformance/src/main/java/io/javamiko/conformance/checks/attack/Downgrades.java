package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.DisconnectReason;
import java.util.List;

/** Weaker behaviour for peers that say they are old. */
final class Downgrades {
    static final List<Check> CHECKS = List.of(
            server(
                    "AC-020",
                    c -> c.each(
                            (peer, software) -> {
                                peer.identify("SSH-2.0-" + software + "\r\n");
                                peer.upTo(Depth.AUTHENTICATED).expectAnswer();
                            },
                            "PuTTY_Release_0.63",
                            "FuTTYSH_9.1",
                            "WinSCP_release_5.1",
                            "OpenSSH_2.9p2",
                            "OpenSSH_6.6.1",
                            "dropbear_0.44",
                            "Cisco-1.25",
                            "3.2.9 SSH Secure Shell",
                            "x".repeat(240))),
            both("AC-127", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().hostKeys("ssh-rsa"))
                        .upTo(Depth.IDENTIFIED)
                        .sendKexInit();
                c.verify(
                        !peer.expectKexInit().serverHostKeyAlgorithms().contains("ssh-rsa"),
                        "it offers ssh-rsa, a signature over SHA-1");
                peer.expectRefusal(DisconnectReason.KEY_EXCHANGE_FAILED, DisconnectReason.PROTOCOL_ERROR);
            }));

    private Downgrades() {}
}
