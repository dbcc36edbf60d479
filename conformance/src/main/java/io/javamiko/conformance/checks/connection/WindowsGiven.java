package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.running;
import static io.javamiko.conformance.checks.connection.Sessions.shell;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §5.2: what a target does with what it gets, and with windows that can't be. */
final class WindowsGiven {
    private static final int BITE = 32 << 10;
    private static final int BEYOND = 8 << 20;
    private static final int EMPTY = 5000;

    /** A window, and what is added to it. */
    private record Adjusted(long window, long addend, int times) {}

    static final List<Check> CHECKS = List.of(
            both("window-03", c -> {
                var cases = new Adjusted[] {
                    new Adjusted(0xffff_fff0L, 0x20, 1),
                    new Adjusted(0, 0xffff_ffffL, 2),
                    new Adjusted(0, 0x7fff_ffffL, 200)
                };
                if (c.isServer()) {
                    shell(c);
                }
                c.each((peer, adjusted) -> tooMuch(c, peer, adjusted), cases);
            }),
            server("window-04", c -> {
                shell(c);
                for (int beyond : new int[] {1, BEYOND}) {
                    var channels = channels(c);
                    var session = channels.openSession().exec("sleep 2");
                    if (c.goesOn(() -> overrun(channels, session, beyond))) {
                        c.warn("it goes on after " + beyond
                                + " bytes more than its window; whether it keeps them can't be seen");
                    }
                }
            }),
            both("window-05", c -> {
                var channels = channels(c);
                var session = running(c, channels);
                for (int i = 0; i < EMPTY; i++) {
                    session.send("");
                    if (i % 50 == 0) {
                        session.sendExtended(1, new byte[0]);
                    }
                }
                channels.expectAnswer();
                echoes(c, session);
            }),
            both("window-06", c -> {
                var channels = channels(c);
                var session = running(c, channels);
                long most = session.theirPacket();
                c.assume(most < 200_000 && session.theirWindow() > most, "its packets may be longer than any");
                session.send(new byte[(int) most + 1]);
                if (c.goesOn(channels::expectAnswer)) {
                    c.warn("it takes " + (most + 1) + " bytes in a packet, and named " + most + " as the most");
                }
            }),
            both("window-07", c -> {
                var channels = channels(c);
                var session = running(c, channels);
                try {
                    unknownTypes(session);
                } catch (ExpectationException e) {
                    c.warn("extended data of unknown types "
                            + (e.ended() ? "end the connection" : "use up its window"));
                    return;
                }
                echoes(c, session);
            }),
            server("window-08", c -> {
                var session = shell(c).openSession().exec("cat");
                session.sendExtended(1, new byte[] {'e', 'r', 'r'}).send("in").sendEOF();
                session.expectClose().expectOutput("in");
            }));

    private WindowsGiven() {}

    private static void tooMuch(Conversation c, Peer peer, Adjusted adjusted) throws IOException {
        var channels = CountedChannels.on(peer.upTo(Depth.AUTHENTICATED));
        var session = c.isServer()
                ? channels.openSession(adjusted.window(), CountedChannels.PACKET)
                : channels.accept(adjusted.window(), CountedChannels.PACKET);
        for (int i = 0; i < adjusted.times(); i++) {
            session.adjust(adjusted.addend());
        }
        boolean goesOn = c.goesOn(() -> {
            if (c.isServer()) {
                session.exec("head -c 100000 /dev/zero").expectBytes(100_000);
            }
            channels.expectAnswer();
        });
        if (goesOn) {
            c.warn("it takes a window of more than 2^32-1 bytes: " + adjusted);
        }
    }

    private static void overrun(CountedChannels channels, CountedSession session, int beyond) throws IOException {
        long left = session.theirWindow() + beyond;
        while (left > 0) {
            int length = (int) Math.min(left, Math.min(BITE, session.theirPacket()));
            session.send(new byte[length]);
            left -= length;
        }
        channels.expectAnswer();
    }

    /** More of them than the window holds, so that it must be filled up. */
    private static void unknownTypes(CountedSession session) throws IOException {
        long[] types = {2, 0, 0xffff_ffffL};
        long total = session.theirWindow() * 3 / 2;
        int length = (int) Math.min(BITE, session.theirPacket());
        for (int i = 0; (long) i * length < total; i++) {
            session.awaitWindow(length).sendExtended(types[i % types.length], new byte[length]);
        }
    }

    /** A server's {@code cat} gives back what comes now, and nothing from before; a client goes on to its end. */
    private static void echoes(Conversation c, CountedSession session) throws IOException {
        if (c.isServer()) {
            session.send("x").sendEOF().expectClose().expectOutput("x");
        } else {
            session.finish(0).expectClose();
        }
    }
}
