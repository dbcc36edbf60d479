package io.javamiko.conformance.checks.connection;

import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.CountedChannels;
import io.javamiko.conformance.checks.CountedSession;
import io.javamiko.conformance.peer.Depth;
import java.io.IOException;

/** How checks of channels begin. */
final class Sessions {
    /** Bytes that a client under test must send to be of use where an upload is counted. */
    static final int UPLOAD = 200_000;

    private static final int PATIENCE = 3; // silences that a client which begins to send may need

    private Sessions() {}

    /** A connection on which there is no channel yet. */
    static CountedChannels channels(Conversation c) throws IOException {
        return CountedChannels.on(c.connect(Depth.AUTHENTICATED));
    }

    /** A connection to a server that runs commands of a POSIX shell. */
    static CountedChannels shell(Conversation c) throws IOException {
        var channels = channels(c);
        var session = channels.openSession().exec("echo kit").expectClose();
        c.assume(session.output().equals("kit\n"), "it runs no commands of a shell");
        return channels;
    }

    /** A session in which something runs: {@code cat} on a server under test, the client's own program otherwise. */
    static CountedSession running(Conversation c, CountedChannels channels) throws IOException {
        if (c.isServer()) {
            return channels.openSession().exec("cat");
        }
        var session = channels.accept();
        session.expectProgram();
        return session;
    }

    /** Of a client: it sends much of its own accord, as one that was started with a large file as its standard input. */
    static void assumeUploads(Conversation c) throws IOException {
        var channels = channels(c);
        var session = channels.accept();
        session.expectProgram();
        for (int i = 0; i < PATIENCE && session.received() < UPLOAD && !session.hasEOF(); i++) {
            channels.settle();
        }
        c.assume(session.received() >= UPLOAD, "it uploads nothing: docs/conformance.md says how to start it so");
    }

    /** Of a client that uploads: its program runs, and it may send so much. */
    static CountedSession upload(Conversation c, long window, long maximumPacketSize) throws IOException {
        var session = channels(c).accept(window, maximumPacketSize);
        session.expectProgram();
        return session;
    }
}
