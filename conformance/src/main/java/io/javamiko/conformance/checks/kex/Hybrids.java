package io.javamiko.conformance.checks.kex;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.HOST_KEY_NOT_VERIFIABLE;
import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

/** RFC 10042 (draft-ietf-sshm-mlkem-hybrid-kex) and RFC 9941: ML-KEM and sntrup761 beside a curve. */
final class Hybrids {
    private static final int MODULUS = 3329; // FIPS 203 §2.4
    private static final int LARGEST = 4095;
    private static final SecureRandom RANDOM = new SecureRandom();

    static final List<Check> CHECKS = List.of(
            server("kex-mlkem-01", c -> ofWrongLength(c, offered(c, Hybrid.MLKEM768), 0, 32, 1184, 1215, 1217, 2432)),
            server("kex-mlkem-02", c -> {
                var hybrid = offered(c, Hybrid.MLKEM768);
                Exchanges.refuses(
                        c,
                        hybrid.kex,
                        Stream.of(MODULUS, LARGEST)
                                .flatMap(value -> Stream.of(
                                        outOfRange(hybrid, 0, value),
                                        outOfRange(hybrid, 255, value),
                                        outOfRange(hybrid, 767, value)))
                                .toArray(Share[]::new));
            }),
            server("kex-mlkem-03", c -> smallOrder(c, offered(c, Hybrid.MLKEM768))),
            both("kex-mlkem-04", c -> SecretForms.string(c, offered(c, Hybrid.MLKEM768).kex)),
            both("kex-mlkem-05", c -> honestLength(c, offered(c, Hybrid.MLKEM768))),
            client("kex-mlkem-06", c -> ofWrongLength(c, offered(c, Hybrid.MLKEM768), 0, 32, 1088, 1119, 1121)),
            client("kex-mlkem-08", c -> smallOrder(c, offered(c, Hybrid.MLKEM768))),
            both("kex-mlkem-09", c -> fresh(c, offered(c, Hybrid.MLKEM768))),
            both("kex-mlkem-10", Hybrids::nistHybrids),
            server("kex-sntrup-01", c -> {
                for (var hybrid : sntrup(c)) {
                    ofWrongLength(c, hybrid, 0, 32, 1158, 1189, 1191, 2380);
                }
            }),
            client("kex-sntrup-02", c -> {
                for (var hybrid : sntrup(c)) {
                    ofWrongLength(c, hybrid, 0, 32, 1039, 1070, 1072);
                }
            }),
            both("kex-sntrup-03", c -> SecretForms.string(c, sntrup(c).get(0).kex)),
            both("kex-sntrup-04", c -> smallOrder(c, sntrup(c).get(0))),
            client("kex-sntrup-05", c -> corrupted(c, sntrup(c).get(0))),
            server("kex-sntrup-06", c -> strangeKeys(c, sntrup(c).get(0))));

    private Hybrids() {}

    private static Hybrid offered(Conversation c, Hybrid hybrid) throws IOException {
        Exchanges.offered(c, hybrid.kex);
        return hybrid;
    }

    private static List<Hybrid> sntrup(Conversation c) throws IOException {
        var names = Exchanges.offered(c, Hybrid.SNTRUP761.kex, Hybrid.SNTRUP761_OPENSSH.kex);
        return Stream.of(Hybrid.SNTRUP761, Hybrid.SNTRUP761_OPENSSH)
                .filter(hybrid -> names.contains(hybrid.kex))
                .toList();
    }

    private static void ofWrongLength(Conversation c, Hybrid hybrid, int... lengths) throws IOException {
        Exchanges.refuses(c, hybrid.kex, Curve25519.ofLengths(lengths));
    }

    /** A good C_INIT with one coefficient of the encapsulation key at that value; they have 12 bits, low ones first. */
    private static Share outOfRange(Hybrid hybrid, int index, int value) {
        byte[] init = SecretForms.agreement(hybrid.kex).initiate();
        int at = index / 2 * 3;
        if (index % 2 == 0) {
            init[at] = (byte) value;
            init[at + 1] = (byte) (init[at + 1] & 0xf0 | value >> 8);
        } else {
            init[at + 1] = (byte) (init[at + 1] & 0x0f | (value & 0x0f) << 4);
            init[at + 2] = (byte) (value >> 4);
        }
        return Share.of("coefficient " + index + " = " + value, init);
    }

    /** A good half that withstands quantum computers, and a point of X25519 that gives zeros. */
    private static void smallOrder(Conversation c, Hybrid hybrid) throws IOException {
        c.each(
                (peer, point) -> {
                    Exchanges.begin(peer, hybrid.kex);
                    if (c.isServer()) {
                        byte[] init = SecretForms.agreement(hybrid.kex).initiate();
                        System.arraycopy(point.bytes(), 0, init, hybrid.keyLength, point.bytes().length);
                        peer.send(Exchanges.init(init));
                    } else {
                        hybrid.reply(peer, point.bytes(), new byte[point.bytes().length], RANDOM);
                    }
                    peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                },
                Curve25519.ofSmallOrder());
    }

