package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.checks.kexinit.KexInitForm.theirs;
import static io.javamiko.conformance.peer.RawKexInit.CIPHERS;
import static io.javamiko.conformance.peer.RawKexInit.COMPRESSIONS;
import static io.javamiko.conformance.peer.RawKexInit.HOST_KEYS;
import static io.javamiko.conformance.peer.RawKexInit.KEX;
import static io.javamiko.conformance.peer.RawKexInit.MACS;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.RawKexInit;
import java.util.ArrayList;
import java.util.List;

/** RFC 9142 §4, RFC 8758, RFC 4253 §6.2, §7.1: what may be offered, and that what is offered works. */
final class Offers {
    static final List<Check> CHECKS = List.of(
            both("kexinit-29", c -> {
                var init = theirs(c.connect());
                c.verify(names(init, KEX, "rsa1024-sha1").isEmpty(), "rsa1024-sha1 is offered (MUST NOT)");
                warnOf(c, init, KEX, "diffie-hellman-group1-sha1|diffie-hellman-group-exchange-sha1|gss-.*-sha1-.*");
                if (names(init, KEX, "diffie-hellman-group14-sha256").isEmpty()) {
                    c.warn("diffie-hellman-group14-sha256 is not offered (RFC 9142 §4: MUST be implemented)");
                }
            }),
            both("kexinit-30", c -> {
                var init = theirs(c.connect());
                for (int list : new int[] {CIPHERS, CIPHERS + 1}) {
                    var bad = names(init, list, "arcfour.*|none");
                    c.verify(bad.isEmpty(), bad + " offered (RFC 8758; RFC 4253 §6.3)");
                    warnOf(c, init, list, ".*-cbc(@.*)?|des-.*");
                }
                for (int list : new int[] {MACS, MACS + 1}) {
                    c.verify(names(init, list, "none").isEmpty(), "MAC none is offered");
                    warnOf(c, init, list, "hmac-md5.*|hmac-ripemd160.*");
                }
                warnOf(c, init, HOST_KEYS, "ssh-dss|ssh-rsa");
            }),
            both("kexinit-31", c -> {
                var init = theirs(c.connect());
                for (int list : new int[] {COMPRESSIONS, COMPRESSIONS + 1}) {
                    c.verify(!names(init, list, "none").isEmpty(), "compression none is not offered");
                }
            }),
            both("kexinit-35", c -> {
                for (String name : KexNames.usable(c.offer().kexAlgorithms())) {
                    try (var peer = c.connect()) {
                        peer.note("method " + name);
                        peer.proposing(peer.proposal().kex(name)).upTo(Depth.AUTHENTICATED);
                        peer.exchangeKeys();
                        peer.expectAnswer();
                    }
                }
            }));

    private Offers() {}

    private static List<String> names(RawKexInit init, int list, String pattern) {
        var found = new ArrayList<>(List.of(init.list(list).split(",")));
        found.removeIf(name -> !name.matches(pattern));
        return found;
    }

    private static void warnOf(Conversation c, RawKexInit init, int list, String pattern) {
        var weak = names(init, list, pattern);
        if (!weak.isEmpty()) {
            c.warn("offers " + String.join(", ", weak));
        }
    }
}
