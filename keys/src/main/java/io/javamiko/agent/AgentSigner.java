package io.javamiko.agent;

import io.javamiko.keys.SSHPublicKey;
import io.javamiko.keys.Signer;
import java.io.IOException;
import java.util.List;

/** A key of an agent's. */
record AgentSigner(AgentClient agent, SSHPublicKey publicKey) implements Signer {
    /** Those that we know for the type; for a type that we don't, the algorithm of the same name, as all but RSA have it. */
    @Override
    public List<String> signatureAlgorithms() {
        var known = publicKey.signatureAlgorithms();
        return known.isEmpty() ? List.of(publicKey.type()) : known;
    }

    @Override
    public byte[] sign(String algorithm, byte[] data) throws IOException {
        return agent.sign(publicKey, algorithm, data);
    }
}
