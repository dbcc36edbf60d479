package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.P256;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.checks.Agents.verifyLists;
import static io.javamiko.conformance.peer.AgentRequests.FAILURE;
import static io.javamiko.conformance.peer.AgentRequests.IDENTITIES_ANSWER;
import static io.javamiko.conformance.peer.AgentRequests.SIGN_REQUEST;
import static io.javamiko.conformance.peer.AgentRequests.add;
import static io.javamiko.conformance.peer.AgentRequests.identities;
import static io.javamiko.conformance.peer.AgentRequests.remove;
import static io.javamiko.conformance.peer.AgentRequests.sign;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Agents;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** RFC 9987 §5, §5.1, §5.5: messages, answers, and the list of keys. */
final class Messages {
    private static final int MOST = 256 << 10; // what agents take, by custom; the RFC names no limit
    private static final int MANY = 20;
    private static final long[] IMPOSSIBLE = {0xffff_ffffL, 0x8000_0000L};
    private static final int[] UNKNOWN = {0, 5, 12, 30, 200, 255};
    private static final byte[] JUNK = new byte[8];

    static final List<Check> CHECKS = List.of(
            agent("agent-01", c -> {
                var agent = emptied(c);
                agent.expectSuccess(add(ED25519, "one"));
                byte[] blob = ED25519.publicKey().blob();
                verifyLists(c, agent.identities(), blob, "one");
                var certificate =
                        Certificate.issue(SSHKeyPair.generate("ssh-ed25519"), ED25519.publicKey(), b -> b.user("kit"));
                var others = new ArrayList<>(List.<Object>of(blob, "one"));
                if (agent.succeeds(add(P256, "two"))) { // an agent may know some types alone
                    others.addAll(List.of(P256.publicKey().blob(), "two"));
                }
                if (agent.succeeds(add(certificate, ED25519, "three"))) {
                    others.addAll(List.of(certificate.key().blob(), "three"));
                }
                verifyLists(c, agent.identities(), others.toArray());
                int trailing = agent.ask(identities().raw(JUNK)).type();
                c.verify(
                        trailing == IDENTITIES_ANSWER || trailing == FAILURE,
                        "a request with bytes behind its end is answered by message " + trailing);
            }),
            agent("agent-03", c -> {
                var agent = emptied(c);
                for (int type : UNKNOWN) {
                    agent.expectFailure(new WireWriter().uint8(type));
                    agent.expectFailure(new WireWriter().uint8(type).raw(JUNK));
                }
                byte[] unknown = P256.publicKey().blob();
                agent.expectFailure(sign(unknown, JUNK, 0));
                agent.expectFailure(remove(unknown));
                agent.expectEmpty();
            }),
            agent("agent-04", c -> {
                emptied(c).expectSuccess(add(ED25519, ""));
                var zero = c.agent();
                zero.sendRaw(new WireWriter()
                        .uint32(0)
                        .raw(AgentPeer.framed(identities()))
                        .toByteArray());
                zero.next();
                for (long length : IMPOSSIBLE) {
                    c.verify(endsAt(c, length), "a message of " + length + " bytes is waited for");
                }
                if (!endsAt(c, MOST + 1)) {
                    c.warn("a message of more than 256 KiB is waited for: there may be no limit");
                }
                int fixed = sign(ED25519.publicKey().blob(), new byte[0], 0).size();
                var full = c.agent();
                c.should(
                        () -> full.sign(ED25519.publicKey().blob(), new byte[MOST - fixed], 0),
                        "a message of 256 KiB is not answered");
                stillServes(c);
            }),
            agent("agent-05", c -> {
                emptied(c).expectSuccess(add(ED25519, ""));
                byte[] add = add(P256, "").toByteArray();
                for (var cut : List.of(
                        new WireWriter().uint8(SIGN_REQUEST).uint32(1000).raw(JUNK),
                        new WireWriter().uint8(SIGN_REQUEST).uint32(0xffff_ffffL),
                        new WireWriter().raw(Arrays.copyOf(add, add.length / 2)),
                        new WireWriter().raw(Arrays.copyOf(add, add.length - 2)))) {
                    Agents.refuses(c, cut, "a cut message");
                }
                var leaving = c.agent();
                leaving.sendRaw(new byte[] {0, 0, 1, 0, SIGN_REQUEST});
                leaving.close();
                var slow = c.agent();
                for (byte b : AgentPeer.framed(identities())) {
                    slow.sendRaw(new byte[] {b});
                }
                slow.identities(slow.next().orElseThrow());
                severalAtOnce(c);
            }));

    private Messages() {}

    /** Whether a message that says it is so long ends the connection, or is refused, before it has come. */
    private static boolean endsAt(Conversation c, long length) throws IOException {
        try (var agent = c.agent()) {
            agent.sendRaw(new WireWriter()
                    .uint32(length)
                    .uint8(SIGN_REQUEST)
                    .raw(JUNK)
                    .toByteArray());
            return agent.isAnswered();
        }
    }

    /** Each request is answered, in order. */
    private static void severalAtOnce(Conversation c) throws IOException {
        var agent = c.agent();
        var requests = new WireWriter[MANY];
        for (int i = 0; i < MANY; i++) {
            requests[i] = i % 2 == 0 ? identities() : remove(JUNK);
        }
        agent.send(requests);
        for (int i = 0; i < MANY; i++) {
            int wanted = i % 2 == 0 ? IDENTITIES_ANSWER : FAILURE;
            int type = agent.next().map(AgentPeer.Answer::type).orElse(-1);
            c.verify(type == wanted, "of " + MANY + " requests at once, answer " + (i + 1) + " is " + type);
        }
    }

    private static void stillServes(Conversation c) throws IOException {
        c.verify(c.agent().identities().size() == 1, "the agent has lost its key");
    }
}
