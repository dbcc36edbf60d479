package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.keys.SSHPublicKey;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an agent answers (RFC 9987 §5). */
@SuppressWarnings("ArrayRecordComponent") // messages are made, sent and dropped; nobody compares them
sealed interface AgentReply {
    int MAX_COMMENT = 64 * 1024; // bytes

    void encode(WireWriter out);

    /** {@code SSH_AGENT_FAILURE} (§5.1). */
    record Failure() implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.FAILURE);
        }
    }

    /** {@code SSH_AGENT_SUCCESS} (§5.1); older agents put an extension's answer behind it. */
    record Success(byte[] contents) implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.SUCCESS).raw(contents);
        }
    }

    /** {@code SSH_AGENT_IDENTITIES_ANSWER} (§5.4). */
    record Identities(List<AgentKey> keys) implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.IDENTITIES_ANSWER).uint32(keys.size());
            keys.forEach(key -> out.string(key.key().blob()).utf8(key.comment()));
        }

        private static Identities decode(WireReader in) throws ProtocolException {
            long count = in.uint32();
            var keys = new ArrayList<AgentKey>(); // grows with what is there, not with what is said
            for (long i = 0; i < count; i++) {
                byte[] blob = in.string(AgentFrames.MAX);
                String comment = in.text(MAX_COMMENT);
                key(blob).ifPresent(key -> keys.add(new AgentKey(key, comment)));
            }
            return new Identities(List.copyOf(keys));
        }

        /** A key that we would not use ourselves is opaque; what does not even have a type is passed over. */
        private static Optional<SSHPublicKey> key(byte[] blob) {
            try {
                return Optional.of(SSHPublicKey.decode(blob));
            } catch (ProtocolException e) {
                return opaque(blob);
            }
        }

        private static Optional<SSHPublicKey> opaque(byte[] blob) {
            try {
                return Optional.of(SSHPublicKey.opaque(blob));
            } catch (ProtocolException e) {
                return Optional.empty();
            }
        }
    }

    /** {@code SSH_AGENT_SIGN_RESPONSE} (§5.6): {@code string algorithm, string signature}. */
    record Signature(byte[] signature) implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.SIGN_RESPONSE).string(signature);
        }
    }

    /** {@code SSH_AGENT_EXTENSION_FAILURE} (§5.8): the extension is known, and failed. */
    record ExtensionFailure() implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.EXTENSION_FAILURE);
        }
    }

    /** {@code SSH_AGENT_EXTENSION_RESPONSE} (§5.8). */
    record ExtensionResponse(String name, byte[] contents) implements AgentReply {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.EXTENSION_RESPONSE).utf8(name).raw(contents);
        }
    }

    /** @param in a message from its number on */
    static AgentReply decode(WireReader in) throws ProtocolException {
        int number = in.uint8();
        var reply = switch (number) {
            case AgentNumbers.FAILURE -> new Failure();
            case AgentNumbers.SUCCESS -> new Success(in.rest());
            case AgentNumbers.IDENTITIES_ANSWER -> Identities.decode(in);
            case AgentNumbers.SIGN_RESPONSE -> new Signature(in.string(AgentFrames.MAX));
            case AgentNumbers.EXTENSION_FAILURE -> new ExtensionFailure();
            case AgentNumbers.EXTENSION_RESPONSE -> new ExtensionResponse(in.text(AgentRequest.MAX_NAME), in.rest());
            default -> throw new ProtocolException("an agent answered with message " + number + " (RFC 9987 §8.1)");
        };
        in.expectEnd();
        return reply;
    }
}
