package io.javamiko.conformance.checks.kexorder;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.NewKeys;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import java.io.IOException;
import java.util.List;

/** RFC 4253 §7.3: NEWKEYS, once, when there are keys, each direction for itself. */
final class TakingKeys {
    private static final String USERAUTH = "ssh-userauth";

    static final List<Check> CHECKS = List.of(
            both(
                    "kexorder-05",
                    c -> c.each(
                            (peer, moment) -> {
                                moment.reach(peer);
                                peer.send(new NewKeys());
                                peer.send(c.isServer() ? new ServiceRequest(USERAUTH) : new ServiceAccept(USERAUTH));
                                c.refuses(peer, "NEWKEYS " + moment);
                            },
                            Moment.BEFORE_KEXINIT,
                            Moment.BEHIND_KEXINIT)),
            both("kexorder-06", c -> {
                var peer = c.connect();
                if (c.offers("aes256-ctr") && c.offers("hmac-sha2-256")) { // where numbers count
                    peer.proposing(peer.proposal().ciphers("aes256-ctr").macs("hmac-sha2-256"));
                }
                peer.upTo(c.isServer() ? Depth.ENCRYPTED : Depth.SERVICE);
                if (!c.isServer()) {
                    peer.next(); // its first USERAUTH_REQUEST
                }
                peer.send(new NewKeys());
                if (!c.refuses(peer, "a second NEWKEYS")) {
                    // with the same keys and numbers; PROTOCOL §1.9, taken by the letter, starts the numbers anew
                    c.should(peer::expectAnswer, "a NEWKEYS without a key exchange starts its numbers anew");
                }
            }),
            client("kexorder-08", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal().notStrict());
                Moment.BEFORE_NEWKEYS.reach(peer);
                peer.send(new Ignore(new byte[8]));
                peer.upTo(Depth.SERVICE);
            }),
            both("kexorder-09", TakingKeys::aheadOfServer, TakingKeys::inOneWrite));

    private TakingKeys() {}

    private static void aheadOfServer(Conversation c) throws IOException {
        var peer = c.connect().upTo(Depth.NEGOTIATED);
        peer.send(peer.kexFirst().orElseThrow());
        peer.kexNext(peer.expectKexMessage());
        peer.newKeys();
        peer.send(new ServiceRequest(USERAUTH)); // the server's NEWKEYS has not been read
        peer.expectNewKeys();
        peer.expect(ServiceAccept.class);
    }

    private static void inOneWrite(Conversation c) throws IOException {
        var peer = c.connect().upTo(Depth.NEGOTIATED);
        byte[] reply = peer.sealed(peer.kexNext(peer.expectKexMessage()).orElseThrow());
        byte[] newKeys = peer.sealed(new NewKeys());
        peer.oddKex().takeKeys();
        var extInfo = new ExtInfo(List.of(ExtInfo.Extension.of(ExtInfo.SERVER_SIG_ALGS, "ssh-ed25519")));
        peer.sendTogether(reply, newKeys, peer.sealed(extInfo));
        peer.upTo(Depth.SERVICE);
    }
}
