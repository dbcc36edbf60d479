package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.MessageNumbers;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer {@code attack}. */
final class AttackMutants {
    static final List<Mutant> ALL = List.of(
            server(
                    "it lets everybody in, and serves before it should",
                    ObligingPeer::run,
                    "AC-004",
                    "AC-006",
                    "AC-007",
                    "AC-021",
                    "AC-026",
                    "AC-027",
                    "AC-031",
                    "AC-032",
                    "AC-048",
                    "AC-050",
                    "AC-051",
                    "AC-112",
                    "AC-117",
                    "AC-123",
                    "AC-127",
                    "AC-136",
                    "AC-176",
                    "AC-186",
                    "AC-187",
                    "AC-188",
                    "AC-189"),
            server("it counts no failures", AttackMutants::refusesForEver, "AC-048", "AC-050", "AC-136"),
            server("it has no time for users it does not know", AttackMutants::tellsWhoIsThere, "AC-047"),
            server(
                    "it does not talk to old PuTTYs",
                    peer -> {
                        if (new String(peer.expectIdentification(), java.nio.charset.StandardCharsets.ISO_8859_1)
                                .contains("PuTTY")) {
                            return;
                        }
                        peer.upTo(Depth.AUTHENTICATED);
                    },
                    "AC-020"),
            client("a client never gives up", ObligingPeer::run, "AC-064", "AC-082", "AC-127"),
            client(
                    "a client dies for good of a banner",
                    peer -> {
                        peer.upTo(Depth.SERVICE);
                        peer.send(new AuthRequest("user", "ssh-connection", new io.javamiko.auth.MethodRequest.None()));
                        while (peer.next().isPresent()) {
                            peer.note("not answered");
                        }
                    },
                    "AC-190"));

    private AttackMutants() {}

    private static void refusesForEver(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (peer.expect(MessageNumbers.USERAUTH_REQUEST) != null) {
            peer.send(new AuthFailure(List.of("publickey"), false));
        }
    }

    private static void tellsWhoIsThere(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (peer.expect(AuthRequest.class).userName().equals("user")) {
            peer.send(new AuthFailure(List.of("publickey"), false));
        }
        peer.send(new AuthSuccess());
    }
}
