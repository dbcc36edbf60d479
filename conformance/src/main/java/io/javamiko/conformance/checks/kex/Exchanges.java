package io.javamiko.conformance.checks.kex;

import static io.javamiko.transport.DisconnectReason.KEY_EXCHANGE_FAILED;
import static io.javamiko.transport.DisconnectReason.PROTOCOL_ERROR;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.Received;
import io.javamiko.crypto.agreement.SharedSecret;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Key exchanges of two messages: each side sends its share, a {@code string} or an {@code mpint} (which looks the same), and
 * the server signs (RFC 4253 §8, RFC 5656 §4). In both roles.
 */
final class Exchanges {
    static final int MAX = 40_000; // bytes of a share

    private Exchanges() {}

    /** The target's part of an exchange. */
    record Theirs(byte[] share, byte[] hostKey, byte[] signature) {}

    /** Whether the target offers the method; if not, a note says so. */
    static boolean offers(Conversation c, String kex) throws IOException {
        try (var peer = c.connect().upTo(Depth.IDENTIFIED)) {
            boolean offered = peer.expectKexInit().kexAlgorithms().contains(kex);
            if (!offered) {
                c.note("the target does not offer " + kex);
            }
            return offered;
        }
    }

    /** Those of the methods that the target offers, at least one. */
    static List<String> offered(Conversation c, String... methods) throws IOException {
        List<String> theirs;
        try (var peer = c.connect().upTo(Depth.IDENTIFIED)) {
            theirs = peer.expectKexInit().kexAlgorithms();
        }
        var both = Stream.of(methods).filter(theirs::contains).toList();
        c.assume(!both.isEmpty(), "the target does not offer " + String.join(", ", methods));
        return both;
    }

    /** Both KEXINITs there, this method agreed on. */
    static Peer begin(Peer peer, String kex) throws IOException {
        peer.proposing(peer.proposal().kex(kex)).upTo(Depth.NEGOTIATED);
        peer.byHand(); // agrees, so that a wrong guess of the target is passed over (RFC 4253 §7)
        return peer;
    }

    /** Sends a share, as a server in a reply that is signed for this K, and the target ends the connection. */
    static void refuses(Conversation c, String kex, Share... shares) throws IOException {
        offered(c, kex);
        c.each(
                (peer, share) -> {
                    send(peer, kex, share);
                    peer.expectRefusal(KEY_EXCHANGE_FAILED, PROTOCOL_ERROR);
                },
                shares);
    }

    /** Sends a share, as a server in a signed reply. */
    static void send(Peer peer, String kex, Share share) throws IOException {
        begin(peer, kex);
        if (peer.role() == Role.CLIENT) {
            peer.send(init(share.bytes()));
        } else {
            byte[] theirs = shareOf(peer.expectKexMessage());
            reply(peer, share.bytes(), fields(theirs, share.bytes()), share.secret(theirs));
        }
    }

    /** As a client: the message with our share. */
    static WireWriter init(byte[] share) {
        return new WireWriter().uint8(KEX_INIT).string(share);
    }

    /** As a server: replies with the share, over whatever fields and K. */
    static void reply(Peer peer, byte[] share, byte[] fields, SharedSecret secret) throws IOException {
        var byHand = peer.byHand();
        byte[] signature = byHand.signed(fields, secret);
        peer.send(new WireWriter()
                .uint8(KEX_REPLY)
                .string(byHand.hostKey().publicKey().blob())
                .string(share)
                .string(signature));
    }

    /** As a server: the client's share. */
    static byte[] shareOf(Received message) throws IOException {
        return message.reader().string(MAX);
    }

    /** As a client: the server's reply. */
    static Theirs reply(Peer peer) throws IOException {
        WireReader in = peer.expect(KEX_REPLY).reader();
        byte[] hostKey = in.string(MAX);
        byte[] share = in.string(MAX);
        return new Theirs(share, hostKey, in.string(MAX));
    }

    /** What stands between K_S and K in the exchange hash: the client's share, the server's. */
    static byte[] fields(byte[] clients, byte[] servers) {
        return new WireWriter().string(clients).string(servers).toByteArray();
    }

    /** The whole exchange with a share, up to the first message under keys that both have only with the same K. */
    static void complete(Conversation c, Peer peer, String kex, Share share) throws IOException {
        send(peer, kex, share);
        if (peer.role() == Role.CLIENT) {
            var theirs = reply(peer);
            try (var secret = share.secret(theirs.share())) {
                byte[] fields = fields(share.bytes(), theirs.share());
                c.verify(
                        peer.byHand().verifies(theirs.hostKey(), fields, secret, theirs.signature()),
                        "the signature is not one over H of what was sent");
            }
        }
        peer.newKeys();
        peer.expectNewKeys();
        peer.upTo(Depth.SERVICE);
    }

    /** An honest exchange, the first or a later one: the target's share; its signature verifies. */
    static byte[] honest(Peer peer, String kex) throws IOException {
        begin(peer, kex);
        var first = peer.kexFirst();
        if (first.isPresent()) {
            peer.send(first.get());
        }
        var message = peer.expectKexMessage();
        byte[] theirs;
        var in = message.reader();
        if (peer.role() == Role.CLIENT) {
            in.string(MAX); // K_S
        }
        theirs = in.string(MAX);
        var next = peer.kexNext(message);
        if (next.isPresent()) {
            peer.send(next.get());
        }
        peer.newKeys();
        peer.expectNewKeys();
        return theirs;
    }

    /** The target's shares of some connections, and of some later exchanges on the last of them. */
    static List<byte[]> shares(Conversation c, String kex, int connections, int rekeys) throws IOException {
        var shares = new ArrayList<byte[]>();
        for (int i = 1; i <= connections; i++) {
            try (var peer = c.connect()) {
                shares.add(honest(peer, kex));
                boolean last = i == connections && rekeys > 0;
                if (last) {
                    peer.upTo(Depth.AUTHENTICATED); // OpenSSH has no second exchange before
                }
                for (int j = 0; last && j < rekeys; j++) {
                    shares.add(honest(peer, kex));
                }
                peer.upTo(Depth.SERVICE);
            }
        }
        return shares;
    }
}
