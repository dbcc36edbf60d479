package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import java.util.List;

/** Broken peers for the layer {@code ident}. */
final class IdentMutants {
    static final MutantLink.Bend NEVER_CLOSES = new MutantLink.Bend() {
        @Override
        public boolean tellsClose() {
            return false;
        }
    };

    static final List<Mutant> ALL = List.of(
            server("its identification has no version", peer -> peer.identify("SSH-2.0-\r\n"), "ident-01"),
            client("its identification ends in LF alone", peer -> peer.identify("SSH-2.0-x\n"), "ident-01"),
            serverBehind(
                    "it never closes a connection", () -> NEVER_CLOSES, "ident-11", "ident-24", "ident-29", "ident-34"),
            clientBehind(
                    "a client that never closes a connection", () -> NEVER_CLOSES, "ident-14", "ident-29", "ident-33"),
            server(
                    "whatever it is told, its hash has SSH-2.0-x",
                    peer -> {
                        peer.identifyAs("SSH-2.0-y");
                        peer.sendRaw(Peer.IDENTIFICATION + "\r\n");
                        peer.upTo(Depth.ENCRYPTED);
                    },
                    "ident-03",
                    "ident-15",
                    "ident-27",
                    "ident-28",
                    "ident-30"));

    private IdentMutants() {}
}
