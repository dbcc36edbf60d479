package io.javamiko.conformance.checks.kexinit;

import io.javamiko.conformance.Conversation;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Algorithms.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names that a target lists, as far as the kit can use them. */
final class KexNames {
    private static final String CURVE25519 = "curve25519-sha256";

    private KexNames() {}

    /** A method that the target has, by preference a quick one. */
    static String known(Conversation c) throws IOException {
        var names = usable(c.offer().kexAlgorithms());
        c.assume(!names.isEmpty(), "the kit knows no key exchange method of the target");
        return names.contains(CURVE25519) ? CURVE25519 : names.get(0);
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
