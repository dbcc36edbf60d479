package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.both;
import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.Message;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;

/** Broken peers for the layer {@code extinfo}. */
final class ExtInfoMutants {
    private static final Set<String> KNOWN = Set.of(ExtInfo.SERVER_SIG_ALGS, ExtInfo.PING);

    static final List<Mutant> ALL = Stream.of(
                    both(
                            "ends at an extension that it does not know",
                            endingAt(info -> !KNOWN.containsAll(names(info))),
                            "extinfo-05",
                            "extinfo-20"),
                    both(
                            "ends at EXT_INFO without extensions",
                            endingAt(info -> names(info).isEmpty()),
                            "extinfo-06"),
                    both("goes on without a key exchange method", ObligingPeer::run, "extinfo-15"),
                    both(
                            "compresses if the other side alone would",
                            peer -> {
                                peer.upTo(Depth.AUTHENTICATED);
                                var deflater = new Deflater();
                                peer.oddKex().packing(payload -> CompressMutants.deflated(deflater, payload));
                                new SoundPeer(peer).run();
                            },
                            "extinfo-20"),
                    List.of(
                            client(
                                    "a client takes one EXT_INFO, and no second one",
                                    ExtInfoMutants::takesOne,
                                    "extinfo-10"),
                            server("it takes EXT_INFO in a strict key exchange", ObligingPeer::run, "extinfo-12"),
                            server("it offers to take EXT_INFO, and ends there", endingAt(info -> true), "extinfo-13"),
                            server(
                                    "it drops flow control if the client alone would",
                                    peer -> new SoundPeer(peer).withoutWindows().run(),
                                    "extinfo-19")))
            .flatMap(List::stream)
            .toList();

    private ExtInfoMutants() {}

    /** What it is told right behind NEWKEYS may end it. */
    private static ScriptedTarget.Behaviour endingAt(Predicate<ExtInfo> wrong) {
        return peer -> {
            peer.upTo(Depth.ENCRYPTED);
            if (peer.isAnswered() && peer.extInfos().stream().anyMatch(wrong)) {
                return;
            }
            new SoundPeer(peer).run();
        };
    }

    private static List<String> names(ExtInfo info) {
        return info.extensions().stream().map(ExtInfo.Extension::name).toList();
    }

    private static void takesOne(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        Message request = peer.login().request();
        peer.send(request);
        var answer = peer.next().orElseThrow();
        if (answer.number() != EXT_INFO) {
            peer.expectClose();
        }
    }
}
