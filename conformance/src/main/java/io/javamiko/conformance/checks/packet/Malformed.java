package io.javamiko.conformance.checks.packet;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.DisconnectReason.BY_APPLICATION;
import static io.javamiko.transport.MessageNumbers.DEBUG;
import static io.javamiko.transport.MessageNumbers.DISCONNECT;
import static io.javamiko.transport.MessageNumbers.EXT_INFO;
import static io.javamiko.transport.MessageNumbers.IGNORE;
import static io.javamiko.transport.MessageNumbers.KEXINIT;
import static io.javamiko.transport.MessageNumbers.KEX_INIT;
import static io.javamiko.transport.MessageNumbers.KEX_REPLY;
import static io.javamiko.transport.MessageNumbers.NEWKEYS;
import static io.javamiko.transport.MessageNumbers.SERVICE_ACCEPT;
import static io.javamiko.transport.MessageNumbers.SERVICE_REQUEST;
import static io.javamiko.transport.MessageNumbers.USERAUTH_REQUEST;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.Script;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.transport.TransportMessage.Disconnect;
import io.javamiko.transport.TransportMessage.ServiceAccept;
import io.javamiko.transport.TransportMessage.ServiceRequest;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** RFC 4251 §5, RFC 4253 §11.2, §11.3: fields that are missing, too long, or too many. */
final class Malformed {
    private static final int COOKIE = 16;

    static final List<Check> CHECKS = List.of(
            both(
                    "packet-39",
                    harmless(
                            variant("no body", new WireWriter().uint8(IGNORE)),
                            variant("4 GiB", new WireWriter().uint8(IGNORE).uint32(0xffff_ffffL)),
                            variant(
                                    "bytes behind it",
                                    new WireWriter()
                                            .uint8(IGNORE)
                                            .string(new byte[4])
                                            .raw(new byte[] {SERVICE_REQUEST, 0, 0, 0})))),
            both("packet-41", c -> {
                harmless(
                                variant("no fields", new WireWriter().uint8(DEBUG)),
                                variant(
                                        "only the boolean",
                                        new WireWriter().uint8(DEBUG).bool(true)),
                                variant(
                                        "a length beyond it",
                                        new WireWriter().uint8(DEBUG).bool(true).uint32(0xffff_ffffL)))
                        .run(c);
                var peer = c.connect(Depth.ENCRYPTED);
                peer.send(
                        new WireWriter().uint8(DEBUG).uint8(0xff).utf8("words").utf8(""));
                peer.expectAnswer();
            }),
            both("packet-49", c -> {
                for (int number : new int[] {KEXINIT, KEX_INIT, SERVICE_REQUEST, EXT_INFO, DISCONNECT}) {
                    c.each(
                            (peer, length) -> {
                                peer.note("message " + number);
                                lyingLength(peer, number, length);
                                if (number == EXT_INFO) { // which may be a message that the target does not know
                                    peer.expectRefusalOrUnimplemented();
                                } else {
                                    peer.expectRefusal();
                                }
                            },
                            33L,
                            0x7fff_ffffL,
                            0x8000_0000L,
                            0xffff_ffffL);
                }
                c.connect(Depth.ENCRYPTED);
            }),
            both("packet-50", c -> {
                var service = c.connect(Depth.ENCRYPTED);
                boolean taken = c.goesOn(() -> serviceWithMore(service));
                c.note("bytes behind a service's name are " + (taken ? "ignored" : "refused"));
                should(c, c.goesOn(() -> exchangeWithMore(c.connect(), false)), "NEWKEYS");
                should(c, c.goesOn(() -> exchangeWithMore(c.connect(), true)), "a message of the key exchange");
                var leaving = c.connect(Depth.ENCRYPTED);
                leaving.send(more(new Disconnect(BY_APPLICATION, "done", ""), 1));
                leaving.expectClose();
            }));

    private Malformed() {}

    private static Variant variant(String name, WireWriter payload) {
        return new Variant(name, payload.toByteArray());
    }

    /** Ignored, or the end of this connection, and of no other one. */
    private static Script harmless(Variant... variants) {
        return c -> {
            c.each(
                    (peer, variant) -> {
                        peer.upTo(Depth.ENCRYPTED);
                        boolean on = c.goesOn(() -> {
                            peer.send(variant.payload());
                            peer.expectAnswer();
                        });
                        c.note(variant + (on ? " is ignored" : " ends the connection"));
                    },
                    variants);
            c.connect(Depth.ENCRYPTED);
        };
    }

    /** A message whose first string says that length, and has 32 bytes until the message's end. */
    private static void lyingLength(Peer peer, int number, long length) throws IOException {
        boolean client = peer.role() == Role.CLIENT;
        var out = new WireWriter();
        switch (number) {
            case KEXINIT -> {
                peer.upTo(Depth.IDENTIFIED);
                out.uint8(KEXINIT).raw(new byte[COOKIE]);
            }
            case KEX_INIT -> {
                peer.upTo(Depth.NEGOTIATED);
                if (!client) {
                    peer.expectKexMessage();
                }
                out.uint8(client ? KEX_INIT : KEX_REPLY);
            }
            case SERVICE_REQUEST -> {
                peer.upTo(Depth.ENCRYPTED);
                out.uint8(client ? SERVICE_REQUEST : SERVICE_ACCEPT);
            }
            case EXT_INFO -> {
                peer.upTo(Depth.ENCRYPTED);
                out.uint8(EXT_INFO).uint32(1);
            }
            default -> {
                peer.upTo(Depth.ENCRYPTED);
                out.uint8(DISCONNECT).uint32(BY_APPLICATION);
            }
        }
        peer.sendRaw(peer.sealed(out.uint32(length).raw(new byte[32]).toByteArray()));
    }

    private static byte[] more(Message message, int count) {
        byte[] payload = message.payload();
        return Arrays.copyOf(payload, payload.length + count);
    }

    private static void should(Conversation c, boolean goesOn, String what) {
        if (goesOn) {
            c.warn("it ignores bytes behind the fields of " + what);
        }
    }

    private static void serviceWithMore(Peer peer) throws IOException {
        if (peer.role() == Role.CLIENT) {
            peer.send(more(new ServiceRequest("ssh-userauth"), 4));
            peer.expect(SERVICE_ACCEPT);
        } else {
            peer.send(more(new ServiceAccept(peer.expect(ServiceRequest.class).serviceName()), 4));
            peer.expect(USERAUTH_REQUEST);
        }
    }

    /** A first key exchange with bytes behind the fields of our message of the method, or else of NEWKEYS. */
    private static void exchangeWithMore(Peer peer, boolean inMethod) throws IOException {
        peer.upTo(Depth.NEGOTIATED);
        boolean client = peer.role() == Role.CLIENT;
        var message = client ? peer.kexFirst() : peer.kexNext(peer.expectKexMessage());
        peer.send(more(message.orElseThrow(), inMethod ? 4 : 0));
        if (client) {
            peer.kexNext(peer.expectKexMessage());
        }
        peer.send(inMethod ? new byte[] {NEWKEYS} : new byte[] {NEWKEYS, 0});
        peer.oddKex().takeKeys();
        peer.expectNewKeys();
        peer.expectAnswer();
    }
}
