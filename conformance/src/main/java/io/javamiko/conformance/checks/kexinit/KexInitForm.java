package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.peer.RawKexInit.LANGUAGES;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.KexInit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** RFC 4253 §7.1: the form of the KEXINIT that a peer sends. */
final class KexInitForm {
    private static final int ALGORITHM_LISTS = 8;
    private static final int CONNECTIONS = 12; // a byte that is constant by chance: once in 256^11
    private static final int REKEYS = 3;

    static final List<Check> CHECKS = List.of(
            both("kexinit-01", c -> {
                var init = theirs(c.connect());
                c.verify(init.follows() <= 1, "first_kex_packet_follows is " + init.follows());
                c.verify(init.reserved() == 0, "the reserved field is not 0");
                for (int list = 0; list < ALGORITHM_LISTS; list++) {
                    for (String name : init.list(list).split(",", -1)) {
                        c.verify(isName(name), "\"" + name + "\" is no name (RFC 4251 §6)");
                    }
                }
            }),
            both("kexinit-02", c -> {
                var init = theirs(c.connect());
                for (int list = 0; list < ALGORITHM_LISTS; list++) {
                    var names = List.of(init.list(list).split(","));
                    if (new HashSet<>(names).size() < names.size()) {
                        c.warn("a name is listed twice in " + init.list(list));
                    }
                }
                if (!init.list(LANGUAGES).isEmpty() || !init.list(LANGUAGES + 1).isEmpty()) {
                    c.warn("it lists languages");
                }
            }),
            both("kexinit-03", c -> {
                var cookies = new ArrayList<byte[]>();
                for (int i = 1; i < CONNECTIONS; i++) {
                    try (var peer = c.connect()) {
                        cookies.add(theirs(peer).cookie());
                    }
                }
                var peer = c.connect(Depth.AUTHENTICATED);
                for (int i = 0; i < REKEYS; i++) {
                    peer.sendKexInit();
                    cookies.add(peer.expectKexInit().cookie());
                    peer.exchangeKeys();
                }
                verifyRandom(c, cookies);
            }),
            both("kexinit-04", c -> {
                var peer = c.connect();
                peer.upTo(Depth.IDENTIFIED);
                c.should(peer::expectKexInit, "it waits for the other side's KEXINIT before it sends its own");
            }));

    private KexInitForm() {}

    /** The target's first KEXINIT, parsed strictly; ours is sent before, for those who wait for it. */
    static RawKexInit theirs(Peer peer) throws IOException {
        peer.upTo(Depth.IDENTIFIED);
        peer.sendKexInit();
        return RawKexInit.of(peer.expect(KexInit.NUMBER).payload());
    }

    private static boolean isName(String name) {
        return name.matches("[\\x21-\\x7e&&[^,]]{1,64}") && name.indexOf('@') == name.lastIndexOf('@');
    }

    private static void verifyRandom(Conversation c, List<byte[]> cookies) throws IOException {
        for (int at = 0; at < KexInit.COOKIE_LENGTH; at++) {
            int position = at;
            long values =
                    cookies.stream().map(cookie -> cookie[position]).distinct().count();
            c.verify(values > 1, "byte " + at + " of the cookie is the same in " + cookies.size() + " of them");
        }
        long distinct = cookies.stream().map(Arrays::toString).distinct().count();
        c.verify(distinct == cookies.size(), "a cookie came twice");
    }
}
