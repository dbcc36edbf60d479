package io.javamiko.auth;

import io.javamiko.auth.Authenticated.Proof;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.transport.Limits;
import java.util.List;
import java.util.Optional;

/** What a message of a client leads to in the method that it belongs to, on the server's side. */
sealed interface ServerTurn {
    /** What a method knows of the request: who asks for what, over which session, by which rules. */
    record Context(
            Authenticator authenticator,
            String user,
            String service,
            byte[] sessionId,
            List<String> algorithms,
            int minimumRSABits,
            Limits limits) {}

    /** The method was passed. */
    record Passed(Proof proof) implements ServerTurn {
        Passed(String method, Grant grant) {
            this(new Proof(method, Optional.empty(), grant));
        }

        Passed(SSHPublicKey key, Grant grant) {
            this(new Proof(PublicKeyMethod.NAME, Optional.of(key), grant));
        }
    }

    /** The method was not passed. */
    record Refused() implements ServerTurn {}

    /** The method goes on by this message of its own; nothing is decided. */
    record Answer(AuthMessage message) implements ServerTurn {}
}
