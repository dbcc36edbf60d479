package io.javamiko.conformance;

import io.javamiko.Sanitised;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.conformance.peer.Credentials;
import io.javamiko.conformance.peer.Depth;
import io.javamiko.conformance.peer.ExpectationException;
import io.javamiko.conformance.peer.MessageText;
import io.javamiko.conformance.peer.Peer;
import io.javamiko.conformance.peer.SkipException;
import io.javamiko.conformance.peer.Timing;
import io.javamiko.conformance.peer.Transcript;
import io.javamiko.transport.KexInit;
import io.javamiko.transport.Message;
import io.javamiko.transport.Role;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a check talks with: it makes connections to the target, of which there may be several, and takes what is to be said
 * beside the verdict. Used by one thread; {@link #abort} comes from another.
 */
public final class Conversation {
    private final Target target;
    private final Credentials credentials;
    private final Timing timing;
    private final SecureRandom random;
    private final Transcript transcript = new Transcript();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<AutoCloseable> open = new ArrayList<>(); // guarded by lock
    private final List<Peer> peers = new ArrayList<>();
    private KexInit offer; // null until it was asked for
    private boolean refused;
    private long connected; // guarded by lock: nanoseconds that were spent on connecting
    private long connecting; // guarded by lock: since when a connection is made; 0 if none is
    private boolean aborted; // guarded by lock

    Conversation(Target target, Credentials credentials, Timing timing, SecureRandom random) {
        this.target = target;
        this.credentials = credentials;
        this.timing = timing;
        this.random = random;
    }

    /** A step of a conversation. */
    @FunctionalInterface
    public interface Step {
        /** Takes it. */
        void run() throws IOException;
    }

    /** What is done with one of several variants over a connection of its own. */
    @FunctionalInterface
    public interface Variant<T> {
        /** Does it. */
        void run(Peer peer, T variant) throws IOException;
    }

    /** Whether a server is under test. */
    public boolean isServer() {
        return target.side() == Side.SERVER;
    }

    /** Who a client of the target is, or what a server has for it. */
    public Credentials credentials() {
        return credentials;
    }

    /** How long waits are. */
    public Timing timing() {
        return timing;
    }

    /**
     * A new connection: nothing was said on it. A client under test is started for it. A server that turns us away where it
     * did not before is waited for; for a check's further connections no longer than {@link Timing#reply}.
     */
    public Peer connect() throws IOException {
        return peer(connected());
    }

    /** Up to so many connections at once, at least one: as many as a server takes that have not logged in. */
    public List<Peer> connectMany(int most) throws IOException {
        var many = new ArrayList<>(List.of(connect()));
        while (many.size() < most) {
            var connection = connected();
            if (connection.isRefused()) {
                connection.wire().close();
                note("it takes " + many.size() + " connections at once, not " + most);
                break;
            }
            many.add(peer(connection));
        }
        return many;
    }

    private Peer peer(Target.Connection connection) throws IOException {
        var us = isServer() ? Role.CLIENT : Role.SERVER;
        var peer = new Peer(connection.wire(), us, credentials, timing, transcript, random);
        peers.add(peer);
        opened(() -> {
            peer.close();
            connection.close();
        });
        return peer;
    }

    /** A new connection to the agent under test: nothing was asked on it. */
    public AgentPeer agent() throws IOException {
        var connection = target.connect(timing.reply());
        var agent = new AgentPeer(connection.wire(), timing, transcript);
        opened(() -> {
            agent.close();
            connection.close();
        });
        return agent;
    }

    /** What the target offers to a sound peer, asked once over a connection of its own. */
    public KexInit offer() throws IOException {
        if (offer == null) {
            try (var asking = connect(Depth.IDENTIFIED)) {
                asking.sendKexInit(); // some wait for it
                offer = asking.expectKexInit();
            }
        }
        return offer;
    }

    /** Whether the target offers an algorithm, of a cipher or MAC in both directions. */
    public boolean offers(String name) throws IOException {
        var init = offer();
        return init.kexAlgorithms().contains(name)
                || init.serverHostKeyAlgorithms().contains(name)
                || init.encryptionAlgorithmsClientToServer().contains(name)
                        && init.encryptionAlgorithmsServerToClient().contains(name)
                || init.macAlgorithmsClientToServer().contains(name)
                        && init.macAlgorithmsServerToClient().contains(name);
    }

    private Target.Connection connected() throws IOException {
        connecting(System.nanoTime());
        try {
            var connection = peers.isEmpty() ? target.connect(timing.reply()) : target.connectFurther(timing.reply());
            refused |= connection.isRefused();
            return connection;
        } finally {
            connecting(0);
        }
    }

    private void connecting(long since) {
        lock.lock();
        try {
            connected += connecting == 0 ? 0 : System.nanoTime() - connecting;
            connecting = since;
        } finally {
            lock.unlock();
        }
    }

    /** How long was waited for connections until now: a target may be polite to, or refuse them for a while. */
    long connectingNanos() {
        lock.lock();
        try {
            return connected + (connecting == 0 ? 0 : System.nanoTime() - connecting);
        } finally {
            lock.unlock();
        }
    }

    /** What never said who it is has refused nothing: it may be dead. So a server must identify itself once. */
    void proveAlive() throws IOException {
        if (isServer() && peers.stream().noneMatch(Peer::hasIdentification)) {
            var peer = connect();
            peer.note("it never identified itself: does it live?");
            peer.identify();
            peer.expectIdentification();
        }
    }

    /** A new connection, taken to that depth. */
    public Peer connect(Depth depth) throws IOException {
        if (isServer() && depth.compareTo(Depth.AUTHENTICATED) >= 0 && !credentials.canLogIn()) {
            throw new SkipException("it needs credentials for the target");
        }
        return connect().upTo(depth);
    }

    /**
     * Does the same with each variant, each over a connection of its own; a failure names the variant. What the target does
     * not have is noted; if it has none of them, the check is skipped.
     */
    @SafeVarargs
    public final <T> void each(Variant<T> body, T... variants) throws IOException {
        int skipped = 0;
        for (T variant : variants) {
            try (var peer = connect()) {
                peer.note("variant " + named(variant));
                body.run(peer, variant);
            } catch (ExpectationException e) {
                throw new ExpectationException("with " + named(variant) + ": " + e.getMessage(), e);
            } catch (SkipException e) {
                note("not with " + named(variant) + ": " + e.getMessage());
                if (++skipped == variants.length) {
                    throw e;
                }
            }
        }
    }

    /** For people, and the same in every run. */
    private static String named(Object variant) {
        if (variant instanceof Message message) {
            return MessageText.of(message.payload());
        }
        if (variant instanceof WireWriter payload) {
            return MessageText.of(payload.toByteArray());
        }
        return Sanitised.of(String.valueOf(variant));
    }

    /** What is not required, and better so: if the target does not do it, the check warns with these words. */
    public void should(Step step, String otherwise) throws IOException {
        try {
            step.run();
        } catch (ExpectationException e) {
            warn(otherwise + " (" + e.getMessage() + ")");
        }
    }

    /** Whether the target goes along to the end; {@code false} if it ends the connection. All else fails the check. */
    public boolean goesOn(Step step) throws IOException {
        try {
            step.run();
            return true;
        } catch (ExpectationException e) {
            if (e.ended()) {
                return false;
            }
            throw e;
        }
    }

    /** The target ends the connection after that; where it says UNIMPLEMENTED instead, the check warns. Whether it ended. */
    public boolean refuses(Peer peer, String what) throws IOException {
        boolean ended = peer.expectRefusalOrUnimplemented();
        if (!ended) {
            warn("after " + what + " it says UNIMPLEMENTED and goes on, where it should end the connection");
        }
        return ended;
    }

    /** The check warns with these words, unless it fails. */
    public void warn(String words) {
        warnings.add(words);
    }

    /** Something worth telling, whatever the verdict is. */
    public void note(String words) {
        notes.add(words);
    }

    /** The check fails unless it holds. */
    public void verify(boolean holds, String otherwise) throws ExpectationException {
        if (!holds) {
            throw new ExpectationException(otherwise);
        }
    }

    /** Nothing can be said about a target of which this does not hold. */
    public void assume(boolean holds, String otherwise) throws SkipException {
        if (!holds) {
            throw new SkipException(otherwise);
        }
    }

    /** Whether a connection was refused, which proves nothing: it is another day's business with this target. */
    boolean wasRefused() {
        return refused;
    }

    List<String> warnings() {
        var all = new LinkedHashSet<>(warnings);
        peers.forEach(peer -> all.addAll(peer.remarks()));
        return List.copyOf(all);
    }

    List<String> notes() {
        return notes;
    }

    Transcript transcript() {
        return transcript;
    }

    /** Closes every connection, and those to come: what waits in them ends. */
    void abort() {
        List<AutoCloseable> all;
        lock.lock();
        try {
            aborted = true;
            all = List.copyOf(open);
            open.clear();
        } finally {
            lock.unlock();
        }
        all.forEach(Conversation::end);
    }

    private void opened(AutoCloseable connection) {
        lock.lock();
        try {
            if (!aborted) {
                open.add(connection);
                return;
            }
        } finally {
            lock.unlock();
        }
        end(connection);
    }

    private static void end(AutoCloseable connection) {
        try {
            connection.close();
        } catch (Exception e) {
            // it is closed all the same
        }
    }
}
