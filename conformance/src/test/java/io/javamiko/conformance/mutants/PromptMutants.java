package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.MessageNumbers.FIRST_OF_AUTH_METHOD;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.Start;
import io.javamiko.auth.MethodRequest;
import io.javamiko.auth.PasswordMethod.Password;
import io.javamiko.auth.SecretText;
import io.javamiko.conformance.Side;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Broken peers for the attacks that ask, wait in crowds, or measure. */
final class PromptMutants {
    private static final String METHOD = "rsa2048-sha256";
    private static final int MOST = 8192;
    private static final int SLOTS = 50;
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration HASHED = Duration.ofMillis(300);

    static final List<Mutant> ALL = List.of(
            client("a client answers whatever it is asked", PromptMutants::answers, "AC-062", "AC-067"),
            client("a client takes any transient key", PromptMutants::takesAnyKey, "AC-094"),
            server("it tells why a secret does not decrypt", PromptMutants::oracle, "AC-179"),
            server("it hashes the passwords of those who are there", PromptMutants::hashes, "AC-162"),
            server("it has no deadline for a login", PromptMutants::waits, "AC-016"),
            new Mutant(
                    "it has slots for 50 connections, and keeps the others waiting",
                    Side.SERVER,
                    List.of("AC-017"),
                    () -> new ScriptedTarget("slots", Role.SERVER, slots(Peer::expectClose))),
            new Mutant(
                    "it has slots for 50 connections, and never has one back",
                    Side.SERVER,
                    List.of("timeout-05"),
                    () -> new ScriptedTarget("slots", Role.SERVER, slots(Peer::close))));

    private PromptMutants() {}

    private static AuthRequest request(MethodRequest method) {
        return new AuthRequest("user", "ssh-connection", method);
    }

    private static Password password(String text) {
        return new Password(SecretText.of(text.toCharArray()));
    }

    private static void waits(Peer peer) throws IOException {
        try {
            peer.upTo(Depth.AUTHENTICATED);
        } finally {
            peer.pause(LONG);
        }
    }

    /** Gives an answer, or tries again, whatever the server says. */
    private static void answers(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        boolean asked = false; // what question a message 60 is
        peer.send(request(password("x")));
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            int number = message.get().number();
            if (number == USERAUTH_FAILURE) {
                asked = !asked;
                peer.send(request(asked ? new Start("", "") : password("x")));
            } else if (number == FIRST_OF_AUTH_METHOD && asked) {
                peer.send(new WireWriter().uint8(FIRST_OF_AUTH_METHOD + 1).uint32(0));
            } else {
                peer.send(request(password("x")));
            }
        }
    }

    private static void takesAnyKey(Peer peer) throws IOException {
        peer.proposing(peer.proposal().kex(METHOD, "curve25519-sha256")).upTo(Depth.NEGOTIATED);
        peer.expectKexMessage();
        peer.send(new WireWriter().uint8(31).string(new byte[256]));
        peer.expectClose();
    }

    private static void oracle(Peer peer) throws IOException {
        var random = new SecureRandom();
        var p = BigInteger.probablePrime(512, random);
        var q = BigInteger.probablePrime(512, random);
        var e = BigInteger.valueOf(65_537);
        var d = e.modInverse(p.subtract(BigInteger.ONE).multiply(q.subtract(BigInteger.ONE)));
        var n = p.multiply(q);
        peer.proposing(peer.proposal().kex(METHOD, "curve25519-sha256")).upTo(Depth.NEGOTIATED);
        byte[] key = new WireWriter().utf8("ssh-rsa").mpint(e).mpint(n).toByteArray();
        peer.send(new WireWriter()
                .uint8(30)
                .string(peer.byHand().hostKey().publicKey().blob())
                .string(key));
        byte[] encrypted = peer.expectKexMessage().reader().string(MOST);
        int bits = new BigInteger(1, encrypted).modPow(d, n).bitLength();
        boolean begins = bits > 8 * ((n.bitLength() + 7) / 8 - 1);
        peer.send(new Disconnect(begins ? PROTOCOL_ERROR : KEY_EXCHANGE_FAILED, "", ""));
    }

    private static void hashes(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            var request = peer.expect(AuthRequest.class);
            if (request.userName().equals("user") && request.method() instanceof Password) {
                peer.pause(HASHED);
            }
            peer.send(new AuthFailure(List.of("publickey", "password"), false));
        }
    }

    /** The first fifty connections are served, later ones get this. */
    private static ScriptedTarget.Behaviour slots(SoundPeer.Exchange otherwise) {
        var taken = new AtomicInteger();
        return peer -> {
            if (taken.incrementAndGet() <= SLOTS) {
                new SoundPeer(peer).run();
            } else {
                otherwise.run(peer);
            }
        };
    }
}
