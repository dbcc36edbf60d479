package io.javamiko.conformance.checks.kexinit;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.checks.kexinit.OddLists.exchange;
import static io.javamiko.conformance.peer.RawKexInit.COMPRESSIONS;
import static io.javamiko.conformance.peer.RawKexInit.HOST_KEYS;
import static io.javamiko.conformance.peer.RawKexInit.KEX;
import static io.javamiko.conformance.peer.RawKexInit.LANGUAGES;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.RawKexInit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** RFC 4253 §7.1, §8: what means nothing to a peer is ignored, and enters the exchange hash as it was sent. */
final class FieldsIgnored {
    private static final String TAGS =
            IntStream.range(0, 200).mapToObj("x-kit-%03d"::formatted).collect(Collectors.joining(","));

    static final List<Check> CHECKS = List.of(
            both("kexinit-05", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().reserved(0xdeadbeefL));
                if (!c.goesOn(() -> peer.upTo(Depth.ENCRYPTED))) {
                    c.warn("a reserved field that is not 0 is refused");
                }
            }),
            both("kexinit-06", c -> {
                var peer = c.connect();
                var init = new RawKexInit(peer.kexInit());
                exchange(peer, init.list(LANGUAGES, "en-US," + TAGS).list(LANGUAGES + 1, TAGS));
            }),
            both("kexinit-33", c -> {
                var peer = c.connect();
                peer.upTo(Depth.IDENTIFIED);
                var theirs = peer.expectKexInit();
                var init = new RawKexInit(peer.kexInit())
                        .list(KEX, String.join(",", KexNames.usable(theirs.kexAlgorithms())) + ",x@kit")
                        .list(
                                HOST_KEYS,
                                first(
                                        theirs.serverHostKeyAlgorithms(),
                                        peer.proposal().hostKeyNames()))
                        .list(COMPRESSIONS, "none,x@kit")
                        .list(LANGUAGES + 1, "tlh");
                boolean guess = init.list(KEX).startsWith(theirs.kexAlgorithms().get(0) + ",")
                        && init.list(HOST_KEYS)
                                .equals(theirs.serverHostKeyAlgorithms().get(0));
                exchange(peer, guess ? init.follows(2) : init); // any byte but 0 is TRUE (RFC 4251 §5), and it is right
            }));

    private FieldsIgnored() {}

    private static String first(List<String> wanted, List<String> possible) {
        return wanted.stream().filter(possible::contains).findFirst().orElseThrow();
    }
}
