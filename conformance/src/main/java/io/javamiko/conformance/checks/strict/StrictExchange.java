package io.javamiko.conformance.checks.strict;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.transport.DisconnectReason.BY_APPLICATION;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;
import static io.javamiko.transport.MessageNumbers.UNIMPLEMENTED;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.MethodRequest.None;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.checks.Moment;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.transport.ExtInfo;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Debug;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.Ignore;
import io.javamiko.transport.TransportMessage.Ping;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.transport.TransportMessage.Unimplemented;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** OpenSSH PROTOCOL §1.9: what both sides do once both have offered strict key exchange. */
final class StrictExchange {
    private static final String USERAUTH = "ssh-userauth";
    private static final int UNASSIGNED = 200; // a local extension (RFC 4250 §4.1.2)
    private static final int RESERVED = 150; // for client protocols
    static final String AES_CTR = "aes256-ctr";

    private static final String[] SUITES = {AES_CTR, "chacha20-poly1305@openssh.com"};

    static final List<Check> CHECKS = List.of(
            both(
                    "strict-03",
                    c -> c.each(
                            (peer, cipher) -> strict(c, suite(c, peer, cipher)).upTo(Depth.SERVICE), SUITES)),
            both("strict-04", c -> {
                var peer = strict(c, suite(c, c.connect(), AES_CTR)).upTo(Depth.AUTHENTICATED);
                for (int rekey = 0; rekey < 3; rekey++) {
                    peer.exchangeKeys();
                    peer.expectAnswer();
                }
            }),
            both("strict-08", c -> {
                c.assume(c.offers(theirMarker(c)), "it does not offer strict key exchange");
                var early = c.connect().upTo(Depth.IDENTIFIED);
                early.send(new Ignore(new byte[8]));
                early.sendKexInit();
                early.expectRefusal();
                refused(new Ignore(new byte[8])).run(c);
            }),
            both("strict-09", refused(new Debug(false, "kit", ""), new Unimplemented(0))),
            both("strict-10", refused(new Ping(new byte[4]), new ExtInfo(List.of()), new Unknown(UNASSIGNED))),
            both(
                    "strict-11",
                    c -> c.each(
                            (peer, moment) -> {
                                moment.reach(peer);
                                peer.send(new Disconnect(BY_APPLICATION, "done", ""));
                                peer.expectClose();
                            },
                            Moment.values())),
            both("strict-12", c -> {
                var peer = strict(c, suite(c, c.connect(), AES_CTR)).upTo(Depth.AUTHENTICATED);
                peer.send(new Ignore(new byte[8]));
                peer.send(RESERVED); // local extensions are packet's business
                long number = peer.lastSent();
                long answered = peer.expect(UNIMPLEMENTED).reader().uint32();
                c.verify(answered == number, "UNIMPLEMENTED tells of packet " + answered + ", not " + number);
                peer.sendKexInit();
                peer.send(new Ignore(new byte[8]));
                peer.expectKexInit();
                peer.send(new Debug(false, "kit", ""));
                peer.exchangeKeys();
                peer.expectAnswer();
            }),
            both("strict-13", c -> {
                var peer = c.connect();
                peer.proposing(peer.proposal()
                        .kex("none-such@kit", "curve25519-sha256")
                        .guessing());
                strict(c, peer);
                peer.send(new WireWriter()
                        .uint8(c.isServer() ? KEX_INIT : KEX_REPLY)
                        .string(new byte[32]));
                peer.upTo(Depth.SERVICE);
            }),
            client(
                    "strict-14",
                    c -> c.each(
                            (peer, cipher) -> {
                                strict(c, suite(c, peer, cipher)).upTo(Depth.ENCRYPTED);
                                peer.expect(ServiceRequest.class);
                                peer.sealed(new ExtInfo(List.of())); // and lost on its way
                                peer.send(new ServiceAccept(USERAUTH));
                                peer.tcp()
                                        .flood(
                                                new byte[1000],
                                                35_000); // so that a length misread does not make it wait
                                peer.expectRefusal();
                            },
                            SUITES)),
            server("strict-15", c -> {
                var peer = strict(c, suite(c, c.connect(), AES_CTR));
                peer.send(new Ignore(new byte[8]));
                if (c.goesOn(peer::exchangeKeys)) {
                    peer.sealed(new Ignore(new byte[8])); // and lost on its way
                    peer.send(new ServiceRequest(USERAUTH));
                    peer.tcp().flood(new byte[1000], 35_000);
                    peer.expectRefusal();
                }
            }),
            server(
                    "strict-20",
                    refused(
                            new ServiceRequest(USERAUTH),
                            new AuthRequest("root", "ssh-connection", new None()),
                            new ChannelOpen("session", 0, 1 << 20, 1 << 15, new byte[0]))));

    private StrictExchange() {}

    private static String theirMarker(Conversation c) {
        return Markers.marker(c.isServer() ? Role.SERVER : Role.CLIENT);
    }

    /** A message of a number, and nothing else. */
    private record Unknown(int number) implements Message {
        @Override
        public void encode(WireWriter out) {
            out.uint8(number);
        }
    }

    /** Each of these ends the connection at each moment of the exchange. */
    private static Script refused(Message... messages) {
        return c -> {
            for (var moment : Moment.WITHIN) {
                c.each(
                        (peer, message) -> {
                            strict(c, peer);
                            moment.reach(peer);
                            peer.send(message);
                            peer.expectRefusal();
                        },
                        messages);
            }
        };
    }

    /** A peer with that cipher, under which a wrong sequence number is seen; AES-GCM has none (RFC 5647 §7.1). */
    static Peer suite(Conversation c, Peer peer, String cipher) throws IOException {
        c.assume(c.offers(cipher), "it does not offer " + cipher);
        return peer.proposing(peer.proposal().ciphers(cipher).macs("hmac-sha2-256-etm@openssh.com", "hmac-sha2-256"));
    }

    /** A peer with both KEXINITs, of a target that offers strict key exchange. */
    private static Peer strict(Conversation c, Peer peer) throws IOException {
        c.assume(c.offers(theirMarker(c)), "it does not offer strict key exchange");
        return peer.upTo(Depth.NEGOTIATED);
    }
}
