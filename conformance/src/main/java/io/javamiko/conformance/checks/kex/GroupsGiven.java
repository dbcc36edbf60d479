package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_INIT;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.kex.GroupExchange.Group;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.crypto.agreement.Groups;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;

/** RFC 4419 §3, §6.1, RFC 8270 §2: what a client asks for, and which groups it takes; RFC 4432's method beside it. */
final class GroupsGiven {
    private static final BigInteger TWO = BigInteger.TWO;
    private static final String RSA2048 = "rsa2048-sha256";

    static final List<Check> CHECKS = List.of(
            client("kex-gex-11", c -> {
                offered(c);
                var wanted = GroupExchange.request(c.connect());
                c.verify(wanted.min() >= 1024, wanted + " takes groups of less than 1024 bits");
                c.verify(wanted.min() <= wanted.n() && wanted.n() <= wanted.max(), wanted + " can't be");
                if (wanted.min() < 2048 || wanted.max() < 4096) {
                    c.warn("it asks for " + wanted);
                }
            }),
            client(
                    "kex-gex-12",
                    c -> refuses(
                            c,
                            request -> safe(Primes.SAFE_512),
                            request -> safe(Primes.SAFE_1024),
                            request -> safe(
                                    request.min() == 2048 ? Primes.SAFE_2047 : odd(Math.max(request.min() - 1, 1))),
                            request -> safe(odd(request.max() + 64)))),
            client("kex-gex-13", c -> {
                var p = Groups.GROUP14.p();
                refuses(
                        c,
                        request -> safe(p.subtract(BigInteger.ONE)),
                        request -> safe(BigInteger.ZERO),
                        request -> safe(p.negate()),
                        request -> new Group(p, BigInteger.ZERO),
                        request -> new Group(p, BigInteger.ONE),
                        request -> new Group(p, p.subtract(BigInteger.ONE)),
                        request -> new Group(p, p),
                        request -> new Group(p, TWO.negate()));
                warnsIfTaken(c, safe(Primes.SAFE_1024.multiply(Primes.OF_1024)), "a composite p is taken");
            }),
            client("kex-gex-14", c -> {
                offered(c);
                warnsIfTaken(c, new Group(Primes.NOT_SAFE, Primes.OF_ORDER_11), "a prime that is not safe is taken");
            }),
            client("kex-gex-15", c -> {
                offered(c);
                c.each(
                        (peer, f) -> {
                            GroupExchange.reply(peer, safe(Groups.GROUP14.p()), f);
                            peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                        },
                        FixedGroups.outside(Groups.GROUP14.p()));
            }),
            both("kex-rsa-01", c -> {
                var weak = c.connect();
                weak.proposing(weak.proposal().kex("rsa1024-sha1")).upTo(Depth.IDENTIFIED);
                c.verify(!c.offers("rsa1024-sha1"), "it offers rsa1024-sha1");
                weak.sendKexInit();
                weak.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                if (Exchanges.offers(c, RSA2048)) {
                    Exchanges.begin(c.connect(), RSA2048).upTo(Depth.SERVICE);
                }
            }));

    private GroupsGiven() {}

    private static void offered(Conversation c) throws IOException {
        Exchanges.offered(c, GroupExchange.NAME);
    }

    private static Group safe(BigInteger p) {
        return new Group(p, TWO);
    }

    /** An odd number of so many bits, which is not prime: what is under test is its length. */
    private static BigInteger odd(long bits) {
        return BigInteger.ONE.shiftLeft((int) Math.min(bits, 20_000) - 1).setBit(0);
    }

    @SafeVarargs
    private static void refuses(Conversation c, Function<GroupExchange.Request, Group>... groups) throws IOException {
        offered(c);
        for (var group : groups) {
            try (var peer = c.connect()) {
                GroupExchange.give(peer, group.apply(GroupExchange.request(peer)));
                peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
            }
        }
    }

    private static void warnsIfTaken(Conversation c, Group group, String otherwise) throws IOException {
        try (var peer = c.connect()) {
            GroupExchange.request(peer);
            GroupExchange.give(peer, group);
            if (c.goesOn(() -> peer.expect(KEX_DH_GEX_INIT))) {
                c.warn(otherwise);
            }
        }
    }
}
