package io.javamiko.conformance.checks.attack;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Key exchange by RSA (RFC 4432): transient keys that are none, and secrets that do not decrypt. */
final class TransientKeys {
    private static final String METHOD = "rsa2048-sha256";
    private static final int PUBKEY = 30; // of the running method
    private static final int SECRET = 31;
    private static final int MOST = 8192;

    static final List<Check> CHECKS = List.of(
            client(
                    "AC-094",
                    c -> c.each(
                            (peer, key) -> {
                                negotiated(c, peer);
                                peer.send(new WireWriter()
                                        .uint8(PUBKEY)
                                        .string(peer.byHand()
                                                .hostKey()
                                                .publicKey()
                                                .blob())
                                        .string(key.blob()));
                                peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                            },
                            key("512 bits", odd(512), 65_537),
                            key("768 bits", odd(768), 65_537),
                            key("1,023 bits", odd(1023), 65_537),
                            key("2,047 bits", odd(2047), 65_537),
                            key("e = 1", odd(2048), 1),
                            key("an even n", odd(2048).clearBit(0), 65_537),
                            key("n = 0", BigInteger.ZERO, 65_537))),
            server("AC-179", c -> {
                var random = new Random(1);
                Set<String> ends = new LinkedHashSet<>();
                for (var kind : Kind.values()) {
                    try (var peer = c.connect()) {
                        ends.add(end(c, peer, kind, random));
                    }
                }
                c.verify(ends.size() == 1, "how it ends tells why a secret did not decrypt: " + ends);
            }));

    private TransientKeys() {}

    /** What a secret becomes when it is decrypted, and is not OAEP's. */
    private enum Kind {
        /** Its first byte is not 0: what Manger asks. */
        FIRST_BYTE,
        /** Its first byte is 0, its label's hash another. */
        LABEL
    }

    private record Key(String name, byte[] blob) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Key key(String name, BigInteger n, long e) {
        var blob = new WireWriter().utf8("ssh-rsa").mpint(BigInteger.valueOf(e)).mpint(n);
        return new Key("a transient key of " + name, blob.toByteArray());
    }

    private static BigInteger odd(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static void negotiated(Conversation c, Peer peer) throws IOException {
        peer.proposing(peer.proposal().kex(METHOD)).upTo(Depth.IDENTIFIED).sendKexInit();
        c.assume(peer.expectKexInit().kexAlgorithms().contains(METHOD), "the target does not offer " + METHOD);
    }

    /** What comes for such a secret, in words. */
    private static String end(Conversation c, Peer peer, Kind kind, Random random) throws IOException {
        negotiated(c, peer);
        peer.byHand();
        var in = peer.expectKexMessage().reader();
        in.string(MOST);
        var key = new WireReader(in.string(MOST));
        key.string(MOST);
        var e = key.mpint(MOST);
        var n = key.mpint(MOST);
        int length = (n.bitLength() + 7) / 8;
        var message = new BigInteger(8 * (length - 1) - 1, random);
        if (kind == Kind.FIRST_BYTE) {
            message = message.setBit(8 * (length - 1)).mod(n);
        }
        byte[] encrypted = bytes(message.modPow(e, n), length);
        peer.send(new WireWriter().uint8(SECRET).string(encrypted));
        var end = new StringBuilder();
        for (var answer = peer.next(); answer.isPresent(); answer = peer.next()) {
            end.append(answer.get());
        }
        return end.append(", the end").toString();
    }

    private static byte[] bytes(BigInteger value, int length) {
        byte[] all = value.toByteArray();
        byte[] last = new byte[length];
        int count = Math.min(all.length, length);
        System.arraycopy(all, all.length - count, last, length - count, count);
        return last;
    }
}
