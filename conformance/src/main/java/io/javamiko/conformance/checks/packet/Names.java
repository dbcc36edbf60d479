package io.javamiko.conformance.checks.packet;

import io.javamiko.conformance.Conversation;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.io.IOException;
import java.util.List;

/** The names that a target lists for both directions, as far as the kit can use them. */
final class Names {
    private Names() {}

    /** Ciphers or MACs. */
    static List<String> of(Conversation c, Kind kind) throws IOException {
        var theirs = c.offer();
        boolean cipher = kind == Kind.CIPHER;
        var there = cipher ? theirs.encryptionAlgorithmsClientToServer() : theirs.macAlgorithmsClientToServer();
        var back = cipher ? theirs.encryptionAlgorithmsServerToClient() : theirs.macAlgorithmsServerToClient();
        var usable = there.stream()
                .filter(back::contains)
                .filter(Algorithms.known(kind)::contains)
                .toList();
        if (usable.size() < there.size()) {
            c.note("of %s only %s are checked".formatted(there, usable));
        }
        return usable;
    }
}
