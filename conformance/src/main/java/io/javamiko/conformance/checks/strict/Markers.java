package io.javamiko.conformance.checks.strict;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.checks.strict.StrictExchange.AES_CTR;
import static io.javamiko.conformance.checks.strict.StrictExchange.suite;
import static io.javamiko.conformance.peer.RawKexInit.KEX;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Ignore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** OpenSSH PROTOCOL §1.9: who offers strict key exchange, by which name, and when the name counts. */
final class Markers {
    private static final String V00 = "-v00@openssh.com";

    static final List<Check> CHECKS = List.of(
            both("strict-01", c -> {
                var names = theirNames(c);
                c.verify(!names.contains(marker(c.isServer() ? Role.CLIENT : Role.SERVER)), "the other role's name");
                if (!names.contains(marker(c.isServer() ? Role.SERVER : Role.CLIENT))) {
                    c.warn("strict key exchange is not offered (Terrapin, CVE-2023-48795)");
                }
            }),
            both("strict-02", c -> {
                var peer = suite(c, c.connect(), AES_CTR);
                peer.proposing(peer.proposal().notStrict()).upTo(Depth.AUTHENTICATED);
                var init = new RawKexInit(peer.kexInit());
                peer.send(init.list(KEX, init.list(KEX) + "," + marker(peer.role()))
                        .payload());
                if (peer.expectKexInit().kexAlgorithms().stream().anyMatch(name -> name.startsWith("kex-strict-"))) {
                    c.note("it lists the name in a later KEXINIT too");
                }
                peer.exchangeKeys();
                peer.expectAnswer(); // the sequence numbers went on
            }),
            both(
                    "strict-05",
                    c -> c.each(
                            (peer, cipher) -> {
                                suite(c, peer, cipher).proposing(peer.proposal().notStrict());
                                peer.upTo(Depth.IDENTIFIED).send(new Ignore(new byte[8]));
                                if (!served(c, peer)) {
                                    c.note("it wants strict key exchange, or does not have " + cipher);
                                }
                            },
                            AES_CTR,
                            "chacha20-poly1305@openssh.com")),
            both("strict-06", c -> {
                var peer = suite(c, c.connect(), AES_CTR);
                var names = names(
                        peer.proposal().notStrict().kexNames(),
                        marker(peer.role().peer()));
                peer.proposing(peer.proposal().kexList(names));
                if (!served(c, peer)) {
                    c.note("the other role's name is refused");
                }
            }),
            both("strict-16", c -> {
                var theirs = marker(c.isServer() ? Role.SERVER : Role.CLIENT);
                var first = c.connect();
                var names = new ArrayList<>(first.proposal().notStrict().kexNames());
                names.add(0, theirs);
                first.proposing(first.proposal().kexList(names));
                served(c, first);
                var only = c.connect().upTo(Depth.IDENTIFIED);
                only.proposing(only.proposal().kexList(List.of(theirs))).sendKexInit();
                only.expectRefusal(DisconnectReason.KEY_EXCHANGE_FAILED, DisconnectReason.PROTOCOL_ERROR);
            }),
            both(
                    "strict-17",
                    c -> c.each(
                            (peer, spelling) -> {
                                var names =
                                        names(peer.proposal().notStrict().kexNames(), letter(peer.role()) + spelling);
                                suite(c, peer, AES_CTR)
                                        .proposing(peer.proposal().kexList(names));
                                peer.upTo(Depth.SERVICE);
                                c.note((spelling.isEmpty() ? "standard" : "pre-standard") + " name: "
                                        + (peer.negotiated().strictKex() ? "strict" : "not strict"));
                            },
                            "",
                            V00)),
            both("strict-18", c -> {
                var names = theirNames(c);
                var letter = letter(c.isServer() ? Role.SERVER : Role.CLIENT);
                if (!names.contains(letter + V00)) {
                    c.warn("the pre-standard name is missing, the one that most deployed peers know");
                }
                c.note("the standard name is " + (names.contains(letter) ? "there" : "missing"));
            }));

    private Markers() {}

    /** The pre-standard name of a role. */
    static String marker(Role role) {
        return letter(role) + V00;
    }

    private static String letter(Role role) {
        return "kex-strict-" + (role == Role.CLIENT ? "c" : "s");
    }

    /** Whether the key exchange completes; what is said behind it must be understood then. */
    private static boolean served(Conversation c, Peer peer) throws IOException {
        boolean on = c.goesOn(() -> peer.upTo(Depth.ENCRYPTED));
        if (on) {
            peer.upTo(Depth.SERVICE);
        }
        return on;
    }

    private static List<String> names(List<String> kex, String marker) {
        var names = new ArrayList<>(kex);
        names.add(marker);
        return names;
    }

    private static List<String> theirNames(Conversation c) throws IOException {
        Peer peer = c.connect().upTo(Depth.IDENTIFIED);
        peer.sendKexInit();
        return peer.expectKexInit().kexAlgorithms();
    }
}
