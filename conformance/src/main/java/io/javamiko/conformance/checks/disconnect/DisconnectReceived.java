package io.javamiko.conformance.checks.disconnect;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.MessageNumbers.CHANNEL_OPEN;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;
import static io.javamiko.transport.MessageNumbers.REQUEST_SUCCESS;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.auth.AuthMessage.AuthRequest;
import io.javamiko.auth.AuthMessage.AuthSuccess;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.GlobalRequest;
import io.javamiko.transport.DisconnectReason;
import io.javamiko.transport.Message;
import io.javamiko.transport.MessageNumbers;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.wire.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** RFC 4253 §11.1: what a DISCONNECT does to who gets it. */
final class DisconnectReceived {
    private static final Disconnect BYE = new Disconnect(DisconnectReason.BY_APPLICATION, "bye", "");

    static final List<Check> CHECKS = List.of(
            both("disconnect-01", c -> {
                c.each(
                        (peer, depth) -> {
                            peer.upTo(depth).send(BYE);
                            peer.expectClose();
                        },
                        Depth.IDENTIFIED,
                        Depth.NEGOTIATED,
                        Depth.ENCRYPTED,
                        Depth.SERVICE,
                        Depth.CHANNEL_OPEN);
                var exchanging = c.connect(Depth.NEGOTIATED);
                sendIfAny(exchanging, exchanging.kexFirst());
                sendIfAny(exchanging, exchanging.kexNext(exchanging.expectKexMessage()));
                exchanging.send(BYE);
                exchanging.expectClose();
            }),
            both(
                    "disconnect-02",
                    c -> {
                        var early = c.connect(Depth.ENCRYPTED);
                        together(early, BYE, new ServiceRequest("ssh-userauth"));
                        expectEndWithout(c, early, SERVICE_ACCEPT);
                        expectNoReplyBehind(c);
                    },
                    c -> {
                        var early = c.connect(Depth.SERVICE);
                        early.expect(AuthRequest.class);
                        together(early, BYE, new AuthSuccess());
                        expectEndWithout(c, early, CHANNEL_OPEN);
                        expectNoReplyBehind(c);
                    }),
            both(
                    "disconnect-06",
                    c -> c.each(
                            (peer, reason) -> {
                                peer.upTo(Depth.ENCRYPTED).send(new Disconnect(reason, "bye", ""));
                                peer.expectClose();
                            },
                            0L,
                            4L,
                            16L,
                            255L,
                            0xfe00_0000L,
                            0xffff_ffffL)),
            both(
                    "disconnect-07", // what it shows can't be seen from here; that it ends, and serves on, can
                    c -> c.each(
                            (peer, text) -> {
                                peer.upTo(Depth.ENCRYPTED).send(text.payload());
                                peer.expectClose();
                            },
                            saying("control characters", "\u001b[31mred\r\nnext\0end"),
                            saying("no UTF-8", "\u00ff\u00fe"),
                            saying("30,000 bytes", "x".repeat(30_000)))),
            both(
                    "disconnect-08",
                    c -> c.each(
                            (peer, malformed) -> {
                                peer.upTo(Depth.ENCRYPTED).send(malformed.payload());
                                peer.expectClose();
                            },
                            variant("no fields", start()),
                            variant("a reason alone", start().uint32(11)),
                            variant("a length beyond it", start().uint32(11).uint32(0xffff_ffffL)),
                            variant("no language", start().uint32(11).utf8("bye")))),
            both("disconnect-12", c -> {
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.sendKexInit();
                peer.send(BYE);
                peer.expectClose();
            }));

    private DisconnectReceived() {}

    private static void sendIfAny(Peer peer, Optional<Message> message) throws IOException {
        if (message.isPresent()) {
            peer.send(message.get());
        }
    }

    private static Variant variant(String name, WireWriter payload) {
        return new Variant(name, payload.toByteArray());
    }

    private static WireWriter start() {
        return new WireWriter().uint8(MessageNumbers.DISCONNECT);
    }

    private static Variant saying(String name, String description) {
        return variant(
                name,
                start().uint32(11).string(description.getBytes(ISO_8859_1)).utf8(""));
    }

    private static void expectNoReplyBehind(Conversation c) throws IOException {
        var late = c.connect(Depth.CHANNEL_OPEN);
        together(late, BYE, new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
        expectEndWithout(c, late, REQUEST_FAILURE);
        var again = c.connect(Depth.CHANNEL_OPEN);
        together(again, BYE, new GlobalRequest("keepalive@javamiko.io", true, new byte[0]));
        expectEndWithout(c, again, REQUEST_SUCCESS);
    }

    /** In one write. */
    private static void together(Peer peer, Message... messages) throws IOException {
        var all = new ByteArrayOutputStream();
        for (var message : messages) {
            all.writeBytes(peer.sealed(message));
        }
        peer.sendRaw(all.toByteArray());
    }

    private static void expectEndWithout(Conversation c, Peer peer, int number) throws IOException {
        for (var message = peer.next(); message.isPresent(); message = peer.next()) {
            c.verify(message.get().number() != number, "behind DISCONNECT it sent " + message.get());
        }
    }
}
