package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.clientBehind;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

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
                    "ident-30"),
            client(
                    "a client has no room for the longest identification",
                    peer -> {
                        if (peer.expectIdentification().length < 255) {
                            peer.upTo(Depth.AUTHENTICATED);
                        }
                    },
                    "ident-04"),
            server(
                    "to it an identification ends at a NUL",
                    peer -> {
                        var line = new String(peer.expectIdentification(), ISO_8859_1);
                        peer.oddKex().takingIdentification(line.split("[\0\r\n]", 2)[0]);
                        peer.upTo(Depth.AUTHENTICATED);
                    },
                    "ident-10"),
            clientBehind("a client wants no lines before the identification", NoLinesBefore::new, "ident-19"));

    private IdentMutants() {}

    /** Puts a NUL into a first line that is no identification: our client ends there. */
    private static final class NoLinesBefore implements MutantLink.Bend {
        private boolean begun;

        @Override
        public byte[] toTarget(byte[] bytes) {
            if (!begun && bytes[0] != 'S') {
                bytes[0] = 0;
            }
            begun = true;
            return bytes;
        }
    }
}
