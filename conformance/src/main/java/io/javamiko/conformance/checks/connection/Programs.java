package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.server;
import static io.javamiko.conformance.checks.connection.Sessions.channels;
import static io.javamiko.conformance.checks.connection.Sessions.shell;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** RFC 4254 §6.1, §6.4, §6.5: sessions and what is started in them. */
final class Programs {
    static final List<Check> CHECKS = List.of(
            server("session-03", c -> {
                var session = shell(c).openSession().exec("sleep 0.2 || sleep 1; echo one");
                session.request("shell", true).request("exec", true, command("echo two"));
                session.request("subsystem", true, command("sftp"));
                session.expectFailure().expectFailure().expectFailure();
                session.expectClose().expectOutput("one\n");
            }),
            server("session-04", c -> {
                var session = shell(c).openSession();
                session.request("subsystem", true, command("nonexistent")).expectFailure();
                session.request("exec", true, command("echo ok"));
                c.should(
                        () -> session.expectSuccess().expectOutput("ok\n").expectClose(),
                        "after a subsystem that is not there the channel is of no use");
            }),
            server("session-05", c -> {
                var channels = channels(c);
                for (var name : List.of("frobnicate", "", "../../bin/sh", "x".repeat(30_000))) {
                    refused(channels.openSession().request("subsystem", true, command(name)));
                }
                boolean goesOn =
                        c.goesOn(() -> refused(channels.openSession().request("subsystem", true, command("sftp\0x"))));
                if (!goesOn) {
                    c.warn("a NUL in the name of a subsystem ends the connection");
                }
            }),
            server("session-06", c -> {
                var channels = shell(c);
                for (var bytes : List.of("", "echo " + "x".repeat(30_000), "echo \u00ff")) {
                    ends(channels.openSession().request("exec", true, command(bytes.getBytes(ISO_8859_1))));
                }
                var cut = channels.openSession();
                if (!c.goesOn(() -> ends(cut.request("exec", true, command("echo a\0b"))))) {
                    c.warn("a NUL in a command ends the connection");
                } else if (cut.output().equals("a\n")) {
                    c.warn("a command is cut at a NUL");
                }
            }),
            server("session-10", c -> {
                var session = shell(c).openSession();
                for (var name : List.of("LD_PRELOAD", "BASH_ENV", "A=B", "", "KIT_UNKNOWN")) {
                    session.request("env", true, variable(name));
                    session.expectReply();
                }
                session.exec("env").expectClose();
                for (var forbidden : List.of("LD_PRELOAD=/kit", "BASH_ENV=/kit", "A=B=/kit", "\n=/kit")) {
                    c.verify(!session.output().contains(forbidden), forbidden + " was taken from the client");
                }
                if (session.output().contains("KIT_UNKNOWN=")) {
                    c.warn("it takes any variable");
                }
            }),
            server("session-27", c -> {
                var session = shell(c).openSession();
                session.request("env", true, variable("LANG")).request("env", false, variable("LANG"));
                session.request("exec", true, command("cat")).send("data").sendEOF();
                session.expectReply();
                session.expectSuccess().expectClose().expectOutput("data");
            }),
            server("session-28", c -> {
                var channels = channels(c);
                var session = channels.openSession();
                c.assume(session.theirWindow() <= 16 << 20, "its window is larger than what is sent for a test");
                byte[] bite = new byte[(int) Math.min(32 << 10, session.theirPacket())];
                boolean goesOn = c.goesOn(() -> {
                    while (session.theirWindow() > bite.length) {
                        session.send(bite);
                    }
                    session.sendClose().expectClose();
                    channels.expectAnswer();
                });
                c.note("data before a program is started " + (goesOn ? "are kept or dropped" : "end the connection"));
                others(c);
            }));

    private Programs() {}

    private static WireWriter command(String text) {
        return command(text.getBytes(UTF_8));
    }

    private static WireWriter command(byte[] bytes) {
        return new WireWriter().string(bytes);
    }

    private static WireWriter variable(String name) {
        return new WireWriter().utf8(name).utf8("/kit");
    }

    /** CHANNEL_FAILURE; the channel may be closed then. */
    private static void refused(CountedSession session) throws IOException {
        session.expectFailure().sendClose().expectClose();
    }

    /** An answer, and if it is a good one an end. */
    private static void ends(CountedSession session) throws IOException {
        session.sendEOF();
        if (!session.expectReply()) {
            session.sendClose();
        }
        session.expectClose();
    }

    /** Another connection is served. */
    private static void others(Conversation c) throws IOException {
        channels(c).openSession();
    }
}
