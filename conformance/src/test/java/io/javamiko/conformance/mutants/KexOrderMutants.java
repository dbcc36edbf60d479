package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.KexInitMutants.with;
import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer {@code kexorder}. */
final class KexOrderMutants {
    private static final String[] OBLIGED = {
        "kexorder-01", "kexorder-05", "kexorder-06", "kexorder-12", "kexorder-13", "kexorder-14", "kexorder-18"
    };

    static final List<Mutant> ALL = List.of(
            server(
                    "it takes everything at any time",
                    ObligingPeer::run,
                    with(OBLIGED, "kexorder-02", "kexorder-03", "kexorder-10")),
            client(
                    "a client takes everything at any time",
                    ObligingPeer::run,
                    with(OBLIGED, "kexorder-04", "kexorder-11")),
            client("a client opens with its new keys behind its own NEWKEYS", KexOrderMutants::early, "kexorder-08"),
            server("it wants nothing before its own NEWKEYS is out", KexOrderMutants::waiting, "kexorder-09"),
            client("a client wants EXT_INFO late", KexOrderMutants::early, "kexorder-09"),
            server("its keys are others", KexOrderMutants::otherKeys, "kexorder-15", "kexorder-16"),
            client("a client's keys are others", KexOrderMutants::otherKeys, "kexorder-15", "kexorder-16"),
            server("each H is a new session id", KexOrderMutants::newSession, "kexorder-16", "kexorder-17"),
            client("each H is a client's new session id", KexOrderMutants::newSession, "kexorder-17"));

    private KexOrderMutants() {}

    /** It can't read what comes between its own NEWKEYS and the server's, or behind that: it closes. */
    private static void early(Peer client) throws IOException {
        client.upTo(Depth.NEGOTIATED);
        client.send(client.kexFirst().orElseThrow());
        client.kexNext(client.expectKexMessage());
        client.newKeys();
        client.next(); // and nothing behind it
        client.tcp().reset();
    }

    private static void waiting(Peer server) throws IOException {
        server.upTo(Depth.NEGOTIATED);
        server.send(server.kexNext(server.expectKexMessage()).orElseThrow());
        server.expectNewKeys();
        server.next(); // which comes before its own NEWKEYS
    }

    private static void otherKeys(Peer peer) throws IOException {
        peer.oddKex().derivingWith(new byte[32]);
        peer.upTo(Depth.CHANNEL_OPEN);
    }

    private static void newSession(Peer peer) throws IOException {
        peer.upTo(Depth.AUTHENTICATED);
        peer.expectKexInit();
        peer.oddKex().derivingWith(null);
        peer.exchangeKeys();
        peer.next();
    }
}
