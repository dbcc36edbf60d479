package io.javamiko.conformance.checks.auth;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.CONNECTION;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.stillServes;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.DisconnectReason.SERVICE_NOT_AVAILABLE;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/** RFC 4252 §4, §5, RFC 4253 §10: requests for authentication, sound, odd and malformed. */
final class Framework {
    private static final String USERAUTH = "ssh-userauth";
    private static final int LONG = 30_000;
    private static final long[] BEYOND = {0x0010_0000L, 0xffff_ffffL};
    private static final String[] NOT_UTF8 = {"c328", "f09f98", "c080", "eda080"};
    private static final int MOST = 50; // RFC 4252 §4 recommends 20

    static final List<Check> CHECKS = List.of(
            server("auth-02", c -> {
                var peer = c.connect(Depth.SERVICE);
                peer.send(request(c, "none"));
                var none = peer.expect(AuthFailure.class);
                c.verify(!none.methodsThatCanContinue().contains("none"), "none is listed (RFC 4252 §5.2)");
                peer.send(request(c, "frobnicate@kit").uint32(1).uint32(2));
                var unknown = peer.expect(AuthFailure.class);
                c.verify(!unknown.partialSuccess(), "an unknown method succeeds in part");
                c.verify(
                        unknown.methodsThatCanContinue().equals(none.methodsThatCanContinue()),
                        "an unknown method changes the list of methods");
                peer.upTo(Depth.AUTHENTICATED);
            }),
            server(
                    "auth-03",
                    c -> c.each(
                            (peer, service) -> {
                                peer.upTo(Depth.SERVICE);
                                peer.send(login(c, peer, c.credentials().user(), service));
                                denied(c, peer);
                            },
                            "ssh-nonexistent@kit",
                            "",
                            USERAUTH)),
            server("auth-19", c -> {
                String user = c.credentials().user();
                for (var name : List.of(user + "\0suffix", "\0" + user, user + "\0")) {
                    var peer = c.connect(Depth.SERVICE);
                    peer.send(login(c, peer, name, CONNECTION));
                    denied(c, peer);
                }
            }),
            server("auth-20", c -> {
                for (var name : NOT_UTF8) {
                    denied(
                            c,
                            new WireWriter()
                                    .uint8(USERAUTH_REQUEST)
                                    .string(HexFormat.of().parseHex(name))
                                    .utf8(CONNECTION)
                                    .utf8("none"));
                }
                stillServes(c);
            }),
            server("auth-21", c -> {
                denied(
                        c,
                        request("x".repeat(LONG), CONNECTION, "none"),
                        request(c.credentials().user(), "x".repeat(LONG), "none"),
                        request(c.credentials().user(), CONNECTION, "x".repeat(LONG)));
                for (long length : BEYOND) {
                    var start = new WireWriter().uint8(USERAUTH_REQUEST);
                    denied(
                            c,
                            new WireWriter().raw(start.toByteArray()).uint32(length),
                            new WireWriter().raw(start.toByteArray()).utf8("x").uint32(length),
                            start.utf8("x").utf8(CONNECTION).uint32(length));
                }
                stillServes(c);
            }),
            server("auth-34", c -> {
                c.each(
                        (peer, service) -> {
                            peer.upTo(Depth.ENCRYPTED).send(new ServiceRequest(service), Requests.session());
                            peer.expectRefusal(SERVICE_NOT_AVAILABLE, PROTOCOL_ERROR);
                        },
                        CONNECTION,
                        "ssh-foo@kit");
                var later = c.connect(Depth.SERVICE);
                later.send(new ServiceRequest(CONNECTION), Requests.session());
                later.expectRefusal(SERVICE_NOT_AVAILABLE, PROTOCOL_ERROR);
                var again = c.connect(Depth.SERVICE);
                again.send(new ServiceRequest(USERAUTH));
                c.goesOn(() -> again.expect(SERVICE_ACCEPT));
            }),
            server("auth-35", c -> {
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(peer.login().request());
                if (!peer.expectRefusalOrUnimplemented()) {
                    peer.send(new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]));
                    peer.expectRefusalOrUnimplemented();
                }
            }),
            server("auth-39", c -> {
                String user = c.credentials().user();
                denied(
                        c,
                        new WireWriter().uint8(USERAUTH_REQUEST).utf8(user),
                        new WireWriter().uint8(USERAUTH_REQUEST).utf8(user).utf8(CONNECTION),
                        request(c, "none").uint32(0),
                        request(c, "password").bool(false),
                        request(c, "password").bool(false).uint32(8).uint8('w'),
                        password(user, "wrong").uint8(0));
                stillServes(c);
            }),
            server("auth-45", c -> {
                var peer = c.connect(Depth.SERVICE);
                String user = c.credentials().user();
                byte[] key = Requests.blob("ssh-ed25519", Requests.bytes(32));
                var mix = List.of(
                        request(c, "none"),
                        password(user, "wrong"),
                        Requests.signed(user, "ssh-ed25519", key, Requests.blob("ssh-ed25519", Requests.bytes(64))),
                        request(c, "frobnicate@kit"),
                        password(NOBODY, "wrong"),
                        query(NOBODY, "ssh-ed25519", key));
                int count = 0;
                do {
                    peer.send(mix.get(count % mix.size()));
                } while (++count < MOST && denied(c, peer));
                c.verify(count < MOST, MOST + " requests that fail, of all methods, do not end the connection");
                c.note("the connection ends after " + count + " requests of all methods");
            }));

    private Framework() {}

    /** What logs the run's user in, but under that name and for that service; signed for both. */
    private static WireWriter login(Conversation c, Peer peer, String user, String service) throws IOException {
        var credentials = c.credentials();
        if (credentials.key().isEmpty()) {
            c.assume(credentials.canLogIn(), "it needs credentials for the target");
            return request(user, service, "password")
                    .bool(false)
                    .utf8(new String(credentials.password().orElseThrow()));
        }
        var key = credentials.key().get();
        String algorithm = key.signatureAlgorithms().get(0);
        byte[] blob = key.publicKey().blob();
        byte[] data = PublicKeyMethod.signedData(peer.sessionId(), user, service, algorithm, blob);
        return request(user, service, PublicKeyMethod.NAME)
                .bool(true)
                .utf8(algorithm)
                .string(blob)
                .string(key.sign(algorithm, data));
    }
}
