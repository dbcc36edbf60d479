package io.javamiko.conformance.checks.kex;

import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_GROUP;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_REPLY;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_REQUEST;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Optional;

/** The messages of {@code diffie-hellman-group-exchange-sha256} by hand (RFC 4419 §3), in both roles. */
final class GroupExchange {
    static final String NAME = "diffie-hellman-group-exchange-sha256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private GroupExchange() {}

    /** What a client asks for, in bits. */
    record Request(long min, long n, long max) {
        /** As it goes into the message and the hash. */
        byte[] encoded() {
            return new WireWriter().uint32(min).uint32(n).uint32(max).toByteArray();
        }

        @Override
        public String toString() {
            return "(" + min + ", " + n + ", " + max + ")";
        }
    }

    /** What a server chooses. */
    record Group(BigInteger p, BigInteger g) {
        byte[] encoded() {
            return new WireWriter().mpint(p).mpint(g).toByteArray();
        }
    }

    /** As a client: asks, and gets a group; empty if the server ends the connection. */
    static Optional<Group> ask(Conversation c, Peer peer, Request request) throws IOException {
        Exchanges.begin(peer, NAME);
        peer.send(new WireWriter().uint8(KEX_DH_GEX_REQUEST).raw(request.encoded()));
        var group = new Group[1];
        boolean given = c.goesOn(() -> group[0] = group(peer));
        return given ? Optional.of(group[0]) : Optional.empty();
    }

    /** As a client: the server's group. */
    static Group group(Peer peer) throws IOException {
        var in = peer.expect(KEX_DH_GEX_GROUP).reader();
        return new Group(new BigInteger(1, in.string(Exchanges.MAX)), new BigInteger(1, in.string(Exchanges.MAX)));
    }

    /** As a client: goes on honestly to the server's reply, whose signature must cover this for the request. */
    static void complete(Conversation c, Peer peer, byte[] request, Group group) throws IOException {
        try (var pair = new FiniteFieldDH(group.p(), group.g(), RANDOM)) {
            byte[] e = pair.publicValue().toByteArray();
            peer.send(new WireWriter().uint8(KEX_DH_GEX_INIT).string(e));
            var in = peer.expect(KEX_DH_GEX_REPLY).reader();
            byte[] hostKey = in.string(Exchanges.MAX);
            byte[] f = in.string(Exchanges.MAX);
            var secret = pair.agree(new BigInteger(1, f));
            c.verify(
                    peer.byHand().verifies(hostKey, fields(request, group, e, f), secret, in.string(Exchanges.MAX)),
                    "the signature is not one over H with the request as it was sent");
        }
    }

    /** As a client: both sides' new keys are those of one K. */
    static void end(Peer peer) throws IOException {
        peer.newKeys();
        peer.expectNewKeys();
        peer.upTo(Depth.SERVICE);
    }

    /** As a server: what the client asks for. */
    static Request request(Peer peer) throws IOException {
        var in = Exchanges.begin(peer, NAME).expect(KEX_DH_GEX_REQUEST).reader();
        return new Request(in.uint32(), in.uint32(), in.uint32());
    }

    /** As a server: gives this group. */
    static void give(Peer peer, Group group) throws IOException {
        peer.send(new WireWriter().uint8(KEX_DH_GEX_GROUP).raw(group.encoded()));
    }

    /** As a server: gives a good group, and replies with any f, signed for any K. */
    static void reply(Peer peer, Group group, Share f) throws IOException {
        byte[] request = request(peer).encoded();
        give(peer, group);
        byte[] e = peer.expect(KEX_DH_GEX_INIT).reader().string(Exchanges.MAX);
        var byHand = peer.byHand();
        try (SharedSecret secret = f.secret(e)) {
            byte[] signature = byHand.signed(fields(request, group, e, f.bytes()), secret);
            peer.send(new WireWriter()
                    .uint8(KEX_DH_GEX_REPLY)
                    .string(byHand.hostKey().publicKey().blob())
                    .string(f.bytes())
                    .string(signature));
        }
    }

    private static byte[] fields(byte[] request, Group group, byte[] e, byte[] f) {
        return new WireWriter()
                .raw(request)
                .raw(group.encoded())
                .string(e)
                .string(f)
                .toByteArray();
    }
}
