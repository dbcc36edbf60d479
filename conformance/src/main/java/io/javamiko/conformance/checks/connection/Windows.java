package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.assumeUploads;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.shell;
import static io.javamiko.conformance.checks.connection.Sessions.upload;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §5.2: what a target may send. That no window is overrun is counted by {@link CountedSession} itself. */
final class Windows {
    private static final long HUGE = 0xffff_ffffL;
    private static final int LARGE = 3 << 20;
    private static final int MANY = 2000;

    static final List<Check> CHECKS = List.of(
            both(
                    "chan-03",
                    c -> {
                        var session = waiting(c, "echo hello");
                        session.adjust(3).expectBytes(3);
                        session.adjust(1000).expectOutput("hello\n");
                        session.expectClose();
                    },
                    c -> {
                        assumeUploads(c);
                        var session = quiet(c, upload(c, 0, CountedChannels.PACKET));
                        session.adjust(3).expectBytes(3);
                    }),
            both(
                    "chan-04",
                    c -> {
                        var channels = shell(c);
                        var session = channels.session(CountedChannels.WINDOW, 0);
                        channels.askFor(session);
                        c.goesOn(() -> {
                            if (session.isOpened()) {
                                session.exec("head -c 10000 /dev/zero");
                                quiet(c, session);
                            }
                        });
                    },
                    c -> {
                        assumeUploads(c);
                        var channels = channels(c);
                        c.goesOn(() -> {
                            var session = channels.accept(CountedChannels.WINDOW, 0);
                            session.expectProgram();
                            quiet(c, session);
                        });
                    }),
            both(
                    "chan-05",
                    c -> {
                        var channels = shell(c);
                        for (long most : new long[] {1, 7, 255, 32_768, HUGE}) {
                            var session = channels.session(1 << 20, most);
                            channels.askFor(session);
                            if (session.isOpened()) {
                                int half = most < 100 ? 1000 : 100_000;
                                session.exec("head -c %1$d /dev/zero; head -c %1$d /dev/zero >&2".formatted(half));
                                session.expectBytes(2L * half).expectClose();
                            } else {
                                c.warn("a maximum packet size of " + most + " is refused");
                            }
                        }
                    },
                    c -> {
                        assumeUploads(c);
                        for (long most : new long[] {7, 255, 32_768, HUGE}) {
                            var channels = channels(c);
                            if (!c.goesOn(() -> {
                                var session = channels.accept(10_000, most);
                                session.expectProgram();
                                session.expectBytes(10_000);
                            })) {
                                c.warn("a maximum packet size of " + most + " ends the connection");
                            }
                        }
                    }),
            both(
                    "chan-06",
                    c -> {
                        var session = shell(c).openSession(HUGE, CountedChannels.PACKET);
                        session.exec("head -c " + LARGE + " /dev/zero");
                        session.expectBytes(LARGE).expectClose();
                    },
                    c -> {
                        assumeUploads(c);
                        var session = upload(c, HUGE, CountedChannels.PACKET);
                        session.channels().settle();
                        c.verify(session.received() >= Sessions.UPLOAD, "a window of 2^32-1 bytes is not used");
                    }),
            both(
                    "window-01",
                    c -> {
                        var session = shell(c).openSession(10_000, 4_000).exec("head -c 105000 /dev/zero");
                        window(session);
                        session.adjust(10_000).expectBytes(105_000).expectClose();
                    },
                    c -> {
                        assumeUploads(c);
                        window(upload(c, 10_000, 4_000));
                    }),
            server("window-02", c -> {
                var session = shell(c).openSession(1_000, CountedChannels.PACKET);
                session.exec("head -c 600 /dev/zero >&2; head -c 600 /dev/zero");
                session.expectBytes(1_000).channels().settle();
                session.adjust(200).expectBytes(1_200).adjust(1).expectClose(); // sshd wants room to see the end
            }),
            server("window-09", c -> {
                var session = waiting(c, "head -c %d /dev/zero".formatted(MANY));
                for (int i = 0; i < MANY; i++) {
                    session.adjust(1);
                }
                session.expectBytes(MANY).adjust(1).expectClose();
            }),
            server("window-10", c -> {
                var session = waiting(c, "echo hello");
                for (int i = 0; i < MANY; i++) {
                    session.adjust(0);
                }
                quiet(c, session);
                session.adjust(5).expectBytes(5);
                session.adjust(5).expectClose();
            }));

    private Windows() {}

    /** A command that has output, and no window to send it. */
    private static CountedSession waiting(Conversation c, String command) throws IOException {
        return quiet(c, shell(c).openSession(0, CountedChannels.PACKET).exec(command));
    }

    private static CountedSession quiet(Conversation c, CountedSession session) throws IOException {
        session.channels().settle();
        c.verify(session.packets() == 0, "it sends data, empty or not, that it may not");
        c.verify(!session.hasEOF() && !session.isClosed(), "the channel ends before its data were sent");
        return session;
    }

    /** A window that is used up and opened again, a byte at first. */
    private static void window(CountedSession session) throws IOException {
        session.expectBytes(10_000).channels().settle();
        session.adjust(1).channels().settle(); // who waits for more room, to send no tiny packets, may
        session.adjust(9_999).expectBytes(20_000);
        session.adjust(80_000).expectBytes(100_000).channels().settle();
    }
}
