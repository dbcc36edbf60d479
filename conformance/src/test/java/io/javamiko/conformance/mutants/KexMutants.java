package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;

import java.security.SecureRandom;
import java.util.List;

/** Broken peers for the layer {@code kex}. */
final class KexMutants {
    private static final SecureRandom RANDOM = new SecureRandom();

    static final List<Mutant> ALL = List.of(
            server(
                    "a server that replies to whatever comes",
                    WrongKex::answersAnything,
                    "kex-dh-03",
                    "kex-dh-04",
                    "kex-dh-05",
                    "kex-dh-07",
                    "kex-dh-08",
                    "kex-dh-09",
                    "kex-gex-01",
                    "kex-gex-02",
                    "kex-gex-05",
                    "kex-gex-06",
                    "kex-gex-09",
                    "kex-gex-10",
                    "kex-ecdh-01",
                    "kex-ecdh-02",
                    "kex-ecdh-03",
                    "kex-ecdh-04",
                    "kex-curve25519-01",
                    "kex-curve25519-02",
                    "kex-curve448-01",
                    "kex-curve448-02",
                    "kex-mlkem-01",
                    "kex-mlkem-02",
                    "kex-mlkem-03",
                    "kex-sntrup-01",
                    "kex-sntrup-04"),
            client(
                    "a client that takes whatever the server gives",
                    WrongKex::takesAnything,
                    "kex-dh-02",
                    "kex-dh-03",
                    "kex-dh-05",
                    "kex-gex-12",
                    "kex-gex-13",
                    "kex-gex-14",
                    "kex-gex-15",
                    "kex-ecdh-01",
                    "kex-ecdh-02",
                    "kex-ecdh-03",
                    "kex-ecdh-04",
                    "kex-curve25519-01",
                    "kex-curve25519-02",
                    "kex-curve448-01",
                    "kex-curve448-02",
                    "kex-mlkem-06",
                    "kex-mlkem-08",
                    "kex-sntrup-02",
                    "kex-sntrup-04",
                    "kex-sntrup-05"),
            server(
                    "a server whose K has the other form",
                    peer -> WrongKex.exchanges(peer, RANDOM, WrongKex::otherForm),
                    "kex-ecdh-06",
                    "kex-curve448-03",
                    "kex-mlkem-04",
                    "kex-mlkem-10",
                    "kex-sntrup-03"),
            client(
                    "a client whose K has the other form",
                    peer -> WrongKex.exchanges(peer, RANDOM, WrongKex::otherForm),
                    "kex-ecdh-06",
                    "kex-curve448-03",
                    "kex-mlkem-04",
                    "kex-mlkem-10",
                    "kex-sntrup-03"),
            server(
                    "a server with another K",
                    peer -> WrongKex.exchanges(peer, RANDOM, WrongKex::another),
                    "kex-dh-08",
                    "kex-gex-07",
                    "kex-curve25519-03",
                    "kex-curve25519-04",
                    "kex-curve25519-07",
                    "kex-mlkem-05"),
            client(
                    "a client with another K",
                    peer -> WrongKex.exchanges(peer, RANDOM, WrongKex::another),
                    "kex-curve25519-03",
                    "kex-curve25519-04",
                    "kex-curve25519-07",
                    "kex-mlkem-05"),
            server(
                    "a server whose private values come again",
                    peer -> WrongKex.exchanges(peer, WrongKex.constant(), secret -> secret),
                    "kex-dh-06",
                    "kex-ecdh-07",
                    "kex-curve25519-06",
                    "kex-mlkem-09"),
            client(
                    "a client whose private values come again",
                    peer -> WrongKex.exchanges(peer, WrongKex.constant(), secret -> secret),
                    "kex-dh-06",
                    "kex-ecdh-07",
                    "kex-curve25519-06",
                    "kex-mlkem-09"),
            server("a server whose numbers have zeros in front", WrongKex::padsItsNumber, "kex-dh-07"),
            client("a client whose numbers have zeros in front", WrongKex::padsItsNumber, "kex-dh-07"),
            server(
                    "a server that offers rsa1024-sha1",
                    peer -> peer.proposing(peer.proposal().kex("rsa1024-sha1"))
                            .upTo(io.javamiko.conformance.peer.Depth.NEGOTIATED),
                    "kex-rsa-01"));

    private KexMutants() {}
}
