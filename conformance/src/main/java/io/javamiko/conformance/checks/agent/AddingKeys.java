package io.javamiko.conformance.checks.agent;

import static io.javamiko.conformance.Check.agent;
import static io.javamiko.conformance.checks.Agents.ED25519;
import static io.javamiko.conformance.checks.Agents.P256;
import static io.javamiko.conformance.checks.Agents.RSA;
import static io.javamiko.conformance.checks.Agents.emptied;
import static io.javamiko.conformance.checks.Agents.verifyLists;
import static io.javamiko.conformance.peer.AgentRequests.ADD_IDENTITY;
import static io.javamiko.conformance.peer.AgentRequests.ADD_SMARTCARD_KEY;
import static io.javamiko.conformance.peer.AgentRequests.ADD_SMARTCARD_KEY_CONSTRAINED;
import static io.javamiko.conformance.peer.AgentRequests.CONSTRAIN_LIFETIME;
import static io.javamiko.conformance.peer.AgentRequests.REMOVE_SMARTCARD_KEY;
import static io.javamiko.conformance.peer.AgentRequests.add;
import static io.javamiko.conformance.peer.AgentRequests.bind;

import io.javamiko.conformance.Check;
import io.javamiko.conformance.Conversation;
import io.javamiko.conformance.checks.Agents;
import io.javamiko.conformance.peer.AgentPeer;
import io.javamiko.keys.SSHKeyPair;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** RFC 9987 §5.2, §5.6: keys come in, and sign. */
final class AddingKeys {
    private static final int MAX = 1 << 14;
    private static final byte[] DATA = {1, 2, 3};
    private static final String LIBRARY = "/usr/lib/no-such-library-of-the-kit.so";
    private static final List<SSHKeyPair> OTHERS =
            List.of(P256, SSHKeyPair.generate("ecdsa-sha2-nistp384"), SSHKeyPair.generate("ecdsa-sha2-nistp521"), RSA);

    static final List<Check> CHECKS = List.of(
            agent("agent-06", c -> {
                var agent = emptied(c);
                agent.expectSuccess(add(ED25519, "first"));
                signs(c, agent, ED25519);
                for (var key : OTHERS) { // an agent may know some types alone
                    if (agent.succeeds(add(key, ""))) {
                        signs(c, agent, key);
                    } else {
                        c.note("keys of type " + key.publicKey().type() + " are refused");
                    }
                }
                updates(c);
                agent.expectFailure(new WireWriter()
                        .uint8(ADD_IDENTITY)
                        .utf8("ssh-x@kit")
                        .string(DATA)
                        .string(DATA)
                        .utf8(""));
                mismatched(c, "an Ed25519 key whose public half is another's", ed25519WithOtherPublicHalf());
                mismatched(c, "an ECDSA key whose public half is another's", ecdsaWithOtherPoint());
                mismatched(c, "an RSA key whose exponent is another's", rsaWithOtherExponent());
            }),
            agent("agent-21", c -> {
                for (boolean forwarded : new boolean[] {false, true}) {
                    var agent = emptied(c);
                    if (forwarded) {
                        agent.ask(bind(Agents.HOST, new byte[32], true));
                    }
                    agent.expectFailure(token(ADD_SMARTCARD_KEY));
                    agent.expectFailure(token(ADD_SMARTCARD_KEY_CONSTRAINED)
                            .uint8(CONSTRAIN_LIFETIME)
                            .uint32(60));
                    agent.expectFailure(token(REMOVE_SMARTCARD_KEY));
                    agent.expectEmpty();
                }
            }));

    private AddingKeys() {}

    private static WireWriter token(int type) {
        return new WireWriter().uint8(type).utf8(LIBRARY).utf8("1234");
    }

    /** With a signature that is the key's. */
    private static void signs(Conversation c, AgentPeer agent, SSHKeyPair key) throws IOException {
        var publicKey = key.publicKey();
        long flags = publicKey.type().equals("ssh-rsa") ? 4 : 0; // SSH_AGENT_RSA_SHA2_512
        var signature = agent.sign(publicKey.blob(), DATA, flags);
        c.verify(signature.isPresent(), "a key of type " + publicKey.type() + " that was added does not sign");
        c.verify(
                publicKey.verify(algorithm(publicKey), DATA, signature.get()),
                "the signature of a key of type " + publicKey.type() + " does not verify");
    }

    private static String algorithm(SSHPublicKey key) {
        return key.type().equals("ssh-rsa") ? "rsa-sha2-512" : key.type();
    }

    /** A key that is there comes again. */
    private static void updates(Conversation c) throws IOException {
        var agent = emptied(c);
        agent.expectSuccess(add(ED25519, "first"));
        if (agent.succeeds(add(ED25519, "second"))) {
            verifyLists(c, agent.identities(), ED25519.publicKey().blob(), "second");
        } else {
            c.note("a key that is there already is refused");
            verifyLists(c, agent.identities(), ED25519.publicKey().blob(), "first");
        }
    }

    /** It is refused, or at least signs nothing that is not the listed key's. */
    private static void mismatched(Conversation c, String what, WireWriter request) throws IOException {
        var agent = emptied(c);
        if (!agent.succeeds(request)) {
            return;
        }
        for (var held : agent.identities()) {
            var key = SSHPublicKey.decode(held.key());
            var signature = agent.sign(held.key(), DATA, key.type().equals("ssh-rsa") ? 4 : 0);
            c.verify(
                    signature.isEmpty() || key.verify(algorithm(key), DATA, signature.get()),
                    what + " is taken, and signs what does not verify");
        }
        c.warn(what + " is taken");
    }

    private static WireReader fields(SSHKeyPair key) throws IOException {
        var out = new WireWriter();
        key.encode(out);
        var in = new WireReader(out.toByteArray());
        in.string(MAX); // the type
        return in;
    }

    private static WireWriter ed25519WithOtherPublicHalf() throws IOException {
        byte[] other = fields(SSHKeyPair.generate("ssh-ed25519")).string(MAX);
        var in = fields(ED25519);
        in.string(MAX);
        return new WireWriter()
                .uint8(ADD_IDENTITY)
                .utf8("ssh-ed25519")
                .string(other)
                .raw(in.rest())
                .utf8("");
    }

    private static WireWriter ecdsaWithOtherPoint() throws IOException {
        var other = fields(SSHKeyPair.generate("ecdsa-sha2-nistp256"));
        byte[] curve = other.string(MAX);
        byte[] point = other.string(MAX);
        var in = fields(P256);
        in.string(MAX);
        in.string(MAX);
        return new WireWriter()
                .uint8(ADD_IDENTITY)
                .utf8("ecdsa-sha2-nistp256")
                .string(curve)
                .string(point)
                .raw(in.rest())
                .utf8("");
    }

    /** n, e, d, iqmp, p, q with d + 2. */
    private static WireWriter rsaWithOtherExponent() throws IOException {
        var in = fields(RSA);
        byte[] n = in.string(MAX);
        byte[] e = in.string(MAX);
        var d = new BigInteger(in.string(MAX)).add(BigInteger.TWO);
        return new WireWriter()
                .uint8(ADD_IDENTITY)
                .utf8("ssh-rsa")
                .string(n)
                .string(e)
                .mpint(d)
                .raw(in.rest())
                .utf8("");
    }
}
