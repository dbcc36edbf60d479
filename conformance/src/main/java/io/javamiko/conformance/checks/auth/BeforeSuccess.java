package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.auth.Clients.PUBLICKEY;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;
import static io.javamiko.transport.MessageNumbers.USERAUTH_FAILURE;
import static io.javamiko.transport.MessageNumbers.USERAUTH_SUCCESS;

import io.javamiko.auth.AuthMessage.AuthBanner;
import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.Message;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.io.IOException;
import java.util.List;

/** RFC 4252 §6, RFC 4253 §7.1, §9: what else passes before a user is in, and key exchanges in its midst. */
final class BeforeSuccess {
    private static final byte[] NOTHING = {};
    private static final String USERAUTH = "ssh-userauth";

    static final List<Check> CHECKS = List.of(
            server("auth-30", c -> {
                for (var depth : List.of(Depth.ENCRYPTED, Depth.SERVICE)) {
                    c.<Message>each(
                            (peer, message) -> {
                                peer.upTo(depth).send(message);
                                c.refuses(peer, "message " + message.number() + " before authentication");
                            },
                            new GlobalRequest("keepalive@openssh.com", true, NOTHING),
                            Requests.session(),
                            new ChannelData(0, new byte[1]),
                            Requests.exec());
                }
            }),
            client(
                    "auth-31",
                    c -> c.<Message>each(
                            (peer, message) -> {
                                peer.upTo(Depth.SERVICE).expect(AuthRequest.class);
                                peer.send(message);
                                c.refuses(peer, "message " + message.number() + " before authentication");
                            },
                            new GlobalRequest("hostkeys-00@openssh.com", false, NOTHING),
                            new ChannelOpen("forwarded-tcpip", 0, 1 << 20, 1 << 15, NOTHING),
                            new ChannelData(0, new byte[1]))),
            server("auth-32", c -> {
                var key = Requests.key(c);
                var peer = c.connect(Depth.SERVICE);
                peer.send(request(c, "none"));
                peer.expect(USERAUTH_FAILURE);
                peer.exchangeKeys();
                String user = c.credentials().user();
                peer.send(
                        peer.login().query(user, key, key.signatureAlgorithms().get(0)));
                peer.expect(PublicKeyMethod.PublicKeyOK.NUMBER);
                peer.exchangeKeys();
                peer.upTo(Depth.AUTHENTICATED).expectAnswer(); // signed over the first H
                signedOverTheLaterHash(c);
            }),
            both("auth-33", BeforeSuccess::serverExchangesKeys, BeforeSuccess::clientExchangesKeys),
            both(
                    "auth-42",
                    c -> {
                        var peer = c.connect(Depth.ENCRYPTED);
                        peer.send(new ExtInfo(List.of(ExtInfo.Extension.of("ext-info-in-auth@openssh.com", "0"))));
                        peer.send(new ServiceRequest(USERAUTH));
                        if (peer.expectOneOf(SERVICE_ACCEPT, UNIMPLEMENTED).number() == UNIMPLEMENTED) {
                            c.note("EXT_INFO of a client is not known to it");
                            peer.expect(SERVICE_ACCEPT);
                        }
                        peer.send(peer.login().request());
                        peer.expect(USERAUTH_SUCCESS);
                    },
                    c -> {
                        var asked = Clients.asking(c, PUBLICKEY);
                        asked.signs();
                        asked.peer()
                                .send(new ExtInfo(List.of(
                                        ExtInfo.Extension.of(ExtInfo.SERVER_SIG_ALGS, "ssh-ed25519,rsa-sha2-512"))));
                        asked.letIn();
                    }),
            both(
                    "auth-43",
                    c -> c.each(
                            (peer, moment) -> {
                                moment.reach(peer);
                                peer.send(new ServiceRequest(USERAUTH));
                                peer.send(password(c.credentials().user(), "wrong"));
                                Requests.noEffect(peer, 2);
                            },
                            Moment.values()),
                    c -> c.each(
                            (peer, moment) -> {
                                moment.reach(peer);
                                peer.send(new ServiceAccept(USERAUTH), new AuthSuccess(), new AuthBanner("kit", ""));
                                Requests.noEffect(peer, 3);
                            },
                            Moment.values())));

    private BeforeSuccess() {}

    private static void signedOverTheLaterHash(Conversation c) throws IOException {
        var key = Requests.key(c);
        String algorithm = key.signatureAlgorithms().get(0);
        String user = c.credentials().user();
        byte[] blob = key.publicKey().blob();
        var peer = c.connect(Depth.SERVICE);
        peer.exchangeKeys();
        byte[] data = PublicKeyMethod.signedData(peer.exchangeHash(), user, Requests.CONNECTION, algorithm, blob);
        peer.send(Requests.signed(user, algorithm, blob, key.sign(algorithm, data)));
        Requests.denied(c, peer);
    }

    /** The answer to a request that came right before our KEXINIT waits, or came before theirs. */
    private static void serverExchangesKeys(Conversation c) throws IOException {
        var peer = c.connect(Depth.SERVICE);
        peer.sendTogether(
                peer.sealed(password(c.credentials().user(), "wrong").toByteArray()), peer.sealed(peer.kexInit()));
        takesKexInit(peer);
        peer.pause(c.timing().silence());
        peer.exchangeKeys();
        peer.expect(USERAUTH_FAILURE);
        peer.upTo(Depth.AUTHENTICATED);
    }

    /** What must be; auth-32 and the layer rekey hold targets against it. */
    private static void takesKexInit(Peer peer) throws IOException {
        try {
            peer.expectKexInit();
        } catch (ExpectationException e) {
            throw new SkipException("the target takes no key exchange before the login", e);
        }
    }

    private static void clientExchangesKeys(Conversation c) throws IOException {
        var asked = Clients.asking(c, PUBLICKEY);
        var peer = asked.peer();
        peer.sendKexInit();
        takesKexInit(peer);
        peer.pause(c.timing().silence());
        peer.exchangeKeys();
        asked.signs();
        asked.letIn();
    }
}
