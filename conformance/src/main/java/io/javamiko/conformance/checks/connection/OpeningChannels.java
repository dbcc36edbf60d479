package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.shell;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelClose;
import io.javamiko.connection.ConnectionMessage.ChannelData;
import io.javamiko.connection.ConnectionMessage.ChannelEOF;
import io.javamiko.connection.ConnectionMessage.ChannelExtendedData;
import io.javamiko.connection.ConnectionMessage.ChannelFailure;
import io.javamiko.connection.ConnectionMessage.ChannelOpen;
import io.javamiko.connection.ConnectionMessage.ChannelOpenConfirmation;
import io.javamiko.connection.ConnectionMessage.ChannelOpenFailure;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.connection.ConnectionMessage.ChannelSuccess;
import io.javamiko.connection.ConnectionMessage.ChannelWindowAdjust;
import io.javamiko.transport.Message;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §5.1: opening channels, and numbers that none has. */
final class OpeningChannels {
    private static final long PROHIBITED = 1;
    private static final long UNKNOWN_TYPE = 3;
    private static final int MANY = 1000;
    private static final byte[] NONE = {};
    private static final Message[] STRAYS = {
        new ChannelWindowAdjust(4711, 5),
        new ChannelData(0xffff_ffffL, new byte[5]),
        new ChannelExtendedData(0x8000_0000L, 1, new byte[5]),
        new ChannelEOF(4711),
        new ChannelClose(0xffff_ffffL),
        new ChannelRequest(4711, "exec", true, new WireWriter().utf8("true").toByteArray()),
        new ChannelSuccess(4711),
        new ChannelFailure(4711),
        new ChannelOpenConfirmation(4711, 5, CountedChannels.WINDOW, CountedChannels.PACKET, NONE),
        new ChannelOpenFailure(4711, PROHIBITED, "no", "")
    };

    static final List<Check> CHECKS = List.of(
            client("chan-02", c -> {
                var channels = channels(c);
                var session = asked(channels, "session", new WireWriter());
                var unknown = asked(channels, "unknown@example.com", new WireWriter());
                var tcp = asked(channels, "direct-tcpip", target(22));
                c.should(session::expectRefused, "it opens a session for a server");
                unknownType(c, unknown.expectRefused());
                c.should(tcp::expectRefused, "it opens TCP connections for a server");
                channels.expectAnswer();
            }),
            both("chan-07", c -> c.each((peer, stray) -> stray(c, peer, stray), STRAYS)),
            both(
                    "chan-08",
                    c -> {
                        var channels = channels(c);
                        var first = channels.openSession();
                        var next = channels.session(CountedChannels.WINDOW, CountedChannels.PACKET);
                        channels.askFor(next);
                        channels.peer().send(new ChannelData(first.theirs() + 1, new byte[] {'x'}));
                        c.goesOn(() -> {
                            next.expectOpen();
                            channels.expectAnswer();
                        });
                    },
                    c -> {
                        var channels = channels(c);
                        var open = channels.expectOpen();
                        channels.peer()
                                .send(
                                        new ChannelData(open.senderChannel(), new byte[] {'x'}),
                                        new ChannelRequest(open.senderChannel(), "xon-xoff", false, new byte[] {1}),
                                        new ChannelClose(open.senderChannel()));
                        c.goesOn(channels::expectAnswer);
                    }),
            client("chan-09", c -> {
                c.each(
                        (peer, second) -> answeredTwice(c, peer, second),
                        new ChannelOpenConfirmation(0, 77, 1, CountedChannels.PACKET, NONE),
                        new ChannelOpenFailure(0, PROHIBITED, "no", ""));
                var channels = channels(c);
                var open = channels.expectOpen();
                channels.refuse(open, PROHIBITED, "no");
                channels.confirm(open, CountedChannels.WINDOW, CountedChannels.PACKET);
                c.goesOn(channels::expectAnswer);
            }),
            server("chan-10", c -> {
                var channels = shell(c);
                var first = channels.openSession().exec("cat");
                channels.peer()
                        .send(new ChannelOpen(
                                "session", first.ours(), CountedChannels.WINDOW, CountedChannels.PACKET, NONE));
                c.goesOn(() -> {
                    channels.expectAnswer();
                    first.send("mine").expectOutput("mine");
                });
            }),
            client(
                    "chan-20",
                    c -> c.each(
                            (peer, failure) -> {
                                peer.upTo(Depth.AUTHENTICATED);
                                var open = CountedChannels.on(peer).expectOpen();
                                peer.send(failure.of(open.senderChannel()));
                                c.goesOn(peer::expectAnswer);
                            },
                            new Failure(0, "no", true),
                            new Failure(5, "\u001b[2J\u0007", true),
                            new Failure(0xfe00_0001L, "x".repeat(30_000), true),
                            new Failure(0xffff_ffffL, "\u00c3", true),
                            new Failure(1, "no", false))),
            server("chan-21", c -> {
                var channels = channels(c);
                for (int i = 0; i < MANY; i++) {
                    var session = asked(channels, "session", new WireWriter());
                    if (!session.isOpened()) {
                        c.note("it opens " + i + " channels, and gives reason " + session.expectRefused() + " then");
                        channels.expectAnswer();
                        return;
                    }
                }
                c.warn("it opens " + MANY + " channels on a connection");
                channels.expectAnswer();
            }));

    private OpeningChannels() {}

    /** A refusal; its text in Latin-1, so that it need not be UTF-8. */
    private record Failure(long reason, String description, boolean tagged) {
        WireWriter of(long recipient) {
            var out = new WireWriter()
                    .uint8(ChannelOpenFailure.NUMBER)
                    .uint32(recipient)
                    .uint32(reason);
            out.string(description.getBytes(ISO_8859_1));
            return tagged ? out.utf8("") : out;
        }
    }

    private static CountedSession asked(CountedChannels channels, String type, WireWriter fields) throws IOException {
        var channel = channels.session(CountedChannels.WINDOW, CountedChannels.PACKET);
        channels.askFor(channel, type, fields);
        return channel;
    }

    static WireWriter target(long port) {
        return new WireWriter().utf8("127.0.0.1").uint32(port).utf8("127.0.0.1").uint32(1);
    }

    private static void unknownType(Conversation c, long reason) {
        if (reason != UNKNOWN_TYPE) {
            c.warn("a channel of an unknown type is refused for reason " + reason + ", not UNKNOWN_CHANNEL_TYPE (3)");
        }
    }

    private static void stray(Conversation c, Peer peer, Message stray) throws IOException {
        var channels = CountedChannels.on(peer);
        var session = c.isServer() ? channels.openSession() : channels.accept();
        peer.send(stray);
        c.goesOn(() -> {
            channels.expectAnswer();
            c.verify(!session.isClosed(), "the channel that is open was closed");
        });
    }

    private static void answeredTwice(Conversation c, Peer peer, Message second) throws IOException {
        var channels = CountedChannels.on(peer);
        var open = channels.expectOpen();
        var session = channels.confirm(open, CountedChannels.WINDOW, CountedChannels.PACKET);
        var raw = new WireWriter().raw(second.payload()).patchUint32(1, open.senderChannel());
        peer.send(raw);
        c.goesOn(() -> {
            session.expectProgram();
            channels.expectAnswer();
        });
    }
}
