package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.conformance.mutants.Mutant.serverBehind;
import static io.javamiko.conformance.peer.RawKexInit.CIPHERS;
import static io.javamiko.conformance.peer.RawKexInit.COMPRESSIONS;
import static io.javamiko.conformance.peer.RawKexInit.KEX;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.RawKexInit;
import io.javamiko.transport.KexInit;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Broken peers for the layer {@code kexinit}. */
final class KexInitMutants {
    private static final String[] OBLIGED = {
        "kexinit-09",
        "kexinit-10",
        "kexinit-11",
        "kexinit-12",
        "kexinit-13",
        "kexinit-14",
        "kexinit-15",
        "kexinit-17",
        "kexinit-19",
        "kexinit-26",
        "kexinit-34"
    };

    static final List<Mutant> ALL = List.of(
            server(
                    "it agrees on nothing, and goes on",
                    ObligingPeer::run,
                    with(OBLIGED, "kexinit-22", "kexinit-23", "kexinit-28")),
            client("a client agrees on nothing, and goes on", ObligingPeer::run, with(OBLIGED, "kexinit-25")),
            server("its KEXINIT has a boolean of 2", saying(init -> init.follows(2)), "kexinit-01"),
            client("a client's KEXINIT has a boolean of 2", saying(init -> init.follows(2)), "kexinit-01"),
            server(
                    "it names a method twice",
                    saying(init -> init.list(KEX, init.list(KEX) + ",curve25519-sha256")),
                    "kexinit-02"),
            server("its cookie is constant", saying(init -> init.cookie(new byte[16])), "kexinit-03"),
            client("a client's cookie is constant", saying(init -> init.cookie(new byte[16])), "kexinit-03"),
            server("it waits for the client's KEXINIT", KexInitMutants::late, "kexinit-04"),
            serverBehind(
                    "its hash has other KEXINITs than it was sent",
                    OtherReserved::new,
                    "kexinit-05",
                    "kexinit-06",
                    "kexinit-16",
                    "kexinit-33"),
            server(
                    "it does not take what the client prefers",
                    peer -> ObligingPeer.run(peer, KexInitMutants::lessPreferred),
                    "kexinit-07"),
            client(
                    "a client does not take what it prefers",
                    peer -> ObligingPeer.run(peer, KexInitMutants::lessPreferred),
                    "kexinit-07"),
            server(
                    "it reads 256 names of a list, and goes on",
                    peer -> ObligingPeer.run(peer, KexInitMutants::cut),
                    "kexinit-18"),
            client(
                    "a client reads 256 names of a list, and goes on",
                    peer -> ObligingPeer.run(peer, KexInitMutants::cut),
                    "kexinit-18"),
            server(
                    "it drops the first init, whatever was said",
                    KexInitMutants::dropping,
                    "kexinit-21",
                    "kexinit-24",
                    "kexinit-37"),
            server("it answers what it should drop", ObligingPeer::run, "kexinit-27"),
            server(
                    "it offers the cipher none",
                    saying(init -> init.list(CIPHERS, init.list(CIPHERS) + ",none")),
                    "kexinit-30"),
            client(
                    "a client offers arcfour",
                    saying(init -> init.list(CIPHERS, init.list(CIPHERS) + ",arcfour")),
                    "kexinit-30"),
            server(
                    "it offers rsa1024-sha1",
                    saying(init -> init.list(KEX, init.list(KEX) + ",rsa1024-sha1")),
                    "kexinit-29"),
            server("it wants compression", saying(init -> init.list(COMPRESSIONS, "zlib")), "kexinit-31"),
            client("a client wants compression", saying(init -> init.list(COMPRESSIONS, "zlib")), "kexinit-31"),
            server("a method that it lists does not work", saying(KexInitMutants::group1), "kexinit-35"),
            server("it mixes up the directions", peer -> ObligingPeer.run(peer, KexInitMutants::swapped), "kexinit-36"),
            client(
                    "a client mixes up the directions",
                    peer -> ObligingPeer.run(peer, KexInitMutants::swapped),
                    "kexinit-36"));

    private KexInitMutants() {}

    static String[] with(String[] some, String... more) {
        var all = new java.util.ArrayList<>(List.of(some));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** An obliging peer whose first KEXINIT is changed. */
    static ScriptedTarget.Behaviour saying(UnaryOperator<RawKexInit> change) {
        return peer -> {
            peer.identify();
            peer.send(change.apply(new RawKexInit(peer.kexInit())).payload());
            ObligingPeer.goOn(peer);
        };
    }

    private static void late(Peer peer) throws IOException {
        peer.upTo(Depth.IDENTIFIED);
        peer.expectKexInit();
        peer.upTo(Depth.ENCRYPTED);
    }

    private static void dropping(Peer peer) throws IOException {
        peer.upTo(Depth.NEGOTIATED);
        peer.expectKexMessage();
        while (peer.next().isPresent()) {
            peer.note("dropped");
        }
    }

    private static RawKexInit group1(RawKexInit init) {
        return init.list(KEX, "diffie-hellman-group1-sha1," + init.list(KEX));
    }

    private static KexInit lessPreferred(KexInit init) {
        var kex = init.kexAlgorithms();
        return withKex(
                init,
                kex.stream()
                        .filter(name -> !name.startsWith("curve25519") && !name.equals(kex.get(0)))
                        .toList());
    }

    private static KexInit cut(KexInit init) {
        return withKex(init, init.kexAlgorithms().stream().limit(256).toList());
    }

    static KexInit withKex(KexInit init, List<String> kex) {
        return new KexInit(
                init.cookie(),
                kex,
                init.serverHostKeyAlgorithms(),
                init.encryptionAlgorithmsClientToServer(),
                init.encryptionAlgorithmsServerToClient(),
                init.macAlgorithmsClientToServer(),
                init.macAlgorithmsServerToClient(),
                init.compressionAlgorithmsClientToServer(),
                init.compressionAlgorithmsServerToClient(),
                List.of(),
                List.of(),
                init.firstKexPacketFollows(),
                init.reserved());
    }

    private static KexInit swapped(KexInit init) {
        return new KexInit(
                init.cookie(),
                init.kexAlgorithms(),
                init.serverHostKeyAlgorithms(),
                init.encryptionAlgorithmsServerToClient(),
                init.encryptionAlgorithmsClientToServer(),
                init.macAlgorithmsServerToClient(),
                init.macAlgorithmsClientToServer(),
                init.compressionAlgorithmsServerToClient(),
                init.compressionAlgorithmsClientToServer(),
                List.of(),
                List.of(),
                init.firstKexPacketFollows(),
                init.reserved());
    }

    /** Changes the reserved field of the KEXINIT that the target gets, so that the target's hash is of another one. */
    private static final class OtherReserved implements MutantLink.Bend {
        private boolean changed;

        @Override
        public byte[] toTarget(byte[] bytes) {
            int at = behindLine(bytes);
            if (!changed
                    && bytes.length > at + 6
                    && bytes[at] == 0
                    && bytes[at + 5] == KexInit.NUMBER) { // a plain packet
                changed = true;
                int length = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
                bytes[at + 4 + length - bytes[at + 4] - 1] ^= 1; // the payload's last byte
            }
            return bytes;
        }

        /** Where packets begin: the identification may come with the first. */
        private static int behindLine(byte[] bytes) {
            int at = 0;
            while (bytes[0] == 'S' && at < bytes.length && bytes[at] != '\n') {
                at++;
            }
            return bytes[0] == 'S' ? at + 1 : 0;
        }
    }
}
