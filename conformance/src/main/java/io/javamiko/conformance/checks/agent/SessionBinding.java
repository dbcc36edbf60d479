package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.HOST;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.checks.Agents.lists;
import static io.javamiko.conformance.peer.AgentRequests.CONSTRAIN_EXTENSION;
import static io.javamiko.conformance.peer.AgentRequests.EXTENSION_FAILURE;
import static io.javamiko.conformance.peer.AgentRequests.FAILURE;
import static io.javamiko.conformance.peer.AgentRequests.SUCCESS;
import static io.javamiko.conformance.peer.AgentRequests.bind;
import static io.javamiko.conformance.peer.AgentRequests.constrained;
import static io.javamiko.conformance.peer.AgentRequests.extension;
import static io.javamiko.conformance.peer.AgentRequests.sign;

import io.javamiko.auth.PublicKeyMethod;
import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.util.List;

/** OpenSSH PROTOCOL.agent §1, §2: which session uses a connection, and keys that are for some hosts alone. */
final class SessionBinding {
    private static final SSHKeyPair OTHER_HOST = SSHKeyPair.generate("ssh-ed25519");
    private static final int MANY = 64;
    private static final int LONGEST_ID = 128;

    static final List<Check> CHECKS = List.of(
            agent("agent-15", c -> {
                var agent = emptied(c);
                c.assume(bound(c, agent, bind(HOST, id(1), false)), "the agent does not know session-bind@openssh.com");
                refused(c, agent, "the same again", bind(HOST, id(1), false));
                refused(c, agent, "another behind one for authentication", bind(HOST, id(2), false));
                refused(c, c.agent(), "a signature over another session", wronglySigned());
                var forwarded = c.agent();
                c.verify(bound(c, forwarded, bind(HOST, id(3), true)), "a binding for forwarding is refused");
                refused(c, forwarded, "the same session with another host", bind(OTHER_HOST, id(3), true));
                refused(c, c.agent(), "a session of another host's key", signedByAnother());
                int count = 1;
                while (count < MANY && bound(c, forwarded, bind(HOST, id(10 + count), true))) {
                    count++;
                }
                if (count == MANY) {
                    c.warn(MANY + " bindings of one connection are taken");
                }
                c.should(
                        () -> refused(
                                c, c.agent(), "a session id of 129 bytes", bind(HOST, new byte[LONGEST_ID + 1], false)),
                        "a session id of 129 bytes is taken");
            }),
            agent("agent-16", c -> {
                var unbound = emptied(c);
                if (!unbound.succeeds(restricted())) {
                    c.note("keys that are for some hosts alone are refused");
                    unbound.expectEmpty();
                    return;
                }
                byte[] key = ED25519.publicKey().blob();
                unbound.expectFailure(sign(key, userauth(id(1)), 0));
                var here = c.agent();
                c.verify(bound(c, here, bind(HOST, id(1), false)), "a binding is refused");
                c.verify(here.sign(key, userauth(id(1)), 0).isPresent(), "the key does not sign for its host");
                here.expectFailure(sign(key, userauth(id(2)), 0));
                here.expectFailure(sign(key, new byte[100], 0));
                var elsewhere = c.agent();
                c.verify(bound(c, elsewhere, bind(OTHER_HOST, id(4), false)), "a binding is refused");
                elsewhere.expectFailure(sign(key, userauth(id(4)), 0));
                c.verify(!lists(elsewhere, ED25519), "the key is listed to a session with another host");
            }));

    private SessionBinding() {}

    private static byte[] id(int number) {
        byte[] id = new byte[32];
        id[0] = (byte) number;
        return id;
    }

    private static boolean bound(Conversation c, AgentPeer agent, WireWriter request) throws IOException {
        int type = agent.ask(request).type();
        c.verify(
                type == SUCCESS || type == FAILURE || type == EXTENSION_FAILURE,
                "a binding is answered by message " + type);
        return type == SUCCESS;
    }

    private static void refused(Conversation c, AgentPeer agent, String what, WireWriter request) throws IOException {
        c.verify(!bound(c, agent, request), "a binding is taken: " + what);
    }

    private static WireWriter wronglySigned() throws IOException {
        return binding(HOST, HOST.sign("ssh-ed25519", id(6)));
    }

    private static WireWriter signedByAnother() throws IOException {
        return binding(HOST, OTHER_HOST.sign("ssh-ed25519", id(5)));
    }

    private static WireWriter binding(SSHKeyPair host, byte[] signature) {
        return extension("session-bind@openssh.com")
                .string(host.publicKey().blob())
                .string(id(5))
                .string(signature)
                .bool(false);
    }

    /** What a user's key signs in that session, to log in. */
    private static byte[] userauth(byte[] session) {
        return PublicKeyMethod.signedData(
                session,
                "user",
                "ssh-connection",
                "ssh-ed25519",
                ED25519.publicKey().blob());
    }

    /** A key for the host alone: one hop, from here to there. */
    private static WireWriter restricted() {
        byte[] from = new WireWriter().utf8("").utf8("").utf8("").toByteArray();
        byte[] to = new WireWriter()
                .utf8("")
                .utf8("kit")
                .utf8("")
                .string(HOST.publicKey().blob())
                .bool(false)
                .toByteArray();
        byte[] hop = new WireWriter().string(from).string(to).utf8("").toByteArray();
        return constrained(ED25519, "")
                .uint8(CONSTRAIN_EXTENSION)
                .utf8("restrict-destination-v00@openssh.com")
                .string(new WireWriter().string(hop).toByteArray());
    }
}
