package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.BY_APPLICATION;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Proposal;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** RFC 4253 §7: {@code first_kex_packet_follows}, guesses that are right, and guesses that are wrong. */
final class Guesses {
    private static final String NONE_SUCH = "none-such@kit";

    static final List<Check> CHECKS = List.of(
            server("kexinit-21", c -> {
                var peer = guessing(c.connect(), true);
                byte[] init = peer.sealed(peer.kexInit());
                peer.sendTogether(init, peer.sealed(peer.kexFirst().orElseThrow()));
                peer.upTo(Depth.ENCRYPTED);
            }),
            server("kexinit-22", wrongGuess(true)),
            server("kexinit-23", c -> {
                var peer = c.connect();
                peer.upTo(Depth.IDENTIFIED);
                var theirs = peer.expectKexInit();
                var hostKeys = new ArrayList<>(theirs.serverHostKeyAlgorithms());
                hostKeys.add(0, NONE_SUCH);
                var proposal = peer.proposal().kex(theirs.kexAlgorithms().get(0));
                peer.proposing(
                        proposal.hostKeys(hostKeys.toArray(String[]::new)).guessing());
                peer.sendKexInit();
                peer.send(peer.kexFirst().orElseThrow());
                peer.send(peer.kexFirst().orElseThrow()); // another one; the hash must have this one's value
                peer.upTo(Depth.ENCRYPTED);
            }),
            server("kexinit-24", wrongGuess(false)),
            client("kexinit-25", wrongGuess(true)),
            both("kexinit-26", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.proposing(otherFirst(peer.proposal()).guessing());
                peer.sendKexInit();
                sendBogus(peer);
                peer.exchangeKeys();
                peer.expectAnswer();
            }),
            both("kexinit-27", c -> {
                if (c.isServer()) { // a server's first message answers, so its right guess is no packet
                    var right = guessing(c.connect(), true);
                    right.sendKexInit();
                    right.expectSilence();
                    right.upTo(Depth.ENCRYPTED);
                }
                var wrong = guessing(c.connect(), false);
                wrong.sendKexInit();
                wrong.send(
                        c.isServer()
                                ? wrong.kexFirst().orElseThrow()
                                : wrong.kexNext(wrong.expectKexMessage()).orElseThrow());
                wrong.expectSilence(); // it is dropped, and nothing else comes
                if (c.isServer()) {
                    wrong.send(wrong.kexFirst().orElseThrow());
                    wrong.upTo(Depth.ENCRYPTED);
                }
            }),
            server(
                    "kexinit-28",
                    c -> c.each(
                            (peer, guess) -> {
                                guessing(peer, false).sendKexInit();
                                peer.send(guess);
                                boolean on = c.goesOn(() -> peer.upTo(Depth.SERVICE));
                                c.note(guess + (on ? " was dropped" : " ended the connection"));
                            },
                            new ServiceRequest("ssh-userauth"),
                            new NewKeys(),
                            new Disconnect(BY_APPLICATION, "a guess", ""))),
            server("kexinit-37", c -> {
                var peer = c.connect();
                peer.proposing(markersFirst(c, peer.proposal())).upTo(Depth.ENCRYPTED);
                var guessing = c.connect();
                guessing.proposing(markersFirst(c, guessing.proposal()).guessing())
                        .upTo(Depth.IDENTIFIED);
                guessing.sendKexInit();
                guessing.expectKexInit();
                guessing.send(guessing.kexFirst().orElseThrow());
                boolean used = guessing.isAnswered();
                c.note("a guess behind markers is " + (used ? "used" : "dropped"));
                if (!used) {
                    guessing.send(guessing.kexFirst().orElseThrow());
                }
                guessing.upTo(Depth.SERVICE);
            }));

    private Guesses() {}

    private static Script wrongGuess(boolean said) {
        return c -> {
            var peer = c.connect();
            if (said) {
                guessing(peer, false).sendKexInit();
                sendBogus(peer);
            } else {
                peer.proposing(otherFirst(peer.proposal()));
            }
            peer.upTo(Depth.ENCRYPTED);
        };
    }

    /** A peer that has the target's KEXINIT, and whose own will say that a guess follows, right or wrong. */
    private static Peer guessing(Peer peer, boolean right) throws IOException {
        peer.upTo(Depth.IDENTIFIED);
        var theirs = peer.expectKexInit();
        var proposal = peer.proposal();
        if (!right) {
            return peer.proposing(otherFirst(proposal).guessing());
        }
        var first = theirs.serverHostKeyAlgorithms().get(0);
        if (!KexNames.usable(theirs.kexAlgorithms())
                        .contains(theirs.kexAlgorithms().get(0))
                || peer.role() == Role.SERVER && !proposal.hostKeyNames().contains(first)) {
            throw new SkipException("the kit can't do what the target likes best");
        }
        return peer.proposing(
                proposal.kex(theirs.kexAlgorithms().get(0)).hostKeys(first).guessing());
    }

    /** The first method is one that nobody knows: a guess of it is wrong. */
    private static Proposal otherFirst(Proposal proposal) {
        var kex = new ArrayList<>(List.of(NONE_SUCH));
        kex.addAll(KexNames.usable(proposal.kexNames()));
        return proposal.kex(kex.toArray(String[]::new));
    }

    private static Proposal markersFirst(Conversation c, Proposal proposal) throws IOException {
        return proposal.kexList(List.of("ext-info-c", "kex-strict-c-v00@openssh.com", KexNames.known(c)));
    }

    /** The first message of a method that was not agreed on. */
    private static void sendBogus(Peer peer) throws IOException {
        int number = peer.role() == Role.CLIENT ? KEX_INIT : KEX_REPLY;
        peer.send(new WireWriter().uint8(number).string(new byte[32]));
    }
}
