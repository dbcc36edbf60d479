package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.Requests.NOBODY;
import static io.javamiko.conformance.checks.Requests.blob;
import static io.javamiko.conformance.checks.Requests.bytes;
import static io.javamiko.conformance.checks.Requests.denied;
import static io.javamiko.conformance.checks.Requests.password;
import static io.javamiko.conformance.checks.Requests.query;
import static io.javamiko.conformance.checks.Requests.request;
import static io.javamiko.conformance.checks.Requests.signed;
import static io.javamiko.conformance.checks.Requests.stillServes;

import io.javamiko.auth.AuthMessage.AuthFailure;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Requests;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Requests for authentication with fields that no parser, verifier or hash should choke on. */
final class MalformedRequests {
    private static final String ED25519 = "ssh-ed25519";
    private static final String RSA = "rsa-sha2-256";
    private static final String GSSAPI = "gssapi-with-mic";

    static final List<Check> CHECKS = List.of(
            server("AC-026", c -> {
                String user = c.credentials().user();
                for (int length : new int[] {0, 1, 31, 33, 64}) {
                    byte[] key = blob(ED25519, bytes(length));
                    denied(
                            c,
                            query(user, ED25519, key),
                            signed(user, ED25519, key, blob(ED25519, bytes(64))),
                            signed(user, ED25519, blob(ED25519, bytes(32)), blob(ED25519, bytes(length))));
                }
                denied(c, query(user, ED25519, new byte[0]), query(user, RSA, new byte[] {0, 0, 0, 7, 's'}));
                stillServes(c);
            }),
            server("AC-027", c -> {
                for (var method : List.of(GSSAPI, "gssapi-keyex", "hostbased", "none@kit", "publickey", "password")) {
                    denied(
                            c,
                            request(c, method),
                            request(c, method).bool(true),
                            request(c, method).uint32(0x7fff_ffffL));
                }
                stillServes(c);
            }),
            server("AC-031", c -> {
                denied(
                        c,
                        request(c, GSSAPI).uint32(0),
                        request(c, GSSAPI).uint32(0xffff_ffffL),
                        request(c, GSSAPI).uint32(1).string(new byte[0]),
                        request(c, GSSAPI).uint32(1).string(new byte[1]),
                        request(c, GSSAPI).uint32(1).uint32(0x8000_0000L));
                stillServes(c);
            }),
            server("AC-032", c -> {
                var requests = new ArrayList<WireWriter>();
                for (int bits : new int[] {16_385, 65_536, 250_000}) {
                    requests.add(rsa(c, BigInteger.ONE.shiftLeft(bits - 1).setBit(0), BigInteger.valueOf(65_537)));
                }
                var n = BigInteger.ONE.shiftLeft(2047).setBit(0);
                for (var e : List.of(BigInteger.ZERO, BigInteger.ONE, BigInteger.TWO, n.subtract(BigInteger.TWO))) {
                    requests.add(rsa(c, n, e));
                }
                denied(c, requests.toArray(WireWriter[]::new));
                stillServes(c);
            }),
            server("AC-047", c -> {
                for (var method : List.of("none", "password", "publickey")) {
                    var known = replies(c, c.credentials().user(), method);
                    var unknown = replies(c, NOBODY, method);
                    c.verify(
                            known.equals(unknown),
                            method + " for a user that is there draws " + known + ", for one that is not " + unknown);
                }
            }),
            server("AC-051", c -> {
                denied(
                        c,
                        password(c.credentials().user(), "x".repeat(1025)),
                        password(c.credentials().user(), "x".repeat(30_000)),
                        request(c, "password")
                                .bool(true)
                                .utf8("x".repeat(15_000))
                                .utf8("y".repeat(15_000)));
                stillServes(c);
            }));

    private MalformedRequests() {}

    private static WireWriter rsa(Conversation c, BigInteger n, BigInteger e) {
        byte[] key = new WireWriter().utf8("ssh-rsa").mpint(e).mpint(n).toByteArray();
        return signed(c.credentials().user(), RSA, key, blob(RSA, bytes(n.bitLength() / 8)));
    }

    /** What comes of a wrong request, and of a malformed one. */
    private static List<String> replies(Conversation c, String user, String method) throws IOException {
        byte[] key = blob(ED25519, bytes(32));
        var wrong = method.equals("publickey")
                ? signed(user, ED25519, key, blob(ED25519, bytes(64)))
                : method.equals("password") ? password(user, "wrong") : request(user, Requests.CONNECTION, method);
        var replies = new ArrayList<String>();
        for (var request : List.of(
                wrong, request(user, Requests.CONNECTION, method).uint8(1).uint32(9))) {
            var peer = c.connect(Depth.SERVICE);
            peer.send(request);
            boolean on =
                    c.goesOn(() -> replies.add(peer.expect(AuthFailure.class).toString()));
            if (!on) {
                replies.add("the end of the connection");
            }
        }
        return replies;
    }
}
