package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.client;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.shell;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.connection.ConnectionMessage.ChannelRequest;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §6.9, §6.10: signals, and how a program ended. */
final class ExitReports {
    private static final int MAX = 4096;

    /** What a server says of a program's end. */
    @FunctionalInterface
    private interface End {
        CountedSession say(CountedSession session) throws IOException;
    }

    private record Report(String name, End end) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Report[] REPORTS = {
        new Report(
                "exit-status before the data",
                s -> status(s, false, 3).send("x").sendEOF()),
        new Report("exit-status behind EOF", s -> status(s.send("x").sendEOF(), false, 3)),
        new Report("two of them", s -> status(status(s, false, 3), false, 4)),
        new Report("a signal with an escape", s -> s.request("exit-signal", false, signal("FROB@x", "\u001b[2J"))),
        new Report("none", s -> s),
        new Report("exit-status that wants a reply", ExitReports::answered),
        new Report("exit-status 2^32-1", s -> status(s, false, 0xffff_ffffL)),
        new Report("a cut exit-status", s -> s.request("exit-status", false, new WireWriter().raw(new byte[2]))),
        new Report(
                "a signal of 2^32-1 bytes",
                s -> s.request(
                        "exit-signal",
                        false,
                        new WireWriter().uint32(0xffff_ffffL).raw(new byte[] {'T'})))
    };

    static final List<Check> CHECKS = List.of(
            server("session-13", c -> {
                var channels = shell(c);
                var session = channels.openSession();
                session.request("signal", false, new WireWriter().utf8("TERM"));
                session.exec("trap 'echo got; exit' TERM; echo on; sleep 1; sleep 1; echo over")
                        .expectOutput("on\n");
                for (var name : List.of("FROB@example.com", "SIGTERM", "")) {
                    session.request("signal", true, new WireWriter().utf8(name));
                    if (session.expectReply()) {
                        c.warn("it grants the signal \"" + name + "\"");
                    }
                }
                session.request("signal", false, new WireWriter().utf8("TERM"));
                session.expectClose();
                c.note(session.output().contains("got") ? "signals are delivered" : "signals are not delivered");
            }),
            server("session-14", c -> {
                var channels = shell(c);
                for (int status : new int[] {3, 255, 0}) {
                    var session = channels.openSession().exec("printf x; exit " + status);
                    session.expectClose().expectOutput("x");
                    exitStatus(c, session, status);
                }
            }),
            server("session-15", c -> {
                var session = shell(c).openSession().exec("kill -KILL $$").expectClose();
                var signals = session.requests("exit-signal");
                if (signals.isEmpty()) {
                    var statuses = session.requests("exit-status");
                    c.warn(
                            statuses.isEmpty()
                                    ? "neither exit-signal nor exit-status came"
                                    : "a signal is reported as exit-status " + value(statuses.get(0)));
                    return;
                }
                var in = new WireReader(signals.get(0).data());
                c.verify(in.text(MAX).equals("KILL"), "exit-signal has not the name KILL");
                in.bool();
                in.string(MAX);
                in.string(MAX);
                in.expectEnd();
                c.verify(!signals.get(0).wantReply(), "exit-signal wants a reply");
                c.verify(session.requests("exit-status").isEmpty(), "there are both exit-signal and exit-status");
            }),
            client("session-16", c -> c.each((peer, report) -> reported(c, peer, report), REPORTS)));

    private ExitReports() {}

    private static void reported(Conversation c, Peer peer, Report report) throws IOException {
        var session = CountedChannels.on(peer.upTo(Depth.AUTHENTICATED)).accept();
        session.expectProgram();
        c.goesOn(() -> report.end().say(session).sendClose().expectClose());
    }

    private static CountedSession status(CountedSession session, boolean wantReply, long status) throws IOException {
        return session.request("exit-status", wantReply, new WireWriter().uint32(status));
    }

    private static CountedSession answered(CountedSession session) throws IOException {
        status(session, true, 3).expectReply();
        return session;
    }

    private static WireWriter signal(String name, String message) {
        return new WireWriter().utf8(name).bool(false).utf8(message).utf8("");
    }

    private static long value(ChannelRequest request) throws IOException {
        var in = new WireReader(request.data());
        long value = in.uint32();
        in.expectEnd();
        return value;
    }

    private static void exitStatus(Conversation c, CountedSession session, int expected) throws IOException {
        var all = session.requests("exit-status");
        if (all.isEmpty()) {
            c.warn("no exit-status comes");
            return;
        }
        c.verify(all.size() == 1, "exit-status comes " + all.size() + " times");
        c.verify(!all.get(0).wantReply(), "exit-status wants a reply");
        long value = value(all.get(0));
        c.verify(value == expected, "exit-status is " + value + ", the program's " + expected);
    }
}
