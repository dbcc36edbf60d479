package io.javamiko.agent;

import io.javamiko.ProtocolException;
import io.javamiko.wire.WireReader;
import io.javamiko.wire.WireWriter;

/** What a client asks of an agent (RFC 9987 §5). {@link #decode} takes what it does not know as {@link Unknown}. */
@SuppressWarnings("ArrayRecordComponent") // messages are made, sent and dropped; nobody compares them
sealed interface AgentRequest {
    int MAX_KEY = 16 * 1024; // bytes of a public key or certificate
    int MAX_NAME = 255;

    void encode(WireWriter out);

    /** {@code SSH_AGENTC_REQUEST_IDENTITIES} (§5.4). */
    record RequestIdentities() implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.REQUEST_IDENTITIES);
        }
    }

    /** {@code SSH_AGENTC_SIGN_REQUEST} (§5.6). */
    record SignRequest(byte[] key, byte[] data, long flags) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.SIGN_REQUEST).string(key).string(data).uint32(flags);
        }
    }

    /**
     * {@code SSH_AGENTC_ADD_IDENTITY} and {@code SSH_AGENTC_ADD_ID_CONSTRAINED} (§5.2).
     *
     * @param fields the key with its private half, the comment, the constraints; secret
     */
    record AddIdentity(byte[] fields, boolean constrained) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(constrained ? AgentNumbers.ADD_ID_CONSTRAINED : AgentNumbers.ADD_IDENTITY)
                    .raw(fields);
        }

        @Override
        public String toString() {
            return "AddIdentity";
        }
    }

    /** {@code SSH_AGENTC_REMOVE_IDENTITY} (§5.3). */
    record RemoveIdentity(byte[] key) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.REMOVE_IDENTITY).string(key);
        }
    }

    /** {@code SSH_AGENTC_REMOVE_ALL_IDENTITIES} (§5.3). */
    record RemoveAllIdentities() implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.REMOVE_ALL_IDENTITIES);
        }
    }

    /** {@code SSH_AGENTC_LOCK} and {@code SSH_AGENTC_UNLOCK} (§5.7). */
    record Lock(byte[] passphrase, boolean locks) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(locks ? AgentNumbers.LOCK : AgentNumbers.UNLOCK).string(passphrase);
        }

        @Override
        public String toString() {
            return locks ? "Lock" : "Unlock";
        }
    }

    /** {@code SSH_AGENTC_EXTENSION} (§5.8). */
    record Extension(String name, byte[] contents) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(AgentNumbers.EXTENSION).utf8(name).raw(contents);
        }
    }

    /** A number that is not known here: smart cards among it. */
    record Unknown(int number) implements AgentRequest {
        @Override
        public void encode(WireWriter out) {
            out.uint8(number);
        }
    }

    /** @param in a message from its number on */
    static AgentRequest decode(WireReader in) throws ProtocolException {
        int number = in.uint8();
        var request = switch (number) {
            case AgentNumbers.REQUEST_IDENTITIES -> new RequestIdentities();
            case AgentNumbers.SIGN_REQUEST ->
                new SignRequest(in.string(MAX_KEY), in.string(AgentFrames.MAX), in.uint32());
            case AgentNumbers.ADD_IDENTITY -> new AddIdentity(in.rest(), false);
            case AgentNumbers.ADD_ID_CONSTRAINED -> new AddIdentity(in.rest(), true);
            case AgentNumbers.REMOVE_IDENTITY -> new RemoveIdentity(in.string(MAX_KEY));
            case AgentNumbers.REMOVE_ALL_IDENTITIES -> new RemoveAllIdentities();
            case AgentNumbers.LOCK -> new Lock(in.string(AgentFrames.MAX), true);
            case AgentNumbers.UNLOCK -> new Lock(in.string(AgentFrames.MAX), false);
            case AgentNumbers.EXTENSION -> new Extension(in.text(MAX_NAME), in.rest());
            default -> {
                in.skip(in.remaining());
                yield new Unknown(number);
            }
        };
        in.expectEnd();
        return request;
    }
}
