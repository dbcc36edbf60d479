package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.peer.AgentRequests.EXTENSION;
import static io.javamiko.conformance.peer.AgentRequests.EXTENSION_FAILURE;
import static io.javamiko.conformance.peer.AgentRequests.FAILURE;
import static io.javamiko.conformance.peer.AgentRequests.extension;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.checks.Agents;
import io.javamiko.conformance.peer.AgentRequests;
import io.javamiko.wire.WireWriter;
import java.util.List;

/** RFC 9987 §5.8: extensions. */
final class Extensions {
    private static final byte[] JUNK = new byte[8];

    static final List<Check> CHECKS = List.of(agent("agent-13", c -> {
        var agent = emptied(c);
        agent.expectFailure(extension("frobnicate@kit").raw(JUNK));
        agent.expectFailure(extension(""));
        Agents.refuses(c, new WireWriter().uint8(EXTENSION), "an extension without a name");
        boolean known = agent.succeeds(AgentRequests.bind(Agents.HOST, new byte[32], false));
        int type = agent.ask(extension("session-bind@openssh.com").raw(JUNK)).type();
        c.verify(type == FAILURE || type == EXTENSION_FAILURE, "a malformed extension is answered by message " + type);
        if (known && type == FAILURE) {
            c.warn("an extension that is known fails with FAILURE, not EXTENSION_FAILURE");
        }
        agent.expectEmpty();
    }));

    private Extensions() {}
}
