package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Proposal;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.Algorithms.Kind;
import io.javamiko.transport.Role;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** RFC 4253 §7.1: what two proposals come to, and that nothing in common ends the connection. */
final class Agreement {
    private static final String NONE_SUCH = "none-such@kit";

    static final List<Check> CHECKS = List.of(
            both("kexinit-07", c -> {
                var peer = c.connect();
                peer.upTo(Depth.IDENTIFIED);
                peer.proposing(reversed(peer)).upTo(Depth.ENCRYPTED);
                c.note("agreed on " + peer.negotiated());
            }),
            both("kexinit-09", refuses(proposal -> proposal.kex(NONE_SUCH))),
            both("kexinit-10", refuses(proposal -> proposal.hostKeys(NONE_SUCH))),
            both(
                    "kexinit-11",
                    refuses(
                            proposal -> proposal.ciphersClientToServer(NONE_SUCH),
                            proposal -> proposal.ciphersServerToClient(NONE_SUCH))),
            both(
                    "kexinit-12",
                    refuses(
                            proposal -> proposal.ciphers("aes256-ctr").macsClientToServer(NONE_SUCH),
                            proposal -> proposal.ciphers("aes256-ctr").macsServerToClient(NONE_SUCH))),
            both(
                    "kexinit-13",
                    refuses(
                            proposal -> proposal.compressionsClientToServer(NONE_SUCH),
                            proposal -> proposal.compressionsServerToClient(NONE_SUCH))),
            both(
                    "kexinit-14",
                    c -> c.each(
                            (peer, list) -> {
                                peer.proposing(peer.proposal().ciphers("aes256-ctr")); // which needs a MAC
                                refuses(peer, new RawKexInit(peer.kexInit()).list(list, ""));
                            },
                            Stream.iterate(0, list -> list < RawKexInit.LANGUAGES, list -> list + 1)
                                    .toArray(Integer[]::new))),
            both("kexinit-34", c -> {
                var peer = c.connect();
                var proposal = peer.proposal();
                var markers = proposal.kexNames().stream()
                        .filter(name -> name.startsWith("ext-info-") || name.startsWith("kex-strict-"))
                        .toList();
                peer.proposing(proposal.kexList(markers));
                refuses(peer, new RawKexInit(peer.kexInit()));
            }),
            both("kexinit-36", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal()
                        .ciphersClientToServer("aes128-ctr")
                        .ciphersServerToClient("aes256-gcm@openssh.com")
                        .macsClientToServer("hmac-sha2-256")
                        .macsServerToClient(NONE_SUCH));
                if (c.goesOn(() -> peer.upTo(Depth.ENCRYPTED))) {
                    peer.upTo(Depth.SERVICE);
                } else {
                    c.warn("it wants a MAC for AES-GCM, or lacks these ciphers");
                }
            }));

    private Agreement() {}

    /** The target ends the connection after such a KEXINIT. */
    static void refuses(Peer peer, RawKexInit init) throws IOException {
        peer.upTo(Depth.IDENTIFIED);
        peer.send(init.payload());
        peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
    }

    @SafeVarargs
    private static Script refuses(UnaryOperator<Proposal>... proposals) {
        return c -> {
            for (var proposal : proposals) {
                try (var peer = c.connect()) {
                    peer.proposing(proposal.apply(peer.proposal()));
                    refuses(peer, new RawKexInit(peer.kexInit()));
                }
            }
        };
    }

    /** What the target lists, last first, as far as the kit can do it. */
    private static Proposal reversed(Peer peer) throws IOException {
        var theirs = peer.expectKexInit();
        var proposal = peer.proposal()
                .kex(KexNames.reversed(Kind.KEX, theirs.kexAlgorithms()))
                .ciphersClientToServer(KexNames.reversed(Kind.CIPHER, theirs.encryptionAlgorithmsClientToServer()))
                .ciphersServerToClient(KexNames.reversed(Kind.CIPHER, theirs.encryptionAlgorithmsServerToClient()))
                .macsClientToServer(KexNames.reversed(Kind.MAC, theirs.macAlgorithmsClientToServer()))
                .macsServerToClient(KexNames.reversed(Kind.MAC, theirs.macAlgorithmsServerToClient()))
                .compressionsClientToServer(
                        KexNames.reversed(Kind.COMPRESSION, theirs.compressionAlgorithmsClientToServer()))
                .compressionsServerToClient(
                        KexNames.reversed(Kind.COMPRESSION, theirs.compressionAlgorithmsServerToClient()));
        return peer.role() == Role.SERVER // it has the host keys that it has
                ? proposal
                : proposal.hostKeys(KexNames.reversed(Kind.HOST_KEY, theirs.serverHostKeyAlgorithms()));
    }
}
