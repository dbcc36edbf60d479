package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.checks.auth.Clients.PUBLICKEY;
import static io.javamiko.conformance.checks.auth.Clients.asking;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.auth.PublicKeyMethod.PublicKeyOK;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.checks.auth.Clients.Asked;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.transport.ExtInfo;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** RFC 4252 §7, RFC 8332 §3.3: what a client signs, with which key and algorithm. */
final class ClientSignatures {
    private static final String RSA = "ssh-rsa";
    private static final int MOST = 6;

    static final List<Check> CHECKS = List.of(
            client("auth-pubkey-10", c -> {
                c.verify(
                        algorithm(c, "rsa-sha2-256").equals("rsa-sha2-256"), "it uses an algorithm that is not listed");
                c.should(
                        () -> c.verify(algorithm(c, "rsa-sha2-256,rsa-sha2-512").equals("rsa-sha2-512"), "SHA-256"),
                        "of rsa-sha2-256 and rsa-sha2-512 it takes the former");
                for (var list : List.of("ssh-ed25519", "")) {
                    var algorithm = algorithm(c, list);
                    c.verify(!algorithm.equals(RSA), "it signs with SHA-1, which is not listed");
                    c.note("where the list is \"" + list + "\" its RSA key "
                            + (algorithm.isEmpty() ? "is not shown" : "is shown for " + algorithm));
                }
            }),
            client("auth-pubkey-15", c -> {
                var first = asking(c, PUBLICKEY);
                var key = first.query();
                byte[] other = SSHKeyPair.generate("ssh-ed25519").publicKey().blob();
                byte[] sound = new PublicKeyOK(key.algorithm(), key.blob()).payload();
                first.peer().close();
                c.each(
                        (peer, answer) -> {
                            var asked = asking(peer.upTo(Depth.SERVICE), PUBLICKEY, request -> true);
                            peer.send(answer.payload());
                            signsNothingElse(c, asked);
                        },
                        new Variant("another key", new PublicKeyOK(key.algorithm(), other).payload()),
                        new Variant("no key", new PublicKeyOK(key.algorithm(), new byte[0]).payload()),
                        new Variant("another algorithm", new PublicKeyOK(RSA + "-x@kit", key.blob()).payload()),
                        new Variant("half an answer", Arrays.copyOf(sound, sound.length / 2)));
            }),
            client("auth-pubkey-18", c -> {
                signsRightly(c, asking(c, PUBLICKEY));
                var asked = asking(c, PUBLICKEY);
                var peer = asked.peer();
                asked.query();
                if (c.goesOn(peer::exchangeKeys)) {
                    signsRightly(c, asked); // over the first H
                } else {
                    c.note("a key exchange before the login ends the connection");
                }
            }),
            client("auth-pubkey-20", c -> {
                for (var version : List.of("1", "")) {
                    var peer = c.connect(Depth.ENCRYPTED);
                    peer.send(new ExtInfo(
                            version.isEmpty()
                                    ? List.of()
                                    : List.of(ExtInfo.Extension.of("publickey-hostbound@openssh.com", version))));
                    asking(peer.upTo(Depth.SERVICE), PUBLICKEY, request -> true);
                }
            }),
            client("auth-hostbased-03", c -> {
                var peer = c.connect(Depth.SERVICE);
                boolean on = c.goesOn(() -> {
                    for (int i = 0; i < MOST; i++) {
                        var method = peer.expect(AuthRequest.class).method().methodName();
                        c.verify(!method.equals("hostbased"), "it offers hostbased");
                        peer.send(new AuthFailure(List.of("hostbased"), false));
                    }
                });
                c.verify(!on, "it asks again and again though hostbased alone can continue");
            }));

    private ClientSignatures() {}

    /** The algorithm under which it shows its RSA key to a server with that list; empty if it does not. */
    private static String algorithm(Conversation c, String list) throws IOException {
        var peer = c.connect(Depth.ENCRYPTED);
        peer.send(new ExtInfo(List.of(ExtInfo.Extension.of(ExtInfo.SERVER_SIG_ALGS, list))));
        peer.upTo(Depth.SERVICE);
        String[] shown = {""};
        c.goesOn(() -> {
            for (int i = 0; i < MOST && shown[0].isEmpty(); i++) {
                var method = peer.expect(AuthRequest.class).method();
                shown[0] = method instanceof PublicKeyMethod.Query query && isRSA(query.blob())
                        ? query.algorithm()
                        : method instanceof PublicKeyMethod.Signed signed && isRSA(signed.blob())
                                ? signed.algorithm()
                                : "";
                peer.send(new AuthFailure(List.of(PUBLICKEY), false));
            }
        });
        c.assume(!shown[0].isEmpty() || !list.contains("rsa"), "the client has no RSA key");
        return shown[0];
    }

    private static boolean isRSA(byte[] blob) throws IOException {
        return SSHPublicKey.opaque(blob).type().equals(RSA);
    }

    /** What it signs now, if it does, is for the key and algorithm that it asked about. */
    private static void signsNothingElse(Conversation c, Asked asked) throws IOException {
        var query = asked.query();
        c.goesOn(() -> {
            var next = asked.peer().expect(AuthRequest.class).method();
            if (next instanceof PublicKeyMethod.Signed signed) {
                boolean same = Arrays.equals(signed.blob(), query.blob())
                        && signed.algorithm().equals(query.algorithm());
                c.verify(same, "it signs with another key or algorithm than it asked about");
                c.warn("an answer that names something else counts as PK_OK");
            }
        });
    }

    private static void signsRightly(Conversation c, Asked asked) throws IOException {
        var signed = asked.signs();
        var request = asked.request();
        byte[] data = PublicKeyMethod.signedData(
                asked.peer().sessionId(), request.userName(), request.serviceName(), signed.algorithm(), signed.blob());
        c.verify(
                SSHPublicKey.decode(signed.blob()).verify(signed.algorithm(), data, signed.signature()),
                "its signature is not over what RFC 4252 §7 says, with the first exchange hash");
        asked.letIn();
    }
}
