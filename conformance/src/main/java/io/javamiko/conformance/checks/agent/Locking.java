package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.P256;
import static io.javamiko.conformance.checks.Agents.PASSPHRASE;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.peer.AgentRequests.add;
import static io.javamiko.conformance.peer.AgentRequests.identities;
import static io.javamiko.conformance.peer.AgentRequests.lock;
import static io.javamiko.conformance.peer.AgentRequests.remove;
import static io.javamiko.conformance.peer.AgentRequests.removeAll;
import static io.javamiko.conformance.peer.AgentRequests.sign;
import static io.javamiko.conformance.peer.AgentRequests.unlock;

import io.javamiko.Deadline;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Agents;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.conformance.peer.AgentRequests;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** RFC 9987 §5.7: a locked agent signs nothing. */
final class Locking {
    private static final byte[] DATA = {1, 2, 3};
    private static final int GUESSES = 4;
    private static final Duration STEP = Duration.ofMillis(50);

    static final List<Check> CHECKS = List.of(
            agent("agent-08", c -> {
                var agent = emptied(c);
                byte[] key = ED25519.publicKey().blob();
                agent.expectSuccess(add(ED25519, ""));
                agent.expectSuccess(lock(PASSPHRASE));
                for (var connection : List.of(agent, c.agent())) {
                    connection.expectFailure(sign(key, DATA, 0));
                    listsNothing(c, connection);
                }
                agent.expectFailure(lock("other"));
                agent.expectFailure(unlock("wrong"));
                agent.expectFailure(sign(key, DATA, 0));
                boolean kept = keepsKeys(c, agent);
                unlocks(c, agent, PASSPHRASE);
                c.verify(
                        !kept || agent.sign(key, DATA, 0).isPresent(),
                        "a key that was there does not sign after the lock");
                agent.expectFailure(unlock(PASSPHRASE));
            }),
            agent("agent-09", c -> {
                var agent = emptied(c);
                agent.expectSuccess(lock(PASSPHRASE));
                long start = System.nanoTime();
                for (int i = 0; i < GUESSES; i++) {
                    agent.expectFailure(unlock("guess " + i));
                }
                boolean slow = System.nanoTime() - start > GUESSES * STEP.toNanos();
                boolean late = unlocks(c, agent, PASSPHRASE);
                if (!slow && !late) {
                    c.warn("guesses of the passphrase cost no time");
                }
                if (agent.succeeds(lock(""))) {
                    agent.expectFailure(unlock("x"));
                    unlocks(c, agent, "");
                } else {
                    c.note("an empty passphrase does not lock");
                }
                agent.expectEmpty();
            }));

    private Locking() {}

    /** No key is named; RFC 9987 §5.7 wants this of signatures alone. */
    private static void listsNothing(Conversation c, AgentPeer agent) throws IOException {
        var answer = agent.ask(identities());
        if (answer.type() != AgentRequests.FAILURE && !agent.identities(answer).isEmpty()) {
            c.warn("a locked agent lists its keys");
        }
    }

    /** Whether keys neither come nor go; RFC 9987 §5.4 would rather have them go whoever asks. */
    private static boolean keepsKeys(Conversation c, AgentPeer agent) throws IOException {
        boolean kept = true;
        for (var request : List.of(add(P256, ""), remove(ED25519.publicKey().blob()), removeAll())) {
            if (agent.succeeds(request)) {
                c.note("while it is locked it takes a request of type " + request.array()[0]);
                kept = false;
            }
        }
        return kept;
    }

    /** The right passphrase unlocks, at once or after a while that wrong ones have cost. Whether it was late. */
    private static boolean unlocks(Conversation c, AgentPeer agent, String passphrase) throws IOException {
        var deadline = Deadline.after(c.timing().closing());
        boolean late = false;
        while (!agent.succeeds(unlock(passphrase))) {
            late = true;
            c.verify(!deadline.expired(), "the right passphrase does not unlock");
            Agents.pause(STEP);
        }
        if (late) {
            c.warn("for a while after a wrong passphrase the right one is refused, which must unlock");
        }
        return late;
    }
}
