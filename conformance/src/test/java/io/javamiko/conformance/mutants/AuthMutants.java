package io.javamiko.conformance.mutants;

import static io.javamiko.conformance.mutants.Mutant.client;
import static io.javamiko.conformance.mutants.Mutant.server;
import static io.javamiko.transport.MessageNumbers.USERAUTH_BANNER;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoRequest;
import io.javamiko.auth.KeyboardInteractiveMethod.InfoResponse;
import io.javamiko.auth.KeyboardInteractiveMethod.Prompt;
import io.javamiko.auth.KeyboardInteractiveMethod.Start;
import io.javamiko.auth.MethodRequest;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.SecretText;
import io.javamiko.conformance.OwnTargets;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.keys.Signer;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** Broken peers for the layer {@code auth}. */
final class AuthMutants {
    private static final String CONNECTION = "ssh-connection";
    private static final InfoRequest QUESTION = new InfoRequest("", "", "", List.of(new Prompt("Password: ", false)));

    static final List<Mutant> ALL = List.of(
            server(
                    "it lets everybody in who asks",
                    ObligingPeer::run,
                    "auth-03",
                    "auth-11",
                    "auth-19",
                    "auth-21",
                    "auth-28",
                    "auth-30",
                    "auth-34",
                    "auth-39",
                    "auth-pubkey-01",
                    "auth-pubkey-02",
                    "auth-pubkey-03",
                    "auth-pubkey-06",
                    "auth-pubkey-07",
                    "auth-pubkey-11",
                    "auth-pubkey-14",
                    "auth-hostbased-01",
                    "auth-gss-01"),
            server("it takes the last H for the session", AuthMutants::forgetsTheSession, "auth-32"),
            server("it answers in the midst of a key exchange", AuthMutants::answersInExchange, "auth-33"),
            server(
                    "its questions end early",
                    peer -> asks(
                            peer,
                            new WireWriter().uint8(InfoRequest.NUMBER).utf8("").uint32(9)),
                    "auth-kbdint-01"),
            server("it asks twice", peer -> asksTwice(peer), "auth-kbdint-10"),
            server("any number of answers will do", AuthMutants::takesAnyAnswers, "auth-29", "auth-kbdint-02"),
            client(
                    "a client repeats its key whatever the server wants",
                    AuthMutants::repeats,
                    "auth-07",
                    "auth-08",
                    "auth-09"),
            client("a client takes banners for answers", AuthMutants::takesBannersForAnswers, "auth-15"),
            client("a client sends an expired password again", AuthMutants::repeatsPassword, "auth-23"),
            client(
                    "a client signs with any key that is named, over anything",
                    AuthMutants::signsAnything,
                    "auth-pubkey-15",
                    "auth-pubkey-18"),
            client("a client answers what nobody asked", AuthMutants::answersTooMuch, "auth-kbdint-04"));

    private AuthMutants() {}

    private static void forgetsTheSession(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            var message = peer.next().orElseThrow(() -> new IOException("over"));
            if (message.number() == MessageNumbers.KEXINIT) {
                peer.exchangeKeys();
            } else {
                peer.send(answerTo(request(message)));
            }
        }
    }

    /** By the last H alone. */
    private static Message answerTo(MethodRequest method) {
        if (method instanceof PublicKeyMethod.Query query) {
            return new PublicKeyMethod.PublicKeyOK(query.algorithm(), query.blob());
        }
        return new AuthFailure(List.of("publickey"), false);
    }

    private static MethodRequest request(Received message) throws IOException {
        var in = message.reader();
        in.utf8(1000);
        in.utf8(1000);
        return MethodRequest.decode(in);
    }

    private static void answersInExchange(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        peer.expect(USERAUTH_REQUEST);
        peer.expectKexInit();
        peer.sendKexInit();
        peer.send(new AuthFailure(List.of("publickey"), false));
        peer.exchangeKeys();
    }

    private static void asks(Peer peer, WireWriter questions) throws IOException {
        peer.upTo(Depth.SERVICE).expect(USERAUTH_REQUEST);
        peer.send(questions);
        peer.next();
    }

    private static void asksTwice(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE).expect(USERAUTH_REQUEST);
        peer.send(QUESTION, QUESTION);
        peer.next();
    }

    /** It refuses a method that was aborted, too. */
    private static void takesAnyAnswers(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            var message = peer.next().orElseThrow(() -> new IOException("over"));
            if (message.number() == InfoResponse.NUMBER) {
                peer.send(new AuthSuccess());
            } else if (request(message) instanceof Start) {
                peer.send(QUESTION);
            } else {
                peer.send(new AuthFailure(List.of("keyboard-interactive"), false));
            }
        }
    }

    private static Signer key() {
        return OwnTargets.USER_KEY;
    }

    private static void repeats(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            peer.send(peer.login().password("user", "x".toCharArray()));
            var answer = peer.next().orElseThrow(() -> new IOException("over"));
            if (answer.number() == MessageNumbers.USERAUTH_FAILURE) {
                peer.send(peer.login().signed("user", key(), "ssh-ed25519"));
                peer.next();
            }
        }
    }

    private static void takesBannersForAnswers(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            peer.send(peer.login().query("user", key(), "ssh-ed25519"));
            var answer = peer.next().orElseThrow(() -> new IOException("over"));
            if (answer.number() == USERAUTH_BANNER) {
                throw new IOException("a strange answer");
            }
        }
    }

    private static void repeatsPassword(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        do {
            peer.send(peer.login().password("user", "x".toCharArray()));
        } while (peer.next().isPresent());
    }

    private static void signsAnything(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        peer.send(peer.login().query("user", key(), "ssh-ed25519"));
        var answer = peer.next().orElseThrow(() -> new IOException("over"));
        while (answer.number() != PublicKeyMethod.PublicKeyOK.NUMBER) {
            peer.send(peer.login().query("user", key(), "ssh-ed25519"));
            answer = peer.next().orElseThrow(() -> new IOException("over"));
        }
        var in = answer.reader();
        var signed = new PublicKeyMethod.Signed(in.utf8(1000), in.string(1000), key().sign("ssh-ed25519", new byte[1]));
        peer.send(new AuthRequest("user", CONNECTION, signed));
        peer.next();
    }

    private static void answersTooMuch(Peer peer) throws IOException {
        peer.upTo(Depth.SERVICE);
        while (true) {
            peer.send(new AuthRequest("user", CONNECTION, new Start("", "")));
            var answer = peer.next().orElseThrow(() -> new IOException("over"));
            if (answer.number() == InfoRequest.NUMBER) {
                peer.send(new InfoResponse(List.of(SecretText.of("x".toCharArray()))));
                peer.next();
            }
        }
    }
}
