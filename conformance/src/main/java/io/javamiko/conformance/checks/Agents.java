package io.javamiko.conformance.checks;

import io.javamiko.Deadline;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.conformance.peer.AgentPeer.Identity;
import io.javamiko.conformance.peer.AgentRequests;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What checks of agents share: keys, new ones in each run, and an agent that holds none of them. */
public final class Agents {
    public static final SSHKeyPair ED25519 = SSHKeyPair.generate("ssh-ed25519");
    public static final SSHKeyPair P256 = SSHKeyPair.generate("ecdsa-sha2-nistp256");
    public static final SSHKeyPair RSA = SSHKeyPair.generate("ssh-rsa", 2048);
    /** The host of a session that binds its connection. */
    public static final SSHKeyPair HOST = SSHKeyPair.generate("ssh-ed25519");
    /** With it every check locks. */
    public static final String PASSPHRASE = "kit";

    private static final Duration STEP = Duration.ofMillis(50);

    private Agents() {}

    /** A connection to the agent, which is unlocked and holds no keys. */
    public static AgentPeer emptied(Conversation c) throws IOException {
        var agent = c.agent();
        var deadline = Deadline.after(c.timing().closing());
        boolean done = agent.succeeds(AgentRequests.removeAll());
        while (!done && !deadline.expired()) { // an earlier check may have failed before it unlocked
            agent.succeeds(AgentRequests.unlock(PASSPHRASE));
            done = agent.succeeds(AgentRequests.removeAll());
            pause(STEP);
        }
        c.verify(done, "the agent does not remove all keys");
        agent.expectEmpty();
        return agent;
    }

    /** Waits. */
    public static void pause(Duration length) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new java.io.InterruptedIOException("interrupted").initCause(e);
        }
    }

    /** Whether the agent lists that key. */
    public static boolean lists(AgentPeer agent, SSHKeyPair key) throws IOException {
        return agent.identities().stream()
                .anyMatch(held -> Arrays.equals(held.key(), key.publicKey().blob()));
    }

    /** The agent lists these keys under these comments, {@code key, comment, key, comment}, in whatever order. */
    public static void verifyLists(Conversation c, List<Identity> held, Object... keysAndComments) throws IOException {
        c.verify(
                held.size() == keysAndComments.length / 2,
                held.size() + " keys are listed, not " + keysAndComments.length / 2);
        for (int i = 0; i < keysAndComments.length; i += 2) {
            byte[] blob = (byte[]) keysAndComments[i];
            var comment = keysAndComments[i + 1];
            c.verify(
                    held.stream()
                            .anyMatch(key -> Arrays.equals(key.key(), blob)
                                    && key.comment().equals(comment)),
                    "the key \"" + comment + "\" is not listed as it was added");
        }
    }

    /** The request is refused: FAILURE, or the end of its connection; other connections are served. */
    public static void refuses(Conversation c, WireWriter request, String what) throws IOException {
        var agent = c.agent();
        c.goesOn(() -> c.verify(!agent.succeeds(request), what + " succeeds"));
        agent.close();
    }
}
