package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.checks.kexinit.KexInitForm.theirs;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names that a target lists, as far as the kit can use them. */
final class KexNames {
    private KexNames() {}

    /** The target's key exchange methods, asked over a connection of its own. */
    static List<String> of(Conversation c) throws IOException {
        try (var peer = c.connect()) {
            return List.of(theirs(peer).list(RawKexInit.KEX).split(","));
        }
    }

    /** Those key exchange methods that the kit knows. */
    static List<String> usable(List<String> names) {
        return usable(Kind.KEX, names);
    }

    /** Those names that the kit knows. */
    static List<String> usable(Kind kind, List<String> names) {
        return names.stream().filter(Algorithms.known(kind)::contains).toList();
    }

    /** Those names that the kit knows, last first. */
    static String[] reversed(Kind kind, List<String> names) {
        var reversed = new ArrayList<>(usable(kind, names));
        Collections.reverse(reversed);
        return reversed.toArray(String[]::new);
    }
}
