package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_REQUEST;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.kex.GroupExchange.Group;
import io.javamiko.conformance.checks.kex.GroupExchange.Request;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** RFC 4419 §3, RFC 8270 §2: the groups that a server chooses, and the order of what it takes. */
final class ServersGroups {
    private static final Request USUAL = new Request(2048, 2048, 8192);
    private static final int ROUNDS = 40; // of Miller and Rabin's test
    private static final long UINT32 = 0xffff_ffffL;

    static final List<Check> CHECKS = List.of(
            server(
                    "kex-gex-01",
                    c -> each(
                            c,
                            (request, group) -> {
                                int bits = group.p().bitLength();
                                c.verify(
                                        bits >= request.min() && bits <= request.max(),
                                        request + " gave a group of " + bits + " bits");
                            },
                            new Request(2048, 2048, 2048),
                            new Request(2048, 3072, 8192),
                            new Request(3072, 4096, 4096),
                            new Request(2048, 8192, 8192))),
            server(
                    "kex-gex-02",
                    c -> each(
                            c,
                            (request, group) -> verifySafe(c, group),
                            USUAL,
                            USUAL,
                            new Request(2048, 3072, 3072),
                            new Request(2048, 4096, 4096))),
            server(
                    "kex-gex-03",
                    c -> each(
                            c,
                            (request, group) -> {
                                int bits = group.p().bitLength();
                                if (bits < request.n()) {
                                    c.note(request + " gave its largest group, of " + bits + " bits");
                                }
                            },
                            new Request(2048, 2048, 8192),
                            new Request(2048, 2049, 8192),
                            new Request(2048, 3072, 8192),
                            new Request(2048, 4096, 8192))),
            server(
                    "kex-gex-05",
                    c -> each(
                            c,
                            (request, group) -> {
                                if (group.p().bitLength() < 2048) {
                                    c.warn(request + " gave a group of "
                                            + group.p().bitLength() + " bits");
                                }
                            },
                            new Request(1024, 1024, 1024),
                            new Request(1024, 1024, 8192),
                            new Request(512, 1024, 2047))),
            server(
                    "kex-gex-06",
                    c -> each(
                            c,
                            (request, group) -> {
                                int bits = group.p().bitLength();
                                c.verify(bits >= 2048 && bits <= 8192, request + " gave a group of " + bits + " bits");
                            },
                            new Request(0, 2048, UINT32),
                            new Request(1, 3072, 65_535))),
            server("kex-gex-07", c -> {
                offered(c);
                c.each(
                        (peer, request) -> {
                            var group = GroupExchange.ask(c, peer, request);
                            c.assume(group.isPresent(), "it has no group for " + request);
                            GroupExchange.complete(c, peer, request.encoded(), group.get());
                            GroupExchange.end(peer);
                        },
                        new Request(2048, 3072, 8192),
                        new Request(0x400, 0xfff, 0x1fff));
            }),
            server("kex-gex-08", ServersGroups::oldRequest),
            server("kex-gex-09", ServersGroups::outOfOrder),
            server("kex-gex-10", c -> {
                offered(c);
                c.each(
                        (peer, index) -> {
                            var group = GroupExchange.ask(c, peer, USUAL);
                            c.assume(group.isPresent(), "it has no group for " + USUAL);
                            var e = FixedGroups.outside(group.get().p())[index];
                            peer.send(new WireWriter().uint8(KEX_DH_GEX_INIT).string(e.bytes()));
                            peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                        },
                        0,
                        1,
                        2,
                        4);
            }));

    private ServersGroups() {}

    /** What must hold of a group. */
    @FunctionalInterface
    private interface Condition {
        void verify(Request request, Group group) throws IOException;
    }

    private static void offered(Conversation c) throws IOException {
        Exchanges.offered(c, GroupExchange.NAME);
    }

    private static void each(Conversation c, Condition condition, Request... requests) throws IOException {
        offered(c);
        c.each(
                (peer, request) -> {
                    var group = GroupExchange.ask(c, peer, request);
                    if (group.isPresent()) {
                        condition.verify(request, group.get());
                    } else {
                        c.note("there is no group for " + request);
                    }
                },
                requests);
    }

    private static void verifySafe(Conversation c, Group group) throws IOException {
        var p = group.p();
        var g = group.g();
        c.verify(
                g.compareTo(BigInteger.ONE) > 0 && g.compareTo(p.subtract(BigInteger.ONE)) < 0,
                "g has the order 1 or 2");
        if (Groups.all().stream().map(DHGroup::p).noneMatch(p::equals)) { // those of RFC 3526 are known to be
            c.verify(p.isProbablePrime(ROUNDS), "p is not prime");
            c.verify(p.shiftRight(1).isProbablePrime(ROUNDS), "(p-1)/2 is not prime");
        }
    }

    private static void oldRequest(Conversation c) throws IOException {
        offered(c);
        var peer = Exchanges.begin(c.connect(), GroupExchange.NAME);
        byte[] n = new WireWriter().uint32(2048).toByteArray();
        peer.send(new WireWriter().uint8(KEX_INIT).raw(n)); // KEX_DH_GEX_REQUEST_OLD has that number
        boolean taken = c.goesOn(() -> {
            var answer = peer.expectOneOf(MessageNumbers.KEX_DH_GEX_GROUP, MessageNumbers.UNIMPLEMENTED);
            if (answer.number() == MessageNumbers.UNIMPLEMENTED) {
                c.note("the old request is not implemented");
                return;
            }
            var in = answer.reader();
            var group =
                    new Group(new BigInteger(1, in.string(Exchanges.MAX)), new BigInteger(1, in.string(Exchanges.MAX)));
            GroupExchange.complete(c, peer, n, group);
            GroupExchange.end(peer);
        });
        c.note("the old request is " + (taken ? "answered" : "refused"));
    }

    private static void outOfOrder(Conversation c) throws IOException {
        offered(c);
        byte[] e = new WireWriter()
                .uint8(KEX_DH_GEX_INIT)
                .mpint(BigInteger.TWO.pow(1000))
                .toByteArray();
        try (var peer = Exchanges.begin(c.connect(), GroupExchange.NAME)) {
            peer.send(e);
            if (!peer.expectRefusalOrUnimplemented()) {
                c.note("INIT before REQUEST is not implemented");
            }
        }
        try (var peer = c.connect()) {
            GroupExchange.ask(c, peer, USUAL);
            peer.send(new WireWriter().uint8(KEX_DH_GEX_REQUEST).raw(USUAL.encoded()));
            peer.expectRefusalOrUnimplemented();
        }
        try (var peer = c.connect()) {
            var group = GroupExchange.ask(c, peer, USUAL);
            c.assume(group.isPresent(), "it has no group for " + USUAL);
            GroupExchange.complete(c, peer, USUAL.encoded(), group.get());
            peer.expectNewKeys();
            peer.send(e);
            peer.expectRefusalOrUnimplemented();
        }
    }
}
