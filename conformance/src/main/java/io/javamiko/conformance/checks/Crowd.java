package io.javamiko.conformance.checks;

import io.javamiko.Deadline;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.Peer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connections by the hundred that never log in, and what they may do to others. */
public final class Crowd {
    private static final int MANY = 500;
    private static final Duration AGAIN = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofSeconds(3);

    private Crowd() {}

    /** How a connection of the crowd begins. */
    @FunctionalInterface
    public interface Beginning {
        /** Does it; the target may have gone. */
        void run(Peer peer) throws IOException;
    }

    /**
     * 500 connections begin so, and say no more: a session that was there before is served on, a login has its turn beside
     * them unless the target has bounded them, and at once when they have gone.
     */
    public static void holdsUp(Conversation c, Beginning beginning) throws IOException {
        var earlier = c.connect(Depth.AUTHENTICATED);
        var crowd = new ArrayList<Peer>();
        for (int i = 0; i < MANY; i++) {
            var peer = c.connect();
            beginning.run(peer);
            crowd.add(peer);
        }
        earlier.pause(AGAIN);
        int kept = kept(crowd);
        earlier.expectAnswer();
        var beside = c.connect();
        boolean served = served(beside);
        beside.close();
        c.note("of " + MANY + " connections it keeps " + kept + ", and one more " + (served ? "is" : "is not")
                + " served");
        if (kept == MANY) {
            c.verify(served, MANY + " connections without a login are kept, and nobody else is served");
            c.warn(MANY + " connections without a login are kept, where they should be bounded");
        }
        crowd.forEach(Peer::close);
        servesSoon(c);
    }

    /** A new connection is served within a few seconds: what was refused a moment ago may try again. */
    public static void servesSoon(Conversation c) throws IOException {
        var deadline = Deadline.after(SOON);
        while (true) {
            var peer = c.connect();
            boolean late = deadline.expired();
            try {
                peer.upTo(Depth.AUTHENTICATED);
                return;
            } catch (ExpectationException e) {
                if (late) {
                    throw new ExpectationException("when they have gone, a login is not served: " + e.getMessage(), e);
                }
                peer.close();
                peer.pause(AGAIN);
            }
        }
    }

    private static int kept(List<Peer> crowd) throws IOException {
        int kept = 0;
        for (var peer : crowd) {
            kept += peer.tcp().hasEnded() ? 0 : 1;
        }
        return kept;
    }

    private static boolean served(Peer peer) throws IOException {
        try {
            peer.upTo(Depth.ENCRYPTED);
            return true;
        } catch (ExpectationException e) {
            return false;
        }
    }
}
