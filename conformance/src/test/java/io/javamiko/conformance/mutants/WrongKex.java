package io.javamiko.conformance.mutants;

import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_GROUP;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_DH_GEX_REQUEST;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;

import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.Algorithms;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.kex.KexMethod;
import io.javamiko.transport.kex.KexMethods;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Key exchanges as wrong peers hold them. */
final class WrongKex {
    private static final String USERAUTH = "ssh-userauth";
    private static final int SHORT = 40_000; // over every string of these messages
    private static final SecureRandom RANDOM = new SecureRandom();

    private WrongKex() {}

    /** Up to both KEXINITs, with every method that the library has. */
    static Peer negotiated(Peer peer) throws IOException {
        var all = Algorithms.known(Algorithms.Kind.KEX).stream()
                .filter(KexMethods::clientBegins)
                .toArray(String[]::new);
        return peer.proposing(peer.proposal().kex(all)).upTo(Depth.NEGOTIATED);
    }

    /** A server that replies to whatever comes, and goes on. */
    static void answersAnything(Peer peer) throws IOException {
        negotiated(peer);
        while (true) {
            int number = peer.expectKexMessage().number();
            if (number == KEX_DH_GEX_REQUEST) {
                peer.send(new WireWriter()
                        .uint8(KEX_DH_GEX_GROUP)
                        .mpint(BigInteger.ONE.shiftLeft(1100))
                        .mpint(BigInteger.ONE));
            } else {
                peer.send(new WireWriter()
                        .uint8(number + 1)
                        .string(new byte[0])
                        .string(new byte[32])
                        .string(new byte[0]));
            }
        }
    }

    /** A client that takes whatever the server gives, and goes on. */
    static void takesAnything(Peer peer) throws IOException {
        negotiated(peer);
        peer.send(peer.kexFirst().orElseThrow());
        var message = peer.expectKexMessage();
        if (message.number() == KEX_DH_GEX_GROUP && peer.negotiated().kex().contains("group-exchange")) {
            peer.send(new WireWriter().uint8(KEX_DH_GEX_INIT).mpint(BigInteger.TWO.pow(1000)));
            message = peer.expectKexMessage();
        }
        if (isGood(peer, message)) {
            peer.newKeys();
            peer.upTo(Depth.AUTHENTICATED);
        } else {
            peer.send(new NewKeys());
            peer.expectClose();
        }
    }

    /** A client for which K_S must have the name of the algorithm, which no RSA key's has (RFC 8332 §3). */
    static void wantsTheAlgorithmsName(Peer peer) throws IOException {
        negotiated(peer);
        peer.send(peer.kexFirst().orElseThrow());
        var message = peer.expectKexMessage();
        byte[] hostKey = message.reader().string(SHORT);
        if (peer.negotiated().hostKeyAlgorithm().equals(new WireReader(hostKey).name(SHORT))) {
            peer.kexNext(message);
            peer.newKeys();
            peer.upTo(Depth.AUTHENTICATED);
        }
    }

    private static boolean isGood(Peer peer, Received message) {
        try {
            peer.kexNext(message);
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    /** A peer whose private values come from that source, and which has another K than it should. */
    static void exchanges(Peer peer, SecureRandom random, UnaryOperator<SharedSecret> bend) throws IOException {
        negotiated(peer);
        exchange(peer, random, bend);
        if (peer.role() == Role.CLIENT) {
            peer.send(new ServiceRequest(USERAUTH));
        }
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            int number = message.get().number();
            if (number == KEXINIT) {
                peer.upTo(Depth.NEGOTIATED);
                exchange(peer, random, bend);
            } else if (number == SERVICE_REQUEST) {
                peer.send(new ServiceAccept(USERAUTH));
            }
        }
    }

    private static void exchange(Peer peer, SecureRandom random, UnaryOperator<SharedSecret> bend) throws IOException {
        var byHand = peer.byHand();
        try (var method = KexMethods.named(peer.negotiated().kex(), peer.role(), random)) {
            var first = method.begin();
            if (first.isPresent()) {
                peer.send(first.get());
            }
            var step = next(peer, method);
            while (step instanceof KexMethod.Send send) {
                peer.send(send.message());
                step = next(peer, method);
            }
            if (step instanceof KexMethod.ServerAgreed agreed) {
                byte[] signature = byHand.signed(agreed.fields(), bend.apply(agreed.secret()));
                peer.send(agreed.reply().with(byHand.hostKey().publicKey().blob(), signature));
            } else if (step instanceof KexMethod.ClientAgreed agreed) {
                byHand.hash(agreed.hostKey(), agreed.fields(), bend.apply(agreed.secret()));
            }
        }
        peer.newKeys();
        peer.expectNewKeys();
    }

    private static KexMethod.Step next(Peer peer, KexMethod method) throws IOException {
        var message = peer.expectKexMessage();
        return method.message(message.number(), message.reader());
    }

    /** K as bytes of fixed length where it is a number, as a number where it is bytes. */
    static SharedSecret otherForm(SharedSecret secret) {
        byte[] encoded = secret.encoded();
        byte[] k = Arrays.copyOfRange(encoded, encoded.length > 4 && encoded[4] == 0 ? 5 : 4, encoded.length);
        var asString = SharedSecret.ofString(k);
        return asString.equals(secret) ? SharedSecret.ofMPInt(k) : asString;
    }

    /** K with its last bit changed. */
    static SharedSecret another(SharedSecret secret) {
        byte[] k = secret.encoded();
        k[k.length - 1] ^= 1;
        return SharedSecret.ofString(k);
    }

    /** A source whose every byte is the same, so that private values come again. */
    static SecureRandom constant() {
        return new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0x5a);
            }
        };
    }

    /** A peer in group14 whose own number has a zero too many in front. */
    static void padsItsNumber(Peer peer) throws IOException {
        negotiated(peer);
        peer.byHand();
        byte[] number = new byte[300];
        number[299] = 5;
        if (peer.role() == Role.CLIENT) {
            peer.send(new WireWriter().uint8(30).string(number));
            peer.expectClose();
        } else {
            byte[] e = peer.expectKexMessage().reader().string(SHORT);
            var pair =
                    new io.javamiko.crypto.agreement.FiniteFieldDH(io.javamiko.crypto.agreement.Groups.GROUP14, RANDOM);
            byte[] f = new byte[300];
            byte[] shortest = pair.publicValue().toByteArray();
            System.arraycopy(shortest, 0, f, f.length - shortest.length, shortest.length);
            byte[] fields = new WireWriter().string(e).string(f).toByteArray();
            byte[] signature = peer.byHand().signed(fields, pair.agree(new BigInteger(1, e)));
            peer.send(new WireWriter()
                    .uint8(KEX_REPLY)
                    .string(peer.byHand().hostKey().publicKey().blob())
                    .string(f)
                    .string(signature));
            peer.newKeys();
            peer.expectNewKeys();
            peer.upTo(Depth.SERVICE);
        }
    }
}
