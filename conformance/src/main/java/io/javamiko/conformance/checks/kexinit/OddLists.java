package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.checks.kexinit.Agreement.refuses;
import static io.javamiko.conformance.peer.RawKexInit.KEX;
import static io.javamiko.conformance.peer.RawKexInit.LANGUAGES;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.DisconnectReason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RFC 4251 §5, §6, RFC 4253 §6.1: name-lists that are empty, repeated, long, or hold what is no name. */
final class OddLists {
    private static final int AT_ONCE = 8; // under the number of half-open connections that sshd takes (MaxStartups)

    static final List<Check> CHECKS = List.of(
            both("kexinit-15", c -> {
                var known = KexNames.known(c);
                c.each(
                        (peer, list) -> c.goesOn(() -> exchange(peer, raw(peer).list(KEX, list))),
                        "," + known,
                        known + ",",
                        "a,," + known);
                var empty = c.connect();
                refuses(empty, raw(empty).list(KEX, ","));
            }),
            both("kexinit-16", c -> {
                var peer = c.connect();
                var init = raw(peer);
                for (int list = 0; list < LANGUAGES; list++) {
                    init = init.list(list, init.list(list) + ",x@kit," + init.list(list));
                }
                exchange(peer, init);
            }),
            both("kexinit-17", c -> {
                var known = KexNames.known(c);
                c.each(
                        (peer, name) -> c.goesOn(() -> exchange(peer, raw(peer).list(KEX, name + "," + known))),
                        "n".repeat(65),
                        "n".repeat(10_000),
                        known + "\0",
                        "\t" + known,
                        "\u00c3\u00a9\u00ff");
                c.each(
                        (peer, name) -> refuses(peer, raw(peer).list(KEX, name)),
                        known.toUpperCase(Locale.ROOT),
                        " " + known);
            }),
            both("kexinit-18", c -> {
                var unknown = IntStream.range(0, 1500).mapToObj("unknown-%04d@kit"::formatted);
                var peer = c.connect();
                var init = raw(peer).list(KEX, unknown.collect(Collectors.joining(",")) + "," + KexNames.known(c));
                if (!c.goesOn(() -> exchange(peer, init))) {
                    c.warn("a list of 1,501 names, 25 KiB, is refused, although packets of 32,768 bytes must be taken");
                }
            }),
            both("kexinit-19", c -> {
                for (String list : List.of(",".repeat(30_000), "a,".repeat(15_000))) {
                    var peers = c.connectMany(AT_ONCE);
                    for (var peer : peers) {
                        peer.upTo(Depth.IDENTIFIED);
                    }
                    for (var peer : peers) {
                        peer.send(raw(peer).list(KEX, list).payload());
                    }
                    for (var peer : peers) {
                        peer.expectRefusal(DisconnectReason.KEY_EXCHANGE_FAILED, DisconnectReason.PROTOCOL_ERROR);
                    }
                    peers.forEach(Peer::close);
                }
            }));

    private OddLists() {}

    private static RawKexInit raw(Peer peer) {
        return new RawKexInit(peer.kexInit());
    }

    /** The whole first exchange with this KEXINIT of ours. */
    static void exchange(Peer peer, RawKexInit init) throws IOException {
        peer.upTo(Depth.IDENTIFIED);
        peer.send(init.payload());
        peer.upTo(Depth.ENCRYPTED);
    }
}
