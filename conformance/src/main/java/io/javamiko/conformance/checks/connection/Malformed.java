package io.javamiko.conformance.checks.connection;

import static io.javamiko.conformance.Check.both;
import static io.javamiko.transport.MessageNumbers.*;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.LongFunction;

/** RFC 4254 §5: messages of channels whose fields are cut, too long or too many. */
final class Malformed {
    /** A message for a channel, by its number. */
    private record Case(String name, LongFunction<WireWriter> message) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Case CUT_OPEN =
            new Case("a CHANNEL_OPEN without its numbers", n -> of(CHANNEL_OPEN).utf8("session"));
    private static final Case CUT_ADJUST =
            new Case("a cut WINDOW_ADJUST", n -> of(CHANNEL_WINDOW_ADJUST).raw(new byte[2]));
    private static final Case LONG_DATA = new Case(
            "data longer than the packet",
            n -> of(CHANNEL_DATA).uint32(n).uint32(1000).uint8('x'));
    private static final Case HUGE_DATA =
            new Case("data of 2^32-1 bytes", n -> of(CHANNEL_DATA).uint32(n).uint32(0xffff_ffffL));
    private static final Case CUT_REQUEST = new Case(
            "a CHANNEL_REQUEST without want_reply",
            n -> of(CHANNEL_REQUEST).uint32(n).utf8("exec"));
    private static final Case CUT_CLOSE = new Case("a CHANNEL_CLOSE without a number", n -> of(CHANNEL_CLOSE));
    private static final Case CUT_CONFIRMATION = new Case(
            "a cut OPEN_CONFIRMATION",
            n -> of(CHANNEL_OPEN_CONFIRMATION).uint32(n).uint32(0));
    private static final Case LONG_FAILURE = new Case(
            "an OPEN_FAILURE with a text of 2^32-1 bytes",
            n -> of(CHANNEL_OPEN_FAILURE).uint32(n).uint32(1).uint32(0xffff_ffffL));

    static final List<Check> CHECKS = List.of(both(
            "chan-24",
            c -> {
                c.connect(Depth.AUTHENTICATED);
                c.each(
                        (peer, malformed) -> {
                            var channels = CountedChannels.on(peer);
                            var session = channels.openSession().exec("cat");
                            peer.send(malformed.message().apply(session.theirs()));
                            channels.expectEnd();
                        },
                        CUT_OPEN,
                        CUT_ADJUST,
                        LONG_DATA,
                        HUGE_DATA,
                        CUT_REQUEST,
                        CUT_CLOSE);
                c.each((peer, role) -> surplus(c, peer), "data with surplus bytes");
            },
            c -> {
                c.each(
                        (peer, malformed) -> {
                            var channels = CountedChannels.on(peer);
                            var session = channels.accept();
                            session.expectProgram();
                            peer.send(malformed.message().apply(session.theirs()));
                            channels.expectEnd();
                        },
                        CUT_ADJUST,
                        LONG_DATA,
                        CUT_REQUEST);
                c.each(
                        (peer, malformed) -> {
                            var channels = CountedChannels.on(peer);
                            var open = channels.expectOpen();
                            peer.send(malformed.message().apply(open.senderChannel()));
                            channels.expectEnd();
                        },
                        CUT_CONFIRMATION,
                        LONG_FAILURE);
            }));

    private Malformed() {}

    private static WireWriter of(int number) {
        return new WireWriter().uint8(number);
    }

    private static void surplus(Conversation c, Peer peer) throws IOException {
        var channels = CountedChannels.on(peer);
        var session = channels.openSession().exec("cat");
        peer.send(of(CHANNEL_DATA).uint32(session.theirs()).utf8("x").raw(new byte[3]));
        if (c.goesOn(channels::expectAnswer)) {
            c.warn("bytes behind the string of CHANNEL_DATA are passed over");
        }
    }
}
