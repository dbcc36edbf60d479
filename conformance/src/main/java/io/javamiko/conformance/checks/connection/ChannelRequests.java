package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.running;
import static io.javamiko.conformance.checks.connection.Sessions.shell;

import io.javamiko.conformance.Check;
import io.javamiko.wire.WireWriter;
import java.util.List;

/** RFC 4254 §5.4: requests on a channel, and which of them are answered. */
final class ChannelRequests {
    private static final String UNKNOWN = "frobnicate@example.com";
    private static final WireWriter JUNK = new WireWriter().raw(new byte[7]);

    static final List<Check> CHECKS = List.of(
            server("session-01", c -> {
                var channels = channels(c);
                var session = channels.openSession();
                session.request(UNKNOWN, true, JUNK)
                        .request(UNKNOWN, false, JUNK)
                        .request("", true);
                session.request("exec", true, new WireWriter().utf8("exit 0"));
                session.expectFailure().expectFailure().expectReply();
                channels.settle(); // a reply too many would be the last
                channels.expectAnswer();
            }),
            client("session-02", c -> {
                var channels = channels(c);
                var session = channels.accept();
                session.request(UNKNOWN, true).request(UNKNOWN, false).expectFailure();
                session.expectProgram();
                session.request("keepalive@openssh.com", true).expectReply();
                session.request(UNKNOWN, false).sendEOF().request(UNKNOWN, true).expectFailure();
                channels.settle(); // a reply too many would be the last
            }),
            server("session-17", c -> {
                var session = shell(c).openSession().exec("sleep 0.2 || sleep 1; echo ok");
                session.request("exit-status", true, new WireWriter().uint32(0));
                session.request(
                        "exit-signal",
                        true,
                        new WireWriter().utf8("TERM").bool(false).utf8("").utf8(""));
                session.request("xon-xoff", true, new WireWriter().bool(true));
                session.expectFailure().expectFailure().expectFailure();
                session.expectOutput("ok\n").expectClose();
            }),
            client("session-18", c -> {
                var channels = channels(c);
                var session = running(c, channels);
                session.request("xon-xoff", false, new WireWriter().bool(true));
                session.request("xon-xoff", false, new WireWriter().bool(false));
                channels.expectAnswer();
                c.verify(!session.isClosed(), "it closes the channel");
            }),
            both("session-25", c -> {
                var channels = channels(c);
                var session = c.isServer() ? channels.openSession() : running(c, channels);
                session.request("exec", true, new WireWriter().utf8("exit 0")).sendClose();
                session.expectClose();
                session.request(UNKNOWN, true);
                c.goesOn(channels::expectAnswer);
            }));

    private ChannelRequests() {}
}
