package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.assumeUploads;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.running;
import static io.javamiko.conformance.checks.connection.Sessions.shell;
import static io.javamiko.conformance.checks.connection.Sessions.upload;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** RFC 4254 §5.3: EOF and CLOSE. What comes behind them in the wrong order is found by {@link CountedSession} itself. */
final class ClosingChannels {
    private static final int LIVE = 6; // sshd opens 10 sessions at once
    private static final int OFTEN = 12;

    static final List<Check> CHECKS = List.of(
            server("chan-11", c -> {
                var channels = channels(c);
                var numbers = new HashSet<Long>();
                var live = new ArrayList<CountedSession>();
                for (int i = 0; i < LIVE; i++) {
                    var session = channels.openSession();
                    c.verify(numbers.add(session.theirs()), "the number " + session.theirs() + " is given out twice");
                    live.add(session.exec("exit 0").awaitClose());
                }
                for (var session : live) {
                    session.sendClose();
                }
                channels.openSession().exec("exit 0").expectClose();
            }),
            both(
                    "chan-12",
                    c -> {
                        var channels = shell(c);
                        closedOnce(channels, channels.openSession().exec("sleep 2"));
                        closedOnce(channels, channels.openSession());
                        var full = channels.openSession(0, CountedChannels.PACKET);
                        closedOnce(channels, full.exec("head -c 1000000 /dev/zero"));
                    },
                    c -> {
                        var channels = channels(c);
                        var session = running(c, channels).sendClose().expectClose();
                        c.goesOn(channels::expectAnswer);
                        c.verify(session.isClosed(), "it does not answer CLOSE");
                    }),
            both(
                    "chan-14",
                    c -> {
                        var channels = shell(c);
                        for (int i = 0; i < OFTEN; i++) {
                            var session = channels.openSession(30_000, 7_000).exec("head -c 50000 /dev/zero");
                            session.adjust(1).adjust(i * 1_000L).adjust(40_000);
                            session.expectClose().expectBytes(50_000);
                        }
                        channels.expectAnswer();
                    },
                    c -> {
                        var channels = channels(c);
                        var session = running(c, channels).send("out").sendEOF();
                        session.request("exit-status", false, new WireWriter().uint32(0))
                                .sendClose();
                        session.expectClose();
                        c.goesOn(channels::expectAnswer);
                    }),
            both("chan-15", c -> {
                var channels = channels(c);
                var session = running(c, channels).send("a").sendEOF().send("b").sendExtended(1, new byte[] {'c'});
                if (c.goesOn(() -> end(c, session))) {
                    c.verify(!c.isServer() || session.output().equals("a"), "data behind EOF are delivered");
                }
            }),
            server("chan-16", c -> {
                var channels = channels(c);
                var session = channels.openSession().exec("exit 0").awaitClose();
                for (int i = 0; i < 10; i++) {
                    session.send("x");
                }
                session.adjust(1)
                        .request("exec", true, new WireWriter().utf8("true"))
                        .sendClose();
                channels.expectAnswer();
                channels.openSession();
            }),
            both(
                    "chan-17",
                    c -> {
                        var session = shell(c).openSession().exec("sleep 0.3 || sleep 1; echo done");
                        session.sendEOF().expectOutput("done\n").expectClose();
                    },
                    c -> {
                        var channels = channels(c);
                        var session = running(c, channels).sendEOF();
                        channels.settle();
                        c.verify(session.hasEOF() || !session.isClosed(), "it answers EOF with CLOSE");
                    }),
            both(
                    "chan-18",
                    c -> {
                        var session = shell(c).openSession().exec("cat; echo tail");
                        session.send("abc").sendEOF().expectOutput("abctail\n").expectClose();
                    },
                    c -> {
                        assumeUploads(c);
                        var session = upload(c, 1_000, CountedChannels.PACKET)
                                .send("a")
                                .sendEOF();
                        session.expectBytes(1_000).adjust(100_000).expectBytes(101_000);
                    }),
            both("chan-19", c -> {
                var channels = channels(c);
                var session = running(c, channels).send("a").sendEOF().sendEOF();
                c.goesOn(() -> end(c, session));
            }),
            server("window-15", c -> {
                var channels = channels(c);
                var session = channels.openSession().exec("exit 0").expectClose();
                session.adjust(1_000);
                if (!c.goesOn(channels::expectAnswer)) {
                    c.warn("WINDOW_ADJUST that crosses the end of a channel ends the connection");
                }
            }));

    private ClosingChannels() {}

    private static void closedOnce(CountedChannels channels, CountedSession session) throws IOException {
        session.sendClose().expectClose();
        channels.expectAnswer(); // a second CLOSE would come before
    }

    /** The end of what runs: {@code cat} ends by itself at EOF, the client's program when we say so. */
    private static void end(Conversation c, CountedSession session) throws IOException {
        if (!c.isServer()) {
            session.request("exit-status", false, new WireWriter().uint32(0)).sendClose();
        }
        session.expectClose();
    }
}