    private static void honestLength(Conversation c, Hybrid hybrid) throws IOException {
        int length = Exchanges.shares(c, hybrid.kex, 1, 0).get(0).length;
        int expected = (c.isServer() ? hybrid.ciphertextLength : hybrid.keyLength) + hybrid.curveLength;
        c.verify(length == expected, "its message has " + length + " bytes, not " + expected);
    }

    private static void fresh(Conversation c, Hybrid hybrid) throws IOException {
        var shares = Exchanges.shares(c, hybrid.kex, 8, 2);
        int split = c.isServer() ? hybrid.ciphertextLength : hybrid.keyLength;
        var first = shares.stream().map(share -> Arrays.copyOf(share, split)).toList();
        var second = shares.stream()
                .map(share -> Arrays.copyOfRange(share, split, share.length))
                .toList();
        for (var parts : List.of(first, second)) {
            c.verify(new HashSet<>(Curve25519.hex(parts)).size() == shares.size(), "a part of a message came twice");
        }
    }

    private static void nistHybrids(Conversation c) throws IOException {
        for (var name : Exchanges.offered(c, Hybrid.MLKEM768_P256.kex, Hybrid.MLKEM1024_P384.kex)) {
            var hybrid = name.equals(Hybrid.MLKEM768_P256.kex) ? Hybrid.MLKEM768_P256 : Hybrid.MLKEM1024_P384;
            honestLength(c, hybrid);
            SecretForms.string(c, name);
            int first = c.isServer() ? hybrid.keyLength : hybrid.ciphertextLength;
            ofWrongLength(c, hybrid, first + hybrid.curveLength - 1, first + hybrid.curveLength + 1);
            c.each(
                    (peer, point) -> {
                        Exchanges.begin(peer, name);
                        if (c.isServer()) {
                            byte[] init = SecretForms.agreement(name).initiate();
                            System.arraycopy(point.bytes(), 0, init, first, point.bytes().length);
                            peer.send(Exchanges.init(init));
                        } else {
                            hybrid.reply(peer, point.bytes(), new byte[hybrid.curveLength / 2], RANDOM);
                        }
                        peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                    },
                    badPoints(hybrid.curveLength));
        }
    }

    private static Share[] badPoints(int length) {
        byte[] infinity = new byte[length];
        byte[] offCurve = new byte[length];
        offCurve[0] = 4;
        return new Share[] {
            Share.of("infinity, filled up", infinity), Share.of("a point off the curve", offCurve, BigInteger.ZERO)
        };
    }

    private static void corrupted(Conversation c, Hybrid hybrid) throws IOException {
        c.each(
                (peer, position) -> {
                    Exchanges.begin(peer, hybrid.kex);
                    byte[] theirs = Exchanges.shareOf(peer.expectKexMessage());
                    var response = SecretForms.agreement(hybrid.kex).respond(theirs);
                    var byHand = peer.byHand();
                    byte[] signature = byHand.signed(Exchanges.fields(theirs, response.reply()), response.secret());
                    byte[] changed = response.reply().clone();
                    changed[position] ^= 1;
                    peer.send(new WireWriter()
                            .uint8(MessageNumbers.KEX_REPLY)
                            .string(byHand.hostKey().publicKey().blob())
                            .string(changed)
                            .string(signature));
                    peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR, HOST_KEY_NOT_VERIFIABLE);
                },
                0,
                hybrid.ciphertextLength - 1);
    }

    private static void strangeKeys(Conversation c, Hybrid hybrid) throws IOException {
        byte[] ff = new byte[hybrid.keyLength];
        Arrays.fill(ff, (byte) 0xff);
        byte[] random = new byte[hybrid.keyLength];
        RANDOM.nextBytes(random);
        c.each(
                (peer, share) -> {
                    Exchanges.begin(peer, hybrid.kex);
                    byte[] init = SecretForms.agreement(hybrid.kex).initiate();
                    System.arraycopy(share.bytes(), 0, init, 0, hybrid.keyLength);
                    peer.send(Exchanges.init(init));
                    boolean taken = c.goesOn(() -> Exchanges.reply(peer));
                    c.note("a key of " + share + " is " + (taken ? "answered" : "refused"));
                },
                Share.of("ff", ff),
                Share.of("zeros", new byte[hybrid.keyLength]),
                Share.of("random bytes", random));
        c.connect(Depth.ENCRYPTED);
    }
}
