package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §6.3.2 and §7: channels and listeners that must have been asked for. */
final class Forwarding {
    private static final long PROHIBITED = 1;
    private static final long CONNECT_FAILED = 2;

    static final List<Check> CHECKS = List.of(
            client("session-21", c -> {
                var channels = channels(c);
                channels.accept().expectProgram();
                refused(
                        c,
                        asked(
                                channels,
                                "x11",
                                new WireWriter().utf8("127.0.0.1").uint32(40_000)));
                refused(c, asked(channels, "auth-agent@openssh.com", new WireWriter()));
                channels.expectAnswer();
            }),
            client("forward-05", c -> {
                var channels = channels(c);
                refused(c, asked(channels, "forwarded-tcpip", origin("127.0.0.1", 8023)));
                refused(c, asked(channels, "forwarded-tcpip", origin("10.9.9.9", 65_536 + 8023)));
                channels.expectAnswer();
            }),
            client("forward-06", c -> {
                var channels = channels(c);
                var anywhere = new WireWriter().utf8("127.0.0.1").uint32(2222);
                channels.request("tcpip-forward", true, anywhere);
                channels.request("cancel-tcpip-forward", true, anywhere);
                channels.request("streamlocal-forward@openssh.com", true, new WireWriter().utf8("/tmp/kit"));
                for (int i = 0; i < 3; i++) {
                    if (channels.expectReply()) {
                        c.warn("it forwards for a server");
                    }
                }
                var tcp = asked(channels, "direct-tcpip", OpeningChannels.target(22));
                c.should(tcp::expectRefused, "it opens TCP connections for a server");
                var path = new WireWriter().utf8("/tmp/kit").utf8("").uint32(0);
                var local = asked(channels, "direct-streamlocal@openssh.com", path);
                c.should(local::expectRefused, "it opens sockets for a server");
                channels.expectAnswer();
            }),
            server("forward-07", c -> {
                var channels = channels(c);
                long closed = asked(channels, "direct-tcpip", OpeningChannels.target(1))
                        .expectRefused();
                if (closed != CONNECT_FAILED) {
                    c.warn("a port that is closed is refused for reason " + closed + ", not CONNECT_FAILED (2)");
                }
                for (long port : new long[] {0, 65_536, 65_536 + 22, 0xffff_ffffL}) {
                    asked(channels, "direct-tcpip", OpeningChannels.target(port))
                            .expectRefused();
                }
                channels.expectAnswer();
            }),
            client("forward-12", c -> {
                var channels = channels(c);
                refused(
                        c,
                        asked(
                                channels,
                                "forwarded-streamlocal@openssh.com",
                                new WireWriter().utf8("/never/asked").utf8("")));
                channels.expectAnswer();
            }));

    private Forwarding() {}

    private static CountedSession asked(CountedChannels channels, String type, WireWriter fields) throws IOException {
        var channel = channels.session(CountedChannels.WINDOW, CountedChannels.PACKET);
        channels.askFor(channel, type, fields);
        return channel;
    }

    private static WireWriter origin(String address, long port) {
        return new WireWriter().utf8(address).uint32(port).utf8("10.0.0.1").uint32(5);
    }

    private static void refused(Conversation c, CountedSession channel) throws IOException {
        long reason = channel.expectRefused();
        if (reason != PROHIBITED) {
            c.warn("a channel that nobody asked for is refused for reason " + reason
                    + ", not ADMINISTRATIVELY_PROHIBITED (1)");
        }
    }
}
