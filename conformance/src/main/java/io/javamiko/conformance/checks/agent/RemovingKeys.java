package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.P256;
import static io.javamiko.conformance.checks.Agents.RSA;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.checks.Agents.verifyLists;
import static io.javamiko.conformance.peer.AgentRequests.add;
import static io.javamiko.conformance.peer.AgentRequests.remove;
import static io.javamiko.conformance.peer.AgentRequests.removeAll;
import static io.javamiko.conformance.peer.AgentRequests.sign;

import io.javamiko.conformance.Check;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.certificates.Certificate;
import java.util.List;

/** RFC 9987 §5.4: keys go. */
final class RemovingKeys {
    private static final byte[] DATA = {1, 2, 3};

    static final List<Check> CHECKS = List.of(agent("agent-07", c -> {
        var agent = emptied(c);
        byte[] first = ED25519.publicKey().blob();
        byte[] second = P256.publicKey().blob();
        byte[] third = RSA.publicKey().blob();
        agent.expectSuccess(add(ED25519, "1"));
        agent.expectSuccess(add(P256, "2"));
        agent.expectSuccess(add(RSA, "3"));
        agent.expectSuccess(remove(second));
        verifyLists(c, agent.identities(), first, "1", third, "3");
        agent.expectFailure(remove(second));
        agent.expectFailure(sign(second, DATA, 0));
        var certificate =
                Certificate.issue(SSHKeyPair.generate("ssh-ed25519"), ED25519.publicKey(), b -> b.user("kit"));
        agent.expectSuccess(add(certificate, ED25519, "4"));
        agent.expectSuccess(remove(certificate.key().blob()));
        verifyLists(c, agent.identities(), first, "1", third, "3");
        agent.expectSuccess(removeAll());
        agent.expectEmpty();
        agent.expectFailure(sign(first, DATA, 0));
        agent.expectSuccess(removeAll());
    }));

    private RemovingKeys() {}
}
