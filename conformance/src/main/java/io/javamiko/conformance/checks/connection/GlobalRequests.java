package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.shell;
import static io.javamiko.transport.MessageNumbers.GLOBAL_REQUEST;
import static io.javamiko.transport.MessageNumbers.REQUEST_FAILURE;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.Variant;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §4: global requests. */
final class GlobalRequests {
    private static final String UNKNOWN = "frobnicate@example.com";
    private static final WireWriter JUNK = new WireWriter().raw(new byte[10]);
    private static final int MANY = 100;
    private static final Variant[] CUT = {
        new Variant("no name", new byte[] {GLOBAL_REQUEST}),
        new Variant(
                "a name that is longer than the packet",
                named(1000).raw(new byte[] {'x'}).toByteArray()),
        new Variant("no want_reply", named(1).raw(new byte[] {'x'}).toByteArray()),
        new Variant(
                "tcpip-forward without a port",
                new WireWriter()
                        .uint8(GLOBAL_REQUEST)
                        .utf8("tcpip-forward")
                        .bool(true)
                        .utf8("127.0.0.1")
                        .toByteArray())
    };

    static final List<Check> CHECKS = List.of(
            server("global-01", c -> {
                var channels = channels(c);
                channels.request(UNKNOWN, true, JUNK);
                channels.request(UNKNOWN, false, JUNK);
                channels.request("", true);
                var fence = channels.session(CountedChannels.WINDOW, CountedChannels.PACKET);
                channels.askFor(fence);
                refused(c, channels, 2);
                fence.expectOpen();
            }),
            client("global-02", c -> {
                var channels = channels(c);
                channels.request(UNKNOWN, true);
                channels.request(UNKNOWN, false);
                refused(c, channels, 1);
                channels.request("keepalive@openssh.com", true);
                channels.expectReply();
                channels.peer().exchangeKeys();
                channels.request(UNKNOWN, true);
                refused(c, channels, 1);
                channels.settle(); // a reply too many would be the last
            }),
            server("global-03", c -> {
                var channels = channels(c);
                channels.request("tcpip-forward", true, loopback());
                channels.request(UNKNOWN, true);
                channels.request("tcpip-forward", true, loopback());
                channels.request(UNKNOWN, false);
                channels.request(UNKNOWN, true);
                boolean first = forwarded(c, channels);
                refused(c, channels, 1);
                c.verify(forwarded(c, channels) == first, "two equal requests are answered in two ways");
                refused(c, channels, 1);
                channels.expectAnswer();
                if (!first) {
                    c.note("it forwards nothing, so all answers are the same");
                }
            }),
            server("global-06", c -> {
                var channels = channels(c);
                channels.openSession();
                channels.request("no-more-sessions@openssh.com", true);
                if (!channels.expectReply()) {
                    c.warn("it does not know no-more-sessions@openssh.com");
                    return;
                }
                var another = channels.session(CountedChannels.WINDOW, CountedChannels.PACKET);
                channels.askFor(another);
                c.goesOn(another::expectRefused);
            }),
            both(
                    "global-07",
                    c -> {
                        var channels = shell(c);
                        var blocked =
                                channels.openSession(0, CountedChannels.PACKET).exec("head -c 100000 /dev/zero");
                        keepalives(channels);
                        c.verify(blocked.received() == 0, "it sends data without a window");
                    },
                    c -> {
                        var channels = channels(c);
                        channels.accept(0, CountedChannels.PACKET).expectProgram();
                        keepalives(channels);
                    }),
            server("global-09", c -> {
                c.connect(Depth.AUTHENTICATED);
                c.each(
                        (peer, request) -> {
                            peer.upTo(Depth.AUTHENTICATED).send(request.payload());
                            c.goesOn(peer::expectAnswer);
                        },
                        CUT);
                var peer = c.connect(Depth.AUTHENTICATED);
                peer.send(named(1).raw(new byte[] {'x', 2}));
                peer.expect(REQUEST_FAILURE);
                peer.send(new WireWriter()
                        .uint8(GLOBAL_REQUEST)
                        .utf8("x".repeat(30_000))
                        .bool(true));
                peer.expect(REQUEST_FAILURE);
            }));

    private GlobalRequests() {}

    private static WireWriter named(long length) {
        return new WireWriter().uint8(GLOBAL_REQUEST).uint32(length);
    }

    private static WireWriter loopback() {
        return new WireWriter().utf8("127.0.0.1").uint32(0);
    }

    private static void refused(Conversation c, CountedChannels channels, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            c.verify(!channels.expectReply(), "a request that it can't know gets REQUEST_SUCCESS");
        }
    }

    /** Whether it listens; then it says where (§7.1). */
    private static boolean forwarded(Conversation c, CountedChannels channels) throws IOException {
        WireReader fields = channels.replyFields();
        c.verify(fields == null || fields.remaining() == 4, "REQUEST_SUCCESS for port 0 has no port");
        return fields != null;
    }

    private static void keepalives(CountedChannels channels) throws IOException {
        for (int i = 0; i < MANY; i++) {
            channels.request("keepalive@openssh.com", true);
        }
        for (int i = 0; i < MANY; i++) {
            channels.expectReply();
        }
    }
}
