package io.javamiko.crypto.agreement;

import io.javamiko.ProtocolException;

/**
 * One exchange of two opaque strings that gives both sides a secret (RFC 5656 §4, RFC 8731 §3,
 * draft-ietf-sshm-mlkem-hybrid-kex §2). The initiator (SSH's client) calls {@link #initiate} and {@link #complete}, the
 * responder {@link #respond}; each once. Not thread-safe.
 */
public interface KeyAgreement extends AutoCloseable {
    /** The initiator's string: {@code Q_C} or {@code C_INIT}. */
    byte[] initiate();

    /**
     * The initiator's end.
     *
     * @param reply the responder's string: {@code Q_S} or {@code S_REPLY}
     * @throws ProtocolException if it has the wrong length, is no valid point, or gives a secret that is no secret
     */
    SharedSecret complete(byte[] reply) throws ProtocolException;

    /**
     * The responder's part.
     *
     * @param init the initiator's string
     * @throws ProtocolException if it has the wrong length, is no valid point or key, or gives a secret that is no secret
     */
    Response respond(byte[] init) throws ProtocolException;

    /** Wipes the private key, as far as can be. May be called twice. */
    @Override
    void close();

    /** What the responder sends, and what it knows then. */
    final class Response {
        private final byte[] reply;
        private final SharedSecret secret;

        /**
         * @param reply {@code Q_S} or {@code S_REPLY}, taken over
         * @param secret K
         */
        public Response(byte[] reply, SharedSecret secret) {
            this.reply = reply;
            this.secret = secret;
        }

        /** {@code Q_S} or {@code S_REPLY}. */
        public byte[] reply() {
            return reply;
        }

        /** K; who takes it closes it. */
        public SharedSecret secret() {
            return secret;
        }
    }
}
