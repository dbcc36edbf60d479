package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.crypto.agreement.DHGroup;
import io.javamiko.crypto.agreement.FiniteFieldDH;
import io.javamiko.crypto.agreement.Groups;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** RFC 4253 §8, RFC 8268 §4: Diffie–Hellman in fixed groups, and which numbers e and f may be. */
final class FixedGroups {
    private static final String GROUP14 = "diffie-hellman-group14-sha256";
    private static final String GROUP16 = "diffie-hellman-group16-sha512";
    private static final String GROUP18 = "diffie-hellman-group18-sha512";
    private static final Map<String, DHGroup> GROUPS =
            Map.of(GROUP14, Groups.GROUP14, GROUP16, Groups.GROUP16, GROUP18, Groups.GROUP18);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int FEW = 8; // exchanges
    private static final int HALF_DONE = 12;

    static final List<Check> CHECKS = List.of(
            client("kex-dh-02", c -> {
                for (var name : Exchanges.offered(c, GROUP14, GROUP16, GROUP18)) {
                    Exchanges.refuses(c, name, outside(GROUPS.get(name).p()));
                }
            }),
            both("kex-dh-03", c -> {
                byte[] topBit = new byte[256];
                topBit[0] = (byte) 0x80;
                Exchanges.refuses(
                        c,
                        offered(c),
                        Share.of("-1", new byte[] {-1}, BigInteger.ONE),
                        Share.of("-1, K = p-1", new byte[] {-1}, last(Groups.GROUP14.p())),
                        Share.of("2^2047 without a zero", topBit));
            }),
            both("kex-dh-04", FixedGroups::needlessZeros),
            both("kex-dh-05", c -> {
                byte[] huge = new byte[32_000];
                Arrays.fill(huge, (byte) 0x7f);
                Exchanges.refuses(c, offered(c), Share.of("32000 bytes", huge));
            }),
            both("kex-dh-06", c -> {
                int bits = Groups.GROUP14.bits();
                var values = values(c);
                c.verify(new HashSet<>(values).size() == values.size(), "a value came twice");
                for (var value : values) {
                    c.verify(
                            value.bitCount() >= 4 && value.bitLength() > bits - 64,
                            "a value of " + value.bitLength() + " bits, " + value.bitCount() + " of them set");
                }
            }),
            both("kex-dh-07", c -> {
                for (byte[] value : Exchanges.shares(c, offered(c), FEW, 0)) {
                    c.verify(
                            Arrays.equals(value, new BigInteger(value).toByteArray()) && value[0] >= 0,
                            "a value is not the shortest form of a positive number");
                }
            }),
            server("kex-dh-08", c -> {
                offered(c);
                var two = new Share("2", new byte[] {2}, SharedSecret::ofMPInt); // g^1: K = f
                boolean taken = c.goesOn(() -> Exchanges.complete(c, c.connect(), GROUP14, two));
                c.note("e = 2 is " + (taken ? "taken" : "refused"));
            }),
            server("kex-dh-09", c -> {
                var name = Exchanges.offered(c, GROUP18, GROUP16, GROUP14).get(0);
                var pair = new FiniteFieldDH(GROUPS.get(name), RANDOM);
                var halfDone = c.connectMany(HALF_DONE);
                for (var peer : halfDone) {
                    Exchanges.begin(peer, name).send(new WireWriter().uint8(30).mpint(pair.publicValue()));
                }
                if (halfDone.size() < HALF_DONE) {
                    halfDone.get(0).close(); // so there is room for one
                }
                c.connect(Depth.ENCRYPTED);
            }));

    private FixedGroups() {}

    private static String offered(Conversation c) throws IOException {
        return Exchanges.offered(c, GROUP14).get(0);
    }

    /** Numbers out of 1 &lt; y &lt; p-1, each with the K that it gives; with p-1 that depends on the exponent. */
    static Share[] outside(BigInteger p) {
        return new Share[] {
            number("0", BigInteger.ZERO, BigInteger.ZERO),
            number("1", BigInteger.ONE, BigInteger.ONE),
            number("p-1", last(p), BigInteger.ONE),
            number("p-1, K = p-1", last(p), last(p)),
            number("p", p, BigInteger.ZERO),
            number("p+1", p.add(BigInteger.ONE), BigInteger.ONE)
        };
    }

    /** An mpint's bytes: 0 has none (RFC 4251 §5). */
    static byte[] bytes(BigInteger number) {
        return number.signum() == 0 ? new byte[0] : number.toByteArray();
    }

    private static Share number(String name, BigInteger number, BigInteger k) {
        return Share.of(name, bytes(number), k);
    }

    private static BigInteger last(BigInteger p) {
        return p.subtract(BigInteger.ONE);
    }

    private static List<BigInteger> values(Conversation c) throws IOException {
        var values = new ArrayList<BigInteger>();
        for (byte[] share : Exchanges.shares(c, offered(c), FEW, 0)) {
            values.add(new BigInteger(1, share));
        }
        return values;
    }

    private static void needlessZeros(Conversation c) throws IOException {
        offered(c);
        for (int zeros : new int[] {1, 64}) {
            for (boolean asSent : c.isServer() ? new boolean[] {true} : new boolean[] {true, false}) {
                boolean taken = c.goesOn(() -> {
                    try (var peer = c.connect()) {
                        withZeros(c, peer, zeros, asSent);
                    }
                });
                c.note("%d zeros, H over %s: %s"
                        .formatted(zeros, asSent ? "what was sent" : "the shortest form", taken ? "taken" : "refused"));
            }
        }
    }

    private static void withZeros(Conversation c, Peer peer, int zeros, boolean asSent) throws IOException {
        var pair = new FiniteFieldDH(Groups.GROUP14, RANDOM);
        byte[] shortest = pair.publicValue().toByteArray();
        byte[] sent = new byte[zeros + shortest.length];
        System.arraycopy(shortest, 0, sent, zeros, shortest.length);
        Exchanges.begin(peer, GROUP14);
        if (c.isServer()) {
            peer.send(Exchanges.init(sent));
            var reply = Exchanges.reply(peer);
            var secret = pair.agree(new BigInteger(1, reply.share()));
            var byHand = peer.byHand();
            boolean over = byHand.verifies(
                            reply.hostKey(), Exchanges.fields(sent, reply.share()), secret, reply.signature())
                    || byHand.verifies(
                            reply.hostKey(), Exchanges.fields(shortest, reply.share()), secret, reply.signature());
            c.verify(over, "the signature is over neither form");
        } else {
            byte[] theirs = Exchanges.shareOf(peer.expectKexMessage());
            var secret = pair.agree(new BigInteger(1, theirs));
            Exchanges.reply(peer, sent, Exchanges.fields(theirs, asSent ? sent : shortest), secret);
        }
        peer.newKeys();
        peer.expectNewKeys();
        peer.upTo(Depth.SERVICE);
    }
}
