package io.javamiko.benchmarks.run;

import java.io.IOException;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Something that each peer does in its turn, once a round.
 *
 * @param name for people, the same words in each run: {@code "SFTP get"}
 * @param server to log in to
 * @param cipher by its SSH name
 * @param bytes that are carried, 0 if that is not what counts
 * @param play a turn, on a connection of its own
 * @param who plays; the others have nothing to say here
 */
public record Scenario(String name, Server server, String cipher, long bytes, Play play, Predicate<Peer> who) {
    /** All peers play. */
    public Scenario(String name, Server server, String cipher, long bytes, Play play) {
        this(name, server, cipher, bytes, play, peer -> true);
    }

    /** The same for some peers only. */
    public Scenario among(Predicate<Peer> some) {
        return new Scenario(name, server, cipher, bytes, play, some);
    }

    /** A turn of one peer. */
    @FunctionalInterface
    public interface Play {
        /**
         * Prepares, has the worker do what is measured, and checks what came of it.
         *
         * @return the figures that count
         */
        Map<String, Double> play(Turn turn) throws IOException, Worker.UnsupportedException;
    }
}
