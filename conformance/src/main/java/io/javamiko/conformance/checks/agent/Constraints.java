package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.checks.Agents.lists;
import static io.javamiko.conformance.peer.AgentRequests.CONSTRAIN_CONFIRM;
import static io.javamiko.conformance.peer.AgentRequests.CONSTRAIN_EXTENSION;
import static io.javamiko.conformance.peer.AgentRequests.CONSTRAIN_LIFETIME;
import static io.javamiko.conformance.peer.AgentRequests.add;

import io.javamiko.Deadline;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Agents;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.conformance.peer.AgentRequests;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** RFC 9987 §5.2.7: under which conditions a key is held. */
final class Constraints {
    private static final byte[] DATA = {1, 2, 3};
    private static final int UNKNOWN = 77;
    private static final Duration STEP = Duration.ofMillis(100);

    static final List<Check> CHECKS = List.of(
            agent("agent-10", c -> {
                var agent = emptied(c);
                agent.expectSuccess(lasting(1));
                c.verify(lists(agent, ED25519), "a key with a lifetime is not listed");
                var deadline =
                        Deadline.after(Duration.ofSeconds(1).plus(c.timing().reply()));
                while (lists(agent, ED25519)) {
                    c.verify(!deadline.expired(), "a key is there long after its lifetime of 1 s");
                    Agents.pause(STEP);
                }
                agent.expectFailure(AgentRequests.sign(ED25519.publicKey().blob(), DATA, 0));
                agent.expectSuccess(lasting(0xffff_ffffL));
                c.verify(lists(agent, ED25519), "a key with a lifetime of 136 years is not listed");
                if (agent.succeeds(lasting(0)) && lists(agent, ED25519)) {
                    c.warn("a lifetime of 0 s is taken for none");
                }
            }),
            agent("agent-11", c -> {
                var agent = emptied(c);
                if (!agent.succeeds(constrained().uint8(CONSTRAIN_CONFIRM))) {
                    c.note("keys that want confirmation are refused: there is nobody to ask");
                    c.verify(!lists(agent, ED25519), "a key that was refused is listed");
                    return;
                }
                agent.send(AgentRequests.sign(ED25519.publicKey().blob(), DATA, 0));
                c.assume(agent.isAnswered(), "somebody is asked to confirm");
                var answer = agent.next();
                c.verify(
                        answer.map(AgentPeer.Answer::type).orElse(AgentRequests.FAILURE) == AgentRequests.FAILURE,
                        "a key that wants confirmation signs without");
            }),
            agent("agent-12", c -> {
                refused(
                        c,
                        "a constraint of type 77",
                        constrained().uint8(UNKNOWN).uint32(0));
                refused(
                        c,
                        "a constraint that nobody knows",
                        constrained()
                                .uint8(CONSTRAIN_EXTENSION)
                                .utf8("frob@kit")
                                .string(DATA));
                refused(
                        c,
                        "a constraint without a name",
                        constrained().uint8(CONSTRAIN_EXTENSION).utf8(""));
                refused(
                        c,
                        "an unknown constraint behind a known one",
                        constrained().uint8(CONSTRAIN_LIFETIME).uint32(60).uint8(UNKNOWN));
                for (int length = 0; length < 4; length++) {
                    refused(
                            c,
                            "a lifetime of " + length + " bytes",
                            constrained().uint8(CONSTRAIN_LIFETIME).raw(new byte[length]));
                }
                better(
                        c,
                        "a lifetime that comes twice",
                        constrained().raw(lifetime(60)).raw(lifetime(9)));
                better(c, "a constraint behind ADD_IDENTITY", add(ED25519, "").uint8(UNKNOWN));
            }));

    private Constraints() {}

    private static WireWriter constrained() {
        return AgentRequests.constrained(ED25519, "");
    }

    private static byte[] lifetime(long seconds) {
        return new WireWriter().uint8(CONSTRAIN_LIFETIME).uint32(seconds).toByteArray();
    }

    private static WireWriter lasting(long seconds) {
        return constrained().raw(lifetime(seconds));
    }

    private static void refused(Conversation c, String what, WireWriter request) throws IOException {
        emptied(c);
        Agents.refuses(c, request, "a key with " + what);
        c.verify(!lists(c.agent(), ED25519), "a key with " + what + " is refused, and held all the same");
    }

    private static void better(Conversation c, String what, WireWriter request) throws IOException {
        c.should(() -> refused(c, what, request), what + " is taken");
    }
}
